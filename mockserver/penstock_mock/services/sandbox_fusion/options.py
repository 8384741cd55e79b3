"""What kind of SandboxFusion server this session talks to."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, in_, instance_of, optional

from ..base import dialects
from .languages import LANGUAGES


def _seconds(_: Any, attribute: Any, value: float) -> None:
    if isinstance(value, bool) or not 0 <= value < float("inf"):
        raise ValueError(f"{attribute.name} must be a number of seconds, not {value!r}")


def _count(_: Any, attribute: Any, value: int | None) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if value is not None and not (whole and value >= 1):
        raise ValueError(f"{attribute.name} must be 1 or more, not {value!r}")


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (str, list, tuple, set, frozenset)):
        raise ValueError(f"missing must be a list of languages, not {value!r}")
    return (value,) if isinstance(value, str) else tuple(value)


@frozen
class Options:
    """Options of the service "sandbox_fusion" in one session.

    dialect: "2026-11", the only one: the server of that month.
    executor_pod_name: what every run's answer has under that name, as in a cluster.
    missing: languages whose tools this machine lacks: their programs are Failed with 127, those in
        Python and bash SandboxError.
    run_seconds, compile_seconds, kernel_seconds: what starting a program, compiling it, and
        starting a notebook takes on the session's clock. 0 lets a benchmark measure the client.
    output_limit: bytes of stdout, and of stderr, after which a program's output is cut without a
        word: the server doesn't drain its pipes (219264 was seen). None keeps all of it.
    output_hang: bytes after which such a program is out of time instead (440320 was seen); None
        only cuts.
    steps: how many steps a program is interpreted for before it counts as one without an end.
    judge_attempts: how often a test of a CommonOJ dataset is tried while it is a SandboxError.
    judge_parallel: how many tests of a submission run side by side.
    limit_concurrency: answer 503 to more requests than these at once, as a server does that was
        started with such a limit; None has none.
    """

    dialect: str = field(**dialects("2026-11"))
    executor_pod_name: str | None = field(default=None, validator=optional(instance_of(str)))
    missing: tuple[str, ...] = field(
        default=(), converter=_names, validator=deep_iterable(in_(LANGUAGES))
    )
    # An interpreter's own start, in the order of what was measured: enough to be seen in
    # `execution_time`, too little to be waited for on a port.
    run_seconds: float = field(default=0.01, validator=_seconds)
    compile_seconds: float = field(default=0.1, validator=_seconds)
    # A real kernel takes about a second; nobody's test should.
    kernel_seconds: float = field(default=0.1, validator=_seconds)
    output_limit: int | None = field(default=219_264, validator=_count)
    output_hang: int | None = field(default=440_320, validator=_count)
    steps: int = field(default=500_000, validator=_count)
    judge_attempts: int = field(default=5, validator=_count)
    judge_parallel: int = field(default=3, validator=_count)
    limit_concurrency: int | None = field(default=None, validator=_count)
