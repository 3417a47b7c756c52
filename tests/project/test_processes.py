"""Work that several processes share gives what one process gives."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from pelican.plugins.bilingual.errors import BilingualError, BuildError, ContentError
from pelican.plugins.bilingual.project.processes import LEAST, apart, is_shared, shared

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="one process builds every site on this system"
)


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_answers_come_in_order(processes: int) -> None:
    """Whoever does the work, its results are in the order of the numbers."""
    assert list(shared(lambda n: n * n, 20, processes)) == [n * n for n in range(20)]


def test_it_is_done_by_others() -> None:
    """Each of two processes has its share, and this one none."""
    found = list(shared(lambda _: os.getpid(), 10, 2))
    assert len({*found}) == 2
    assert os.getpid() not in found


def test_large_answers_do_not_wait_for_each_other() -> None:
    """An answer may be longer than what a pipe holds."""
    assert [len(one) for one in shared(lambda n: b"x" * 300_000 * n, 6, 2)] == [
        300_000 * n for n in range(6)
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_wrong_input_is_said_as_it_is(processes: int) -> None:
    """An error comes with its place and its remedy; several come as several."""
    first = ContentError("It is wrong.", "a.md:3", "Mend it.")

    def work(n: int) -> None:
        if n == 3:
            raise BuildError([first, ContentError("And this.", "b.md")])

    with pytest.raises(BuildError) as raised:
        list(shared(work, 6, processes))
    assert [str(one) for one in raised.value.errors] == [
        "a.md:3: It is wrong. Mend it.",
        "b.md: And this.",
    ]


def test_a_fault_of_ours_comes_with_its_traceback() -> None:
    """What is no wrong input says where in the program it was."""

    def work(n: int) -> float:
        return 1 / n

    with pytest.raises(RuntimeError, match=r"(?s)in work.*ZeroDivisionError"):
        list(shared(work, 6, 2))


def test_a_process_that_is_killed_is_an_error_with_a_remedy() -> None:
    """As the system does where memory ends."""

    def work(n: int) -> int:
        if n == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    with pytest.raises(BilingualError, match=r"'processes'\] = 1"):
        list(shared(work, 6, 2))


def test_no_process_is_left_behind() -> None:
    """Also where nobody waits for the last answers."""
    answers = shared(lambda _: os.getpid(), 1000, 2)
    processes = {next(answers), next(answers)}
    answers.close()
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_little_work_is_done_at_once() -> None:
    """A start costs more than it saves; whoever asks for processes gets them."""
    assert not is_shared(LEAST - 1)
    assert not is_shared(1, 2)
    assert is_shared(2, 2)
    assert not is_shared(10_000, 1)


@pytest.mark.parametrize("wanted", [0, 1])
def test_much_memory_is_given_back_after_each_piece(wanted: int) -> None:
    """Each piece is of a process of its own, which has ended when the answer after it is there."""
    seen = list[int]()
    for process in apart(lambda _: os.getpid(), 6, wanted):
        for ended in seen:
            with pytest.raises(ProcessLookupError):
                os.kill(ended, 0)
        seen.append(process)
    assert len({*seen, os.getpid()}) == 7


def _children() -> set[str]:
    """The processes that this one has started, and that are there."""
    lists = Path("/proc/self/task").glob("*/children")
    return {one for path in lists for one in path.read_text().split()}


def test_pieces_apart_come_in_order_and_say_what_is_wrong() -> None:
    """As work does that is shared, whichever process is done first; then no process is left."""

    def work(n: int) -> tuple[int, bytes]:
        if n == 4:
            raise ContentError("It is wrong.", "a.md:3", "Mend it.")
        return n, b"x" * (300_000 - n)

    before = _children()
    answers = apart(work, 6)
    assert [next(answers)[0] for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(ContentError, match=r"a\.md:3"):
        next(answers)
    assert _children() <= before
