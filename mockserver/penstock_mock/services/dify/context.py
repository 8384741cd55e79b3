"""One request to Dify: its inputs, files, app and fields, and the errors it is answered with."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from urllib.parse import urlsplit

from ...document.values import frozen
from ...engine.service import Call
from ...engine.timeline import Timeline
from ..base import RequestContext, RequestError
from ..behaviours import BehaviourSequence
from ..formatting import canonical_uuid, spaced
from .behaviours import Behaviour
from .errors import ERRORS, ServiceError
from .state import DEFAULT_USER, TENANT, DifyState, Mode, Options, Upload

_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off"})


class BadInputError(ValueError):
    """An input or a file the app can't take; the text is the server's."""


class BrokenInputError(ValueError):
    """An input or a file that the server fails over, instead of refusing it."""


def inputs_of(
    given: Mapping[str, Any], form: Mapping[str, Mapping[str, Any]] | None, resolver: FileResolver
) -> dict[str, Any]:
    """The inputs as the workflow sees them: files looked up, numbers read, unknown names dropped.

    Without a form everything is taken as it is, but for what has the shape of a file. Raises
    BadInputError and BrokenInputError.
    """
    if form is None:
        return {name: _loose(value, resolver) for name, value in given.items()}
    inputs: dict[str, Any] = {}
    for name, control in form.items():
        value = given.get(name)
        if value is None and control.get("required"):
            raise BadInputError(f"{name} is required in input form")
        inputs[name] = (
            control.get("default") if value is None else _checked(name, control, value, resolver)
        )
    return inputs


def _loose(value: Any, resolver: FileResolver) -> Any:
    if isinstance(value, list):
        return [_loose(each, resolver) for each in value]
    if isinstance(value, Mapping) and "transfer_method" in value:
        return resolver.resolve(value)
    return value


def _checked(name: str, control: Mapping[str, Any], value: Any, resolver: FileResolver) -> Any:
    """The value of an input, as its control has it; of other controls than these, as it is."""
    where, most = f"{name} in input form must be", control.get("max_length")
    match control["type"]:
        case "text-input" | "paragraph" | "select":
            return _text(name, control, value, resolver)
        case "number":
            return _number(name, value, resolver)
        case "checkbox" if resolver.strict and str(value).lower() in _TRUE | _FALSE:
            return str(value).lower() in _TRUE
        case "json_object" if resolver.strict and not isinstance(value, Mapping):
            raise BadInputError(f"{where} a dict")
        case "file":
            if not isinstance(value, Mapping):
                raise BadInputError(f"{where} a file")
            return resolver.resolve(value, control)
        case "file-list":
            if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
                raise BadInputError(f"{where} a list of files")
            if isinstance(most, int) and most and len(value) > most:
                raise BadInputError(f"{where} less than {most} files")
            return [resolver.resolve(each, control) for each in value]
    return value


def _text(name: str, control: Mapping[str, Any], value: Any, resolver: FileResolver) -> str:
    if not isinstance(value, str):
        kind = f"(type '{control['type']}') " if resolver.strict else ""
        raise BadInputError(f"{kind}{name} in input form must be a string")
    options = control.get("options")
    if control["type"] == "select" and isinstance(options, list) and value not in options:
        raise BadInputError(f"{name} in input form must be one of the following: {options}")
    longest = control.get("max_length")
    if isinstance(longest, int) and longest and len(value) > longest:
        raise BadInputError(f"{name} in input form must be less than {longest} characters")
    return value


def _number(name: str, value: Any, resolver: FileResolver) -> Any:
    if not isinstance(value, str):
        if resolver.strict and not isinstance(value, (int, float)):
            raise BrokenInputError
        return value
    if value == "":
        return None
    try:
        read = float(value)
        if "." not in value and "e" not in value.lower():
            return int(value)
    except ValueError:
        read = math.nan
    if not math.isfinite(read):
        raise BadInputError(f"{name} in input form must be a valid number")
    return read


def files_of(
    given: Any, config: Mapping[str, Any] | None, limit: int, resolver: FileResolver
) -> list[Any]:
    """The files beside the inputs, without those that 2026-08 drops. Raises BadInputError."""
    files = [each for each in given or () if each.get("transfer_method") or not resolver.strict]
    if len(files) > limit:
        raise BadInputError(f"Number of files exceeds the maximum limit {limit}")
    return [resolver.resolve(each, config) for each in files]


_NO_METHOD = "No matching enum found for value 'None'"


@frozen
class FileResolver:
    """The source of a run's files."""

    uploads: Mapping[str, Upload]
    owner: str
    strict: bool
    """In 2026-08 the declared type must be that of the file, and the file the user's own."""

    def resolve(self, given: Mapping[str, Any], rules: Mapping[str, Any] | None = None) -> Any:
        """The file as the workflow sees it. Raises BadInputError."""
        match given.get("transfer_method"):
            case "local_file":
                upload = self._upload(given.get("upload_file_id"))
                url, name, mime, size = None, upload.name, upload.mime, len(upload.data)
                upload_id: str | None = upload.id
            case "remote_url":
                url = given.get("url") or given.get("remote_url")
                name, mime, size, upload_id = _name_at(url), "", -1, None
            case method if method:
                raise BadInputError(f"{method!r} is not a valid FileTransferMethod")
            case _:
                missing = "transfer_method is required in file mapping"
                raise BadInputError(missing if self.strict else _NO_METHOD)
        extension = extension_of(name)
        found = kind_of(extension, mime)
        declared = given.get("type") or found
        if declared not in KINDS:
            raise BadInputError(f"{declared!r} is not a valid FileType")
        # Of a file elsewhere the name shows little; the server asks for its headers, a mock can't.
        known = upload_id is not None or extension
        if self.strict and known and declared not in (found, "custom"):
            raise BadInputError(
                "Detected file type does not match the specified type. Please verify the file."
            )
        file = {
            "dify_model_identity": "__dify__file__",
            "id": None,
            "type": declared,
            "transfer_method": given["transfer_method"],
            "remote_url": url,
            "related_id": upload_id,
            "filename": name,
            "extension": f".{extension}" if extension else None,
            "mime_type": mime or None,
            "size": size,
            "url": url,
        }
        # A type that is left out is found for the workflow, but isn't one the app allows.
        if rules and not _allowed({**file, "type": given.get("type") or "custom"}, rules):
            raise BadInputError(f"File validation failed for file: {name}")
        return file

    def _upload(self, upload_id: Any) -> Upload:
        if not upload_id:
            raise BadInputError("Invalid upload file id")
        known = canonical_uuid(str(upload_id))
        if known is None:
            raise (
                BadInputError("Invalid upload file id format") if self.strict else BrokenInputError
            )
        upload = self.uploads.get(known)
        if upload is None or (self.strict and upload.owner != self.owner):
            raise BadInputError("Invalid upload file")
        return upload


