"""Build one Pelican site in several languages from one source and gettext catalogs."""

__version__ = "0.1.0"
__all__ = ["register"]


def register() -> None:
    """Be asked when a site's settings are known; called once by Pelican.

    What only a build needs is loaded here: a command such as `bilingual check` does without it.
    """
    from .plugin import register as join  # noqa: PLC0415 # see above

    join()
