"""Build one Pelican site in several languages from one source and gettext catalogs."""

__version__ = "0.1.0"
__all__ = ["register"]


def register() -> None:
    """Take part in what Pelican does."""
    from .plugin import register as take_part  # noqa: PLC0415 # commands need little of it

    take_part()
