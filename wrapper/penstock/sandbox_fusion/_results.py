"""What a sandbox answers, under its documented names."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Final

import attrs

from penstock.errors import ResponseError, UsageError
from penstock.sandbox_fusion import _verdict
from penstock.sandbox_fusion._fields import (
    ADDED,
    Received,
    known,
    number_or_none,
    objects,
    one,
    strict,
    text_or_blank,
    text_or_none,
    whole_or_none,
)
from penstock.sandbox_fusion._verdict import Verdict

# The server reads a program's output only once the program has ended, as much as its pipe holds:
# output was seen cut at 139,232 characters and more, with status Success. 128 KiB is the last
# round number that always came back whole.
SAFE_OUTPUT: Final = 128 * 1024

_Readers = Mapping[str, Callable[[Any], Any]]


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


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> dict[str, str]:
    return {name: text for name, text in _mapping(value).items() if isinstance(text, str)}


@strict
@attrs.define(kw_only=True)
class CommandRunResult(Received):
    """One step: compiling, or running."""

    _readers: ClassVar[_Readers] = {
        "status": known(CommandRunStatus),
        "execution_time": number_or_none,
        "return_code": whole_or_none,
        "stdout": text_or_none,
        "stderr": text_or_none,
    }
    _blank: ClassVar[Mapping[str, Any]] = {"status": CommandRunStatus.Error}

    status: CommandRunStatus | str
    execution_time: float | None = None
    """Seconds; may be less than it took."""
    return_code: int | None = None
    """Negative for a signal; None after a timeout."""
    stdout: str | None = None
    stderr: str | None = None

    @property
    def output_cut(self) -> bool:
        """Whether the output is so long that the server has probably cut it."""
        return any(_is_long(text) for text in (self.stdout, self.stderr))


def _is_long(text: str | None) -> bool:
    if text is None or len(text) * 4 <= SAFE_OUTPUT:  # no character has more than 4 bytes
        return False
    return len(text) > SAFE_OUTPUT or len(text.encode("utf-8", "replace")) > SAFE_OUTPUT


_command: Final = one(CommandRunResult.from_dict)


@attrs.define(kw_only=True)
class Answered(Received):
    """What every answer to a run has."""

    attempts: int = attrs.field(default=1, repr=False, eq=False, metadata=ADDED)
    """The number of requests it took."""
    base_url: str | None = attrs.field(default=None, repr=False, eq=False, metadata=ADDED)
    """The address that answered."""
    raw: Any = attrs.field(default=None, repr=False, eq=False, metadata=ADDED)
    """The answer's JSON as it came."""


@attrs.define(kw_only=True)
class _WithFiles(Answered):
    files: dict[str, str] = attrs.field(factory=dict)
    """What was asked for with `fetch_files` and was there, in base64."""

    def read_file(self, path: str) -> bytes:
        """Return a fetched file's content.

        Raises UsageError if it wasn't there or asked for, ResponseError if it isn't in base64.
        """
        if path not in self.files:
            there = ", ".join(map(repr, self.files)) or "none"
            raise UsageError(f"no file {path!r} came back; those that did: {there}")
        try:
            return b64decode(self.files[path])
        except ValueError as error:
            raise ResponseError(f"the file {path!r} came back, but not in base64") from error


@strict
@attrs.define(kw_only=True)
class RunCodeResponse(_WithFiles):
    """How a program ran. That it failed is an answer, and no exception."""

    _readers: ClassVar[_Readers] = {
        "status": known(RunStatus),
        "message": text_or_blank,
        "compile_result": _command,
        "run_result": _command,
        "files": _texts,
    }
    _blank: ClassVar[Mapping[str, Any]] = {"status": "", "message": "", "files": {}}

    status: RunStatus | str
    message: str
    """Empty unless the sandbox itself failed."""
    compile_result: CommandRunResult | None = None
    """None where nothing is compiled."""
    run_result: CommandRunResult | None = None
    """None if it wasn't run, since compiling failed."""
    executor_pod_name: str | None = None
    language: str | None = attrs.field(default=None, repr=False, eq=False, metadata=ADDED)
    """The request's; None where it isn't known, as of a response read from a file."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, repr=False, eq=False, metadata=ADDED
    )
    """The request's; -1 is none."""
    tool_missing: bool = attrs.field(default=False, repr=False, eq=False, metadata=ADDED)
    """True if the same server found no interpreter for an empty program either.

    `run_code` and `submit` ask for that where a program ends as if its interpreter were missing,
    which the program can pretend; an answer that doesn't come proves nothing.
    """

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


