"""An answer off the contract has a finding with its place; all of the document's keep it."""

from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.timeline import Head, Timeline

RESPONSE = {
    "description": "",
    "headers": {
        "X-Left": {"schema": {"type": "integer"}, "required": True},
        "X-When": {"schema": {"type": "string", "format": "date-time"}},
    },
    "content": {
        "application/json": {"schema": {"properties": {"n": {"type": "integer"}}}},
        "text/plain": {"schema": {"type": "string", "maxLength": 3}},
        "text/event-stream": {"itemSchema": {"required": ["n"], "type": "object"}},
    },
}
GET = {"operationId": "x", "responses": {"200": RESPONSE, "204": {"description": ""}}}
OPERATION = Contract({"openapi": "3.1.0", "paths": {"/x": {"get": GET}}}).operations["x"]
LEFT = ("X-Left", "3")


def typed(media: str, body: bytes) -> Timeline:
    return Timeline.reply(200, body, [LEFT, ("Content-Type", media)])


def streamed(body: bytes) -> Timeline:
    return Timeline.stream(STREAM, [(0, body)])


STREAM = Head(200, (LEFT, ("Content-Type", "text/event-stream")))


@pytest.mark.table(
    ("timeline", "found"),
    [
        (Timeline.json(200, {"n": 1}, [LEFT]), []),
        (Timeline.json(200, {"n": "x"}, [LEFT]), ["reply.type /n"]),
        (Timeline.json(200, {"n": 1}), ["reply.header /X-Left"]),
        (Timeline.json(200, {}, [("x-left", "many")]), ["reply.type /X-Left"]),
        (Timeline.json(200, {}, [LEFT, ("X-When", "now")]), ["reply.format /X-When"]),
        (Timeline.json(418, {}), ["reply.status "]),
        (typed("text/html", b"<p>"), ["reply.media "]),
        (typed("text/plain", b"abcd"), ["reply.maxLength "]),
        (typed("application/json", b"{"), ["reply.malformed "]),
        (Timeline.reply(204), []),
        (Timeline.reply(204, b"x"), ["reply.body "]),
        (streamed(b'data: {"n":1}\n\ndata: [DONE]\n\n'), []),
        (streamed(b'data: {"n":1}\n\ndata: {}\n\n'), ["reply.required /frame 1"]),
        (streamed(b'data: {"n"'), ["reply.malformed /frame 0"]),
        (streamed(b'data: {"n"').cut_after(1), []),
        (Timeline.json(200, {"n": "x"}, [LEFT]).truncated(2), []),
        (Timeline.broken("reset"), []),
    ],
)
def test_an_answer_is_checked(timeline: Timeline, found: list[str]) -> None:
    told = [f"{f.code} {f.pointer}" for f in check_answer(OPERATION, timeline)]
    assert told == found


def answers() -> Any:
    engine = Engine(Contract.default())
    session = engine.session()
    for operation in engine.contract.operations.values():
        path = operation.servers[0].base + operation.path.replace("{", "").replace("}", "")
        for status in operation.responses:
            for headers in ({}, {"Accept": "text/event-stream"}, {"Prefer": "dynamic=true"}):
                prefer = f"code={status}, {headers.get('Prefer', '')}"
                said = {"X-API-Key": "k", **headers, "Prefer": prefer}
                request = Request.build(operation.method, path, headers=said)
                exchange = engine.handle(session, request)
                if exchange.status != 406:  # the status asked for has no stream
                    yield exchange


def test_every_answer_made_from_our_document_keeps_it() -> None:
    for exchange in answers():
        assert check_answer(exchange.operation, exchange.timeline) == (), exchange
