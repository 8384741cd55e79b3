"""What a run is asked for: the body of the request, checked as each generation does it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from . import pydantic
from .moments import Json
from .options import Mode
from .pydantic import Issue
from .refusals import REFUSALS
from .visit import Visit

MODES: tuple[Mode, ...] = ("blocking", "streaming")
# Of the text that ties runs together in the server's tracing.
_SESSION_LENGTH = 200


@frozen
class Asked:
    """What a run was asked for."""

    inputs: Json
    files: list[Any]
    mode: Mode
    user: str


def asked_of(visit: Visit, fields: dict[str, Any], user: str) -> Asked:
    """What a body asks for. Raises Refused for one that won't do, in either generation's words."""
    if visit.options.modern:
        issues = list(_issues(fields))
        if issues:
            text = pydantic.text_of("WorkflowRunPayload", issues)
            visit.error(400, "invalid_param", text)
    else:
        _old_checks(visit, fields)
    _trace_session(visit, fields)
    mode: Mode = "streaming" if fields.get("response_mode") == "streaming" else "blocking"
    return Asked(dict(fields["inputs"]), list(fields.get("files") or []), mode, user)


def _issues(fields: dict[str, Any]) -> list[Issue]:
    found: list[Issue] = []
    inputs, files, mode = fields.get("inputs"), fields.get("files"), fields.get("response_mode")
    if "inputs" not in fields:
        found.append(pydantic.missing("inputs", fields))
    elif not isinstance(inputs, dict):
        found.append(_not_dict("inputs", inputs))
    if files is not None and not isinstance(files, list):
        found.append(Issue("files", "Input should be a valid list", "list_type", files))
    elif files:
        pairs = enumerate(files)
        found += [_not_dict(f"files.{n}", file) for n, file in pairs if not isinstance(file, dict)]
    if mode is not None and mode not in MODES:
        why = "Input should be 'blocking' or 'streaming'"
        found.append(Issue("response_mode", why, "literal_error", mode))
    return found


def _not_dict(path: str, value: Any) -> Issue:
    return Issue(path, "Input should be a valid dictionary", "dict_type", value)


def _old_checks(visit: Visit, fields: dict[str, Any]) -> None:
    """One argument after another, and the first bad one is told."""
    inputs, files, mode = fields.get("inputs"), fields.get("files"), fields.get("response_mode")
    bad: tuple[str, str] | None = None
    if "inputs" not in fields:
        bad = "inputs", "Missing required parameter in the JSON body"
    elif inputs is None:
        bad = "inputs", "Must not be null!"
    elif why := _unlike(dict, inputs):
        bad = "inputs", why
    elif files is not None and (why := _unlike(list, files)):
        bad = "files", why
    elif "response_mode" in fields and mode not in MODES:
        bad = "response_mode", f"{mode} is not a valid choice"
    if bad is not None:
        visit.error(400, "invalid_param", bad[1], params=bad[0])
    if not all(isinstance(each, dict) for each in files or ()):
        visit.refuse(REFUSALS["internal_error"])


def _unlike(kind: type, value: Any) -> str | None:
    """Why a value can't be made a `kind`; None when it can."""
    try:
        kind(value)
    except (TypeError, ValueError) as error:
        return str(error)
    return None


def _trace_session(visit: Visit, fields: dict[str, Any]) -> None:
    """The first one given must be a text of some length. Today's server only."""
    if not visit.options.modern:
        return
    header = visit.call.request.header("x-trace-session-id")
    given: Any = header if header is not None else visit.query("trace_session_id")
    given = fields.get("trace_session_id") if given is None else given
    if given is None:
        return
    if not isinstance(given, str):
        visit.error(400, "bad_request", "trace_session_id must be a string.")
    if not 0 < len(given.strip()) <= _SESSION_LENGTH:
        why = f"trace_session_id must be 1 to {_SESSION_LENGTH} characters after trimming."
        visit.error(400, "bad_request", why)
