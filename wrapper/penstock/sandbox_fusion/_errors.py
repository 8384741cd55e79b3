"""Map a sandbox's error responses to exceptions and retry hints.

The body is `{"detail": …}`: a list of validation errors (422), a text (400, 404, 405, 500), or for
an unhandled exception a text with a `traceback` beside it (500). A sandbox that fails to run code
responds with status 200. Gateways in front of it send anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import text
from penstock._core.service import ParsedError, parsed_error, status_error
from penstock.errors import BadRequestError, PenstockError, SandboxError, error_class_for
from penstock.sandbox_fusion._verdict import Verdict, of_message

if TYPE_CHECKING:  # loaded by the first client
    from penstock._core.message import RawResponse

NAME: Final = "sandbox_fusion"

# Servers echo the code they were sent, which may be megabytes. An error keeps this many characters
# of each text: whole messages and the ends of tracebacks, but a bounded part of a program.
_LONGEST_TEXT: Final = 1000
# The message of a sandbox error begins with the code; only its end is the error.
_LONGEST_TAIL: Final = 200

_ECHO: Final = "exception on running code "

# A message begins with code, or a command, which may contain any text, and ends with its error. So
# the whole error is matched, from the ": " before it to the end. It is at most as long as the
# longest path (PATH_MAX of Linux) in the escapes of a Python string.
_LONGEST_ERROR: Final = 4 * 4096
# Errors that are the request's, so another attempt would fail, too. All others may be transient,
# such as Errno 11, 24 and 28: the server is short of processes, descriptors or disk.
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
# A transient error about a file ends with its name, which looks like a KeyError.
_TRANSIENT: Final = r"\[Errno \d+\] [\w ]+: '\w+'(?: (?:\| )?None)?\Z"


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Parse an error response; return None for a response that holds a result."""
    body = response.json_or(None)
    has_failed = isinstance(body, dict) and body.get("status") == "SandboxError"
    if response.status < 300 and not has_failed:
        return None
    from penstock.retry import RetryHints

    if response.status < 300:  # the sandbox failed to carry out the run
        error = _sandbox_error(response, body)
        return parsed_error(response, now_epoch, error, RetryHints(passing=error.passing))
    hints = None
    if response.status == 500:
        # A traceback shows an unhandled exception, which another attempt would raise again.
        is_unhandled = isinstance(body, dict) and "traceback" in body
        is_by_code = of_message(text(_detail(body)) or "") is not Verdict.SANDBOX_ERROR
        hints = RetryHints(veto=is_unhandled or is_by_code, most_retries=1)
    return parsed_error(response, now_epoch, _status_error(response), hints)


def _status_error(response: RawResponse) -> PenstockError:
    body = cut(response.json_or_text())
    detail = _detail(body)
    if error_class_for(response.status) is BadRequestError and isinstance(detail, list):
        return status_error(response, _first_error(detail), body=body, errors=detail)
    return status_error(response, (text(detail) or "").strip(), body=body)


def _sandbox_error(response: RawResponse, body: dict[str, Any]) -> SandboxError:
    from penstock._core.results import received
    from penstock.sandbox_fusion._models import RunCodeResponse, RunJupyterResponse

    message = text(body.get("message")) or "no reason given"
    kept = cut(body)
    kind = RunJupyterResponse if "cells" in body or "driver" in body else RunCodeResponse
    return SandboxError(
        f"the sandbox failed: {_without_code(message)}",
        None,
        response.status,
        response=kind.from_dict(kept, **received(response)),
        passing=may_be_transient(message),
        body=kept,
        headers=response.headers,
    )


def may_be_transient(message: str) -> bool:
    """Return True if another attempt may succeed after a sandbox error with this message."""
    if of_message(message) is not Verdict.SANDBOX_ERROR:
        return False
    error = message.strip()[-_LONGEST_ERROR:]
    return re.search(_LASTING, error) is None or re.search(_TRANSIENT, error) is not None


def _without_code(message: str) -> str:
    message = message.strip()
    if len(message) <= _LONGEST_TAIL:
        return message
    return f"{_ECHO if message.startswith(_ECHO) else ''}…{message[-_LONGEST_TAIL:]}"


def cut(value: Any) -> Any:
    """Return JSON with the middle of each long text left out, to bound the size of an error."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        half = _LONGEST_TEXT // 2
        return f"{value[:half]}…[{len(value) - 2 * half} characters]…{value[-half:]}"
    if isinstance(value, dict):
        return {key: cut(item) for key, item in value.items()}
    return [cut(item) for item in value] if isinstance(value, list) else value


def _detail(body: object) -> Any:
    return body.get("detail") if isinstance(body, dict) else None


def _first_error(errors: list[Any]) -> str:
    """Return the place and the message of the first validation error."""
    first = errors[0] if errors and isinstance(errors[0], dict) else {}
    loc = first.get("loc")
    place = ".".join(map(str, loc)) if isinstance(loc, list) else "the request"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{place}: {text(first.get('msg')) or 'it is invalid'}{more}"
