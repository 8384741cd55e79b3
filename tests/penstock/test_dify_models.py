"""All that the document has of Dify's answers and events is on the types of the client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest

from penstock.dify import (
    Dify,
    UnknownEvent,
    WorkflowFinishedEvent,
    WorkflowPausedEvent,
)
from penstock.dify._models import TYPES
from penstock.dify._stream import read_frame
from penstock_api import models, operations
from penstock_api.events.dify_stream_event import EVENTS
from penstock_api.runtime import (
    Array,
    Codec,
    Embedded,
    Map,
    Model,
    OneOf,
    Ref,
    StreamOperation,
    fields,
)

OPERATIONS = [
    operation for operation in map(operations.get, operations.MODULES) if operation.tag == "dify"
]
EVENT: Any = models.DIFY_STREAM_EVENT

# What the client has no model of its own for, and where a caller finds it whole.
WHOLE = {
    models.DifyRunResult: "WorkflowRun.model",
    models.DifyRunResultData: "WorkflowRun.model.data",
}
# What becomes of the others.
NOT_RETURNED = {
    models.DifyRunHandover: "the run that it names is waited for",
    models.DifyFormReceipt: "it has no field, and forms.submit returns None",
}
NO_EVENTS = {"ping": "it only keeps the connection alive"}


def members(codec: Codec) -> Iterator[type[Model]]:
    """The models that a codec makes, however deep, up to those in their fields."""
    if isinstance(codec, Ref):
        target = codec.target()
        if isinstance(target, Codec):
            yield from members(target)
        else:
            yield target
    elif isinstance(codec, Array):
        yield from members(codec.item)
    elif isinstance(codec, Map | Embedded):
        yield from members(codec.value)
    elif isinstance(codec, OneOf):
        for member in (*codec.tagged.values(), *codec.models, *codec.others):
            yield from members(member)


def reached(found: type[Model], known: set[type[Model]]) -> None:
    """Add a model and those in its fields, however deep."""
    if found not in known:
        known.add(found)
        for field in fields(found):
            for member in members(field.codec):
                reached(member, known)


def answers() -> list[type[Model]]:
    """The models of all answers of success, without what only events have."""
    known: set[type[Model]] = set()
    for operation in OPERATIONS:
        for status, kinds in operation.responses.items():
            for media_type, codec in kinds.items() if status[0] == "2" else ():
                if media_type != "text/event-stream":
                    for member in members(codec):
                        reached(member, known)
    return sorted(known, key=lambda model: model.__name__)


def names(kind: type) -> set[str]:
    """The public attributes of a type: fields and properties."""
    found = {attribute.name for attribute in attrs.fields(kind)}
    return found | {name for name in dir(kind) if not name.startswith("_")}


@pytest.mark.table("model", answers(), ids=lambda model: model.__name__)
def test_every_field_of_an_answer_is_on_its_type(model: type[Model]) -> None:
    """The client's own where there is one, else the document's; no field is changed by it."""
    if model in NOT_RETURNED or model in WHOLE:
        return
    kind = TYPES.get(model, model)
    assert issubclass(kind, model)
    assert {field.wire: (field.name, field.codec) for field in fields(kind)} == {
        field.wire: (field.name, field.codec) for field in fields(model)
    }


def test_each_type_of_the_client_stands_for_a_model_of_an_answer() -> None:
    """And every operation has an answer that was looked at, or only a stream."""
    assert set(TYPES) <= set(answers())
    assert set(WHOLE) | set(NOT_RETURNED) <= set(answers())
    for operation in OPERATIONS:
        kinds = [
            kind
            for status in operation.responses
            if status[0] == "2"
            for kind in operation.responses[status]
        ]
        assert "application/json" in kinds or isinstance(operation, StreamOperation)


@pytest.mark.table("kind", EVENT.tagged)
def test_every_field_of_an_event_is_on_its_type(kind: str) -> None:
    """Those of its data under their own names; `frame` has what stands beside them as well."""
    if kind in NO_EVENTS:
        assert kind not in EVENTS
        return
    (envelope,) = members(EVENT.tagged[kind])
    event: Any = read_frame(json.dumps({"event": kind, "data": {}}))
    assert type(event.frame) is envelope
    codecs = [field.codec for field in fields(envelope) if field.wire == "data"]
    for model in [*members(codecs[0])] if codecs else [envelope]:
        assert issubclass(EVENTS[kind], model)
        assert {field.name for field in fields(model)} <= names(EVENTS[kind])


def test_there_is_a_type_for_each_event_of_the_document() -> None:
    """And no other; what the document doesn't know is kept whole."""
    assert set(EVENT.tagged) == set(EVENTS) | set(NO_EVENTS)
    assert {cls.kind for cls in EVENTS.values()} == set(EVENTS)
    assert names(UnknownEvent) == {"raw", "kind", "run_id", "task_id", "to_dict"}


@pytest.mark.table("end", [WorkflowFinishedEvent, WorkflowPausedEvent])
def test_the_end_of_a_stream_is_whole_on_the_run(end: Any) -> None:
    """So that collecting loses nothing, whatever fields its end will have."""
    finish = {"event": end.kind, "data": {"status": "succeeded", "mood": "fine"}}
    content = f"data: {json.dumps(finish)}\n\n"
    kind = {"content-type": "text/event-stream"}
    answer = httpx.Response(200, headers=kind, text=content)
    transport = httpx.MockTransport(lambda _: answer)
    with httpx.Client(transport=transport) as http, Dify("key", http_client=http) as dify:
        run = dify.workflows.stream({}, "u").collect()
    assert isinstance(run.model, end)
    assert run.model.additional_properties == {"mood": "fine"}
