"""Work that is shared among processes, where the system can fork."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from traceback import format_exc
from typing import BinaryIO, NoReturn, TypeVar

from ..errors import BilingualError

Result = TypeVar("Result")
MOST = 4
"""Processes that are worth their start, unless somebody asks for more."""
LEAST = 50
"""Pieces of work for which one process is quicker, unless somebody asks for more."""
_APART = 2
"""Processes at a time whose memory is much."""
_ROOM = 1024 * 1024
"""Bytes of answers that may wait, so that a process need not wait for one that is slower."""
_MEMORY = Path("/proc/meminfo")


def shared(work: Callable[[int], Result], count: int, wanted: int = 0) -> Iterator[Result]:
    """What `work` gives for 0, 1 … `count` - 1, in this order, whoever does it.

    `wanted` is a number of processes; 0 for as many as are useful. What the work changes in memory
    is lost where there are several. The first exception of the work is raised here.
    """
    processes = min(count, _processes(count, wanted))
    if processes < 2:
        yield from map(work, range(count))
        return
    workers: list[tuple[int, BinaryIO]] = []
    gc.freeze()  # a collection in a child would copy every page of memory
    try:
        shares = (range(rank, count, processes) for rank in range(processes))
        workers.extend(_start(work, share) for share in shares)
        for number in range(count):
            yield _answer(workers[number % processes][1])
    finally:
        gc.unfreeze()
        for process, answers in workers:
            _end(process, answers)


def apart(work: Callable[[int], Result], count: int, wanted: int = 0) -> Iterator[Result]:
    """What `work` gives for 0, 1 … `count` - 1, each from a process that ends with it.

    For little work that takes much memory, which a process would keep. There are at most two at a
    time, or `wanted` if that is one; where the system cannot fork, this process does it all. The
    first exception of the work is raised here.
    """
    if not _can_fork():
        yield from map(work, range(count))
        return
    running: deque[tuple[int, BinaryIO]] = deque()
    try:
        for number in range(count):
            if len(running) == min(_APART, wanted or _APART):
                yield _answer(running[0][1])
                _end(*running.popleft())
            running.append(_start(work, [number]))
        while running:
            yield _answer(running[0][1])
            _end(*running.popleft())
    finally:
        for process, answers in running:
            _end(process, answers)


def is_shared(count: int, wanted: int = 0) -> bool:
    """Whether `shared` would use several processes for so much work."""
    return min(count, _processes(count, wanted)) > 1


def _processes(count: int, wanted: int) -> int:
    if not _can_fork():
        return 1
    if wanted:
        return wanted
    found = min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    return found if count >= LEAST and _has_memory(found) else 1


def _can_fork() -> bool:
    return hasattr(os, "fork") and sys.platform != "darwin"  # its libraries do not bear it


def _has_memory(processes: int) -> bool:
    """Whether each process can come to need as much as this one has; yes where nobody knows."""
    import resource  # noqa: PLC0415 # not on Windows

    with suppress(OSError, StopIteration, ValueError):
        lines = _MEMORY.read_text("ascii").splitlines()
        free = next(int(one.split()[1]) for one in lines if one.startswith("MemAvailable:"))
        return processes * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < free
    return True


def _start(work: Callable[[int], object], numbers: Iterable[int]) -> tuple[int, BinaryIO]:
    """A process that does a share of the work, and the stream of its answers."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # or each process writes what is left in it
    parent, (reading, writing) = os.getpid(), os.pipe()
    with suppress(ImportError, AttributeError, OSError):  # Linux can
        import fcntl  # noqa: PLC0415 # not on Windows

        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _ROOM)
    with warnings.catch_warnings():
        # Pelican's status line is a thread: it holds nothing that the work could wait for.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if not process:
        os.close(reading)
        _work(work, numbers, writing, parent)
    os.close(writing)
    return process, os.fdopen(reading, "rb")


def _end(process: int, answers: BinaryIO) -> None:
    """Let go of a process, whether it has done its work or not."""
    answers.close()
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    os.waitpid(process, 0)


def _work(
    work: Callable[[int], object], numbers: Iterable[int], writing: int, parent: int
) -> NoReturn:
    """In the child: answer, and end without what its parent has still to do."""
    try:
        with os.fdopen(writing, "wb") as answers:
            for number in numbers:
                if os.getppid() != parent:  # it was killed
                    break
                answers.write(_pickled(work, number))
                answers.flush()
    finally:
        os._exit(0)


def _pickled(work: Callable[[int], object], number: int) -> bytes:
    try:
        return pickle.dumps((True, work(number)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 # it is raised in the parent
        if isinstance(error, BilingualError):
            return pickle.dumps((False, error))
        return pickle.dumps((False, RuntimeError(format_exc())))


def _answer(answers: BinaryIO) -> Result:  # type: ignore[type-var] # the work says what it gives
    try:
        good, answer = pickle.load(answers)  # noqa: S301 # of our own child, through a pipe
    except (EOFError, pickle.UnpicklingError):
        raise BilingualError(
            "A process that builds the site has ended before its work was done.",
            remedy="Perhaps memory was short: set BILINGUAL['processes'] = 1.",
        ) from None
    if not good:
        raise answer
    result: Result = answer
    return result
