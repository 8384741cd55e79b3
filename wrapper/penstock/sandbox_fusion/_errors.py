"""How a sandbox says no, in each of its forms, and whether asking again may help.

Refused requests have `{"detail": …}`: a list of faults (422), a text (400, 404, 405, 500), or with
a `traceback` beside it (500 for anything nobody thought of). A sandbox that fails says so with
status 200. What gateways in front of it say is anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import bare, parsed_or_none, redirect
from penstock._core.service import ParsedError, parsed_error
from penstock._core.values import text
from penstock.errors import BadRequestError, PenstockError, SandboxError, error_class_for
from penstock.sandbox_fusion._verdict import Verdict, of_message

if TYPE_CHECKING:  # loaded by the first client
    from penstock._core.message import Answer
    from penstock.retry import RetryHints

NAME: Final = "sandbox_fusion"

# Servers echo the code they were given, which may be megabytes. This much of a text is kept in an
# error: whole messages and the ends of tracebacks, a bounded part of anybody's program.
_LONGEST_TEXT: Final = 1000
# Of a sandbox error's message only the end is the error; before it stands the code.
_LONGEST_TAIL: Final = 200

_ECHO: Final = "exception on running code "

# A message ends with its error; before that stands the code, or a command, in which anything may
# stand. So the whole error is compared, from the ": " before it to the end. It is at most as long
# as the longest path (PATH_MAX of Linux) in the escapes of a Python string.
_LONGEST_ERROR: Final = 4 * 4096
# What follows from the request itself, and so will be the same again. All else may pass, such as
# Errno 11, 24 and 28: a server short of processes, descriptors or disk.
_LASTING: Final = (
    r"(?:^|: )(?:"
    r"'\w+'"  # a KeyError: there is no such runner, as for sql
    r"|\[Errno (?:13|17|20|21|36|40)\] [\w ]+: (?:'[^'\n]*'|\"[^\"\n]*\")"  # a file's name
    r"|embedded null byte"
    r"|Incorrect padding|Invalid base64-encoded string: [^:]*|Only base64 data is allowed"
    r"|Excess data after padding|(?:Leading|Discontinuous) padding not allowed"
    r"|string argument should contain only ASCII characters"
    r"|Object name not found\."  # scala needs an object
    r"|cannot convert float (?:NaN|infinity) to integer"  # a timeout that is none
    r"|Exception occurred in preexec_fn\."  # a memory limit that can't be set
    r")(?: (?:\| )?None)?\Z"
)
# The file a passing error was about looks like a KeyError at the end.
_PASSING: Final = r"\[Errno \d+\] [\w ]+: '\w+'(?: (?:\| )?None)?\Z"


def parse_error(answer: Answer, now_epoch: float) -> ParsedError | None:
    """Return what an error response means; None for a response that can be used."""
    if 300 <= answer.status < 400:
        return parsed_error(answer, now_epoch, redirect(answer))
    body = parsed_or_none(answer)
    if answer.status >= 400:
        hints = _hints(body) if answer.status == 500 else None
        return parsed_error(answer, now_epoch, _status_error(answer), hints)
    if not failed_itself(body):
        return None
    from penstock.retry import RetryHints

    error = _sandbox_error(answer, body)
    return parsed_error(answer, now_epoch, error, RetryHints(passing=error.passing))


def _status_error(answer: Answer) -> PenstockError:
    kind = error_class_for(answer.status)
    body = cut(answer.json_or_text())
    details: dict[str, Any] = {"body": body, "headers": answer.headers}
    faults = _detail(body)
    if issubclass(kind, BadRequestError) and isinstance(faults, list):
        return kind(_first(faults), None, answer.status, errors=faults, **details)
    reason = (text(faults) or "").strip() or bare(answer)
    return kind(reason, None, answer.status, **details)


def failed_itself(body: object) -> bool:
    """True if this is the answer to a run that the sandbox failed to carry out."""
    return isinstance(body, dict) and body.get("status") == "SandboxError"


def _sandbox_error(answer: Answer, body: dict[str, Any]) -> SandboxError:
    from penstock._core.result import received
    from penstock.sandbox_fusion._results import RunCodeResponse, RunJupyterResponse

    told = text(body.get("message")) or "no reason given"
    kept = cut(body)
    kind = RunJupyterResponse if "cells" in body or "driver" in body else RunCodeResponse
    return SandboxError(
        f"the sandbox failed: {_without_code(told)}",
        None,
        answer.status,
        response=kind.from_dict(kept, **received(answer)),
        passing=may_pass(told),
        body=kept,
        headers=answer.headers,
    )


def may_pass(message: str) -> bool:
    """True if a sandbox that failed with this message may do better the next time."""
    if of_message(message) is not Verdict.SANDBOX_ERROR:
        return False
    error = message.strip()[-_LONGEST_ERROR:]
    return re.search(_LASTING, error) is None or re.search(_PASSING, error) is not None


def _tail(message: str) -> str:
    """Return the end of a message: what stands before it is code, in which anything may stand."""
    return message[-_LONGEST_TAIL:]


def _without_code(message: str) -> str:
    told = message.strip()
    if not told.startswith(_ECHO) or len(told) <= _LONGEST_TAIL:
        return told if len(told) <= _LONGEST_TAIL else f"…{_tail(told)}"
    return f"{_ECHO}…{_tail(told)}"


def cut(value: Any) -> Any:
    """Return JSON with the middle of each long text left out."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        half = _LONGEST_TEXT // 2
        return f"{value[:half]}…[{len(value) - 2 * half} characters]…{value[-half:]}"
    if isinstance(value, dict):
        return {key: cut(item) for key, item in value.items()}
    return [cut(item) for item in value] if isinstance(value, list) else value


def _detail(body: object) -> Any:
    return body.get("detail") if isinstance(body, dict) else None


def _first(faults: list[Any]) -> str:
    """Return the first fault in words: where it is, and what it is."""
    fault = faults[0] if faults and isinstance(faults[0], dict) else {}
    place = fault.get("loc")
    where = ".".join(map(str, place)) if isinstance(place, list) else "the request"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{where}: {text(fault.get('msg')) or 'it was refused'}{more}"


def _hints(body: object) -> RetryHints:
    """Return what the body of a 500 says about trying again.

    With a traceback it is the server's program that broke, and will break again.
    """
    from penstock.retry import RetryHints

    broke = isinstance(body, dict) and "traceback" in body
    own = of_message(text(_detail(body)) or "") is not Verdict.SANDBOX_ERROR
    return RetryHints(veto=broke or own, most_retries=1)
