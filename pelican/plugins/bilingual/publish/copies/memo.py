"""Files of which each is made of one input: by several processes, and only once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...project.cache import Cache
from ...project.processes import shared


def memo_each(
    cache: Cache,
    stage: str,
    inputs: Sequence[object],
    make: Callable[[int], bytes],
    processes: int = 0,
) -> list[bytes]:
    """What is made of each input, now or in an earlier run.

    `make` is given an input's number; what it changes in memory may be lost. `processes` are as
    `shared` has them.
    """
    keys = [cache.digest(stage, one) for one in inputs]
    found: list[bytes | None] = [cache.get(key, bytes) for key in keys]
    lacking = [number for number, one in enumerate(found) if one is None]
    made = shared(lambda at: make(lacking[at]), len(lacking), processes)
    for number, one in zip(lacking, made, strict=True):
        cache.put(keys[number], one)
        found[number] = one
    return [one for one in found if one is not None]
