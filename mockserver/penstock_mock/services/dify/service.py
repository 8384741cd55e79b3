"""Dify as a service of the mock: which operation is answered by what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...document.request import Request
from ...document.router import methods_of
from ...engine.service import Call, Plain
from ...engine.session import Session
from ...engine.timeline import Timeline
from . import about, detail, forms, logs, running, storing, watching
from .cors import cors_headers, preflight_headers
from .options import Options
from .refusals import HTML, REFUSALS
from .state import DifyState
from .visit import JSON, Refused, Visit, error_reply, server_headers
from .wire import spaced

Handler: TypeAlias = Callable[[Visit], Timeline]

_OLD: Mapping[str, Handler] = {
    "runWorkflow": running.run_workflow,
    "getWorkflowRun": detail.run_detail,
    "stopWorkflowTask": detail.stop_task,
    "uploadFile": storing.upload_file,
    "listWorkflowLogs": logs.list_logs,
    "getAppInfo": about.info,
    "getAppParameters": about.parameters,
    "getAppMeta": about.meta,
}
# Added since the documented page was written.
_NEWER: Mapping[str, Handler] = {
    "runWorkflowVersion": running.run_workflow,
    "streamWorkflowEvents": watching.follow_run,
    "getHumanInputForm": forms.get_form,
    "submitHumanInputForm": forms.submit_form,
    "getAppSite": about.site,
    "getEndUser": about.end_user,
}

# The only id that is part of a route: no other text leads to an operation.
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# What the web framework says of a path it doesn't know; no JSON, though everything else is.
_NO_SUCH_PAGE = (
    "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The "
    "requested URL was not found on the server. If you entered the URL manually please check your "
    "spelling and try again.</p>\n"
)
# Where the server is, with and without its base path, as a front may leave it out.
_INDEX = ("/v1/", "/")
_NOT_ALLOWED = "The method is not allowed for the requested URL."


class Dify(Plain):
    """Dify's behaviour. All of its state is in the session; one instance serves any number."""

    name = "dify"
    authenticates = True  # a missing key and a wrong one are told apart, and come with a challenge

    def new_state(self, session: Session) -> DifyState:
        """A world with one app, whatever the key: it takes any inputs and gives them back."""
        return DifyState(session, began=session.clock.time())

    def respond(self, call: Call) -> Timeline | None:
        """The answer to a request; None to an operation this service does not know."""
        handler = _OLD.get(call.operation.id) or _NEWER.get(call.operation.id)
        if handler is None:
            return None
        visit = Visit.of(call)
        if not self.has_operation(call.session, call.operation.id):
            return _no_such_page(visit.options)
        if call.operation.id == "getEndUser" and not _UUID.fullmatch(visit.path("end_user_id")):
            return _no_such_page(visit.options)
        reply = _answered(handler, visit)
        if reply.header("X-Version") is None:  # of a gateway, which adds no header
            return reply
        for name, value in cors_headers(visit.options, call.request):
            reply = reply.with_header(name, value)
        return reply

    def has_operation(self, session: Session, operation_id: str) -> bool:
        """Return whether the session's server has an operation."""
        options: Options = session.state(self).options
        return options.newer_paths or operation_id not in _NEWER

    def not_found(self, session: Session, request: Request, allow: tuple[str, ...]) -> Timeline:
        """Return HTML for an unknown path, JSON for an unknown method (today without `Allow`).

        The documented server's index is such a path too: the document has no room for it, as
        another service is described at `/`.
        """
        options: Options = session.state(self).options
        if request.raw_path in _INDEX and request.method in ("GET", "HEAD") and not options.modern:
            return _index(options, request)
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


def _answered(handler: Handler, visit: Visit) -> Timeline:
    try:
        return handler(visit)
    except Refused as refused:
        return refused.reply
    except RecursionError:  # nested too deep to be told again
        unknown = REFUSALS["unknown"]
        return error_reply(visit.options, unknown.status, unknown.code, unknown.message)


def _index(options: Options, request: Request) -> Timeline:
    version = options.server_version
    body = {"welcome": "Dify OpenAPI", "api_version": "v1", "server_version": version}
    headers = [("Content-Type", JSON), *server_headers(options), *cors_headers(options, request)]
    return Timeline.reply(200, spaced(body) + b"\n", headers)


def _no_such_page(options: Options) -> Timeline:
    headers = [("Content-Type", HTML), *server_headers(options)]
    return Timeline.reply(404, _NO_SUCH_PAGE.encode(), headers)
