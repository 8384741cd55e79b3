"""Options and files in a body: its control fields, and the input that is left. Pure.

The server of 2025-10 reads three fields loosely and leaves them in the input; that of 2026-08
checks a schema and takes its own fields out. A field is a file field when its value, or an item of
its list, has the form of a file; the server goes by the start block's declarations, which a mock
lacks.
"""

from __future__ import annotations

import base64
import binascii
import json
import random
from collections.abc import Mapping
from typing import Any

from ...document.headers import iso
from ...document.values import frozen


@frozen
class Controls:
    """The options of a request to run."""

    given: Any
    """The workflow's input."""
    stream: bool = False
    selected: tuple[str, ...] = ()
    thinking: bool = False
    tools: bool = False
    run_id: str | None = None
    """The id the caller chose."""
    queued: bool = False
    """Of v2: it is not waited for."""


class BadControlError(Exception):
    """A control field that the server of 2025-10 fails over; the text is its own."""


def controls_2025(body: Any, header: Mapping[str, str]) -> Controls:
    """Controls as the server of 2025-10 finds them. Raises BadControlError.

    `input` is the input whenever it is there; else the whole body is, control fields included.
    """
    fields = body if isinstance(body, dict) else {}
    given = fields.get("input", body)
    asked = fields.get("stream") is True or header.get("x-stream-response") == "true"
    selected = fields.get("selectedOutputs")
    if selected is None or selected in (False, 0, ""):  # to JavaScript, an empty list is not falsy
        text = header.get("x-selected-outputs", "")
        try:
            selected = json.loads(text) if text else []
        except ValueError:
            message = f"Unexpected token '{text[:1]}', \"{text[:10]}\" is not valid JSON"
            raise BadControlError(message) from None
    streamed = asked and header.get("x-execution-mode") != "async"  # which wins
    if streamed and selected and not isinstance(selected, list):
        raise BadControlError("selectedOutputs.map is not a function")
    listed = selected if isinstance(selected, list) else ()
    return Controls(given, asked, tuple(v for v in listed if isinstance(v, str)))


# Fields the server takes out of an API caller's input. `includeThinking`, `includeToolCalls`,
# `executionId` and `startBlockId` stay in: the server forgets them.
_STRIPPED = frozenset(
    (
        *("selectedOutputs", "triggerType", "stream", "useDraftState", "inputFromExecutionId"),
        *("includeFileBase64", "base64MaxBytes", "workflowStateOverride", "deploymentVersionId"),
        *("triggerBlockId", "stopAfterBlockId", "runFromBlock", "copilotToolCallId"),
        *("workflowId", "parentWorkspaceId"),
    )
)

# Fields that an API caller must not send, in the order of the server's checks.
_FORBIDDEN = (
    ("isClientSession", "API key callers cannot set isClientSession"),
    ("workflowStateOverride", "API key callers cannot provide workflowStateOverride"),
    ("useDraftState", "API key callers cannot execute draft workflow state"),
)

# Fields that make no sense in a queue.
_NOT_ASYNC = ("useDraftState", "workflowStateOverride", "runFromBlock", "stopAfterBlockId")
_NOT_ASYNC_OUTPUT = ("includeFileBase64", "base64MaxBytes")


def controls_2026(body: dict[str, Any], header: Mapping[str, str]) -> Controls:
    """Controls as the server of 2026-08 finds them, in a body its schema accepts."""
    given = {name: value for name, value in body.items() if name not in _STRIPPED}
    if isinstance(given.get("input"), dict):  # where the start block looks for a field first
        given |= given.pop("input")
    return Controls(
        given=given,
        stream=body.get("stream") is True or header.get("x-stream-response") == "true",
        selected=tuple(body.get("selectedOutputs") or ()),
        thinking=body.get("includeThinking") is True,
        tools=body.get("includeToolCalls") is True,
        run_id=header.get("x-execution-id") or body.get("executionId"),
    )


def forbidden_2026(body: Mapping[str, Any]) -> str | None:
    """Why an API caller may not send this body."""
    for name, message in _FORBIDDEN:
        if body.get(name):
            return message
    source = body.get("runFromBlock")
    if not source:
        return None
    if isinstance(source, dict) and source.get("sourceSnapshot"):
        return "API key callers cannot provide runFromBlock.sourceSnapshot"
    if isinstance(source, dict) and source.get("executionId"):
        return "External callers cannot resume from stored execution snapshots"
    return "runFromBlock requires either sourceSnapshot or executionId"


