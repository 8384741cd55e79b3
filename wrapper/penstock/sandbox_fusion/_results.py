"""What a sandbox answers, under its documented names.

The fields are those of the generated models. A class declares anew only those whose documented type
is narrower: never None, an enum, or another class of this module.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Final, Self, TypeVar

import attrs

from penstock.errors import ResponseError, UsageError
from penstock.sandbox_fusion import _verdict
from penstock.sandbox_fusion._fields import strict
from penstock.sandbox_fusion._verdict import Verdict
from penstock_api import models
from penstock_api.runtime import ANY, Array, Codec, Map, Model, OneOf, Ref, Scalar, Types, fields

# The server reads a program's output only once the program has ended, as much as its pipe holds:
# output was seen cut at 139,232 characters and more, with status Success. 128 KiB is the last
# round number that always came back whole.
SAFE_OUTPUT: Final = 128 * 1024

_Class = TypeVar("_Class", bound="type[Received]")


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


class Received(Model):
    """What the documented classes add to a generated model."""

    __slots__ = ()
    _empty: ClassVar[Mapping[str, type]] = {}
    """Documented as empty where they aren't given, and so never None."""
    _statuses: ClassVar[type[StrEnum] | None] = None
    """The documented values of `status`."""
    _due: ClassVar[Sequence[str]] = ()
    """Documented as never None: what the document requires, and the class declares anew."""

    @property
    def unknown(self) -> Mapping[str, Any]:
        """Fields of the server's that the document doesn't have, as they came."""
        return self.additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Types | None = None, **own: Any) -> Self:
        """Return it as the server's JSON has it; what is due and missing is blank.

        A value of an unexpected type counts as missing. It is reported, and kept in `raw`.
        """
        changed: dict[str, Any] = {}
        for field in fields(cls):
            value = data.get(field.wire)
            kept = None if value is None else _fitting(field.codec, value)
            if kept is not value:
                changed[field.wire] = kept
                field.report(value)
            if kept is None and field.name in cls._due:
                changed[field.wire] = next(filter(field.codec.accepts, _BLANKS))
        whole = {**data, **changed} if changed else data
        found = super().from_dict(whole, TYPES if types is None else types, **own)
        if changed:
            add(found, raw=data)
        if cls._statuses is not None:
            add(found, status=_known(cls._statuses, getattr(found, "status", None)))
        return found


_BLANKS: Final[tuple[Any, ...]] = ("", False, [], {})


def _fitting(codec: Codec, value: Any) -> Any:
    """Return what of a JSON value is of its kind; None if nothing is."""
    if not codec.accepts(value):
        return None
    if isinstance(codec, (Scalar, Ref)):
        return value
    if isinstance(codec, OneOf):
        other = next((other for other in codec.others if other.accepts(value)), ANY)
        return _fitting(other, value)
    if isinstance(codec, Array) and not all(map(codec.item.accepts, value)):
        return [item for item in value if codec.item.accepts(item)]
    if isinstance(codec, Map) and not all(map(codec.value.accepts, value.values())):
        return {key: item for key, item in value.items() if codec.value.accepts(item)}
    return value


def _known(kind: type[StrEnum], value: Any) -> Any:
    """Return the member of an enum; a value nobody knows as it came."""
    try:
        return kind(value)
    except ValueError:
        return value


def add(result: Received, **values: Any) -> None:
    """Set fields of a result: type checkers take it for frozen, as its model is."""
    for name, value in values.items():
        setattr(result, name, value)


def documented(cls: _Class) -> _Class:
    """Make a generated class a documented one: it can be changed, and says what it lacks."""
    untyped: Any = cls
    untyped.__setattr__, untyped.__delattr__ = object.__setattr__, object.__delattr__
    required = [field.name for field in fields(cls) if field.required]
    untyped._due = [name for name in required if name in cls.__annotations__]
    return strict(cls, cls._due, cls._empty)


@documented
class CommandRunResult(Received, models.SandboxCommandRunResult):
    """One step: compiling, or running."""

    __slots__ = ()
    _statuses: ClassVar[type[StrEnum] | None] = CommandRunStatus
    status: CommandRunStatus | str

    @property
    def output_cut(self) -> bool:
        """Whether the output is so long that the server has probably cut it."""
        return any(_is_long(text) for text in (self.stdout, self.stderr))


def _is_long(text: str | None) -> bool:
    if text is None or len(text) * 4 <= SAFE_OUTPUT:  # no character has more than 4 bytes
        return False
    return len(text) > SAFE_OUTPUT or len(text.encode("utf-8", "replace")) > SAFE_OUTPUT


def _read_file(files: Mapping[str, str], path: str) -> bytes:
    if path not in files:
        there = ", ".join(map(repr, files)) or "none"
        raise UsageError(f"no file {path!r} came back; those that did: {there}")
    try:
        return b64decode(files[path])
    except ValueError as error:
        raise ResponseError(f"the file {path!r} came back, but not in base64") from error


