"""Turkmen in the Latin alphabet: ordinals, dates, order, folding, Cyrillic, hyphenation.

Pure functions that know nothing of Pelican or of this plugin; what they know of Turkmen stands
in `rules.toml`, for a native reader to check. Described in docs/turkmen.md.
"""