def _name_at(url: Any) -> str:
    """The name of a file elsewhere. Raises BadInputError for a URL that leads to none."""
    try:
        parts = urlsplit(url) if url and isinstance(url, str) else None
    except ValueError:
        parts = None
    if parts is None:
        raise BadInputError("Invalid file url")
    if parts.scheme not in ("http", "https"):
        raise BadInputError(f"Reached maximum retries (3) for URL {url}")
    return posixpath.basename(parts.path) or "remote_file"


def _allowed(file: Mapping[str, Any], rules: Mapping[str, Any]) -> bool:
    methods = rules.get("allowed_file_upload_methods") or rules.get("transfer_methods")
    if methods and file["transfer_method"] not in methods:
        return False
    kinds = rules.get("allowed_file_types")
    if kinds and file["type"] not in (*kinds, "custom"):
        return False
    extensions = rules.get("allowed_file_extensions")
    if file["type"] != "custom" or extensions is None:
        return True
    dotted = {"." + str(each).lower().lstrip(".") for each in extensions}
    return (file["extension"] or "").lower() in dotted


# The server's lists; the documented page has webm under audio and mpga under video.
_EXTENSIONS = {
    "image": "jpg jpeg png webp gif svg",
    "video": "mp4 mov mpeg webm",
    "audio": "mp3 m4a wav amr mpga",
    "document": "txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties "
    "doc eml msg ppt pptx xml epub",
}
_KIND_OF = {name: kind for kind, names in _EXTENSIONS.items() for name in names.split()}
KINDS = (*_EXTENSIONS, "custom")