@attrs.frozen(kw_only=True, repr=False)
class _CodeRun(Received, models.SandboxRunCodeResponse):
    """What isn't the server's of a program's run."""

    attempts: int = attrs.field(default=1, eq=False)
    """The number of requests it took."""
    base_url: str | None = attrs.field(default=None, eq=False)
    """The address that answered."""
    language: str | None = attrs.field(default=None, eq=False)
    """The request's; None where it isn't known, as of a response read from a file."""
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is none."""
    tool_missing: bool = attrs.field(default=False, eq=False)
    """True if the same server found no interpreter for an empty program either.

    `run_code` and `submit` ask for that where a program ends as if its interpreter were missing,
    which the program can pretend; an answer that doesn't come proves nothing.
    """


@documented
class RunCodeResponse(_CodeRun):
    """How a program ran. That it failed is an answer, and no exception."""

    __slots__ = ()
    _empty: ClassVar[Mapping[str, type]] = {"files": dict}
    _statuses: ClassVar[type[StrEnum] | None] = RunStatus
    status: RunStatus | str
    message: str
    compile_result: CommandRunResult | None
    run_result: CommandRunResult | None
    files: dict[str, str]

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
        """Whether it looks as if it had run out of memory. A hint: no status says so."""
        return _verdict.lacked_memory(self.compile_result, self.run_result)

    @property
    def output_cut(self) -> bool:
        """Whether its output is so long that the server has probably cut it."""
        return self.run_result is not None and self.run_result.output_cut


@documented
class CellRunResult(Received, models.SandboxCellRunResult):
    """One cell of a notebook."""

    __slots__ = ()
    stdout: str
    stderr: str
    display: list[dict[str, Any]]
    error: list[dict[str, Any]]  # type: ignore[assignment]


@attrs.frozen(kw_only=True, repr=False)
class _NotebookRun(Received, models.SandboxRunJupyterResponse):
    """What isn't the server's of a notebook's run."""

    attempts: int = attrs.field(default=1, eq=False)
    """How many requests it took."""
    base_url: str | None = attrs.field(default=None, eq=False)
    """The address that answered."""
    memory_limit_MB: int = attrs.field(default=-1, eq=False)  # noqa: N815 - the field's name
    """The request's; -1 is none."""


@documented
class RunJupyterResponse(_NotebookRun):
    """How a notebook ran. Its status is Success also where cells raised: see `cell_errors`."""

    __slots__ = ()
    _empty: ClassVar[Mapping[str, type]] = {"cells": list, "files": dict}
    _statuses: ClassVar[type[StrEnum] | None] = RunStatus
    status: RunStatus | str
    message: str
    driver: CommandRunResult | None
    cells: list[CellRunResult]  # type: ignore[assignment]
    files: dict[str, str]

    def read_file(self, path: str) -> bytes:
        """Return the content of a file that was asked for, as `RunCodeResponse.read_file` does."""
        return _read_file(self.files, path)

    @property
    def cell_errors(self) -> list[dict[str, Any]]:
        """All that the cells raised."""
        return [error for cell in self.cells for error in cell.error]

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word."""
        limit = self.memory_limit_MB
        found = _verdict.of_steps(
            self.status, None, self.driver, message=self.message, memory_limit=limit
        )
        if found is not Verdict.SUCCESS or not self.cell_errors:
            return found
        limited = limit > 0 and self.out_of_memory
        return Verdict.MEMORY_LIMIT if limited else Verdict.RUNTIME_ERROR

    @property
    def out_of_memory(self) -> bool:
        """Whether it looks as if it had run out of memory. A hint: no status says so."""
        raised = any(error.get("ename") == "MemoryError" for error in self.cell_errors)
        return raised or _verdict.lacked_memory(self.driver)


@documented
class Message(Received, models.SandboxMessage):
    """One message of a prompt that is a conversation."""

    __slots__ = ()
    role: str
    content: str


@documented
class Prompt(Received, models.SandboxPrompt):
    """What a model is to be asked."""

    __slots__ = ()
    _empty: ClassVar[Mapping[str, type]] = {"labels": dict}
    id: int | str
    prompt: str | list[Message]  # type: ignore[assignment]
    labels: dict[str, Any]


@documented
class EvalTestCase(Received, models.SandboxEvalTestCase):
    """One test of a submission; `exec_info` is how the program ran.

    Success, and not passed, is a wrong answer.
    """

    __slots__ = ()
    passed: bool
    exec_info: RunCodeResponse

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word."""
        if self.passed:
            return Verdict.ACCEPTED
        found = self.exec_info.verdict
        return Verdict.WRONG_ANSWER if found is Verdict.SUCCESS else found


@attrs.frozen(kw_only=True, repr=False)
class _Judgement(Received, models.SandboxEvalResult):
    """What isn't the server's of a judgement."""

    attempts: int = attrs.field(default=1, eq=False)
    """How many requests it took."""
    base_url: str | None = attrs.field(default=None, eq=False)
    """The address that answered."""
    error: Exception | None = attrs.field(default=None, eq=False)
    """Why `submit_safe` gave up, if it did: then nothing was judged."""


@documented
class EvalResult(_Judgement):
    """How a submission was judged."""

    __slots__ = ()
    id: int | str
    accepted: bool
    extracted_code: str
    tests: list[EvalTestCase]  # type: ignore[assignment]

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word; of several tests, the first that failed tells."""
        if self.error is not None:
            return _verdict.of_error(self.error)
        if self.accepted:
            return Verdict.ACCEPTED
        failed = (test.verdict for test in self.tests if not test.passed)
        return next(failed, Verdict.REJECTED)

    @property
    def out_of_memory(self) -> bool:
        """Whether a test looks as if it had run out of memory. A hint: no status says so."""
        return any(test.exec_info.out_of_memory for test in self.tests)


class _Plain(Model):
    """Reads an object as it is."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Types | None = None, **own: Any) -> Any:
        return data


TYPES: Final[Types] = {
    models.SandboxCommandRunResult: CommandRunResult,
    models.SandboxRunCodeResponse: RunCodeResponse,
    models.SandboxCellRunResult: CellRunResult,
    models.SandboxCellError: _Plain,
    models.SandboxRunJupyterResponse: RunJupyterResponse,
    models.SandboxMessage: Message,
    models.SandboxPrompt: Prompt,
    models.SandboxEvalTestCase: EvalTestCase,
    models.SandboxEvalResult: EvalResult,
}
"""The class to make in place of each generated one."""
