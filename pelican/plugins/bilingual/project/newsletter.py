"""The setting `newsletter`: how readers subscribe, and where issues are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parseaddr
from typing import Any

from ..errors import SettingsError
from .setting import SETTING, Reading

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_QUERY = re.compile(r"[\w.~%+&=-]*", re.ASCII)
_WEB = re.compile(r"https://[\w.-]+(?::\d+)?(?:/[\w.~%+&=/?:-]*)?", re.ASCII)
_FORM_KEYS: dict[str, type] = {"action": str, "email": str, "hidden": dict}
_KEYS = ("form", "mailto", "title", "order", "from", "lists", "unsubscribe")


@dataclass(frozen=True, slots=True)
class Newsletter:
    """How a reader can subscribe; with neither a form nor an address, by the feed."""

    action: str = ""
    """URL that the form posts to."""
    email_field: str = "email"
    hidden: tuple[tuple[str, str], ...] = ()
    """Further form fields; `{lang}` in a value stands for the reader's language tag."""
    mailto: Mapping[str, str] = field(default_factory=dict)
    """Where a mail subscribes, by language tag; what stands behind `?` fills the mail in."""
    title: str = ""
    """What the list is called, in the source language; translated as a setting."""
    order: tuple[str, ...] = ()
    """Tags of the languages in which the title stands, in this order; all of them if empty."""
    sender: str = ""
    """Whom issues are from: `Open Explainers <news@example.org>`."""
    lists: Mapping[str, str | int] = field(default_factory=dict)
    """Where each mail of an issue goes, by its languages (`tk`, `en-tk`): the address of a list, or
    the number of one in listmonk."""
    unsubscribe: Mapping[str, str] = field(default_factory=dict)
    """The address by which one leaves each list: of mail, or https://."""

    @property
    def kind(self) -> str:
        """`form`, `mailto` or `feed`."""
        return "form" if self.action else "mailto" if self.mailto else "feed"


def mails(source: str, tags: Iterable[str], pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The mails that an issue can be, by name: in each language, and in the source's and another.

    `tags` are all languages, `pairs` those that stand beside the source.
    """
    return {one: (one,) for one in tags} | {f"{source}-{one}": (source, one) for one in pairs}


def read_newsletter(given: dict[Any, Any], reading: Reading) -> Newsletter:
    """The value of `newsletter`. Raises `SettingsError`."""
    if {"form", "mailto"} <= given.keys() or given.keys() - {*_KEYS}:
        raise reading.wrong(f"has {', '.join(map(repr, given))}")
    title, order = given.get("title", ""), given.get("order", [])
    if not isinstance(title, str):
        raise entry(reading, "title", title, "Give a text.")
    known = [*reading.settings[SETTING]["languages"]]
    if not isinstance(order, list) or any(one not in known for one in order):
        raise entry(reading, "order", order, "Give a list of tags of 'languages'.")
    small = str(reading.settings["DEFAULT_LANG"]).lower()
    source = next((one for one in known if str(one).lower() == small), "")
    lists = [*mails(source, known, (one for one in known if one != source))]
    sender = given.get("from", "")
    if not isinstance(sender, str) or (sender and not _is_sender(sender)):
        raise entry(reading, "from", sender, "Give 'A name <news@example.org>'.")
    way = _form(given["form"], reading) if "form" in given else Newsletter()
    return replace(
        way,
        title=title,
        order=tuple(order),
        sender=sender,
        mailto=_by_name(given, "mailto", known, reading),
        lists=_by_name(given, "lists", lists, reading),
        unsubscribe=_by_name(given, "unsubscribe", lists, reading),
    )


def entry(reading: Reading, key: Any, value: Any, remedy: str = "") -> SettingsError:
    """The error that an entry of a dictionary is wrong."""
    return reading.wrong(f"has the entry {key!r}: {value!r}", remedy)


_MUST = {
    "mailto": "the address that a mail subscribes at",
    "lists": "a list's address, or its number in listmonk",
    "unsubscribe": "the address that one leaves by, of mail or https://",
}


def _by_name(
    given: Mapping[str, Any], key: str, names: list[str], reading: Reading
) -> Mapping[str, Any]:
    """Addresses by the languages that they are for; a single one is for all."""
    value = given.get(key, {})
    if not isinstance(value, dict):
        value = dict.fromkeys(names[-1:] if key == "lists" and len(names) == 3 else names, value)
    right = {"mailto": _is_mailto, "lists": _is_list, "unsubscribe": _is_way_out}[key]
    lacks = key == "mailto" and value and set(names) - value.keys()
    for name, one in [*value.items(), *((one, None) for one in lacks or ())]:
        if name not in names or not right(one):
            raise entry(
                reading,
                key,
                given[key],
                f"Give {_MUST[key]}; for several, by language: {', '.join(names)}.",
            )
    return dict(value)


def is_mail(text: str) -> bool:
    """Whether a text is an address of mail, and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def _is_sender(text: str) -> bool:
    name, address = parseaddr(text)
    return is_mail(address) and name.isprintable() and text.isprintable()


def _is_mailto(one: Any) -> bool:
    address, _, query = str(one).partition("?")
    return isinstance(one, str) and is_mail(address) and bool(_QUERY.fullmatch(query))


def _is_list(one: Any) -> bool:
    is_number = isinstance(one, int) and not isinstance(one, bool) and one > 0
    return is_number or (isinstance(one, str) and is_mail(one))


def _is_way_out(one: Any) -> bool:
    return _is_mailto(one) or (isinstance(one, str) and bool(_WEB.fullmatch(one)))


def _form(form: Any, reading: Reading) -> Newsletter:
    if not isinstance(form, Mapping) or not str(form.get("action", "")).startswith("https://"):
        raise reading.wrong("has a 'form' without 'action'", "Give an https:// URL.")
    for key, value in form.items():
        if not isinstance(value, _FORM_KEYS.get(key, ())):
            raise reading.wrong(
                f"has a 'form' with {key!r}: {value!r}",
                "It takes 'action' and 'email' (text) and 'hidden' (a dictionary).",
            )
    hidden = tuple((str(key), str(value)) for key, value in form.get("hidden", {}).items())
    return Newsletter(form["action"], form.get("email", "email"), hidden)
