"""Results of a sandbox: the document's models, with behaviour.

A status is a member of its enum, or a text for one that is new. All else that a server sends in
another type than documented is kept as it came: what is decided here looks at the type first.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypeVar

import attrs

from penstock._core.decoding import text, unreadable
from penstock._core.results import Result, received
from penstock.errors import ResponseError, UsageError
from penstock.sandbox_fusion import _verdict
from penstock.sandbox_fusion._outcome import LONGEST_REASON, Outcome, last_line
from penstock.sandbox_fusion._verdict import Verdict
from penstock.sandbox_fusion._warnings import SAFE_OUTPUT, warn_of_cut
from penstock_api import models
from penstock_api.runtime import Model, Types, required_names

if TYPE_CHECKING:
    from penstock._core.message import Answer

_Item = TypeVar("_Item")

MetricsFunction: TypeAlias = models.SandboxMetricsFunction


class RunStatus(StrEnum):
    """How a run ended. A sandbox error is raised, so that a response rarely has it."""

    Success = "Success"
    Failed = "Failed"
    SandboxError = "SandboxError"


class CommandRunStatus(StrEnum):
    """How a step of a run ended."""

    Finished = "Finished"
    Error = "Error"
    TimeLimitExceeded = "TimeLimitExceeded"


def _word(kind: type[StrEnum]) -> Any:
    """Return a field that holds a member of an enum; a new word, and what is no word, is kept."""

    def known(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError:
            return value

    return attrs.field(default=None, converter=known)


class _Received(Model):
    """The members that documented classes add to a model."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Types | None = None, **own: Any) -> Self:
        """Return the result that a server's JSON stands for; `own` are fields it doesn't have."""
        return super().from_dict(data, types or TYPES, **own)

    def __attrs_post_init__(self) -> None:
        if self.raw is None:  # made by hand: a server may leave out more
            missing = [name for name in required_names(type(self)) if getattr(self, name) is None]
            if missing:
                raise UsageError(f"{type(self).__name__} needs {', '.join(missing)}")

    @property
    def unknown(self) -> Mapping[str, Any]:
        """Fields of the server's that the document doesn't have, as they came."""
        return self.additional_properties


@attrs.frozen(kw_only=True, repr=False, slots=False)
class _Run(Outcome, _Received, Result):
    """The outcome of a run or a judgement: it is over, and has no id."""

    _due: ClassVar[str] = "status"
    """The field without which the others say nothing of a run."""
    base_url: str | None = attrs.field(default=None, eq=False)
    """The address that answered."""

    @classmethod
    def _given(cls, answer: Answer) -> dict[str, Any]:
        return {**received(answer), "base_url": answer.base_url}

    def _check(self, answer: Answer) -> None:
        if self._due not in (self.raw or {}):
            unreadable(answer, f"the answer has no {self._due}; is base_url right?")


attrs.resolve_types(_Run)


@attrs.frozen(kw_only=True, repr=False)
class CommandRunResult(_Received, models.SandboxCommandRunResult):
    """One step: compiling, or running."""

    status: CommandRunStatus | str = _word(CommandRunStatus)  # noqa: RUF009 - it is a field

    @property
    def output_cut(self) -> bool:
        """True if the output is so long that the server has probably cut it."""
        return _is_long(self.stdout) or _is_long(self.stderr)


def _is_long(text: object) -> bool:
    # No character has more than 4 bytes.
    if not isinstance(text, str) or len(text) * 4 <= SAFE_OUTPUT:
        return False
    return len(text) > SAFE_OUTPUT or len(text.encode("utf-8", "replace")) > SAFE_OUTPUT


def _read_file(files: object, path: str) -> bytes:
    found = files if isinstance(files, Mapping) else {}
    if not isinstance(path, str) or path not in found:
        there = ", ".join(map(repr, found)) or "none"
        raise UsageError(f"no file {path!r} came back; those that did: {there}")
    try:
        return b64decode(found[path])
    except (ValueError, TypeError) as error:
        raise ResponseError(f"the file {path!r} came back, but not in base64") from error


