"""Words that turn what a text says, and words that add nothing to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Particles:
    """The small words and parts of words by which a change of a text is weighed."""

    turning: str
    """A regular expression, for small letters, of what may deny a text, or put it into another
    time or mood. Too much of it is safe: a text in which it changes is another one."""
    light: Mapping[str, str] = field(default_factory=dict)
    """Words in small letters that are as good as another one, or as none: articles, agreement."""
    ending: str = ""
    """What may come and go at the end of a word, with its sense as it was: an English s."""
    kept: int = 2
    """Letters at the end of a word that belong to its grammar, and so are nobody's slip."""


def _light(nothing: str, *groups: str) -> dict[str, str]:
    """Words that are as good as none, and groups of words of which one is as good as another."""
    same = (group.split() for group in groups)
    return dict.fromkeys(nothing.split(), "") | {word: one[0] for one in same for word in one}


ENGLISH = Particles(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely)\b"
    r"|n[’']t\b|\b(?:a )?(?:few|little)\b|\b(?:a|the) number of\b"
    r"|\b(?:un|non|dis|mis|anti|counter|de|i[lmnr])(?=\w)|(?:ed|less)\b"
    r"|\b\w*(?:r[io]se|r[io]ve|r[io]te|r[iu]nk|sh[io]ne)\b",
    _light("a an the that which", "is are", "was were", "has have", "does do"),
    ending="s",
    kept=1,
)
GERMAN = Particles(
    r"\b(?:nicht\w*|nie\w*|nirgend\w*|kein\w*|ohne|weder|noch|kaum)\b"
    r"|\b(?:un|miss|ent|ver|zer)(?=\w)|(?:los|frei)|[äöü]",  # wurde, würde
    _light("der die das des dem den ein eine einen einem einer eines"),
)
FRENCH = Particles(
    r"\b(?:ne|non|pas|jamais|aucun\w*|rien|personne|ni|sans|nul\w*|plus|guère)\b|\bn[’']"
    r"|\b(?:i[lmnr]|dé|dis|mé|anti)(?=\w)",
    _light("le la les un une des"),
)
RUSSIAN = Particles(r"\b(?:не|ни|бе[зс]|анти|вряд|едва|раз|рас)|\bн[еи]")
TURKISH = Particles(r"m|\b(?:değil|yok|hiç)|s[ıiuü]z")  # geliyor, gelmiyor
TURKMEN = Particles(r"m|\b(?:däl|ýok|hiç)|s[yi]z")  # bilerin, bilmerin
