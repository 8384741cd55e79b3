"""Endpoints of an app and its end users."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Timeline
from .context import Context
from .errors import ERRORS
from .formatting import clock_iso
from .moments import Json
from .options import UPLOAD_LIMITS
from .state import TENANT

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


def info(context: Context) -> Timeline:
    """GET /info."""
    app = context.app
    told: Json = {"name": app.name, "description": app.description, "tags": list(app.tags)}
    more = {"mode": app.mode, "author_name": app.author_name} if context.options.modern else {}
    return context.answer({**told, **more})


def parameters(context: Context) -> Timeline:
    """GET /parameters."""
    refusing = context.behaviours.current.refusing
    if refusing is not None and refusing.error.name in ("unpublished", "app_unavailable"):
        context.refuse(ERRORS["app_unavailable"])
    app, options = context.app, context.options
    form = app.user_input_form
    if form is None and app is context.state.default:
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
        "file_upload": dict(app.file_upload) if app.file_upload is not None else _files(context),
        "system_parameters": system,
    }
    return context.answer({**body, **app.parameters})


def _files(context: Context) -> Json:
    """Return the default upload settings; the documented page has one key more."""
    more = {} if context.options.modern else {"detail": "high"}
    return {**_FILES, "image": {**_IMAGES, **more}}


def _variable(kind: str, said: Any, modern: bool) -> Json:
    usual: Json = {"label": said.get("variable", ""), "required": False}
    return {**usual, **({"type": kind} if modern else {}), **said}


def meta(context: Context) -> Timeline:
    """GET /meta."""
    return context.answer({"tool_icons": dict(context.app.tool_icons)})


def site(context: Context) -> Timeline:
    """GET /site."""
    app = context.app
    if app.site is None:
        context.error(
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
    return context.answer({**told, **app.site})


def end_user(context: Context) -> Timeline:
    """GET /end-users/{end_user_id}."""
    found = context.state.end_users.get(context.path("end_user_id").lower())
    if found is None or found.app_id != context.app.id:
        context.error(404, "end_user_not_found", "End user not found.")
    at = clock_iso(found.created_at)
    return context.answer(
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
