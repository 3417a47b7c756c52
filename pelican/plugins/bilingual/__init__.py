"""Build one Pelican site in several languages from one source and gettext catalogs."""

from .plugin import register

__version__ = "0.1.0"
__all__ = ["register"]
