"""Every operation × every documented response, through both fronts of the mock, read by the
generated code and by the wrapper.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from reading import Reading
from reading_dify import DIFY
from reading_oomol import OOMOL
from reading_sandbox_fusion import SANDBOX_FUSION
from reading_sim import SIM

from penstock.errors import PenstockError, ResponseError, SandboxError
from penstock.retry import RetryPolicy
from penstock.sim import JobStatus
from penstock_api import operations
from penstock_api.runtime import Client, Enveloped, Model, Ref, Response, StreamOperation
from penstock_mock import Server
from penstock_mock.document.contract import Contract
from penstock_mock.document.operations import Operation
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock

pytestmark = pytest.mark.penstock(strict=False)

READINGS = {reading.tag: reading for reading in (DIFY, OOMOL, SANDBOX_FUSION, SIM)}


STREAM = "text/event-stream"
# What a `default` response is played with: no operation has a response of its own for it.
UNDOCUMENTED = 206


def documented(operation: Operation, most: int | None = 1) -> Iterator[tuple[int, str, str]]:
    """Each response as status, media type and the name of the example, of *most* examples."""
    for response in operation.responses.values():
        status = UNDOCUMENTED if response.status == "default" else int(response.status)
        for media in response.content.values():
            for example in media.examples[:most]:
                yield status, media.type, example.name


OPERATIONS = [
    pytest.param(reading, operation, id=f"{tag}-{operation.id}")
    for tag, reading in READINGS.items()
    for operation in Contract.default().of(tag)
]


@pytest.fixture(scope="module")
def port() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(params=["in-process", "port"])
def front(request: pytest.FixtureRequest, port: Server) -> Iterator[Mock | Tenant]:
    """A mock, in either form."""
    if request.param == "in-process":
        yield Mock(strict=False)
    else:
        # What a stream's frames wait for each other takes no time here either.
        with port.tenant(strict=False, clock=VirtualClock()) as tenant:
            yield tenant


def reach(front: Mock | Tenant, tag: str, operation_id: str) -> dict[str, Any]:
    """The arguments with which a client gets at an operation."""
    server = front.contract.operations[operation_id].servers[0].url
    if isinstance(front, Tenant):  # not all operations of a service are below the same path
        root = front.url_for(tag).removesuffix(front.contract.base(tag))
        return {"base_url": root + urlsplit(server).path}
    return {"base_url": server, "transport": front.transport}


def parsed(
    client: httpx.Client, base_url: str, reading: Reading, operation_id: str, stream: bool
) -> Response[Any]:
    """Return an answer, or a stream's events, as the generated code's own client reads it."""
    operation = operations.get(operation_id)
    headers = {"Accept": "text/event-stream"} if stream else {}
    sender = Client(base_url, token="key", headers=headers, http_client=client)
    response = operation.sync_detailed(sender, **reading.arguments[operation_id])
    if response.headers.get("content-type") == "application/json":  # whole, if it was typed
        found = response.parsed if response.is_success else response.error
        body = json.loads(response.content)
        assert plain(found) == opened(operation, response.status_code, body)
    return response


def streamed_events(
    client: httpx.Client, base_url: str, reading: Reading, operation_id: str
) -> list[Any]:
    """The events of a stream, as JSON again."""
    operation = operations.get(operation_id)
    assert isinstance(operation, StreamOperation)
    headers = {"Accept": "text/event-stream"}
    sender = Client(base_url, token="key", headers=headers, http_client=client)
    return plain([*operation.stream(sender, **reading.arguments[operation_id])])


def plain(value: Any) -> Any:
    """JSON again, of what was read from it."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, JobStatus):  # its status is the documented one
        return value.raw
    if isinstance(value, dict) and hasattr(value, "raw"):  # it may hold more than came
        came = value.keys() & value.raw.keys() or value.keys()  # nothing is shared with an envelope
        return {key: plain(value[key]) for key in came}
    return value.to_dict() if isinstance(value, Model) else value


def frames(text: str) -> list[Any]:
    """The frames of a stream, each on a line of its own; a sentinel is no frame."""
    found = [line.removeprefix("data: ") for line in text.splitlines() if line[:5] == "data:"]
    return [json.loads(data) for data in found if "[DONE]" not in data]


def test_every_operation_of_the_contract_is_called_in_both_ways() -> None:
    contract = Contract.default()
    for tag, reading in READINGS.items():
        known = {operation.id for operation in contract.of(tag)}
        assert known == set(reading.arguments) == set(reading.wrapped)