@strict
@attrs.define(kw_only=True)
class CellRunResult(Received):
    """One cell of a notebook."""

    _readers: ClassVar[_Readers] = {"display": objects(dict), "error": objects(dict)}
    _blank: ClassVar[Mapping[str, Any]] = {"stdout": "", "stderr": "", "display": [], "error": []}

    stdout: str
    stderr: str
    display: list[dict[str, Any]]
    """What was shown: data by media type, images in base64."""
    error: list[dict[str, Any]]
    """What was raised: ename, evalue and traceback."""


@strict
@attrs.define(kw_only=True)
class RunJupyterResponse(_WithFiles):
    """How a notebook ran. Its status is Success also where cells raised: see `cell_errors`."""

    _readers: ClassVar[_Readers] = {
        "status": known(RunStatus),
        "message": text_or_blank,
        "driver": _command,
        "cells": objects(CellRunResult.from_dict),
        "files": _texts,
    }
    _blank: ClassVar[Mapping[str, Any]] = {"status": "", "message": "", "cells": [], "files": {}}

    status: RunStatus | str
    message: str
    driver: CommandRunResult | None = None
    """What ran the kernel; its output isn't the cells'."""
    cells: list[CellRunResult] = attrs.field(factory=list)
    executor_pod_name: str | None = None
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, repr=False, eq=False, metadata=ADDED
    )
    """The request's; -1 is none."""

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


@strict
@attrs.define(kw_only=True)
class Message(Received):
    """One message of a prompt that is a conversation."""

    _blank: ClassVar[Mapping[str, Any]] = {"role": "", "content": ""}

    role: str
    content: str


def _prompt(value: object) -> str | list[Message]:
    if isinstance(value, str):
        return value
    messages: list[Message] = objects(Message.from_dict)(value)
    return messages


@strict
@attrs.define(kw_only=True)
class Prompt(Received):
    """What a model is to be asked."""

    _readers: ClassVar[_Readers] = {"prompt": _prompt, "labels": _mapping}
    _blank: ClassVar[Mapping[str, Any]] = {"id": "", "prompt": "", "labels": {}}

    id: int | str
    prompt: str | list[Message]
    labels: dict[str, Any] = attrs.field(factory=dict)


@strict
@attrs.define(kw_only=True)
class EvalTestCase(Received):
    """One test of a submission."""

    _readers: ClassVar[_Readers] = {
        "passed": lambda value: value is True,
        "exec_info": lambda value: RunCodeResponse.from_dict(_mapping(value)),
    }
    _blank: ClassVar[Mapping[str, Any]] = {
        "passed": False,
        "exec_info": RunCodeResponse(status="", message=""),
    }

    passed: bool
    exec_info: RunCodeResponse
    """How the program ran. Success, and not passed, is a wrong answer."""
    test_info: dict[str, Any] | None = None

    @property
    def verdict(self) -> Verdict:
        """What became of it, in one word."""
        if self.passed:
            return Verdict.ACCEPTED
        found = self.exec_info.verdict
        return Verdict.WRONG_ANSWER if found is Verdict.SUCCESS else found


@strict
@attrs.define(kw_only=True)
class EvalResult(Answered):
    """How a submission was judged."""

    _readers: ClassVar[_Readers] = {
        "accepted": lambda value: value is True,
        "tests": objects(EvalTestCase.from_dict),
    }
    _blank: ClassVar[Mapping[str, Any]] = {
        "id": "",
        "accepted": False,
        "extracted_code": "",
        "tests": [],
    }

    id: int | str
    """The request's id, of its type."""
    accepted: bool
    extracted_code: str
    full_code: str | None = None
    test_code: str | None = None
    tests: list[EvalTestCase]
    extracted_type: str | None = None
    """fenced, incomplete_fenced, heuristic or empty."""
    extra: dict[str, Any] | None = None
    error: Exception | None = attrs.field(default=None, repr=False, eq=False, metadata=ADDED)
    """Why `submit_safe` gave up, if it did: then nothing was judged."""

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