def extension_of(filename: str) -> str:
    """Lower case, without the dot; "" when there is none."""
    stem, dot, extension = filename.rpartition(".")
    return extension.lower() if dot and stem else ""


def kind_of(extension: str, mime: str | None) -> str:
    """The kind of a file; the MIME type counts only for unknown extensions."""
    if extension in _KIND_OF:
        return _KIND_OF[extension]
    family = (mime or "").partition("/")[0]
    if family in ("image", "video", "audio"):
        return family
    return "document" if family == "text" else "custom"


JSON = "application/json"
BLOCKING_JSON = "application/json; charset=utf-8"
_USER_LENGTH = 255
_CHALLENGE = ("WWW-Authenticate", 'Bearer realm="api"')
_NO_TOKEN = "Authorization header must be provided and start with 'Bearer'"  # noqa: S105
_BAD_SCHEME = "Authorization scheme must be 'Bearer'"
BAD_JSON = "The browser (or proxy) sent a request that this server could not understand."
_NOT_JSON = "Did not attempt to load JSON data because the request Content-Type was not {!r}."


@frozen
class Payload:
    """The options of a request to run."""

    inputs: dict[str, Any]
    files: list[Any]
    mode: Mode


def server_headers(options: Options) -> list[tuple[str, str]]:
    """The headers of every response of the server's own."""
    return [("X-Version", options.server_version), ("X-Env", "PRODUCTION")]


def error_reply(
    options: Options, status: int, code: str, message: str, params: str | None = None
) -> Timeline:
    body: dict[str, Any] = {"code": code, "message": message}
    body |= {} if params is None else {"params": params}
    # The oldest framework leaves the status out of its own errors.
    bare = not options.modern and (params is not None or code == "unknown")
    body |= {} if bare else {"status": status}
    headers = [("Content-Type", JSON), *server_headers(options)]
    headers += [_CHALLENGE] if status == 401 else []
    return Timeline.reply(status, spaced(body) + b"\n", headers)


