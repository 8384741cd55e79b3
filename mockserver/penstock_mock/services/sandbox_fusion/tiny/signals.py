"""What ends a walk early. None of these can be caught by the program itself, but for `Raised`."""

from __future__ import annotations

from typing import Any

# What a program did with an operation that a real Python refuses as well.
HOST_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    TypeError,
    ValueError,
)


class Raised(Exception):  # noqa: N818 - it is no error of the mock's
    """The program raised; `error` is an inert exception, `trace` where, outermost first."""

    def __init__(self, error: BaseException, trace: tuple[tuple[int, str], ...]) -> None:
        super().__init__(error)
        self.error = error
        self.trace = trace


class OutOfTime(Exception):  # noqa: N818
    """The program used up its seconds, or took so many steps that it would never end."""


class NotUnderstood(Exception):  # noqa: N818
    """The program has something that this tiny Python doesn't know."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


class Break(Exception):  # noqa: N818
    """`break`."""


class Continue(Exception):  # noqa: N818
    """`continue`."""


class Return(Exception):  # noqa: N818
    """`return`, with its value."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value
