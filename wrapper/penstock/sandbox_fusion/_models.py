"""Results of a sandbox: the emitted models, with behaviour.

A status is a member of its enum, or the string of a status that is new. Any other value of another
type than documented is kept unchanged, so the properties here check types before they use a value.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias

import attrs
from attrs.validators import optional

from penstock._core.decoding import items_of, text
from penstock._core.results import OutcomeMixin, Result
from penstock.errors import PenstockError, ResponseError, UsageError
from penstock.sandbox_fusion import _verdict
from penstock.sandbox_fusion._fields import is_text, strict
from penstock.sandbox_fusion._verdict import Verdict
from penstock.sandbox_fusion._warnings import SAFE_OUTPUT, warn_of_cut
from penstock_api import models
from penstock_api.runtime import OR_NONE, Model, Types, required_names

if TYPE_CHECKING:
    from penstock._core.message import RawResponse

MetricsFunction: TypeAlias = models.SandboxMetricsFunction


class RunStatus(StrEnum):
    """The status of a run. A response rarely has SandboxError, which is raised."""

    Success = "Success"
    Failed = "Failed"
    SandboxError = "SandboxError"


class CommandRunStatus(StrEnum):
    """The status of a step of a run."""

    Finished = "Finished"
    Error = "Error"
    TimeLimitExceeded = "TimeLimitExceeded"


def _enum_field(kind: type[StrEnum]) -> Any:
    """Return a field for members of an enum, which keeps any other value unchanged."""

    def convert(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError:
            return value

    return attrs.field(default=None, converter=convert)


class _Documented(Model):
    """Members that the documented classes add to an emitted model."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        if self.raw is None:  # of the caller's making: a server may leave out required fields
            missing = [name for name in required_names(type(self)) if getattr(self, name) is None]
            if missing:
                raise UsageError(f"{type(self).__name__} needs {', '.join(missing)}")

    @property
    def unknown(self) -> Mapping[str, Any]:
        """Fields that openapi.yaml doesn't have, unchanged."""
        return self.additional_properties


@attrs.frozen(kw_only=True, repr=False, slots=False)
class _RunResult(_Documented, Result, OutcomeMixin):
    """The outcome of a run or a submission, which has finished. See `penstock.RunOutcome`."""

    _service = "sandbox_fusion"
    _required: ClassVar[str] = "status"
    """The field that the result can't be used without."""
    base_url: str | None = attrs.field(default=None, eq=False)
    """The address that responded."""

    if TYPE_CHECKING:  # defined by each subclass

        @property
        def verdict(self) -> Verdict: ...
        @property
        def _reason(self) -> str | None: ...

    @property
    def run_id(self) -> str | None:
        """None: a sandbox has no ids of runs."""
        return None

    @property
    def rate_limit(self) -> None:
        """None: a sandbox has no rate limits."""
        return None

    @property
    def succeeded(self) -> bool:
        """True if the verdict is success or accepted."""
        return self.verdict in (Verdict.SUCCESS, Verdict.ACCEPTED)

    @property
    def is_finished(self) -> bool:
        """True: a sandbox responds when the run has finished."""
        return True

    @property
    def error(self) -> str | None:
        """The verdict in words with its reason, if there is one; None if the run succeeded."""
        if self.succeeded:
            return None
        verdict = self.verdict.replace("_", " ")
        return f"{verdict}: {self._reason}" if self._reason else verdict

    @property
    def _failure_code(self) -> str:
        return self.verdict.upper()

    @classmethod
    def _given(cls, response: RawResponse) -> dict[str, Any]:
        headers = dict(response.headers)
        return {"attempts": response.attempts, "headers": headers, "base_url": response.base_url}

    def _check(self, response: RawResponse) -> None:
        if self._required not in (self.raw or {}):
            raise response.unreadable(f"the response has no {self._required}; is base_url right?")


attrs.resolve_types(_RunResult)


