"""The forms a paused run asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...engine.timeline import Timeline
from .. import pydantic_2_12 as pydantic
from .context import Context
from .inputs import BadFileError, BadInputError, Desk
from .moments import Json
from .runs import Asked, Run

_INVALID = "Invalid value for {} input '{}': {}"


def get_form(context: Context) -> Timeline:
    """GET /form/human_input/{form_token}."""
    _, asked = _open(context)
    fields = asked.fields
    return context.answer(
        {
            "form_content": fields["form_content"],
            "inputs": fields["inputs"],
            "resolved_default_values": fields["resolved_default_values"],
            "user_actions": fields["actions"],
            "expiration_time": fields["expiration_time"],
        }
    )


def submit_form(context: Context) -> Timeline:
    """POST /form/human_input/{form_token}: the run goes on."""
    fields, user = context.body, context.user
    issues = pydantic.body_issues(context.call, context.body, ("inputs", "action"))
    if issues:
        text = pydantic.text_of("HumanInputFormSubmitPayload", issues)
        context.error(400, "invalid_param", text)
    run, asked = _open(context)
    action = _action(context, fields, asked)
    given = _inputs(context, fields, asked, user)
    run.submit(asked, action, given, context.now, context.options.taken_up)
    return context.answer({})


def _open(context: Context) -> tuple[Run, Asked]:
    """The form, which can still be answered. Raises RequestError."""
    token = context.path("form_token")
    found = context.state.form(context.app, token)
    # A form that a run is going to ask for isn't there yet.
    if found is None or found[1].at > context.now:
        context.missing("Form not found.", "/form/human_input/<string:form_token>")
    run, asked = found
    form_id = f"form_id={asked.fields['form_id']}"
    if token in run.submitted:
        why = f"This form has already been submitted by another user, {form_id}"
        context.error(412, "human_input_form_submitted", why)
    if context.now >= asked.expires or run.state(context.now).status != "paused":
        context.error(412, "human_input_form_expired", f"This form has expired, {form_id}")
    return run, asked


def _action(context: Context, fields: Json, asked: Asked) -> Json:
    wanted = fields["action"]
    found = next((each for each in asked.fields["actions"] if each.get("id") == wanted), None)
    if found is None:
        context.error(400, "invalid_form_data", f"Invalid action: {wanted}")
    return dict(found)


def _inputs(context: Context, fields: Json, asked: Asked, user: str) -> Json:
    given, inputs = fields["inputs"], asked.fields["inputs"]
    names = [str(each.get("output_variable_name")) for each in inputs]
    missing = [name for name in names if name not in given]
    if missing:
        context.error(400, "invalid_form_data", f"Missing required inputs: {', '.join(missing)}")
    desk = Desk(context.state.uploads, context.end_user(user), strict=True)
    try:
        return {
            name: _taken(name, said, given[name], desk)
            for name, said in zip(names, inputs, strict=True)
        }
    except (BadFileError, BadInputError) as error:
        context.error(400, "invalid_form_data", str(error))


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
