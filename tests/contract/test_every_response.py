"""Every operation × every documented response, through both fronts of the mock, read by the
generated code and by the wrapper.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from reading import Reading
from reading_dify import DIFY
from reading_oomol import OOMOL
from reading_sandbox_fusion import SANDBOX_FUSION
from reading_sim import SIM

from penstock.errors import PenstockError
from penstock.retry import RetryPolicy
from penstock_api import operations
from penstock_api.runtime import Client, Model, StreamOperation
from penstock_mock.clock import VirtualClock
from penstock_mock.contract import Contract
from penstock_mock.mock import Mock
from penstock_mock.serve import Server, Tenant

pytestmark = pytest.mark.penstock(strict=False)

READINGS = {reading.tag: reading for reading in (DIFY, OOMOL, SANDBOX_FUSION, SIM)}


# What a `default` response is played with: no operation has a response of its own for it.
UNDOCUMENTED = 206


def documented() -> Iterator[Any]:
    for tag in READINGS:
        for operation in Contract.default().of(tag):
            for response in operation.responses.values():
                for media in response.content.values():
                    for example in media.examples:
                        yield pytest.param(
                            READINGS[tag],
                            operation.id,
                            UNDOCUMENTED if response.status == "default" else int(response.status),
                            media.type,
                            example.name,
                            id=f"{tag}-{operation.id}-{response.status}-{example.name}",
                        )


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
    """What a client needs to get at an operation."""
    server = front.contract.operations[operation_id].servers[0].url
    if isinstance(front, Tenant):  # not all operations of a service are below the same path
        root = front.url_for(tag).removesuffix(front.contract.base(tag))
        return {"base_url": root + urlsplit(server).path}
    return {"base_url": server, "transport": front.transport}


@contextmanager
def generated(at: dict[str, Any], stream: bool) -> Iterator[Client]:
    """The generated code's own client, with the key."""
    headers = {"Accept": "text/event-stream"} if stream else {}
    with httpx.Client(transport=at.get("transport"), timeout=5) as http:
        yield Client(at["base_url"], token="key", headers=headers, http_client=http)


def plain(value: Any) -> Any:
    """JSON again, of what was read from it."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.to_dict() if isinstance(value, Model) else value


def frames(text: str) -> list[Any]:
    """What a stream holds, each on a line of its own; a sentinel is no frame."""
    found = [line.removeprefix("data: ") for line in text.splitlines() if line[:5] == "data:"]
    return [json.loads(data) for data in found if "[DONE]" not in data]


def test_every_operation_of_the_contract_is_called_in_both_ways() -> None:
    contract = Contract.default()
    for tag, reading in READINGS.items():
        known = {operation.id for operation in contract.of(tag)}
        assert known == set(reading.arguments) == set(reading.wrapped)


@pytest.mark.parametrize(("reading", "operation_id", "status", "media", "example"), [*documented()])
def test_a_documented_response_is_read_by_generated_code_and_wrapper(
    front: Mock | Tenant,
    reading: Reading,
    operation_id: str,
    status: int,
    media: str,
    example: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    front.stub(operation_id, status=status, media=media, example=example)
    if example in reading.beside:
        next_operation, answer = reading.beside[example]
        front.stub(next_operation, example=answer)
    at, streamed = reach(front, reading.tag, operation_id), media == "text/event-stream"

    operation = operations.get(operation_id)
    with generated(at, streamed) as sender, caplog.at_level("WARNING", "penstock_api"):
        response = operation.sync_detailed(sender, **reading.arguments[operation_id])
        assert response.status_code == status
        assert response.is_success == (200 <= status < 300 and str(status) in operation.responses)
        assert response.headers["content-type"].partition(";")[0] == media
        if media == "application/json":
            # Whole, and of the types that the document has.
            found = response.parsed if response.is_success else response.error
            assert plain(found) == json.loads(response.content)
        elif streamed:
            assert isinstance(operation, StreamOperation)
            front.stub(operation_id, status=status, media=media, example=example)
            events = [*operation.stream(sender, **reading.arguments[operation_id])]
            assert plain(events) == frames(response.content.decode())
            front.stub(operation_id, status=status, media=media, example=example)
    assert [record.getMessage() for record in caplog.records] == []

    with reading.client(**at, clock=front.clock, retry=RetryPolicy.none()) as client:
        read(client, reading, operation_id, status, example, streamed)


def read(
    client: Any, reading: Reading, operation_id: str, status: int, example: str, streamed: bool
) -> None:
    """The wrapper gives a result, or raises an error of its own that knows the status."""
    refused: PenstockError | None = None
    try:
        if streamed:
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