class Context(RequestContext[DifyState, Options]):
    """A request to an operation of the service."""

    body: dict[str, Any]
    """The parsed body, once a check has parsed it."""
    payload: Payload
    """The options of a run, likewise."""
    user: str
    """The user that the request is for, likewise."""
    version: str | None = None
    """The published version asked for; None: the current one."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self.app = self.state.app_of(call.auth.key)
        self.runs = call.operation.id in ("runWorkflow", "runWorkflowVersion")
        self.play(self.app.script)

    def play(self, behaviours: BehaviourSequence[Behaviour]) -> None:
        """Let these behaviours count: those of the version that is asked for, or the current one.

        A refused key or app is so for every operation, what is in front of the server and the run
        itself only for runs; and only a run uses a behaviour up.
        """
        self.behaviours = behaviours
        refusing = behaviours.current.refusing
        stages = set() if refusing is None else {refusing.error.stage}
        self.stages = frozenset(stages if self.runs else stages & {"token", "app", "mode"})

    @property
    def concurrency(self) -> int:
        own = self.app.max_active_requests
        return self.options.concurrency if own is None else own

    def run_id(self) -> str:
        """The run's id from the path, which the database must be able to read."""
        found = canonical_uuid(self.path("workflow_run_id"))
        if found is None:
            self.refuse("unknown")
        return found

    def user_in(self, fields: Mapping[str, Any]) -> str:
        """The user a request is for. Raises RequestError without one."""
        user = fields.get("user")
        if not user:
            self.error(400, "invalid_param", "Arg user must be provided.")
        return self.kept(str(user))

    def kept(self, user: str) -> str:
        """A user the database has room for. Raises RequestError for a longer one."""
        if len(user) > _USER_LENGTH:
            self.refuse("unknown")
        return user

    def end_user(self, user: str | None) -> str:
        """The id of the end user, made the first time."""
        return self.state.end_user(self.app, self.kept(user or DEFAULT_USER), self.now).id

    def refuse_at(self, stage: str) -> NoReturn:
        """Raise the error of the app's behaviour at this stage."""
        refusing = self.behaviours.current.refusing
        assert refusing is not None
        if self.runs:
            self.behaviours.advance()
        self.refuse(refusing.error, refusing.message, refusing.retry_after)

    def files(self, *, strict: bool) -> FileResolver:
        """The files that the request may name."""
        return FileResolver(self.state.uploads, self.end_user(self.user), strict)

    def error(self, status: int, code: str, message: str, params: str | None = None) -> NoReturn:
        """Raise an error. params: the bad parameter, which only older servers name."""
        named = None if self.options.modern else params
        raise RequestError(error_reply(self.options, status, code, message, named))

    def missing(self, message: str, *routes: str) -> NoReturn:
        """Raise a 404, with the suggestions that the server's framework adds."""
        path = self.call.operation.path
        for name, value in self.call.path_params.items():
            path = path.replace(f"{{{name}}}", str(value))
        meant = " or ".join(f"/v1{route}" for route in routes)
        hint = f". You have requested this URI [/v1{path}] but did you mean {meant} ?"
        self.error(404, "not_found", message.removesuffix(".") + hint)

    def refuse(
        self, row: ServiceError | str, message: str | None = None, retry_after: int | None = None
    ) -> NoReturn:
        """Raise an error of the table, or of that name in it."""
        error = ERRORS[row] if isinstance(row, str) else row
        if error.media is not None:  # from a proxy: none of the server's headers
            body = (message or error.message).encode()
            headers = [("Content-Type", error.media)]
            reply = Timeline.reply(error.status, body, headers)
        else:
            status, code = error.status, error.code
            if error.name == "concurrency" and self.options.concurrency_status == 429:
                status, code = 429, "too_many_requests"
            fills = {"tenant": TENANT, "app": self.app.id, "limit": self.concurrency}
            text = message or error.message.format(**fills)
            reply = error_reply(self.options, status, code, text)
        if retry_after is not None:  # which no server sends yet
            reply = reply.with_header("Retry-After", str(retry_after))
        raise RequestError(reply)

    def answer(self, value: Any, status: int = 200) -> Timeline:
        """A JSON answer of the server's framework: spaced, escaped, with a line end."""
        headers = [("Content-Type", JSON), *server_headers(self.options)]
        return Timeline.reply(status, spaced(value) + b"\n", headers)


def key(context: Context) -> None:
    """A bearer token, and a valid one."""
    scheme, _, sent = (context.request.header("authorization") or "").partition(" ")
    if not sent.strip():
        context.error(401, "unauthorized", _NO_TOKEN)
    if scheme.lower() != "bearer":
        context.error(401, "unauthorized", _BAD_SCHEME)
    if not context.call.auth.ok:
        context.refuse("bad_key")


def workflow_app(context: Context) -> None:
    if context.app.mode != "workflow":
        context.refuse("not_workflow_app")


def workflow_or_chat_app(context: Context) -> None:
    if context.app.mode not in ("workflow", "advanced-chat"):
        context.refuse("not_workflow_app")


def json_object(context: Context) -> None:
    """The body is a JSON object."""
    kind = context.request.content_type
    if kind != JSON and not (kind.startswith("application/") and kind.endswith("+json")):
        context.error(415, "unsupported_media_type", _NOT_JSON.format(JSON))
    body = context.call.json
    if not isinstance(body, (dict, list, str, int, float)) and body is not None:
        context.error(400, "bad_request", BAD_JSON)  # MISSING: nothing, or no JSON
    if not isinstance(body, dict):
        context.refuse("unknown")  # the server takes every body for an object
    context.body = body


def body_user(context: Context) -> None:
    context.user = context.user_in(context.body)


def query_user(context: Context) -> None:
    context.user = context.user_in({"user": context.query("user")})


# The key, then the app, before the request is parsed.
ENTER: tuple[Callable[[Context], None] | str, ...] = ("edge", key, "token", "app")