@attrs.frozen(kw_only=True, repr=False)
class CommandRunResult(_Documented, models.SandboxCommandRunResult):
    """One step of a run: compiling or running."""

    _redeclared = ("status",)
    status: CommandRunStatus | str = _enum_field(CommandRunStatus)  # noqa: RUF009 - it is a field

    @property
    def output_cut(self) -> bool:
        """True if the output is so long that the server has probably truncated it."""
        return _may_be_cut(self.stdout) or _may_be_cut(self.stderr)


def _may_be_cut(output: object) -> bool:
    # Encoding is only worth its time where the result is in doubt: a character has 1 to 4 bytes.
    if not isinstance(output, str) or len(output) * 4 <= SAFE_OUTPUT:
        return False
    return len(output) > SAFE_OUTPUT or len(output.encode("utf-8", "replace")) > SAFE_OUTPUT


# Servers may repeat the whole code in a message.
_LONGEST_REASON: Final = 500


def _last_line(step: CommandRunResult | None) -> str | None:
    """Return the last line of a step's stderr, which mostly is the error itself."""
    written = getattr(step, "stderr", None)
    lines = written.strip().splitlines() if isinstance(written, str) else []
    return lines[-1][:_LONGEST_REASON] if lines else None


def _read_file(files: object, path: str) -> bytes:
    found = files if isinstance(files, Mapping) else {}
    if not isinstance(path, str) or path not in found:
        names = ", ".join(map(repr, found)) or "none"
        raise UsageError(f"the response has no file {path!r}; its files: {names}")
    try:
        return b64decode(found[path])
    except (ValueError, TypeError) as error:
        raise ResponseError(f"the file {path!r} in the response is not in base64") from error


