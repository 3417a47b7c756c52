"""How a reader can subscribe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import SettingsError

_FORM_KEYS: dict[str, type] = {"action": str, "email": str, "hidden": dict}


@dataclass(frozen=True, slots=True)
class Newsletter:
    """How a reader can subscribe; with neither a form nor an address, by the feed."""

    action: str = ""
    """URL that the form posts to."""
    email_field: str = "email"
    hidden: tuple[tuple[str, str], ...] = ()
    """Further form fields; `{lang}` in a value stands for the reader's language tag."""
    mailto: str = ""

    @property
    def kind(self) -> str:
        """`form`, `mailto` or `feed`."""
        return "form" if self.action else "mailto" if self.mailto else "feed"


def read_newsletter(given: Mapping[str, Any], where: str) -> Newsletter:
    """Read the setting; `where` names it in messages. Raises `SettingsError`."""
    unknown = set(given) - {"form", "mailto"}
    if unknown or len(given) > 1:
        raise SettingsError(
            f"{where} has {', '.join(map(repr, given))}.",
            remedy="It takes either 'form' or 'mailto'.",
        )
    if "mailto" in given:
        address = given["mailto"]
        if not isinstance(address, str) or "@" not in address:
            raise SettingsError(f"{where}['mailto'] is {address!r}.", remedy="Give an address.")
        return Newsletter(mailto=address)
    if "form" not in given:
        return Newsletter()
    form = given["form"]
    if not isinstance(form, Mapping) or not str(form.get("action", "")).startswith("https://"):
        raise SettingsError(f"{where}['form'] has no 'action'.", remedy="Give an https:// URL.")
    for key, value in form.items():
        if not isinstance(value, _FORM_KEYS.get(key, ())):
            raise SettingsError(
                f"{where}['form'] has {key!r}: {value!r}.",
                remedy="It takes 'action' and 'email' (text) and 'hidden' (a dictionary).",
            )
    hidden = tuple((str(key), str(value)) for key, value in form.get("hidden", {}).items())
    return Newsletter(form["action"], form.get("email", "email"), hidden)
