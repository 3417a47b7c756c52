"""Makes the outlines that maps are drawn from: `python tools/outlines.py`.

Reads Natural Earth's countries at 1:110 million, as npm `world-atlas` packs them, and writes
`source/drawings/outlines.json`: borders once each, as steps of a tenth of a degree, and for each
country, by its ISO 3166-1 code, the borders around it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).parent.parent
ATLAS = ROOT / "tests/node_modules/world-atlas/countries-110m.json"
OUTLINES = ROOT / "pelican/plugins/bilingual/source/drawings/outlines.json"
STEP = 0.1
"""Degrees."""


def outlines(atlas: dict[str, Any]) -> str:
    """The file's text, from an atlas in TopoJSON."""
    (dx, dy), (x, y) = atlas["transform"]["scale"], atlas["transform"]["translate"]

    def border(arc: list[list[int]]) -> list[int]:
        places = [
            (round((x + dx * east) / STEP), round((y + dy * north) / STEP))
            for east, north in accumulate(arc, lambda one, two: [one[0] + two[0], one[1] + two[1]])
        ]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places) if a != b]
        return [number for place in (places[0], *steps) for number in place]

    countries = dict(sorted(_countries(atlas["objects"]["countries"]["geometries"])))
    lines = [json.dumps(border(arc), separators=(",", ":")) for arc in atlas["arcs"]]
    rings = [f'"{code}":{json.dumps(found)}'.replace(" ", "") for code, found in countries.items()]
    borders, rings_of = ",\n".join(lines), ",\n".join(rings)
    return f'{{"borders":[\n{borders}\n],"countries":{{\n{rings_of}\n}}}}\n'


def _countries(geometries: list[dict[str, Any]]) -> Iterator[tuple[str, list[list[int]]]]:
    """Each country that has a code, with the borders of its outer rings: `~n` is `n` backwards."""
    codes = get_global("territory_aliases")
    for one in geometries:
        code = codes.get(one.get("id", ""))
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        if code:
            yield code[0], [rings[0] for rings in polygons]


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ATLAS
    OUTLINES.write_text(outlines(json.loads(source.read_text("utf-8"))), "utf-8")