@attrs.frozen(kw_only=True, repr=False)
class RunCodeResponse(_RunResult, models.SandboxRunCodeResponse):
    """The result of a program, which is returned for a program that failed, too."""

    _redeclared = ("status", "compile_result", "run_result")
    status: RunStatus | str = _enum_field(RunStatus)  # noqa: RUF009 - it is a field
    compile_result: CommandRunResult | None = None
    run_result: CommandRunResult | None = None
    language: str | None = attrs.field(default=None, eq=False)
    """The request's; None where it isn't known, as for a response loaded from a file."""
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is no limit."""
    tool_missing: bool = attrs.field(default=False, eq=False)
    """True if the same server has no interpreter for an empty program either.

    `run_code` and `submit` run one after a program that ends as if its interpreter were missing,
    since a program can fake that. False if that run gets no response.
    """

    @property
    def output(self) -> str:
        """The stdout of the program."""
        written = getattr(self.run_result, "stdout", None)
        return written if isinstance(written, str) else ""

    @property
    def _reason(self) -> str | None:
        message = text(self.message)
        if message is not None:
            return message[:_LONGEST_REASON]
        return _last_line(self.run_result) or _last_line(self.compile_result)

    def read_file(self, path: str) -> bytes:
        """Return the content of a file of `fetch_files`.

        Raises UsageError if the response lacks it, and ResponseError if it isn't in base64.
        """
        return _read_file(self.files, path)

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word.

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
        """True if the output looks as if the interpreter were missing, which a program can fake."""
        return _verdict.may_lack_tool(self.compile_result, self.run_result, self.language)

    @property
    def out_of_memory(self) -> bool:
        """True if the output looks as if the memory ran out: a hint, as no status shows it."""
        return _verdict.lacked_memory(self.compile_result, self.run_result)

    @property
    def output_cut(self) -> bool:
        """True if the output is so long that the server has probably truncated it."""
        return isinstance(self.run_result, CommandRunResult) and self.run_result.output_cut

    def _check(self, response: RawResponse) -> None:
        super()._check(response)
        if self.output_cut:
            warn_of_cut("this program's output")


@attrs.frozen(kw_only=True, repr=False)
class CellRunResult(_Documented, models.SandboxCellRunResult):
    """One cell of a notebook."""


@attrs.frozen(kw_only=True, repr=False)
class RunJupyterResponse(_RunResult, models.SandboxRunJupyterResponse):
    """The result of a notebook. Its status is Success even if cells raised: see `cell_errors`."""

    _redeclared = ("status", "driver", "cells")
    status: RunStatus | str = _enum_field(RunStatus)  # noqa: RUF009 - it is a field
    driver: CommandRunResult | None = None
    cells: list[CellRunResult] = attrs.field(factory=list)  # type: ignore[assignment]
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is no limit."""

    @property
    def output(self) -> str:
        """The stdout of all cells."""
        written = (cell.stdout for cell in items_of(CellRunResult, self.cells))
        return "".join(out for out in written if isinstance(out, str))

    @property
    def _reason(self) -> str | None:
        for error in self.cell_errors:
            return f"{error.get('ename')}: {error.get('evalue')}"[:_LONGEST_REASON]
        message = text(self.message)
        return _last_line(self.driver) if message is None else message[:_LONGEST_REASON]

    def read_file(self, path: str) -> bytes:
        """Return the content of a file of `fetch_files`, as `RunCodeResponse.read_file` does."""
        return _read_file(self.files, path)

    @property
    def cell_errors(self) -> list[dict[str, Any]]:
        """The errors that the cells raised."""
        return [error for errors in self._raised for error in items_of(dict, errors)]

    @property
    def _raised(self) -> list[object]:
        found: list[object] = [cell.error for cell in items_of(CellRunResult, self.cells)]
        return list(filter(None, found))

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word."""
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
        """True if the output looks as if the memory ran out: a hint, as no status shows it."""
        raised = any(error.get("ename") == "MemoryError" for error in self.cell_errors)
        return raised or _verdict.lacked_memory(self.driver)


@attrs.frozen(kw_only=True, repr=False)
class Message(_Documented, models.SandboxMessage):
    """One message of a prompt in the form of a conversation."""


@attrs.frozen(kw_only=True, repr=False)
class Prompt(_Documented, Result, models.SandboxPrompt):
    """A problem in the form of a prompt for a model."""

    _redeclared = ("prompt",)
    prompt: str | list[Message] = attrs.field(default=None)  # type: ignore[assignment]


@attrs.frozen(kw_only=True, repr=False)
class EvalTestCase(_Documented, models.SandboxEvalTestCase):
    """One test of a submission; `exec_info` is the result of the program.

    A test whose program succeeded, but that didn't pass, is a wrong answer.
    """

    _redeclared = ("exec_info",)
    exec_info: RunCodeResponse = attrs.field(**OR_NONE)

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word."""
        if self.passed is True:
            return Verdict.ACCEPTED
        run: object = self.exec_info
        found = run.verdict if isinstance(run, RunCodeResponse) else Verdict.SANDBOX_ERROR
        return Verdict.WRONG_ANSWER if found is Verdict.SUCCESS else found