@attrs.frozen(kw_only=True, repr=False)
class RunCodeResponse(_Run, models.SandboxRunCodeResponse):
    """How a program ran. That it failed is an answer, and no exception."""

    status: RunStatus | str = _word(RunStatus)  # noqa: RUF009 - it is a field
    compile_result: CommandRunResult | None = None
    run_result: CommandRunResult | None = None
    language: str | None = attrs.field(default=None, eq=False)
    """The request's; None where it isn't known, as of a response read from a file."""
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is none."""
    tool_missing: bool = attrs.field(default=False, eq=False)
    """True if the same server found no interpreter for an empty program either.

    `run_code` and `submit` ask for that where a program ends as if its interpreter were missing,
    which the program can pretend; an answer that doesn't come proves nothing.
    """

    @property
    def output(self) -> str:
        """All that the program wrote to stdout."""
        written = getattr(self.run_result, "stdout", None)
        return written if isinstance(written, str) else ""

    @property
    def _reason(self) -> str | None:
        message = text(self.message)
        if message is not None:
            return message[:LONGEST_REASON]
        return last_line(self.run_result) or last_line(self.compile_result)

    def read_file(self, path: str) -> bytes:
        """Return the content of a file that was asked for with `fetch_files`.

        Raises UsageError if it wasn't there or asked for, ResponseError if it isn't in base64.
        """
        return _read_file(self.files, path)

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word.

        It depends on `language`, `tool_missing` and `memory_limit_MB`: without them a missing
        interpreter and a memory limit are runtime errors.
        """
        return _verdict.of_steps(
            self.status,
            self.compile_result,
            self.run_result,
            message=self.message,
            language=self.language,
            tool_missing=self.tool_missing,
            memory_limit=self.memory_limit_MB,
        )

    @property
    def may_lack_tool(self) -> bool:
        """True if it reads as if the interpreter were missing: a hint, the program may lie."""
        return _verdict.may_lack_tool(self.compile_result, self.run_result, self.language)

    @property
    def out_of_memory(self) -> bool:
        """True if it looks as if it had run out of memory. A hint: no status says so."""
        return _verdict.lacked_memory(self.compile_result, self.run_result)

    @property
    def output_cut(self) -> bool:
        """True if its output is so long that the server has probably cut it."""
        return isinstance(self.run_result, CommandRunResult) and self.run_result.output_cut

    def _check(self, answer: Answer) -> None:
        super()._check(answer)
        if self.output_cut:
            warn_of_cut("this program's output")


@attrs.frozen(kw_only=True, repr=False)
class CellRunResult(_Received, models.SandboxCellRunResult):
    """One cell of a notebook."""


@attrs.frozen(kw_only=True, repr=False)
class RunJupyterResponse(_Run, models.SandboxRunJupyterResponse):
    """How a notebook ran. Its status is Success also where cells raised: see `cell_errors`."""

    status: RunStatus | str = _word(RunStatus)  # noqa: RUF009 - it is a field
    driver: CommandRunResult | None = None
    cells: list[CellRunResult] = attrs.field(factory=list)  # type: ignore[assignment]
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is none."""

    @property
    def output(self) -> str:
        """All that the cells wrote to stdout."""
        written = (cell.stdout for cell in _items(self.cells, CellRunResult))
        return "".join(out for out in written if isinstance(out, str))

    @property
    def _reason(self) -> str | None:
        for error in self.cell_errors:
            return f"{error.get('ename')}: {error.get('evalue')}"[:LONGEST_REASON]
        message = text(self.message)
        return last_line(self.driver) if message is None else message[:LONGEST_REASON]

    def read_file(self, path: str) -> bytes:
        """Return the content of a file that was asked for, as `RunCodeResponse.read_file` does."""
        return _read_file(self.files, path)

    @property
    def cell_errors(self) -> list[dict[str, Any]]:
        """All that the cells raised."""
        return [error for errors in self._raised for error in _items(errors, dict)]

    @property
    def _raised(self) -> list[object]:
        found: list[object] = [cell.error for cell in _items(self.cells, CellRunResult)]
        return list(filter(None, found))

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word."""
        limit = self.memory_limit_MB
        found = _verdict.of_steps(
            self.status, None, self.driver, message=self.message, memory_limit=limit
        )
        if found is not Verdict.SUCCESS or not self._raised:
            return found
        limited = limit > 0 and self.out_of_memory
        return Verdict.MEMORY_LIMIT if limited else Verdict.RUNTIME_ERROR

    @property
    def out_of_memory(self) -> bool:
        """True if it looks as if it had run out of memory. A hint: no status says so."""
        raised = any(error.get("ename") == "MemoryError" for error in self.cell_errors)
        return raised or _verdict.lacked_memory(self.driver)