def not_async_2026(body: Mapping[str, Any]) -> bool:
    """Return whether the body has options that a queued run doesn't support."""
    asked = any(name in body for name in (*_NOT_ASYNC, *_NOT_ASYNC_OUTPUT))
    return asked or bool(body.get("selectedOutputs"))


def controls_v2(body: Mapping[str, Any]) -> Controls:
    """Controls of v2, whose input is in a field of its own."""
    return Controls(
        given=body.get("input", {}),
        stream=body.get("stream") is True,
        selected=tuple(body.get("selectedOutputs") or ()),
        thinking=body.get("includeThinking") is True,
        tools=body.get("includeToolCalls") is True,
        queued=body.get("async") is True,
    )


def v2_clash(body: Mapping[str, Any]) -> str | None:
    """Why options of v2 can't go together, in the order the server looks."""
    queued, streams = body.get("async") is True, body.get("stream") is True
    events = body.get("includeThinking") is True or body.get("includeToolCalls") is True
    shaped = events or body.get("selectedOutputs")
    shaped = shaped or any(name in body for name in _NOT_ASYNC_OUTPUT)
    if queued and streams:
        return "async and stream cannot be combined"
    if "executionTimeoutSeconds" in body and not queued:
        return "executionTimeoutSeconds is supported only for async execution"
    if queued and shaped:
        return "Async execution does not support streaming or output-shaping options"
    if events and not streams:
        return "includeThinking and includeToolCalls require stream: true"
    return None


# Decoded, per file; the server's own limit.
MAX_FILE_BYTES = 20 * 1024 * 1024

# The life of an uploaded file in 2025-10.
_KEPT_SECONDS = 5 * 60


class BadFileError(Exception):
    """A file the server can't take. Carries the file's name; the server gives no reason either."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Failed to upload file: {name}")


@frozen
class Upload:
    """A file that came with the input."""

    name: str
    mime: str
    data: bytes
    url: str | None = None


@frozen
class Store:
    """The store of uploads, as far as it is visible: ids, addresses and dates."""

    base_url: str
    now: float
    random: random.Random
    dated: bool
    """The server of 2025-10 gave dates; that of 2026-08 gives a context instead."""

    def keep(self, upload: Upload) -> dict[str, Any]:
        """The value the workflow sees in place of the file."""
        key = f"url/{upload.name}" if upload.url else f"execution/{self._token()}/{upload.name}"
        stored: dict[str, Any] = {
            "id": f"file_{self._token()}",
            "name": upload.name,
            "url": upload.url or f"{self.base_url}/api/files/serve/{key}",
            "size": len(upload.data),
            "type": upload.mime,
            "key": key,
        }
        if not self.dated:
            return stored | {"context": "execution"}
        expires = iso(self.now + _KEPT_SECONDS)
        return stored | {"uploadedAt": iso(self.now), "expiresAt": expires}

    def _token(self) -> str:
        return f"{self.random.getrandbits(64):016x}"


def store_files(value: Any, store: Store) -> tuple[Any, int]:
    """The input with each file replaced by what is stored, and how many bytes that took.

    Only fields at the top of the input are looked at, as on the server. Raises BadFileError.
    """
    if not isinstance(value, dict):
        return value, 0
    taken = 0
    replaced = dict(value)
    for name, field_value in value.items():
        if isinstance(field_value, (dict, list)) and (uploads := uploads_of(field_value)):
            taken += sum(len(upload.data) for upload in uploads)
            replaced[name] = [store.keep(upload) for upload in uploads]
    return replaced, taken


def uploads_of(value: Any) -> list[Upload]:
    """The files in a field: one object or a list of them; what is no file is left out."""
    items = value if isinstance(value, list) else [value]
    files = [item for item in items if isinstance(item, dict)]
    return [upload for item in files if (upload := _upload(item)) is not None]


def _upload(item: dict[str, Any]) -> Upload | None:
    kind, data, name = item.get("type"), item.get("data"), item.get("name")
    mime = str(item.get("mime") or "application/octet-stream")
    if not isinstance(data, str):
        return None
    if kind == "url":
        return Upload(str(name or "file"), mime, b"", data)
    head, comma, payload = data.partition(";base64,")
    if kind != "file" or not isinstance(name, str) or not head.startswith("data:") or not comma:
        return None  # dropped without a word, as on the server
    try:
        content = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise BadFileError(name) from None
    if len(content) > MAX_FILE_BYTES:
        raise BadFileError(name)
    return Upload(name, head.removeprefix("data:") or mime, content)
