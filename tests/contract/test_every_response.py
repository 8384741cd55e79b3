"""Every operation × every documented response, through both fronts of the mock, read by the
generated code and by the wrapper.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
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
from penstock_api.client import Client
from penstock_mock.clock import VirtualClock
from penstock_mock.contract import Contract
from penstock_mock.mock import Mock
from penstock_mock.operations import Operation
from penstock_mock.serve import Server, Tenant

pytestmark = pytest.mark.penstock(strict=False)

READINGS = {reading.tag: reading for reading in (DIFY, OOMOL, SANDBOX_FUSION, SIM)}


def snake(operation_id: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in operation_id)


# What a `default` response is played with: no operation has a response of its own for it.
UNDOCUMENTED = 206


def documented(operation: Operation) -> Iterator[tuple[int, str, str]]:
    """Each response as status, media type and the name of the example."""
    for response in operation.responses.values():
        status = UNDOCUMENTED if response.status == "default" else int(response.status)
        for media in response.content.values():
            for example in media.examples:
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
    """What a client needs to get at an operation."""
    server = front.contract.operations[operation_id].servers[0].url
    if isinstance(front, Tenant):  # not all operations of a service are below the same path
        root = front.url_for(tag).removesuffix(front.contract.base(tag))
        return {"base_url": root + urlsplit(server).path}
    return {"base_url": server, "transport": front.transport}


def raw(
    client: httpx.Client, base_url: str, reading: Reading, operation_id: str, stream: bool
) -> httpx.Response:
    """Send what the generated code would, with the key."""
    module = import_module(f"penstock_api.api.{reading.tag}.{snake(operation_id)}")
    kwargs = module._get_kwargs(**reading.arguments[operation_id])
    kwargs["headers"] = {**kwargs.get("headers", {}), **reading.headers}
    if stream:
        kwargs["headers"]["Accept"] = "text/event-stream"
    kwargs["url"] = base_url + kwargs["url"]
    return client.request(**kwargs)


def test_every_operation_of_the_contract_is_called_in_both_ways() -> None:
    contract = Contract.default()
    for tag, reading in READINGS.items():
        known = {operation.id for operation in contract.of(tag)}
        assert known == set(reading.arguments) == set(reading.wrapped)


@pytest.mark.parametrize(("reading", "operation"), OPERATIONS)
def test_a_documented_response_is_read_by_generated_code_and_wrapper(
    front: Mock | Tenant, reading: Reading, operation: Operation, table: Any
) -> None:
    at = reach(front, reading.tag, operation.id)
    with httpx.Client(**at, timeout=5, verify=False) as client, table as case:
        for status, media, example in documented(operation):
            with case((status, media, example)):
                front.reset()
                front.stub(operation.id, status=status, media=media, example=example)
                if example in reading.beside:
                    next_operation, answer = reading.beside[example]
                    front.stub(next_operation, example=answer)
                streamed = media == "text/event-stream"
                response = raw(client, at["base_url"], reading, operation.id, streamed)
                assert response.status_code == status
                assert response.headers["content-type"].partition(";")[0] == media
                if media == "application/json":
                    parse(reading, operation.id, response)
                with reading.client(**at, clock=front.clock, retry=RetryPolicy.none()) as wrapper:
                    read(wrapper, reading, operation.id, status, example, streamed)


def parse(reading: Reading, operation_id: str, response: httpx.Response) -> None:
    """The generated code gives a value."""
    module = import_module(f"penstock_api.api.{reading.tag}.{snake(operation_id)}")
    parsed = module._parse_response(client=Client(base_url=""), response=response)
    assert parsed is not None or response.json() is None


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