@attrs.frozen(kw_only=True, repr=False)
class Message(_Received, models.SandboxMessage):
    """One message of a prompt that is a conversation."""


@attrs.frozen(kw_only=True, repr=False)
class Prompt(_Received, Result, models.SandboxPrompt):
    """What a model is to be asked."""

    prompt: str | list[Message] = attrs.field(default=None)  # type: ignore[assignment]


@attrs.frozen(kw_only=True, repr=False)
class EvalTestCase(_Received, models.SandboxEvalTestCase):
    """One test of a submission; `exec_info` is how the program ran.

    Success, and not passed, is a wrong answer.
    """

    exec_info: RunCodeResponse = attrs.field(default=None)

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word."""
        if self.passed is True:
            return Verdict.ACCEPTED
        run: object = self.exec_info
        found = run.verdict if isinstance(run, RunCodeResponse) else Verdict.SANDBOX_ERROR
        return Verdict.WRONG_ANSWER if found is Verdict.SUCCESS else found


@attrs.frozen(kw_only=True, repr=False)
class EvalResult(_Run, models.SandboxEvalResult):
    """How a submission was judged."""

    _due = "accepted"
    tests: list[EvalTestCase] = attrs.field(default=None)  # type: ignore[assignment]
    exception: Exception | None = attrs.field(default=None, eq=False)
    """Why `submit_safe` gave up, if it did: then nothing was judged."""

    @property
    def status(self) -> str:
        """The verdict as a word: a judgement has no other status."""
        return self.verdict

    @property
    def output(self) -> list[EvalTestCase]:
        """The tests of the submission, each with its run."""
        return _items(self.tests, EvalTestCase)

    @property
    def _reason(self) -> str | None:
        if self.exception is not None:
            return str(self.exception)
        failed = (test for test in self.output if test.passed is not True)
        run: object = getattr(next(failed, None), "exec_info", None)
        return run._reason if isinstance(run, RunCodeResponse) else None

    def _check(self, answer: Answer) -> None:
        super()._check(answer)
        if any(run.output_cut for run in self.runs):
            warn_of_cut("the output in a test of this submission")

    def with_runs(self, **changes: Any) -> Self:
        """Return this with something changed in the run of each of its tests."""

        def changed(test: EvalTestCase) -> EvalTestCase:
            run = getattr(test, "exec_info", None)
            if not isinstance(run, RunCodeResponse):  # of another type than documented
                return test
            return attrs.evolve(test, exec_info=attrs.evolve(run, **changes))

        return attrs.evolve(self, tests=list(map(changed, self.tests))) if self.runs else self

    @property
    def runs(self) -> list[RunCodeResponse]:
        """The run of the program in each test."""
        found = (test.exec_info for test in _items(self.tests, EvalTestCase))
        return [run for run in found if isinstance(run, RunCodeResponse)]

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word; of several tests, the first that failed tells."""
        if self.exception is not None:
            return _verdict.of_error(self.exception)
        if self.accepted is True:
            return Verdict.ACCEPTED
        tests = _items(self.tests, EvalTestCase)
        return next((t.verdict for t in tests if t.passed is not True), Verdict.REJECTED)

    @property
    def out_of_memory(self) -> bool:
        """True if a test looks as if it had run out of memory. A hint: no status says so."""
        return any(run.out_of_memory for run in self.runs)


def _items(value: object, kind: type[_Item]) -> list[_Item]:
    """Return the items of one kind in a list."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []


TYPES: Final[Types] = {
    models.SandboxCommandRunResult: CommandRunResult,
    models.SandboxRunCodeResponse: RunCodeResponse,
    models.SandboxCellRunResult: CellRunResult,
    models.SandboxRunJupyterResponse: RunJupyterResponse,
    models.SandboxMessage: Message,
    models.SandboxPrompt: Prompt,
    models.SandboxEvalTestCase: EvalTestCase,
    models.SandboxEvalResult: EvalResult,
}
"""The class to make in place of each generated one."""
