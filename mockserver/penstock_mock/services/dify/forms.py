"""The forms a paused run asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...engine.timeline import Timeline
from . import pydantic
from .inputs import BadInputError
from .moments import Json
from .pydantic import Issue
from .runs import Asked, Run
from .uploads import BadFileError, Desk
from .visit import Visit

_INVALID = "Invalid value for {} input '{}': {}"


def get_form(visit: Visit) -> Timeline:
    """GET /form/human_input/{form_token}."""
    visit.enter()
    _, asked = _open(visit)
    fields = asked.fields
    return visit.answer(
        {
            "form_content": fields["form_content"],
            "inputs": fields["inputs"],
            "resolved_default_values": fields["resolved_default_values"],
            "user_actions": fields["actions"],
            "expiration_time": fields["expiration_time"],
        }
    )


def submit_form(visit: Visit) -> Timeline:
    """POST /form/human_input/{form_token}: the run goes on."""
    visit.enter()
    fields = visit.fields()
    user = visit.user_in(fields)
    issues = [*_issues(fields)]
    if issues:
        text = pydantic.text_of("HumanInputFormSubmitPayload", issues)
        visit.error(400, "invalid_param", text)
    run, asked = _open(visit)
    action = _action(visit, fields, asked)
    given = _inputs(visit, fields, asked, user)
    run.submit(asked, action, given, visit.now, visit.options.taken_up)
    return visit.answer({})


def _open(visit: Visit) -> tuple[Run, Asked]:
    """The form, which can still be answered. Raises Refused."""
    token = visit.path("form_token")
    found = visit.state.form(visit.app, token)
    # A form that a run is going to ask for isn't there yet.
    if found is None or found[1].at > visit.now:
        visit.missing("Form not found.", "/form/human_input/<string:form_token>")
    run, asked = found
    form_id = f"form_id={asked.fields['form_id']}"
    if token in run.submitted:
        why = f"This form has already been submitted by another user, {form_id}"
        visit.error(412, "human_input_form_submitted", why)
    if visit.now >= asked.expires or run.state(visit.now).status != "paused":
        visit.error(412, "human_input_form_expired", f"This form has expired, {form_id}")
    return run, asked


def _issues(fields: Json) -> Iterator[Issue]:
    """Yield the errors of a submission that any form refuses."""
    for name, kind, code in (("inputs", dict, "dict_type"), ("action", str, "string_type")):
        if name not in fields:
            yield pydantic.missing(name, fields)
        elif not isinstance(fields[name], kind):
            noun = "dictionary" if kind is dict else "string"
            yield Issue(name, f"Input should be a valid {noun}", code, fields[name])


def _action(visit: Visit, fields: Json, asked: Asked) -> Json:
    wanted = fields["action"]
    found = next((each for each in asked.fields["actions"] if each.get("id") == wanted), None)
    if found is None:
        visit.error(400, "invalid_form_data", f"Invalid action: {wanted}")
    return dict(found)


def _inputs(visit: Visit, fields: Json, asked: Asked, user: str) -> Json:
    given, inputs = fields["inputs"], asked.fields["inputs"]
    names = [str(each.get("output_variable_name")) for each in inputs]
    missing = [name for name in names if name not in given]
    if missing:
        visit.error(400, "invalid_form_data", f"Missing required inputs: {', '.join(missing)}")
    desk = Desk(visit.state.uploads, visit.end_user(user), strict=True)
    try:
        return {
            name: _taken(name, said, given[name], desk)
            for name, said in zip(names, inputs, strict=True)
        }
    except (BadFileError, BadInputError) as error:
        visit.error(400, "invalid_form_data", str(error))


def _taken(name: str, said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    """The value of an input as its kind has it. Raises BadInputError and BadFileError."""
    match said.get("type"):
        case "select":
            source = said.get("option_source") or {}
            if not isinstance(value, str):
                raise BadInputError(_INVALID.format("select", name, "expected string"))
            if source.get("type") == "constant" and value not in source.get("value", ()):
                raise BadInputError(_INVALID.format("select", name, value))
            return value
        case "file":
            if not isinstance(value, Mapping):
                raise BadInputError(_INVALID.format("file", name, "expected mapping"))
            return desk.take(value, said)
        case "file-list":
            if not isinstance(value, list):
                raise BadInputError(_INVALID.format("file list", name, "expected list"))
            if not all(isinstance(each, Mapping) for each in value):
                raise BadInputError(_INVALID.format("file list", name, "expected list of mappings"))
            return [desk.take(each, said) for each in value]
    return value
