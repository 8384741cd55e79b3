"""Dify as a service of the mock: which operation is answered by what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...document.request import Request
from ...document.router import methods_of
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import Handler, OperationService
from ..formatting import spaced
from . import monitoring, resources
from .context import (
    ENTER,
    JSON,
    Context,
    error_reply,
    server_headers,
)
from .errors import ERRORS, HTML
from .execution import RUN
from .options import Options
from .state import DifyState

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
_NOT_ALLOWED = "The method is not allowed for the requested URL."


class Dify(OperationService[Context]):
    """Dify's behaviour. All of its state is in the session; one instance serves any number."""

    name = "dify"
    context = Context
    handlers: Mapping[str, Handler[Context]] = {
        **monitoring.HANDLERS,
        "runWorkflow": RUN,
        "runWorkflowVersion": RUN,
        "uploadFile": Handler(resources.upload_file, ENTER),
        "getAppInfo": Handler(resources.info, ENTER),
        "getAppParameters": Handler(resources.parameters, ENTER),
        "getAppMeta": Handler(resources.meta, ENTER),
        "getAppSite": Handler(resources.site, ENTER),
        "getEndUser": Handler(resources.end_user, ENTER),
    }

    def new_state(self, session: Session) -> DifyState:
        """A world with one app, whatever the key: it takes any inputs and gives them back."""
        return DifyState(session, began=session.clock.time())

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
            *preflight_headers(request),
        ]
        return Timeline.reply(200, b"", headers)


def _no_such_page(options: Options) -> Timeline:
    headers = [("Content-Type", HTML), *server_headers(options)]
    return Timeline.reply(404, _NO_SUCH_PAGE.encode(), headers)


_METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT"
_HEADERS = frozenset({"authorization", "content-type", "x-app-code"})


def cors_headers(options: Options, request: Request) -> list[tuple[str, str]]:
    """The headers of an answer: every origin may read it."""
    origin = request.header("origin")
    headers = [("Access-Control-Allow-Origin", origin or "*")]
    if options.modern:
        headers.append(("Access-Control-Expose-Headers", "X-Env, X-Trace-Id, X-Version"))
    return [*headers, ("Vary", "Origin")] if origin else headers


def preflight_headers(request: Request) -> list[tuple[str, str]]:
    """The further headers of an answer to OPTIONS, if a browser asks before it calls."""
    method = (request.header("access-control-request-method") or "").upper()
    if method not in _METHODS.split(", "):
        return []
    asked = (request.header("access-control-request-headers") or "").split(",")
    allowed = sorted(name for name in map(str.strip, asked) if name.lower() in _HEADERS)
    headers = [("Access-Control-Allow-Headers", ", ".join(allowed))] if allowed else []
    return [*headers, ("Access-Control-Allow-Methods", _METHODS)]
