"""Bad input, and the checks of a refusal: its text, and all that must not be in it."""

from __future__ import annotations

import pickle
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hands import Front, Hand

from penstock.errors import PenstockError, UsageError
from penstock_mock.mock import Mock

UNSEEN = "0123456789abcdef"
"""A part of every key that these tests use; it must show nowhere."""


# -- what must be said, and what must not ----------------------------------------------------------


def check_discreet(error: PenstockError) -> None:
    """The key is nowhere in what may be printed, logged or sent to another process."""
    copy = pickle.loads(pickle.dumps(error))
    shown = [str(error), repr(error), repr(vars(error)), repr(vars(copy))]
    shown += traceback.format_exception(error, limit=0)  # frames only add source code, slowly
    assert UNSEEN not in "\n".join(shown)
    assert UNSEEN.encode() not in pickle.dumps(error)
    assert type(copy) is type(error)
    assert (str(copy), copy.code, copy.status) == (str(error), error.code, error.status)
    assert "\n" not in str(error)


def refused(call: Callable[[], object], expected: type[PenstockError], says: str = "") -> Any:
    """Return the exception that a call must raise, whose text must match."""
    with pytest.raises(PenstockError) as raised:
        call()
    error = raised.value
    assert type(error) is expected, repr(error)
    assert re.search(says, str(error)), str(error)
    check_discreet(error)
    return error


def unsent(
    front: Front,
    call: Callable[[], object],
    says: str = "",
    expected: type[PenstockError] = UsageError,
) -> Any:
    """Return the exception with which a call is refused before anything is sent."""
    error = refused(call, expected, says)
    assert (error.code, error.status) == (None, None)
    assert len(front.mock.journal) == 0
    return error


def check_shows_nothing(hand: Hand, caplog: pytest.LogCaptureFixture, *parts: str) -> None:
    """A client that has called shows its key in no repr, and can't be pickled with it."""
    assert "penstock" in {record.name for record in caplog.records}  # without the key
    shown = [hand.client, *(getattr(hand.client, part) for part in parts)]
    assert UNSEEN not in str(hand.client) + repr(shown)
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        pickle.dumps(hand.client)


# -- the server's refusals -------------------------------------------------------------------------


def nothing(mock: Mock) -> None:
    """The mock does as it always does."""


def fault(kind: Any, on: str, **fields: Any) -> Callable[[Mock], object]:
    return lambda mock: mock.faults.add(kind, on=on, **fields)


def stubbed(on: str, **answer: Any) -> Callable[[Mock], object]:
    return lambda mock: mock.stub(on, **answer, off_contract=True)


@frozen(kw_only=True)
class Answer:
    """A bad answer and the error made of it; the call it answers is each service's own."""

    arrange: Callable[[Mock], object] = nothing
    error: type[PenstockError]
    status: int | None
    says: str
    calls: int = 1

    def check(self, front: Front, call: Callable[[], object]) -> Any:
        """Return the one clear error of a call that was so answered."""
        error = refused(call, self.error, self.says)
        method = front.mock.journal.last.request.method
        assert error.status == self.status
        assert error.attempts == len(front.mock.journal) == self.calls
        assert (error.service, error.method) == (front.service.tag, method)
        return error


# -- what the caller gives -------------------------------------------------------------------------

NO_PARTS: list[Any] = ["", " ", ".", "..", "id\n", "a\x00b", "\ud800", 7]
"""Values that can't be a part of a path."""
NO_TIMES: list[Any] = [float("nan"), float("inf"), float("-inf"), 0, -1, "30", True, 1e12]
"""Values that are no number of seconds."""


def _closed(folder: Path) -> Any:
    with (folder / "closed.pdf").open("wb+") as file:
        return file


def _text(folder: Path) -> Any:
    (folder / "a.txt").write_text("hi")
    return (folder / "a.txt").open()


FILES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing": (lambda folder: folder / "missing.pdf", r"missing\.pdf.*No such file"),
    "directory": (lambda folder: folder, "it is a directory"),
    "closed": (_closed, "closed"),
    "write-only": (lambda folder: (folder / "write-only.pdf").open("wb"), "not open for reading"),
    "text": (_text, "'rb'"),
}
"""Files that can't be read: a function that makes each in a folder, and the refusal's text."""


@contextmanager
def made_in(folder: Path, make: Callable[[Path], Any]) -> Iterator[Any]:
    """A file out of FILES, closed in the end if it is an open one."""
    file = make(folder)
    try:
        yield file
    finally:
        getattr(file, "close", int)()
