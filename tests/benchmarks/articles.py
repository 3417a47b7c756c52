"""Articles for the benchmark: plausible Markdown, the same on every computer."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

_LIST = (
    "about access account address agency agreement analysis answer approach archive argument"
    " article authority balance barrier budget building business camera capacity census change"
    " choice citizen claim company condition connection consent contract control cost country"
    " credit culture customer damage data debate decision delivery demand design detail device"
    " dispute document economy effect election energy equipment estimate evidence example expert"
    " failure feature figure forecast freedom government growth guidance history household idea"
    " incident income industry influence internet journal knowledge language license limit machine"
    " maintenance market measure message method minister network notice number office operator"
    " opinion partner passenger pattern payment penalty permission pipeline policy population"
    " practice pressure price privacy problem product project promise proposal provider question"
    " railway reason record region regulation report request research resource result review risk"
    " schedule secret security sensor service signal software source standard station statement"
    " storage strategy student supplier support surface surveillance switch system target teacher"
    " technology telephone territory theory tower traffic treaty university upgrade value vendor"
    " version village visitor volume warning weather website witness worker"
)
_WORDS = _LIST.split()
_TOPICS = tuple(f"{name} {of}" for of in ("policy", "practice") for name in _WORDS[::17])
_ACCENTS = str.maketrans("aeiosuAEIOSU", "äýíöşüÄÝÍÖŞÜ")
_KEPT = r"`[^`]*`|\]\([^)]*\)|\[\^\w+\]|\{[^}]*\}"  # code, addresses, footnote marks, placeholders
_KEPT_OR_WORD = re.compile(rf"({_KEPT})|\w+")


def pseudo(text: str) -> str:
    """A pseudo-translation: every word accented, the marks around it and all code as they are."""
    return _KEPT_OR_WORD.sub(lambda found: found[1] or found[0].translate(_ACCENTS), text)


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language."""

    lang: str
    slug: str
    day: date
    title: str
    topics: tuple[str, ...]
    summary: str
    body: str

    def translated(self, lang: str) -> Article:
        """The article in pseudo-translation."""
        texts = {name: pseudo(getattr(self, name)) for name in ("title", "summary", "body")}
        return replace(self, lang=lang, topics=tuple(map(pseudo, self.topics)), **texts)

    def for_pelican(self) -> str:
        """The article's source file, with Pelican's metadata."""
        return (
            f"Title: {self.title}\nSlug: {self.slug}\nLang: {self.lang}\nDate: {self.day}\n"
            f"Tags: {', '.join(self.topics)}\nSummary: {self.summary}\n\n{self.body}"
        )

    def for_hugo(self) -> str:
        """The article's source file, with Hugo's front matter."""
        topics = ", ".join(f'"{topic}"' for topic in self.topics)
        return (
            f'+++\ntitle = "{self.title}"\nslug = "{self.slug}"\ndate = {self.day}\n'
            f'tags = [{topics}]\nsummary = "{self.summary}"\n+++\n\n{self.body}'
        )

    def for_eleventy(self, folders: Mapping[str, str]) -> str:
        """The article's source file, with Eleventy's front matter; `folders` by language."""
        (other,) = folders.keys() - {self.lang}
        address = f"{folders[self.lang]}{self.slug}/"
        front = {
            "title": self.title,
            "date": str(self.day),
            "lang": self.lang,
            "topics": self.topics,
            "summary": self.summary,
            "layout": "page.njk",
            "permalink": f"{address}index.html",
            "other_lang": other,
            "other_url": f"{folders[other]}{self.slug}/",
        }
        return f"---json\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{self.body}"

    def words(self) -> list[str]:
        """Every word that a reader of the page must find, code and addresses left out."""
        text = re.sub(_KEPT, " ", f"{self.title} {self.body}")
        return re.findall(r"[^\W\d_]+", text)


def articles(count: int, lang: str, seed: int = 2026) -> list[Article]:
    """As many different articles of some 800 words, the same for the same seed."""
    return [_article(number, lang, random.Random(f"{seed}/{number}")) for number in range(count)]


def _article(number: int, lang: str, chance: random.Random) -> Article:
    return Article(
        lang,
        f"article-{number:05}",
        date(2026, 11, 1) - timedelta(days=number),
        f"{_phrase(chance, 5).capitalize()} {number}",
        tuple(chance.sample(_TOPICS, 3)),
        f"{_sentence(chance)} {_sentence(chance)}",
        "\n\n".join(_blocks(number, chance)) + "\n",
    )


def _blocks(number: int, chance: random.Random) -> list[str]:
    blocks = [_paragraph(chance), f"{_paragraph(chance)[:-1]}[^note]."]
    for section in range(5):
        blocks += [f"## {_phrase(chance, 4).capitalize()}", _paragraph(chance)]
        blocks += [f"### {_phrase(chance, 3).capitalize()}", _paragraph(chance)]
        if section in {0, 3}:
            marks = ["- "] * 4 if section else [f"{n}. " for n in range(1, 5)]
            blocks.append("\n".join(f"{mark}{_sentence(chance)}" for mark in marks))
        elif section == 2:
            blocks.append(_table(chance))
    return [*blocks, f"[^note]: Number {number}: {_sentence(chance)}"]


def _table(chance: random.Random) -> str:
    rows = [[_phrase(chance, 2).capitalize(), _phrase(chance, 3)] for _ in range(5)]
    lines = [f"| {name} | {text} |" for name, text in rows]
    return "\n".join([lines[0], "| --- | --- |", *lines[1:]])


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(3, 5)))


def _sentence(chance: random.Random) -> str:
    """A sentence with a mark in it: emphasis, a link, code, or none."""
    middle = _phrase(chance, 2)
    middle = chance.choice(
        (
            middle,
            middle,
            f"*{middle}*",
            f"**{middle}**",
            f"[{middle}](https://example.org/{middle.replace(' ', '/')})",
            f"{middle} `{middle.replace(' ', '_')}`",
        )
    )
    start, end = _phrase(chance, chance.randint(3, 7)), _phrase(chance, chance.randint(3, 7))
    return f"{start.capitalize()} {middle} {end}."


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
