"""The respx router: one named route per operation, each played by the transport."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

import httpx
import pytest
import respx

from penstock_mock import Contract, Mock
from penstock_mock.frontends.respx_router import Router

URL = "https://things.example/v1"


@pytest.fixture(params=["httpcore", "httpx"])
def router(request: pytest.FixtureRequest, mock: Mock) -> Router:
    """A router that patches where respx can patch."""
    return mock.router(using=request.param)


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(url)


def test_every_operation_has_a_route_of_its_name(mock: Mock, two_services: Contract) -> None:
    for operation_id in two_services.operations:
        assert not mock.router[operation_id].called


def test_a_blocking_client_is_answered_by_the_mock(mock: Mock, router: Router) -> None:
    with router:
        assert httpx.get(f"{URL}/things/5").json() == {"name": "getThing"}
        assert router["getThing"].call_count == 1
        assert not router["getStock"].called
        assert mock.journal.last.operation_id == "getThing"


def test_an_async_client_is_answered_by_the_mock(mock: Mock, router: Router) -> None:
    async def go() -> None:
        async with router:
            answers = await asyncio.gather(*(get(f"{URL}/things/{n}") for n in range(5)))
            assert [answer.json() for answer in answers] == [{"name": "getThing"}] * 5
            assert router["getThing"].call_count == 5

    mock.faults.add("delay", delay=3.0)
    asyncio.run(go())
    assert mock.clock.monotonic() == 3.0  # they waited side by side


def test_a_literal_path_beats_a_template_declared_before_it(router: Router) -> None:
    with router:
        assert httpx.get(f"{URL}/things/latest").json() == {"name": "getLatest"}
        assert not router["getThing"].called


def test_a_route_can_be_overridden(mock: Mock, router: Router) -> None:
    router["getThing"].respond(503, text="down")
    with router:
        assert httpx.get(f"{URL}/things/5").status_code == 503
        assert httpx.get(f"{URL}/things/latest").status_code == 200
        assert router["getThing"].called
    assert [e.operation_id for e in mock.journal] == ["getLatest"]


def test_a_route_that_the_test_adds_comes_first(mock: Mock, router: Router) -> None:
    router.get(f"{URL}/things/9").respond(json={"from": "theirs"})
    router.get(f"{URL}/healthz").respond(json={"from": "theirs"})
    router.get("https://elsewhere.example/").respond(json={"from": "theirs"})
    with router:
        for url in (f"{URL}/things/9", f"{URL}/healthz", "https://elsewhere.example/"):
            assert httpx.get(url).json() == {"from": "theirs"}
            assert asyncio.run(get(url)).json() == {"from": "theirs"}
        assert httpx.get(f"{URL}/things/5").json() == {"name": "getThing"}
    assert [e.operation_id for e in mock.journal] == ["getThing"]


def test_an_override_inside_the_context_ends_with_it(router: Router) -> None:
    with router:
        router["getThing"].mock(return_value=httpx.Response(503))
        assert httpx.get(f"{URL}/things/5").status_code == 503
    with router:
        assert httpx.get(f"{URL}/things/5").status_code == 200


def test_a_stream_stays_a_stream(mock: Mock, router: Router) -> None:
    mock.stub("watch", sse=["one", (30.0, "two")])
    with router, httpx.stream("GET", f"{URL}/events", timeout=60) as answer:
        seen = [(part, mock.clock.monotonic()) for part in answer.iter_raw()]
    assert seen == [(b"data: one\n\n", 0), (b"data: two\n\n", 30)]


def test_an_async_stream_stays_a_stream(mock: Mock, router: Router) -> None:
    mock.stub("watch", sse=["one", (30.0, "two"), (30.0, "three")])

    async def go() -> list[float]:
        async with (
            router,
            httpx.AsyncClient(timeout=60) as client,
            client.stream("GET", f"{URL}/events") as answer,
        ):
            return [mock.clock.monotonic() async for _ in answer.aiter_raw()]

    assert asyncio.run(go()) == [0, 30, 60]


def test_leaving_a_stream_early_is_in_the_journal(mock: Mock, router: Router) -> None:
    mock.stub("watch", sse=["one", (30.0, "two")])
    with router, httpx.stream("GET", f"{URL}/events") as answer:
        next(answer.iter_raw())
    assert mock.journal.last.outcome.interrupted


def test_a_reset_is_a_read_error(mock: Mock, router: Router) -> None:
    mock.faults.add("reset", on="getThing", count=1)
    with router:
        with pytest.raises(httpx.ReadError):
            httpx.get(f"{URL}/things/5")
        assert router["getThing"].called
        assert httpx.get(f"{URL}/things/5").status_code == 200


def test_a_path_of_no_operation_goes_to_the_route_unexpected(mock: Mock, router: Router) -> None:
    with router:
        assert httpx.get(f"{URL}/thongs/5").status_code == 404
        assert router["unexpected"].called
    with pytest.raises(AssertionError, match="unexpected call"):
        mock.verify()


def test_other_hosts_are_left_to_respx_and_to_other_routers(mock: Mock, router: Router) -> None:
    with router, respx.mock(using=router.using) as other:
        other.get("https://elsewhere.example/").respond(418)
        assert httpx.get("https://elsewhere.example/").status_code == 418
    with respx.mock(using=router.using) as other, router:
        other.get("https://elsewhere.example/").respond(418)
        assert httpx.get("https://elsewhere.example/").status_code == 418
    assert len(mock.journal) == 0


def test_another_host_is_refused_with_the_addresses_that_are_played(
    mock: Mock, router: Router
) -> None:
    with router:
        with pytest.raises(respx.models.AllMockedAssertionError, match="only https:"):
            httpx.get("https://thing.example/v1/things/5")
        with pytest.raises(respx.models.AllMockedAssertionError, match="is not played, only"):
            asyncio.run(get("https://thing.example/v1/things/5"))
    # Code under test that swallows it doesn't pass.
    assert [each.verdict for each in mock.journal] == ["unexpected"] * 2
    with pytest.raises(AssertionError, match=r"thing\.example is not played, only"):
        mock.verify()


def test_of_nested_routers_one_keeps_the_call_that_none_takes(
    mock: Mock, router: Router, two_services: Contract
) -> None:
    inner = Mock(two_services)
    refused = pytest.raises(respx.models.AllMockedAssertionError)
    with router, inner.router(using=router.using), respx.mock(using=router.using), refused:
        httpx.get("https://thing.example/v1/things/5")
    assert (len(mock.journal), len(inner.journal)) == (1, 0)


@pytest.mark.table("kind", ["blocking", "async"])
def test_among_plain_routers_the_call_that_none_takes_is_kept_once(
    two_services: Contract, kind: str
) -> None:
    def nesting(stack: ExitStack, order: str) -> list[Mock]:
        mocks = []
        for letter in order:
            if letter == "m":
                mocks.append(Mock(two_services))
                stack.enter_context(mocks[-1].router)
            else:
                plain = stack.enter_context(respx.mock(assert_all_called=False))
                plain.get("https://theirs.example/").respond(text="theirs")
        return mocks

    def asked(url: str) -> str:
        return httpx.get(url).text if kind == "blocking" else asyncio.run(get(url)).text

    for order in ("m", "mp", "pm", "pmp", "ppm", "pmm", "mpm", "mmp", "pmpmp"):
        with ExitStack() as stack:
            mocks = nesting(stack, order)
            if "p" in order:
                assert asked("https://theirs.example/") == "theirs"
            assert "getThing" in asked(f"{URL}/things/5")
            for _ in range(2):
                # Of several complaints respx raises the last, of a plain router if there is one.
                why = "not mocked" if "p" in order else "is not played"
                with pytest.raises(respx.models.AllMockedAssertionError, match=why):
                    asked("https://typo.example/v1/things/5")
        assert [m.journal.count(verdict="unexpected") for m in mocks] == [
            2,
            *[0] * (len(mocks) - 1),
        ]
        assert sum(m.journal.count() for m in mocks) == 3


def test_a_request_object_may_be_sent_again_within_other_routers(two_services: Contract) -> None:
    request = httpx.Request("GET", "https://typo.example/")
    one, other = Mock(two_services), Mock(two_services)
    for router in (one.router, other.router):
        with router, httpx.Client() as client:
            for _ in range(2):
                with pytest.raises(respx.models.AllMockedAssertionError):
                    client.send(request)
    assert (len(one.journal), len(other.journal)) == (2, 2)


def test_of_a_document_without_a_host_the_operations_are_taken_and_no_other_path() -> None:
    path = {"get": {"operationId": "a", "responses": {"200": {"description": ""}}}}
    mock = Mock(Contract.load({"openapi": "3.1.0", "paths": {"/a": path}}))
    with mock.router, respx.mock(assert_all_called=False) as theirs:
        theirs.get("https://theirs.example/b").respond(text="theirs")
        assert httpx.get("https://any.example/a").status_code == 200
        assert httpx.get("https://theirs.example/b").text == "theirs"
        with pytest.raises(respx.models.AllMockedAssertionError):
            httpx.get("https://theirs.example/c")
    assert [exchange.verdict for exchange in mock.journal] == ["served", "unexpected"]
    named = Mock(mock.contract, hosts={"": "https://here.example/api"})
    with named.router:
        assert httpx.get("https://here.example/api/a").status_code == 200
        with pytest.raises(respx.models.AllMockedAssertionError, match="only https:"):
            httpx.get("https://any.example/a")


@pytest.mark.table("path", ["/", "/run_code", "/v1/sandbox/ping"])
def test_no_page_of_a_service_answers_for_another_host(path: str) -> None:
    mock = Mock()
    with mock.router, respx.mock(assert_all_called=False) as theirs:
        theirs.get(host="api.github.com").respond(text="theirs")
        assert httpx.get(f"https://api.github.com{path}").text == "theirs"
        assert httpx.get(f"https://www.sim.ai{path}").status_code == 404
    assert len(mock.journal) == 1


def test_a_path_without_the_base_is_unexpected_and_says_so(mock: Mock, router: Router) -> None:
    with router:
        assert httpx.get("https://things.example/things/5").status_code == 404
        assert router["unexpected"].called
    with pytest.raises(AssertionError, match="the base path /v1 is missing"):
        mock.verify()


@pytest.mark.table("kind", ["blocking", "async"])
def test_of_nested_routers_the_inner_one_answers(two_services: Contract, kind: str) -> None:
    outer, inner = Mock(two_services), Mock(two_services)
    outer.stub("getThing", json={"from": "outer"})
    inner.stub("getThing", json={"from": "inner"})

    def asked() -> str:
        if kind == "blocking":
            return str(httpx.get(f"{URL}/things/5").json()["from"])
        return str(asyncio.run(get(f"{URL}/things/5")).json()["from"])

    with outer.router:
        assert asked() == "outer"
        with inner.router, respx.mock(assert_all_called=False) as theirs:
            assert asked() == "inner"
            theirs.get(f"{URL}/things/5").respond(json={"from": "theirs"})
            assert asked() == "theirs"
            with outer.router:
                assert asked() == "outer"
        assert asked() == "outer"
    with respx.mock(assert_all_called=False) as theirs, inner.router:
        theirs.get(f"{URL}/things/5").respond(json={"from": "theirs"})
        assert asked() == "inner"


def test_a_call_keeps_its_answer_for_assertions(router: Router) -> None:
    with router:
        httpx.get(f"{URL}/things/5")
        assert router["getThing"].calls.last.response.json() == {"name": "getThing"}


def test_it_decorates_a_test_function(mock: Mock) -> None:
    @mock.router
    def test() -> int:
        return httpx.get(f"{URL}/things/5").status_code

    assert test() == 200


def test_routes_that_must_all_be_called_can_be_asked_for(mock: Mock) -> None:
    with pytest.raises(AssertionError, match="not called"), mock.router(assert_all_called=True):
        httpx.get(f"{URL}/things/5")


def test_it_serves_a_mock_transport_without_patching(mock: Mock) -> None:
    router = mock.router
    with httpx.Client(transport=httpx.MockTransport(router.handler)) as client:
        assert client.get("https://stock.example/stock/5").json() == {"name": "getStock"}
    assert router["getStock"].called
