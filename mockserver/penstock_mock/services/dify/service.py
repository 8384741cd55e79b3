"""Dify as a service of the mock: a handler for each operation, and the endpoints of an app, its end
users and their uploads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...document.request import Request
from ...document.router import methods_of
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import AnyHandler, Handler, OperationService
from ..formatting import naive_iso, named_uuid, spaced, whole
from . import monitoring
from .context import (
    BAD_JSON,
    ENTER,
    JSON,
    Context,
    error_reply,
    extension_of,
    kind_of,
    server_headers,
)
from .errors import ERRORS, HTML
from .events import Json
from .execution import RUN
from .state import TENANT, DifyState, Options, Upload

# The length that the server cuts a file's name to.
_NAME_LENGTH = 200
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
    fields: Json = {"name": app.name, "description": app.description, "tags": list(app.tags)}
    more = {"mode": app.mode, "author_name": app.author_name} if context.options.modern else {}
    return context.answer({**fields, **more})


def parameters(context: Context) -> Timeline:
    """GET /parameters."""
    refusing = context.behaviours.current.refusing
    if refusing is not None and refusing.error.name in ("unpublished", "app_unavailable"):
        context.refuse("app_unavailable")
    app, options = context.app, context.options
    system: Json = {"file_size_limit": int(options.sizes["other"])}
    for kind in ("image", "audio", "video"):
        system[f"{kind}_file_size_limit"] = int(options.sizes[kind])
    system["workflow_file_upload_limit"] = options.file_limit
    # The documented page has one key more.
    files = {**_FILES, "image": {**_IMAGES, **({} if options.modern else {"detail": "high"})}}

    def typed(kind: str) -> Json:
        return {"type": kind} if options.modern else {}

    body: Json = {
        **_FEATURES,
        "user_input_form": [
            {kind: {"label": v.get("variable", ""), "required": False, **typed(kind), **v}}
            for item in context.state.controls_of(app) or ()
            for kind, v in item.items()
        ],
        "file_upload": dict(files if app.file_upload is None else app.file_upload),
        "system_parameters": system,
    }
    return context.answer({**body, **app.parameters})


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
    fields = {
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
    return context.answer({**fields, **app.site})


def end_user(context: Context) -> Timeline:
    """GET /end-users/{end_user_id}."""
    found = context.state.end_users.get(context.path("end_user_id").lower())
    if found is None or found.app_id != context.app.id:
        context.error(404, "end_user_not_found", "End user not found.")
    at = naive_iso(found.created_at)
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


def upload_file(context: Context) -> Timeline:
    """POST /files/upload."""
    form = context.call.json if isinstance(context.call.json, dict) else {}
    multipart = context.call.request.content_type == "multipart/form-data"
    part = _part(context, form if multipart else {})
    user = form.get("user")
    owner = context.end_user(user if isinstance(user, str) else None)
    upload = Upload(
        id=context.state.new_id(),
        name=_shortened(part["filename"]),
        mime=part["content_type"],
        data=part["data"],
        owner=owner,
        at=context.now,
    )
    options = context.options
    # In 2024-12 a name without a dot is taken for an extension.
    older = upload.name.rpartition(".")[2].lower()
    extension = extension_of(upload.name) if options.modern else older
    if extension and extension in {each.lower().lstrip(".") for each in options.blocked_extensions}:
        why = f"File extension '.{extension}' is not allowed for security reasons"
        context.error(400, "invalid_param", why)
    most = options.sizes.get(kind_of(extension, None), options.sizes["other"])
    if len(upload.data) > most * 1024 * 1024:
        # No text is filled in, in either dialect.
        text = "" if options.modern else "File size exceeded. {message}"
        context.error(413, "file_too_large", text)
    context.state.uploads[upload.id] = upload
    fields: Json = {
        "id": upload.id,
        "name": upload.name,
        "size": len(upload.data),
        "extension": extension,
        "mime_type": upload.mime,
        "created_by": upload.owner,
        "created_at": whole(upload.at),
    }
    if options.modern:
        signed = f"timestamp={whole(upload.at)}&nonce=ab12&sign={named_uuid(upload.id)[:8]}"
        url = f"https://files.example.com/files/{upload.id}/file-preview?{signed}"
        fields |= {"reference": None, "preview_url": None, "source_url": url, "tenant_id": TENANT}
        # These are never set here.
        fields |= dict.fromkeys(("original_url", "user_id", "conversation_id", "file_key"))
    return context.answer(fields, 201)


def _part(context: Context, form: Json) -> Json:
    """The file's part. Raises RequestError for one that won't do."""
    # The first file of a field counts; further ones are dropped without a word.
    files: dict[str, Json] = {}
    for name, value in form.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "filename" in each:
                files.setdefault(name, each)
    if "file" not in files:
        missing = ("no_file_uploaded", "Please upload your file.")
        older = ("bad_request_key_error", BAD_JSON)
        context.error(400, *(missing if context.options.modern else older))
    if len(files) > 1:
        context.error(400, "too_many_files", "Only one file is allowed.")
    part = files["file"]
    if not part["filename"]:
        context.error(400, "filename_not_exists_error", "The specified filename does not exist.")
    if not part["content_type"]:
        context.error(415, "unsupported_file_type", "File type not allowed.")
    # The documented sample sends a path, and its server took it.
    if context.options.modern and ("/" in part["filename"] or "\\" in part["filename"]):
        context.error(400, "invalid_param", "Filename contains invalid characters")
    return part


def _shortened(name: str) -> str:
    """A name that is too long loses its middle, never its extension."""
    if len(name) <= _NAME_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) >= _NAME_LENGTH:
        return name[:_NAME_LENGTH]
    return f"{stem[: _NAME_LENGTH - len(extension) - 1]}.{extension}"


# Added since the documented page was written.
_NEWER = frozenset(
    (
        *("runWorkflowVersion", "streamWorkflowEvents", "getHumanInputForm"),
        *("submitHumanInputForm", "getAppSite", "getEndUser"),
    )
)

# The only id that is part of a route: no other text leads to an operation.
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# The web framework's page for an unknown path; no JSON, though everything else is.
_NO_SUCH_PAGE = (
    "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The "
    "requested URL was not found on the server. If you entered the URL manually please check your "
    "spelling and try again.</p>\n"
)
# Where the server is, with and without its base path, as a front may leave it out.
_INDEX = ("/v1/", "/")
_METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT"
_HEADERS = frozenset({"authorization", "content-type", "x-app-code"})
_NOT_ALLOWED = "The method is not allowed for the requested URL."


class Dify(OperationService[Context]):
    """Dify's behaviour. All of its state is in the session; one instance serves any number."""

    name = "dify"
    state_type = DifyState
    context = Context
    handlers: Mapping[str, AnyHandler[Context]] = {
        **monitoring.HANDLERS,
        "runWorkflow": RUN,
        "runWorkflowVersion": RUN,
        "uploadFile": Handler(upload_file, ENTER),
        "getAppInfo": Handler(info, ENTER),
        "getAppParameters": Handler(parameters, ENTER),
        "getAppMeta": Handler(meta, ENTER),
        "getAppSite": Handler(site, ENTER),
        "getEndUser": Handler(end_user, ENTER),
    }

    def answer(self, handler: Handler[Context], context: Context) -> Timeline:
        operation_id, options = context.call.operation.id, context.options
        lacking = not options.newer_paths and operation_id in _NEWER
        no_route = operation_id == "getEndUser" and not _UUID.fullmatch(context.path("end_user_id"))
        if lacking or no_route:
            return _no_such_page(options)
        try:
            reply = super().answer(handler, context)
        except RecursionError:  # nested too deep to be written again
            unknown = ERRORS["unknown"]
            reply = error_reply(options, unknown.status, unknown.code, unknown.message)
        if reply.header("X-Version") is None:  # of a gateway, which adds no header
            return reply
        for name, value in cors_headers(options, context.request):
            reply = reply.with_header(name, value)
        return reply

    def has_operation(self, session: Session, operation_id: str) -> bool:
        """Return whether the session's server has an operation."""
        options: Options = session.state(self).options
        return options.newer_paths or operation_id not in _NEWER

    def not_found(self, session: Session, request: Request, allow: tuple[str, ...]) -> Timeline:
        """Return HTML for an unknown path, JSON for an unknown method (in 2026-08 without `Allow`).

        The index of 2024-12 is such a path too: the document has no room for it, as
        another service is described at `/`.
        """
        options: Options = session.state(self).options
        if request.raw_path in _INDEX and request.method in ("GET", "HEAD") and not options.modern:
            body = {"welcome": "Dify OpenAPI", "api_version": "v1"}
            body["server_version"] = options.server_version
            headers = [("Content-Type", JSON), *server_headers(options)]
            headers += cors_headers(options, request)
            return Timeline.reply(200, spaced(body) + b"\n", headers)
        if not allow:
            return _no_such_page(options)
        reply = error_reply(options, 405, "method_not_allowed", _NOT_ALLOWED)
        return reply if options.modern else reply.with_header("Allow", ", ".join(methods_of(allow)))

    def describe_methods(
        self, session: Session, request: Request, methods: tuple[str, ...]
    ) -> Timeline:
        """Return an empty page, with any key or none."""
        options: Options = session.state(self).options
        headers = [
            ("Content-Type", HTML),
            ("Allow", ", ".join(methods)),
            *server_headers(options),
            *cors_headers(options, request),
        ]
        method = (request.header("access-control-request-method") or "").upper()
        if method in _METHODS.split(", "):  # a browser asks before it calls
            asked = (request.header("access-control-request-headers") or "").split(",")
            allowed = sorted(name for name in map(str.strip, asked) if name.lower() in _HEADERS)
            headers += [("Access-Control-Allow-Headers", ", ".join(allowed))] if allowed else []
            headers.append(("Access-Control-Allow-Methods", _METHODS))
        return Timeline.reply(200, b"", headers)


def _no_such_page(options: Options) -> Timeline:
    headers = [("Content-Type", HTML), *server_headers(options)]
    return Timeline.reply(404, _NO_SUCH_PAGE.encode(), headers)


def cors_headers(options: Options, request: Request) -> list[tuple[str, str]]:
    """The headers of an answer: every origin may read it."""
    origin = request.header("origin")
    headers = [("Access-Control-Allow-Origin", origin or "*")]
    if options.modern:
        headers.append(("Access-Control-Expose-Headers", "X-Env, X-Trace-Id, X-Version"))
    return [*headers, ("Vary", "Origin")] if origin else headers
