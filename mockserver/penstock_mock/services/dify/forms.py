"""The forms a paused run asks for."""

from __future__ import annotations

from typing import Any

from ...timeline import Timeline
from .moments import Json
from .runs import Asked, Run
from .uploads import BadFileError, Desk
from .visit import Visit


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
    run, asked = _open(visit)
    given, action = _inputs(visit, fields, asked, user), _action(visit, fields, asked)
    run.submit(asked, action, given, visit.now)
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


def _inputs(visit: Visit, fields: Json, asked: Asked, user: str) -> Json:
    given = fields.get("inputs")
    if not isinstance(given, dict):
        visit.error(400, "invalid_form_data", "inputs must be an object")
    names = [str(each.get("output_variable_name")) for each in asked.fields["inputs"]]
    missing = [name for name in names if name not in given]
    if missing:
        visit.error(400, "invalid_form_data", f"Missing required inputs: {', '.join(missing)}")
    desk = Desk(visit.state.uploads, visit.end_user(user), strict=True)
    try:
        return {each: _value(given[each], desk) for each in names}
    except BadFileError as error:
        visit.error(400, "invalid_form_data", str(error))


def _value(value: Any, desk: Desk) -> Any:
    if isinstance(value, list):
        return [_value(each, desk) for each in value]
    return desk.take(value) if isinstance(value, dict) and "transfer_method" in value else value


def _action(visit: Visit, fields: Json, asked: Asked) -> Json:
    wanted = fields.get("action")
    found = next((each for each in asked.fields["actions"] if each.get("id") == wanted), None)
    if found is None:
        visit.error(400, "invalid_form_data", f"Invalid action: {wanted}")
    return dict(found)
