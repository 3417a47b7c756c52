"""The writing of a site in pieces, which several processes can share."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from logging.handlers import QueueHandler
from queue import SimpleQueue
from typing import Any

from pelican.plugins import signals  # type: ignore[attr-defined] # Pelican carries no types

from ..errors import BilingualError
from ..project.cache import Handed
from ..project.output.staging import Outcome
from ..project.processes import is_shared, shared
from ..site.core import forget_bodies, log_again
from .run import Run

Task = Callable[[], None]
"""Writes files; what else it does is note errors, log, and find words without a translation."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a task leaves behind in memory."""

    errors: list[BilingualError]
    records: list[logging.LogRecord]
    missing: Mapping[str, frozenset[str]]
    """By language tag, the theme's words without a translation."""
    cached: Handed
    """What the next run can take from this one."""
    files: Outcome
    """What was written, and what need not be."""


def carry_out(tasks: Sequence[Task], run: Run, context: dict[str, Any]) -> None:
    """Do all tasks, in several processes where that helps; `context` is Pelican's.

    Another plugin that is told of each file sees them all: then one process writes them.
    """
    wanted, siteurl = run.build.config.processes, context["SITEURL"]
    if _is_watched() or not is_shared(len(tasks), wanted):
        for task in tasks:
            context["localsiteurl"] = siteurl  # whatever was written before
            task()
            forget_bodies()
        return

    run.build.cache.flush()

    def work(number: int) -> Trace:
        context["localsiteurl"] = siteurl
        with _recorded() as records:
            tasks[number]()
        forget_bodies()
        cached, files = run.build.cache.hand_over(), run.staging.hand_over()
        return Trace(run.build.notes.take(), records, _missing(run), cached, files)

    for trace in shared(work, len(tasks), wanted):
        for error in trace.errors:
            run.build.notes.note(error)
        for record in trace.records:
            log_again(record)
        run.build.cache.take_over(trace.cached)
        run.staging.take_over(trace.files)
        for tag, words in trace.missing.items():
            assert run.surroundings
            run.surroundings.editions[tag].templates.missing |= words


def in_turns(tasks: Iterable[tuple[str, Task]]) -> list[Task]:
    """Tasks in the order in which processes take turns: of two, each has one language.

    So it reads no other's templates. What is of no language, or of two, comes last.
    """
    groups = defaultdict[str, list[Task]](list)
    for tag, task in tasks:
        groups[tag].append(task)
    rest = groups.pop("", [])
    rows = zip_longest(*groups.values())
    return [task for row in rows for task in row if task] + rest


def _is_watched() -> bool:
    return bool(signals.content_written.receivers or signals.feed_written.receivers)


def _missing(run: Run) -> dict[str, frozenset[str]]:
    editions = run.surroundings.editions if run.surroundings else {}
    found = {tag: one.templates.missing for tag, one in editions.items()}
    return {tag: frozenset(words) for tag, words in found.items() if words}


@contextmanager
def _recorded() -> Iterator[list[logging.LogRecord]]:
    """Keep what is logged, as it can be sent to another process, instead of printing it."""
    root, queue, records = logging.getLogger(), SimpleQueue[Any](), list[logging.LogRecord]()
    before, root.handlers = root.handlers, [QueueHandler(queue)]
    try:
        yield records
    finally:
        root.handlers = before
        while not queue.empty():
            records.append(queue.get())
