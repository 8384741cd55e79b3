"""What can be asked about an app and its users."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Timeline
from .apps import TENANT
from .moments import Json
from .options import UPLOAD_LIMITS
from .refusals import REFUSALS
from .visit import Visit
from .wire import clock_iso

_IMAGES: Json = {
    "enabled": False,
    "number_limits": 3,
    "transfer_methods": ["local_file", "remote_url"],
}
_FILES: Json = {
    "allowed_file_extensions": [],
    "allowed_file_types": [],
    "allowed_file_upload_methods": ["local_file", "remote_url"],
    "enabled": False,
    "number_limits": 3,
}
_OFF = {"enabled": False}
_FEATURES: Json = {
    "opening_statement": "",
    "suggested_questions": [],
    "suggested_questions_after_answer": _OFF,
    "speech_to_text": _OFF,
    "text_to_speech": {"enabled": False, "voice": "", "language": ""},
    "retriever_resource": {"enabled": True},
    "annotation_reply": _OFF,
    "more_like_this": _OFF,
    "sensitive_word_avoidance": {"enabled": False, "type": "", "configs": []},
}


def info(visit: Visit) -> Timeline:
    """GET /info."""
    visit.enter()
    app = visit.app
    told: Json = {"name": app.name, "description": app.description, "tags": list(app.tags)}
    more = {"mode": app.mode, "author_name": app.author_name} if visit.options.modern else {}
    return visit.answer({**told, **more})


def parameters(visit: Visit) -> Timeline:
    """GET /parameters."""
    visit.enter()
    refusing = visit.script.current.refusing
    if refusing is not None and refusing.refusal.name in ("unpublished", "app_unavailable"):
        visit.refuse(REFUSALS["app_unavailable"])
    app, options = visit.app, visit.options
    form = app.user_input_form
    if form is None and app is visit.state.default:
        form = options.user_input_form
    sizes = {**UPLOAD_LIMITS, **options.upload_limits}
    system: Json = {"file_size_limit": int(sizes["other"])}
    for kind in ("image", "audio", "video"):
        system[f"{kind}_file_size_limit"] = int(sizes[kind])
    system["workflow_file_upload_limit"] = options.file_limit
    body: Json = {
        **_FEATURES,
        "user_input_form": [
            {k: _variable(k, v, options.modern)} for i in form or () for k, v in i.items()
        ],
        "file_upload": dict(app.file_upload) if app.file_upload is not None else _files(visit),
        "system_parameters": system,
    }
    return visit.answer({**body, **app.parameters})


def _files(visit: Visit) -> Json:
    """Return the default upload settings; the documented page has one key more."""
    more = {} if visit.options.modern else {"detail": "high"}
    return {**_FILES, "image": {**_IMAGES, **more}}


def _variable(kind: str, said: Any, modern: bool) -> Json:
    usual: Json = {"label": said.get("variable", ""), "required": False}
    return {**usual, **({"type": kind} if modern else {}), **said}


def meta(visit: Visit) -> Timeline:
    """GET /meta."""
    visit.enter()
    return visit.answer({"tool_icons": dict(visit.app.tool_icons)})


def site(visit: Visit) -> Timeline:
    """GET /site."""
    visit.enter()
    app = visit.app
    if app.site is None:
        visit.error(
            403, "forbidden", "You don't have the permission to access the requested resource."
        )
    told = {
        "title": app.name,
        "chat_color_theme": None,
        "chat_color_theme_inverted": False,
        "icon_type": "emoji",
        "icon": "🤖",
        "icon_background": "#FFEAD5",
        "icon_url": None,
        "description": None,
        "copyright": None,
        "privacy_policy": None,
        "input_placeholder": None,
        "custom_disclaimer": "",
        "default_language": "en-US",
        "show_workflow_steps": True,
        "use_icon_as_answer_icon": False,
    }
    return visit.answer({**told, **app.site})


def end_user(visit: Visit) -> Timeline:
    """GET /end-users/{end_user_id}."""
    visit.enter()
    found = visit.state.end_users.get(visit.path("end_user_id").lower())
    if found is None or found.app_id != visit.app.id:
        visit.error(404, "end_user_not_found", "End user not found.")
    at = clock_iso(found.created_at)
    return visit.answer(
        {
            "id": found.id,
            "tenant_id": TENANT,
            "app_id": found.app_id,
            "type": "service-api",
            "external_user_id": found.name,
            "name": None,
            "is_anonymous": False,
            "session_id": found.name,
            "created_at": at,
            "updated_at": at,
        }
    )