@pytest.mark.table(("reading", "operation"), OPERATIONS)
def test_a_documented_response_is_read_by_generated_code_and_wrapper(
    front: Mock | Tenant,
    reading: Reading,
    operation: Operation,
    table: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Of the types that the document has: the generated code reports none that it didn't expect.

    On a port only the first example of each: how a body is sent doesn't depend on what is in it.
    """
    most = 1 if isinstance(front, Tenant) else None
    caplog.set_level("WARNING", "penstock_api")
    at = reach(front, reading.tag, operation.id)
    settings = {**at, "clock": front.clock, "retry": RetryPolicy.none()}
    with (
        httpx.Client(**at, timeout=5, verify=False) as client,
        reading.client(**settings) as wrapper,
        table as case,
    ):
        for status, media, example in documented(operation, most):
            with case((status, media, example)):
                stub(front, reading, operation.id, status, media, example)
                streamed = media == "text/event-stream"
                response = parsed(client, at["base_url"], reading, operation.id, streamed)
                assert response.status_code == status
                assert response.headers["content-type"].partition(";")[0] == media
                if streamed:
                    stub(front, reading, operation.id, status, media, example)
                    events = streamed_events(client, at["base_url"], reading, operation.id)
                    assert events == frames(response.content.decode())
                stub(front, reading, operation.id, status, media, example)
                read(wrapper, reading, operation.id, status, example, streamed)
    assert [record.getMessage() for record in caplog.records] == []


def stub(
    front: Mock | Tenant,
    reading: Reading,
    operation_id: str,
    status: int,
    media: str,
    example: str,
) -> None:
    """Have the next call answered with an example, and one that the wrapper makes after it."""
    front.reset()
    front.stub(operation_id, status=status, media=media, example=example)
    if example in reading.beside:
        next_operation, answer = reading.beside[example]
        front.stub(next_operation, example=answer)


def read(
    client: Any, reading: Reading, operation_id: str, status: int, example: str, streamed: bool
) -> None:
    """The wrapper gives a result, or raises an error of its own that knows the status."""
    refused: PenstockError | None = None
    try:
        if streamed and operation_id in reading.streamed:  # a resume reads its stream to the end
            with reading.streamed[operation_id](client) as events:
                assert [*events]
        else:
            assert reading.wrapped[operation_id](client) is not None
    except PenstockError as error:
        refused = error
    if refused is None:
        assert reading.told(operation_id, status, example)
    else:
        assert streamed or refused.status == status
        assert "'key'" not in repr(vars(refused))


@pytest.mark.table(("reading", "operation"), OPERATIONS)
def test_a_documented_response_is_read_by_a_call_of_its_operation(
    reading: Reading, operation: Operation, table: Any
) -> None:
    """As the generated code reads it; a refusal raises, and a stream gives its events.

    In process, and the first example of each response: how the others are sent and read, the test
    above shows.
    """
    front = Mock(strict=False)
    at = reach(front, reading.tag, operation.id)
    settings = {**at, "clock": front.clock, "retry": RetryPolicy.none()}
    with reading.client(**settings) as wrapper, table as case:
        for status, media, example in documented(operation):
            with case((status, media, example)):
                stub(front, reading, operation.id, status, media, example)
                called(wrapper, reading, operation.id, status, example)


def called(client: Any, reading: Reading, operation_id: str, status: int, example: str) -> None:
    operation, arguments = operations.get(operation_id), reading.arguments[operation_id]
    if list(operation.responses["200" if "200" in operation.responses else "201"]) == [STREAM]:
        found, refused = attempt(lambda: client.stream(operation, **arguments).collect())
        assert found or refused is not None
    else:
        found, refused = attempt(lambda: client.call_detailed(operation, **arguments))
    if refused is not None:
        assert refused.status == status
        assert "'key'" not in repr(vars(refused))
        is_stream = isinstance(refused, ResponseError) and "stream" in refused.message
        is_failure = isinstance(refused, SandboxError) or is_stream
        assert status >= 300 or is_failure or not reading.told(operation_id, status, example)
    elif not isinstance(found, list):
        assert found.status == status
        is_json = found.headers["content-type"] == "application/json"
        sent = opened(operation, status, found.json()) if is_json else found.text
        assert plain(found.parsed) == sent


def opened(operation: Any, status: int, body: Any) -> Any:
    """A body in the form of the result, where servers differ about its envelope."""
    codec = operation.responses.get(str(status), {}).get("application/json")
    target = codec.target() if isinstance(codec, Ref) else None
    return target.opened(body) if isinstance(target, Enveloped) else body


def attempt(call: Callable[[], Any]) -> tuple[Any, PenstockError | None]:
    """Return the result of a call, or the error that it raises."""
    try:
        return call(), None
    except PenstockError as error:
        return None, error
