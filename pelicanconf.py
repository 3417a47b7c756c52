"""Settings of the site. The plugin's own are explained in README.md."""

SITENAME = "Open Explainers"
SITESUBTITLE = "Technology and power in Turkmenistan: what is known, and how surely"
AUTHOR = SITENAME  # where a page names nobody
SITEURL = ""  # the site's address, for feeds and search engines; links stay relative

PATH = "content"
THEME = "theme"
THEME_STATIC_PATHS = []  # style sheets are inlined: a page is one request
OUTPUT_PATH = "output"
TIMEZONE = "Asia/Ashgabat"
DEFAULT_LANG = "en"

PLUGINS = ["bilingual"]
BILINGUAL = {
    # With "tk-Cyrl": "Түркменче" the Turkmen edition is written in Cyrillic letters, too.
    "languages": {"en": "English", "tk": "Türkmençe"},
    "addresses": "editions",
    "first": "target",  # on pages with both languages
    "glossary": "pages/glossary.md",
    # Hunspell's dictionaries for `bilingual check`; the environment brings them along.
    "spelling": {"tk": ".venv/dictionaries/node_modules/dictionary-tk"},
    # The most that a page may weigh, in bytes under gzip: what arrives in one round trip.
    "weight": {"page": 10000, "parallel": 14000, "search": 12000, "listing": 6000},
    # What the list is called. A real way to subscribe stands beside it: a form for your newsletter
    # service, or an address, "mailto": "news@example.org".
    # "form": {"action": "https://lists.example.org/subscription/form",
    #          "email": "email", "hidden": {"l": "LIST-ID", "lang": "{lang}"}},
    "newsletter": {"title": "Weekly newsletters:"},
}

MARKDOWN = {
    "extensions": ["extra", "smarty", "toc", "admonition", "sane_lists"],
    "extension_configs": {"footnotes": {"BACKLINK_TITLE": "Back to the text"}},
    "output_format": "html",
}

# The plugin writes one feed per language and topic; Pelican's own would mix them.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