@attrs.frozen(kw_only=True, repr=False)
class EvalResult(_RunResult, models.SandboxEvalResult):
    """The judgement of a submission."""

    _required = "accepted"
    _redeclared = ("tests",)
    tests: list[EvalTestCase] = attrs.field(**OR_NONE)  # type: ignore[assignment]
    exception: Exception | None = attrs.field(default=None, eq=False)
    """The exception of `submit_safe` in place of a judgement; None for a judgement."""

    @property
    def status(self) -> str:
        """The verdict: a judgement has no other status."""
        return self.verdict

    @property
    def output(self) -> list[EvalTestCase]:
        """The tests of the submission, each with its run."""
        return items_of(EvalTestCase, self.tests)

    @property
    def _reason(self) -> str | None:
        if self.exception is not None:
            return str(self.exception)
        failed = (test for test in self.output if test.passed is not True)
        run: object = getattr(next(failed, None), "exec_info", None)
        return run._reason if isinstance(run, RunCodeResponse) else None

    def _check(self, response: RawResponse) -> None:
        super()._check(response)
        if any(run.output_cut for run in self.runs):
            warn_of_cut("the output in a test of this submission")

    def with_runs(self, **changes: Any) -> Self:
        """Return a copy with changes in the program's result of each test."""

        def changed(test: EvalTestCase) -> EvalTestCase:
            run = getattr(test, "exec_info", None)
            if not isinstance(run, RunCodeResponse):  # of another type than documented
                return test
            return attrs.evolve(test, exec_info=attrs.evolve(run, **changes))

        return attrs.evolve(self, tests=list(map(changed, self.tests))) if self.runs else self

    @property
    def runs(self) -> list[RunCodeResponse]:
        """The result of the program in each test."""
        found = (test.exec_info for test in items_of(EvalTestCase, self.tests))
        return [run for run in found if isinstance(run, RunCodeResponse)]

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word; of several tests, that of the first that failed."""
        if self.exception is not None:
            return _verdict.of_error(self.exception)
        if self.accepted is True:
            return Verdict.ACCEPTED
        tests = items_of(EvalTestCase, self.tests)
        return next((t.verdict for t in tests if t.passed is not True), Verdict.REJECTED)

    @property
    def out_of_memory(self) -> bool:
        """True if a test looks as if the memory ran out: a hint, as no status shows it."""
        return any(run.out_of_memory for run in self.runs)


def rejected(request: object, error: Exception) -> EvalResult:
    """Return the result of `submit_safe` for a submission that `submit` raises an error for."""
    found = request.get("id") if isinstance(request, Mapping) else getattr(request, "id", None)
    attempts = error.attempts if isinstance(error, PenstockError) else 0
    return EvalResult(
        id=found if isinstance(found, int | str) else "",
        accepted=False,
        extracted_code="",
        tests=[],
        extra={
            "sdk_error": {
                "type": type(error).__name__,
                "message": str(error),
                "status": getattr(error, "status", None),
                "attempts": attempts,
                "verdict": _verdict.of_error(error).value,
            }
        },
        exception=error,
        attempts=attempts,
        headers=getattr(error, "headers", None) or {},
    )


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
"""The class to make in place of each emitted model."""
_Documented._types = TYPES


@strict
@attrs.define(kw_only=True)
class SummaryMapping:
    """The words for `summary_run_code_result`; an outcome without its own has that of `Failed`."""

    Success: str = attrs.field(default="Success", validator=is_text)
    Failed: str = attrs.field(default="Failed", validator=is_text)
    CompileFailed: str | None = attrs.field(default=None, validator=optional(is_text))
    CompileTimeout: str | None = attrs.field(default=None, validator=optional(is_text))
    RunFailed: str | None = attrs.field(default=None, validator=optional(is_text))
    RunTimeout: str | None = attrs.field(default=None, validator=optional(is_text))


_SUMMARY_FIELDS: Final = {
    Verdict.SUCCESS: "Success",
    Verdict.COMPILE_ERROR: "CompileFailed",
    Verdict.COMPILE_TIMEOUT: "CompileTimeout",
    Verdict.RUNTIME_ERROR: "RunFailed",
    Verdict.TIMEOUT: "RunTimeout",
}


def summary_run_code_result(result: RunCodeResponse, mapping: SummaryMapping) -> str:
    """Return the mapping's word for the outcome of a program.

    `result.verdict` is more precise: a missing compiler, say, counts as a failure of the program
    here. Raises ResponseError for a result that holds no outcome.
    """
    verdict = result.verdict
    if verdict is Verdict.SANDBOX_ERROR:
        raise ResponseError(f"there is no summary of a run with status {result.status!r}")
    if verdict in (Verdict.TOOLCHAIN_MISSING, Verdict.MEMORY_LIMIT):
        verdict = Verdict.COMPILE_ERROR if result.run_result is None else Verdict.RUNTIME_ERROR
    if result.compile_result is None and result.run_result is None:
        return mapping.Success if verdict is Verdict.SUCCESS else mapping.Failed
    word: str | None = getattr(mapping, _SUMMARY_FIELDS[verdict])
    return word or mapping.Failed
