"""A page's translation in a file of its own, taken into a catalog message by message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ..source.blocks import Block, blocks_of
from ..source.document import Document, Part
from ..source.segments import HEADINGS, Key, Segment
from .alignment import LARGEST, Bead, align
from .catalog import CONTROL
from .coverage import words_in
from .merge.carry import relinked
from .merge.renewal import Page
from .po.file import is_translated, new_entry, plural_forms

SURE = 0.95
"""How likely two blocks must be to belong together for their translation to be published."""
_DEAR = 3.0
"""The cost of two blocks, by themselves, from which they are too unlike for that."""
_SHORT = 3
"""Words of a text that may be the same in both languages: a name, a figure."""
UNALIGNED = "unaligned: "
"""Begins the translator comment with a text of the file for which there is no message."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a file says for a message."""

    text: str
    doubtful: bool
    line: int
    """Line in the file, from 1."""


@dataclass(slots=True)
class Adoption:
    """What became of a file."""

    messages: dict[Key, Adopted] = field(default_factory=dict)
    left: list[tuple[Key | None, Segment]] = field(default_factory=list)
    """Texts of the file that no message has, each with the message that it stands behind."""
    same: list[Segment] = field(default_factory=list)
    """Texts of the file that are still the source's."""
    differ: list[tuple[Adopted, str]] = field(default_factory=list)
    """What the file says where the catalog says something else, which stays."""


class TooLongError(ValueError):
    """A file has more blocks than can be laid side by side."""


def adopt(
    source: Document,
    target: Document,
    anchors: tuple[Sequence[str | None], Sequence[str | None]],
    alike: Callable[[str, str], bool],
) -> Adoption:
    """What a translated file says for each message of its source.

    `anchors` are the ids of both files' headings in order, `alike` tells whether a link of the
    source and one of the file lead to the same place. Raises `TooLongError`.
    """
    found, known = Adoption(), dict[Key, list[Adopted]]()
    plain = {one.msgctxt: one for one in target.plain}
    for segment in source.plain:
        other = plain.pop(segment.msgctxt, None)
        if other and segment.msgctxt == "slug" and other.msgid == segment.msgid:
            continue  # without a slug of its own, a page has the source's
        if other:
            known[segment.key] = [Adopted(other.msgid, False, other.line)]
    rows = [(source.fields.get(name, ()), parts) for name, parts in target.fields.items()]
    rows.append(((source.body,), (target.body,)))
    for ours, theirs in rows:
        beads = _beads(blocks_of(ours), blocks_of(theirs))
        ids = dict(_same_anchors(beads, source.body, target.body, anchors))

        def leads(one: str, other: str, ids: dict[str, str] = ids) -> bool:
            return ids.get(other) == one or alike(one, other)

        _take(found, known, beads, leads)
    definitions = {(each.kind, each.name): each.segment for each in target.body.definitions}
    for one in source.body.definitions:
        if (one.kind, one.name) in definitions:
            said = definitions.pop((one.kind, one.name))
            known[one.segment.key] = [Adopted(said.msgid, False, said.line)]
    left = (*plain.values(), *definitions.values())
    found.left += ((None, said) for said in left if said.msgctxt != "slug")
    found.messages = {key: _chosen(those) for key, those in known.items()}
    return found


def _beads(source: Sequence[Block], target: Sequence[Block]) -> list[Bead]:
    if max(len(source), len(target)) > LARGEST:
        raise TooLongError
    return align(source, target)


def _take(
    found: Adoption,
    known: dict[Key, list[Adopted]],
    beads: Sequence[Bead],
    alike: Callable[[str, str], bool],
) -> None:
    """Sort what some blocks say into messages and what is left."""
    last: Key | None = None
    for bead in beads:
        ours = [one.segment for one in bead.source if one.segment]
        theirs = [one.segment for one in bead.target if one.segment]
        if ours and theirs:
            last = ours[0].key
            text = " ".join(one.msgid for one in theirs)
            if text == ours[0].msgid and words_in(text) > _SHORT:
                found.same += theirs
                continue
            doubtful = not _is_sure(bead)
            text = relinked(text, " ".join(one.msgid for one in ours), alike)
            adopted = Adopted(text, doubtful, theirs[0].line)
            known.setdefault(last, []).append(adopted)
        else:
            last = ours[0].key if ours else last
            found.left += ((last, one) for one in theirs)


def _is_sure(bead: Bead) -> bool:
    """Whether two blocks certainly belong together, and are of the same kind."""
    one_each = len(bead.source) == len(bead.target) == 1
    kinds = {block.kind for block in (*bead.source, *bead.target)}
    return one_each and len(kinds) == 1 and bead.sure >= SURE and bead.cost < _DEAR


def _same_anchors(
    beads: Sequence[Bead],
    source: Part,
    target: Part,
    anchors: tuple[Sequence[str | None], Sequence[str | None]],
) -> Iterator[tuple[str, str]]:
    """The `#fragments` of the file with those of the source."""
    ids = [_ids(part, those) for part, those in zip((source, target), anchors, strict=True)]
    for bead in beads:
        ours = [ids[0].get(_position(one)) for one in bead.source if one.kind in HEADINGS]
        theirs = [ids[1].get(_position(one)) for one in bead.target if one.kind in HEADINGS]
        if len(ours) == len(theirs) == 1 and ours[0] and theirs[0]:
            yield f"#{theirs[0]}", f"#{ours[0]}"


def _position(block: Block) -> int:
    return block.segment.place.position if block.segment and block.segment.place else -1


def _ids(part: Part, anchors: Sequence[str | None]) -> dict[int, str | None]:
    places = [at for at, one in enumerate(part.blocks.iter()) if one.tag in HEADINGS]
    return dict(zip(places, anchors, strict=False))


def _chosen(those: Sequence[Adopted]) -> Adopted:
    """What a message says that stands in several places; doubtful if they do not agree."""
    texts = Counter(one.text for one in those)
    text, _ = texts.most_common(1)[0]
    same = [one for one in those if one.text == text]
    doubtful = len(texts) > 1 or all(one.doubtful for one in same)
    return Adopted(text, doubtful, same[0].line)


def fill(page: Page, adoption: Adoption) -> None:
    """Give a catalog what a file says; what somebody has translated there stays as it is."""
    old = {(one.msgctxt, one.msgid) for one in (*page.living, *page.obsolete) if is_translated(one)}
    for key, adopted in adoption.messages.items():
        if key not in page.wanted:
            continue
        if key in old and is_translated(page.found[key]):
            if page.found[key].msgstr != adopted.text:
                adoption.differ.append((adopted, page.found[key].msgstr))
            continue
        entry = new_entry(page.wanted[key][0][1], plural_forms(page.file))
        entry.msgstr = adopted.text
        entry.tcomment = page.found[key].tcomment if key in page.found else ""
        entry.flags = ["fuzzy"] if adopted.doubtful or CONTROL.search(adopted.text) else []
        page.found[key] = entry
    for beside, segment in adoption.left:
        _keep(page, beside or next(iter(page.wanted)), segment)


def _keep(page: Page, key: Key, segment: Segment) -> None:
    """Keep, as a translator comment, a text for which there is no message."""
    entry = page.found.get(key)
    if entry is None:
        entry = page.found[key] = new_entry(page.wanted[key][0][1], plural_forms(page.file))
    line = f"{UNALIGNED}{' '.join(segment.msgid.split())}"
    if line not in entry.tcomment.split("\n"):
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, line]))
