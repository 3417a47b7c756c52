"""Settings of the manual: these documents as a site. `make manual-site` builds it."""

SITENAME = "pelican-bilingual"
SITESUBTITLE = "The manual"
AUTHOR = "The pelican-bilingual project"
SITEURL = ""

PATH = "."
ARTICLE_PATHS = []
PAGE_PATHS = [""]
PAGE_EXCLUDES = ["decisions", "images", "translations"]
IGNORE_FILES = ["design.md", "pelicanconf.py"]  # a megabyte of pictures, for who changes the design
STATIC_PATHS = ["images"]
OUTPUT_PATH = "../output.manual"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
SLUGIFY_SOURCE = "basename"

PLUGINS = ["bilingual"]
BILINGUAL = {
    "languages": {"en": "English", "tk": "Türkmençe"},
    "addresses": "editions",
}

MARKDOWN = {
    "extensions": ["extra", "smarty", "toc", "admonition", "sane_lists"],
    "extension_configs": {"footnotes": {"BACKLINK_TITLE": "Back to the text"}},
    "output_format": "html",
}

FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
