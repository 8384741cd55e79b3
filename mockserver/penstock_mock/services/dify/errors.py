"""Every error of the server's that no request brings about by itself: one table.

An error is played at its own place in the order of checks (token, app, user, mode,
body, quota, concurrency, run), so that a wrong key is still noticed before a used-up plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ...document.values import frozen
from ...engine.faults import html_page

Stage: TypeAlias = Literal["edge", "token", "app", "mode", "quota", "concurrency", "run"]

# The framework's own text for unforeseen errors.
INTERNAL = (
    "The server encountered an internal error and was unable to complete your request. Either the "
    "server is overloaded or there is an error in the application."
)
HTML = "text/html; charset=utf-8"


@frozen
class ServiceError:
    """An error of the server's; or, with `media`, a page of a proxy in front of it."""

    name: str
    stage: Stage
    status: int
    code: str
    message: str
    media: str | None = None


def _page(name: str, status: int, title: str) -> ServiceError:
    return ServiceError(name, "edge", status, "", html_page(f"{status} {title}").decode(), HTML)


_TABLE = (
    _page("html_502", 502, "Bad Gateway"),
    _page("html_503", 503, "Service Temporarily Unavailable"),
    _page("html_504", 504, "Gateway Time-out"),
    ServiceError("edge_limited", "edge", 429, "", "error code: 1015", "text/plain; charset=UTF-8"),
    ServiceError("bad_key", "token", 401, "unauthorized", "Access token is invalid"),
    ServiceError("no_app", "app", 403, "forbidden", "The app no longer exists."),
    ServiceError("app_abnormal", "app", 403, "forbidden", "The app's status is abnormal."),
    ServiceError(
        "api_disabled", "app", 403, "forbidden", "The app's API service has been disabled."
    ),
    ServiceError("archived", "app", 403, "forbidden", "The workspace's status is archived."),
    ServiceError(
        "not_workflow_app",
        "mode",
        400,
        "not_workflow_app",
        "Please check if your app mode matches the right API route.",
    ),
    ServiceError(
        "quota",
        "quota",
        429,
        "rate_limit_error",
        "Workflow execution quota limit reached for tenant {tenant}",
    ),
    ServiceError(
        "concurrency",
        "concurrency",
        400,
        "invalid_param",
        "Too many requests. Please try again later. The current maximum concurrent requests "
        "allowed for {app} is {limit}.",
    ),
    ServiceError("unpublished", "run", 400, "invalid_param", "Workflow not published"),
    ServiceError("internal_error", "run", 500, "internal_server_error", INTERNAL),
    ServiceError("unknown", "run", 500, "unknown", "Internal Server Error"),
    ServiceError(
        "app_unavailable",
        "run",
        400,
        "app_unavailable",
        "App unavailable, please check your app configurations.",
    ),
    ServiceError(
        "version_not_allowed",
        "run",
        403,
        "workflow_version_execution_not_allowed",
        "Running a specific workflow version is not available on your current plan.",
    ),
)

ERRORS: Mapping[str, ServiceError] = {each.name: each for each in _TABLE}
"""Every error by name."""
