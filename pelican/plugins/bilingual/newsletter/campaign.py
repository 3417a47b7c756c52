"""Issues as campaigns of listmonk, which holds the subscribers. The only importer of `listmonk`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import ModuleType
from urllib.parse import urlsplit

from ..errors import BilingualError
from .letter import SERVICE, Letter

_SPECIAL = re.compile(r"\{\{|\}\}|@(?=TrackLink)")
"""What listmonk takes for instructions: of its templates, and to count who follows a link."""
_CONTENT = '{{ template "content" . }}'
"""A template of listmonk's that adds nothing: no picture that tells who has read a mail."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


@contextmanager
def service(environment: Mapping[str, str]) -> Iterator[ModuleType]:
    """The service that `LISTMONK_URL`, `LISTMONK_USER` and `LISTMONK_PASSWORD` say, logged in.

    Raises `BilingualError` without them, without the extra `newsletter`, and for what the service
    refuses.
    """
    try:
        import listmonk  # noqa: PLC0415 # an extra: who sends to lists by mail needs none
    except ImportError:
        raise BilingualError(
            "listmonk is missing.",
            remedy="Install the plugin's extra: pip install 'pelican-bilingual[listmonk]'.",
        ) from None
    url, user, password = (
        environment.get(f"LISTMONK_{one}", "") for one in ("URL", "USER", "PASSWORD")
    )
    parts = urlsplit(url)
    if not (url and user and password) or not (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    ):
        raise BilingualError(
            "Nobody has said where listmonk is, and who sends.",
            remedy="Set LISTMONK_URL (https://…), LISTMONK_USER and LISTMONK_PASSWORD, an API user"
            " of it and its token, in the environment.",
        )
    try:
        listmonk.set_url_base(url)
        if not listmonk.login(user, password):
            raise BilingualError(
                "listmonk does not answer, or does not know the user.",
                url,
                "Check LISTMONK_URL, LISTMONK_USER and LISTMONK_PASSWORD. Nothing was sent.",
            )
        yield listmonk
    except BilingualError:
        raise
    except Exception as error:  # noqa: BLE001 # of a client that does not say what it raises
        raise BilingualError(
            f"listmonk refuses ({' '.join(str(error).split())}).",
            url,
            "Look at its campaigns, then run the command again: what is sent is not sent twice.",
        ) from None


def create(
    listmonk: ModuleType,
    number: int,
    name: str,
    list_number: int,
    letters: Mapping[str, Letter],
    identifier: str,
) -> int:
    """Make a campaign, which sends nothing yet; gives its number.

    `letters` are those of the languages and the whole: a subscriber whose attribute `lang` names
    one of the languages gets that one, all others the whole, which is named `name`. Whom it is
    from says listmonk.
    """
    own = {tag: letters[tag] for tag in letters[name].tags if tag in letters and tag != name}
    whole = letters[name]
    made = listmonk.create_campaign(
        name=f"{number} {name} {identifier}",
        subject=_by_language(own, whole, lambda one: one.subject),
        list_ids={list_number},
        campaign_type="regular",
        content_type="html",
        body=_by_language(own, whole, lambda one: one.html),
        alt_body=_by_language(own, whole, lambda one: one.text),
        messenger="email",
        template_id=_template_number(listmonk),
        headers=[{"Content-Language": ", ".join(whole.tags)}],
    )
    return int(made.id)


def _template_number(listmonk: ModuleType) -> int:
    """The number of a template that adds nothing; it is made where there is none."""
    for attempt in (1, 2):
        for one in listmonk.templates():
            if (one.body or "").strip() == _CONTENT and one.type == "campaign":
                return int(one.id)
        if attempt == 1:
            with suppress(TypeError):  # some releases answer with a list, which the client misreads
                listmonk.create_template(name="Bare", body=_CONTENT, type="campaign")
    raise BilingualError("listmonk makes no template.", remedy="Let the user manage templates.")


def start(listmonk: ModuleType, campaign: int) -> None:
    """Let a campaign be sent; one that runs or is finished stays as it is.

    Raises `BilingualError` for one that is gone or was cancelled.
    """
    known = listmonk.campaign_by_id(campaign)
    status = str(known.status) if known else "gone"
    if status in ("running", "finished"):
        return
    if status not in ("draft", "scheduled", "paused"):
        raise BilingualError(
            f"listmonk's campaign {campaign} is {status}.",
            remedy="Send it there, or forget it in newsletters.json.",
        )
    listmonk.start_campaign(campaign)


def trial(listmonk: ModuleType, campaign: int, address: str) -> None:
    """Send a copy of a campaign to a subscriber, and remove the campaign."""
    try:
        listmonk.test_campaign(campaign, [address])
    finally:
        listmonk.delete_campaign(campaign)


def _by_language(own: Mapping[str, Letter], whole: Letter, text: Callable[[Letter], str]) -> str:
    """A template of listmonk's that gives each subscriber the text of their language."""
    made = _template(text(whole))
    if not own:
        return made
    cases = [
        f'{{{{ {"else " if at else ""}if eq (printf "%v" .Subscriber.Attribs.lang) "{tag}" }}}}'
        f"{_template(text(one))}"
        for at, (tag, one) in enumerate(own.items())
    ]
    return f"{''.join(cases)}{{{{ else }}}}{made}{{{{ end }}}}"


def _template(text: str) -> str:
    """A text as a template prints it: nothing in it is an instruction but the way out."""
    plain = _SPECIAL.sub(lambda one: f'{{{{ "{one[0]}" }}}}', text)
    return plain.replace(SERVICE, "{{ UnsubscribeURL }}")
