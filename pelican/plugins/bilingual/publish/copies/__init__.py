"""Copies that travel without the site: EPUB, PDF, plain text, and the whole site as one file."""
