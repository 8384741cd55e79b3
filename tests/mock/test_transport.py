"""The httpx transport plays timelines on the session's clock, for blocking and async clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from penstock_mock import Contract, Mock, RealClock, Stub, Timeline
from penstock_mock.document.request import Request
from penstock_mock.engine.timeline import Fault, FaultKind, Head

URL = "https://things.example/v1"


@pytest.fixture
def client(mock: Mock) -> Iterator[httpx.Client]:
    with httpx.Client(transport=mock.transport, base_url=URL, timeout=60) as client:
        yield client


def run_async(mock: Mock, use: Callable[[httpx.AsyncClient], object]) -> None:
    async def go() -> None:
        async with httpx.AsyncClient(
            transport=mock.async_transport, base_url=URL, timeout=60
        ) as client:
            await use(client)  # type: ignore[misc]

    asyncio.run(go())


# -- where services are found -------------------------------------------------------------------


@pytest.mark.table(
    ("url", "name"),
    [
        ("https://things.example/v1/things/5", "getThing"),
        ("https://things.example:443/v1/things/5", "getThing"),
        ("https://stock.example/stock/5", "getStock"),
        ("https://things.example/v1/things/latest", "getLatest"),
        ("https://things.example/v1/things/a%2Flatest", "getThing"),
    ],
)
def test_a_service_is_found_by_its_host(
    mock: Mock, client: httpx.Client, url: str, name: str
) -> None:
    assert client.get(url).json() == {"name": name}
    assert mock.journal.last.operation_id == name


@pytest.mark.table(
    ("url", "why"),
    [
        ("https://thing.example/v1/things/5", "https://thing.example is not played, only https://"),
        ("https://things.example:8443/v1/things/5", "https://things.example:8443 is not played"),
        ("http://things.example/v1/things/5", "http://things.example is not played, only https://"),
        ("http://things.example:443/v1/things/5", "http://things.example:443 is not played"),
        ("http://mock/things/v1/things/5", "http://mock is not played"),
        ("http://anything/things/5", "https://things.example/v1 (things), https://stock.example ("),
        ("https://things.example/things/5", "(getThing): the base path /v1 is missing"),
        ("https://things.example/v10/things/5", "the base path /v1 is missing"),
    ],
)
def test_any_other_address_is_an_unexpected_call(
    mock: Mock, client: httpx.Client, url: str, why: str
) -> None:
    assert client.get(url).status_code == 404
    with pytest.raises(AssertionError) as failed:
        mock.verify()
    assert why in str(failed.value)
    assert "getStock" not in str(failed.value)


@pytest.mark.table(
    ("base", "path"),
    [
        ("https://things.internal/v1", "/things/5"),
        ("https://things.internal/v1/", "/things/5"),
        ("http://things.internal:8080/deep/things", "/things/5"),
        ("http://localhost:9", "/things/5"),
    ],
)
def test_a_test_names_the_address_of_a_server_of_its_own(
    two_services: Contract, base: str, path: str
) -> None:
    mock = Mock(two_services, hosts={"things": ["https://spare.internal", base]})
    with httpx.Client(transport=mock.transport) as client, mock.router:
        for get in (client.get, httpx.get):
            assert get(base.rstrip("/") + path).json() == {"name": "getThing"}
            assert get(f"https://things.example/v1{path}").json() == {"name": "getThing"}
        assert client.get("https://things.internal/v2/things/5").status_code == 404
        assert client.get(f"{base.rstrip('/')}/stock/5").status_code == 404


@pytest.mark.table(
    ("named", "asked"),
    [
        ("münchen.example", "münchen.example"),
        ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
        ("straße.example", "straße.example"),
        ("xn--strae-oqa.example", "straße.example"),
        ("shop.例え.test", "shop.xn--r8jz45g.test"),
        ("a。example", "a.example"),
        ("a.example", "a.example."),  # the name as it is in DNS
        ("a.example.", "a.example"),
    ],
)
def test_a_host_with_several_forms_is_played_in_each(named: str, asked: str) -> None:
    ok = {"responses": {"200": {"description": ""}}}
    document = {"openapi": "3.1.0", "paths": {"/x": {"get": ok}}}
    for mock in (
        Mock(Contract.load(document), hosts={"": f"https://{named}/v1"}),
        Mock(Contract.load({**document, "servers": [{"url": f"https://{named}/v1"}]})),
    ):
        with httpx.Client(transport=mock.transport) as client, mock.router:
            for get in (client.get, httpx.get):
                assert get(f"https://{asked}/v1/x").status_code == 200
        app = httpx.ASGITransport(mock.app)
        assert asyncio.run(app_get(app, f"https://{asked}/v1/x")).status_code == 200


async def app_get(app: httpx.ASGITransport, url: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=app) as client:
        return await client.get(url)


def test_services_may_share_an_address_and_have_several_bases() -> None:
    mock = Mock(
        hosts={
            "oomol": ["https://gate.internal/deep/api", "https://gate.internal/deep"],
            "dify": "https://gate.internal/deep/v1",
            "sim": "https://gate.internal/deep",
        }
    )
    keys = {"X-API-Key": "k", "Authorization": "Bearer k"}
    with httpx.Client(transport=mock.transport, headers=keys) as client:
        client.get("https://gate.internal/deep/api/v1/blocks")
        client.post("https://gate.internal/deep/rpc/listApplets", json={})
        client.get("https://gate.internal/deep/v1/info")
        client.get("https://gate.internal/deep/api/users/me/usage-limits")
        assert client.get("https://gate.internal/v1/info").status_code == 404
    called = ["listBlocks", "listApplets", "getAppInfo", "getUsageLimits", None]
    assert [e.operation_id for e in mock.journal] == called
    assert "oomol is below /deep/api" in mock.journal.last.explained()


@pytest.mark.table("tags", [[], ["pets"]])
def test_an_address_may_be_of_a_whole_document_with_tags_or_without(tags: list[str]) -> None:
    ok = {"responses": {"200": {"description": ""}}}
    contract = Contract.load(
        {
            "openapi": "3.1.0",
            "servers": [{"url": "https://pets.example/v1"}],
            "paths": {"/pets": {"get": {**ok, "tags": tags}}, "/toys": {"get": ok}},
        }
    )
    mock = Mock(contract, hosts={"": "https://pets.internal/shop"})
    with httpx.Client(transport=mock.transport) as client:
        for path, status in (("/shop/pets", 200), ("/shop/toys", 200), ("/pets", 404)):
            assert client.get(f"https://pets.internal{path}").status_code == status
        assert client.get("https://pets.example/v1/toys").status_code == 200


def test_an_address_of_a_document_without_operations_names_the_reason() -> None:
    mock = Mock(Contract.load({"openapi": "3.1.0", "paths": {}}))
    with httpx.Client(transport=mock.transport) as client:
        client.get("https://a.test/x")
    assert "https://a.test is not played: the document has no operations" in explained(mock)


def test_a_relative_server_is_no_address_that_is_played() -> None:
    document = {
        "openapi": "3.1.0",
        "servers": [{"url": "/v1"}],
        "paths": {"/x": {"get": {"responses": {"200": {"description": ""}}}}},
    }
    mock = Mock(Contract.load(document), hosts={"": "https://a.test"})
    with httpx.Client(transport=mock.transport) as client:
        client.get("https://b.test/v1/x")
    assert "https://b.test is not played, only https://a.test (no tag); to play" in explained(mock)


def test_a_relative_server_is_at_the_hosts_of_the_absolute_ones_beside_it() -> None:
    for relative, path in (("/v1", "/v1/x"), ("v1", "/v1/x"), ("./v1/", "/v1/x"), ("/", "/x")):
        document = {
            "openapi": "3.1.0",
            "servers": [{"url": relative}, {"url": "https://a.test:8443/v2"}],
            "paths": {"/x": {"get": {"responses": {"204": {"description": ""}}}}},
        }
        mock = Mock(Contract.load(document))
        with httpx.Client(transport=mock.transport) as client:
            for url, status in [
                (f"https://a.test:8443{path}", 204),
                ("https://a.test:8443/v2/x", 204),
                (f"https://b.test{path}", 404),
                (f"https://a.test{path}", 404),
            ]:
                assert client.get(url).status_code == status, url


def explained(mock: Mock) -> str:
    return mock.journal.last.explained()


@pytest.mark.table(
    ("hosts", "named"),
    [
        ({"thing": "https://a.example"}, "there is things, stock"),
        ({"things": "a.example/v1"}, "give a base URL"),
        ({"things": ["/v1"]}, "give a base URL"),
        ({"things": "ftp://a.example/v1"}, "give a base URL"),
        ({"things": "https://a.example/v1?key=1"}, "give a base URL"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_at_once(
    two_services: Contract, hosts: Any, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        Mock(two_services, hosts=hosts)


@pytest.mark.table(
    ("server", "url", "played"),
    [
        ("https://a.example/v1/", "https://A.EXAMPLE/v1/x", True),
        ("https://a.example/v1", "https://user:pw@a.example:443/v1/x", True),
        ("//a.example/v1", "http://a.example/v1/x", True),
        ("//a.example/v1", "https://a.example/v1/x", True),
        ("http://a.example:80", "http://a.example/x", True),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/x", True),
        ("https://b\u00fccher.example", "https://b\u00fccher.example/x", True),
        ("/api", "https://any.example/api/x", True),
        ("https://a.example/v1", "https://a.example/V1/x", False),
        ("https://a.example/v1", "https://a.example//v1/x", False),
        ("https://a.example/v1", "https://b.a.example/v1/x", False),
        ("https://a.example/v1", "https://a.example./v1/x", True),
        ("//a.example/v1", "https://b.example/v1/x", False),
        ("http://a.example", "https://a.example/x", False),
        ("/api", "https://any.example/x", False),
    ],
)
def test_an_address_is_exact_on_each_front(server: str, url: str, played: bool) -> None:
    path = {"get": {"responses": {"200": {"description": ""}}}}
    source = {"openapi": "3.1.0", "servers": [{"url": server}], "paths": {"/x": path}}
    mock = Mock(Contract.load(source))

    async def in_application() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=mock.app)) as client:
            return (await client.get(url)).status_code

    with httpx.Client(transport=mock.transport) as client:
        assert client.get(url).status_code == (200 if played else 404)
    assert asyncio.run(in_application()) == (200 if played else 404)
    with mock.router:
        if played:
            assert httpx.get(url).status_code == 200
        else:
            with suppress(AssertionError):  # respx's, where the host is not the mock's
                assert httpx.get(url).status_code == 404
    assert mock.journal.count(verdict="unexpected") == (0 if played else 3)


def test_a_document_that_names_no_server_is_played_at_any(document: dict[str, Any]) -> None:
    path = {"get": {"responses": {"200": {"description": ""}}}}
    mock = Mock(Contract.load({"openapi": "3.1.0", "paths": {"/a": path}}))
    with httpx.Client(transport=mock.transport) as client:
        assert client.get("https://any.example/a").status_code == 200
        assert client.get("https://any.example/b").status_code == 404


def test_a_known_host_has_only_its_own_service(mock: Mock, client: httpx.Client) -> None:
    answer = client.get("https://stock.example/v1/things/5")
    assert answer.status_code == 404
    assert mock.journal.unexpected


def test_links_in_answers_start_with_what_the_caller_used(mock: Mock, client: httpx.Client) -> None:
    seen: list[str] = []
    mock.stub("getThing", json={}, where=lambda call: bool(seen.append(call.base_url)) or True)
    client.get("https://things.example/v1/things/5")
    assert seen == ["https://things.example"]


# -- time ---------------------------------------------------------------------------------------


def slow_stream(mock: Mock) -> None:
    mock.stub("watch", sse=[(10.0, "one"), (10.0, "two"), (10.0, "three")])


def test_a_stream_of_30_seconds_takes_no_time_and_comes_event_by_event(
    mock: Mock, client: httpx.Client
) -> None:
    slow_stream(mock)
    began = time.perf_counter()
    with client.stream("GET", "/events") as answer:
        seen = [(part, mock.clock.monotonic()) for part in answer.iter_raw()]
    assert seen == [(b"data: one\n\n", 10), (b"data: two\n\n", 20), (b"data: three\n\n", 30)]
    assert time.perf_counter() - began < 0.5


def test_an_async_stream_of_30_seconds_takes_no_time_either(mock: Mock) -> None:
    slow_stream(mock)
    seen: list[tuple[bytes, float]] = []

    async def use(client: httpx.AsyncClient) -> None:
        async with client.stream("GET", "/events") as answer:
            async for part in answer.aiter_raw():
                seen.append((part, mock.clock.monotonic()))

    run_async(mock, use)
    assert seen == [(b"data: one\n\n", 10), (b"data: two\n\n", 20), (b"data: three\n\n", 30)]


def test_async_clients_wait_side_by_side(mock: Mock) -> None:
    mock.stub("getThing", json={}, delay=5.0)

    async def use(client: httpx.AsyncClient) -> None:
        await asyncio.gather(*(client.get("/things/5") for _ in range(10)))

    run_async(mock, use)
    assert mock.clock.monotonic() == 5.0


def test_a_real_clock_really_waits(two_services: Contract) -> None:
    mock = Mock(two_services, clock=RealClock())
    mock.stub("getThing", json={}, delay=0.02)
    began = time.perf_counter()
    with httpx.Client(transport=mock.transport) as client:
        client.get(f"{URL}/things/5")
    assert time.perf_counter() - began >= 0.02


# -- what a broken wire looks like ----------------------------------------------------------------

STREAM_HEAD = Head(200, (("Content-Type", "text/event-stream"),))


@pytest.mark.table(
    ("timeline", "error", "words", "got"),
    [
        (Timeline.broken("reset"), httpx.ReadError, "reset by peer", b""),
        (Timeline.broken("close"), httpx.RemoteProtocolError, "without sending a response", b""),
        (
            Timeline.reply(200, b"0123456789").truncated(4),
            httpx.RemoteProtocolError,
            r"received 4 bytes, expected 10",
            b"0123",
        ),
        (
            Timeline.reply(200, b"0123", headers=[("Content-Length", "10")]),
            httpx.RemoteProtocolError,
            r"received 4 bytes, expected 10",
            b"0123",
        ),
        (
            Timeline.stream(STREAM_HEAD, [(0, b"a"), (0, b"b")], end="close"),
            httpx.RemoteProtocolError,
            "incomplete chunked read",
            b"ab",
        ),
        (
            Timeline.stream(STREAM_HEAD, [(0, b"a"), (0, b"b")], end="reset"),
            httpx.ReadError,
            "reset by peer",
            b"ab",
        ),
        (
            Timeline.stream(STREAM_HEAD, [(0, b"a"), (60.5, b"b")]),
            httpx.ReadTimeout,
            "timed out",
            b"a",
        ),
        (
            Timeline.stream(STREAM_HEAD, [(0, b"a")], end="stall"),
            httpx.ReadTimeout,
            "timed out",
            b"a",
        ),
    ],
)
@pytest.mark.table("kind", ["blocking", "async"])
def test_a_broken_wire_raises_what_httpx_raises_after_what_did_arrive(
    mock: Mock,
    client: httpx.Client,
    kind: str,
    timeline: Timeline,
    error: type[Exception],
    words: str,
    got: bytes,
) -> None:
    mock.stub("watch", timeline=timeline, off_contract=True)
    parts: list[bytes] = []

    def blocking() -> None:
        with client.stream("GET", "/events") as answer:
            parts.extend(answer.iter_raw())

    async def use(client: httpx.AsyncClient) -> None:
        async with client.stream("GET", "/events") as answer:
            async for part in answer.aiter_raw():
                parts.append(part)

    with pytest.raises(error, match=words) as caught:
        blocking() if kind == "blocking" else run_async(mock, use)
    assert b"".join(parts) == got
    assert caught.value.request.url == f"{URL}/events"  # type: ignore[attr-defined]
    assert mock.journal.last.outcome.sent_bytes == len(got)


def test_a_stall_ends_when_the_clients_read_timeout_does(mock: Mock, client: httpx.Client) -> None:
    mock.faults.add("stall")
    with pytest.raises(httpx.ReadTimeout):
        client.get("/things/5", timeout=httpx.Timeout(1, read=7.5))
    assert mock.clock.monotonic() == 7.5
    assert mock.journal.last.outcome.interrupted


def test_a_stall_without_a_read_timeout_does_not_hang_the_test(
    mock: Mock, client: httpx.Client
) -> None:
    mock.faults.add("stall")
    with pytest.raises(httpx.ReadTimeout, match="would wait for ever"):
        client.get("/things/5", timeout=None)


def test_a_late_answer_is_given_up_at_the_read_timeout(mock: Mock, client: httpx.Client) -> None:
    mock.faults.add("delay", delay=90.0)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/things/5")
    assert mock.clock.monotonic() == 60


@pytest.mark.table("kind", ["reset", "close", "stall"])
def test_a_connection_that_breaks_after_the_whole_body_is_no_error(
    mock: Mock, client: httpx.Client, kind: FaultKind
) -> None:
    steps = (*Timeline.reply(200, b"whole").steps, (9.0, Fault(kind)))
    mock.stub("getThing", timeline=Timeline(steps), off_contract=True)
    assert client.get("/things/5").content == b"whole"
    assert mock.journal.last.outcome.finished


# -- the outcome --------------------------------------------------------------------------------


def test_the_journal_says_what_was_sent_and_that_it_was_whole(
    mock: Mock, client: httpx.Client
) -> None:
    body = client.get("/things/5").content
    outcome = mock.journal.last.outcome
    assert (outcome.sent_bytes, outcome.finished, outcome.interrupted) == (len(body), True, False)


def test_leaving_a_stream_early_interrupts_it(mock: Mock, client: httpx.Client) -> None:
    slow_stream(mock)
    with client.stream("GET", "/events") as answer:
        first = next(answer.iter_raw())
    outcome = mock.journal.last.outcome
    assert (outcome.sent_bytes, outcome.finished, outcome.interrupted) == (len(first), False, True)


def test_an_async_task_cancelled_in_a_stream_interrupts_it(mock: Mock) -> None:
    mock.stub("watch", sse=["one", (10.0, "two"), "three"])

    async def use(client: httpx.AsyncClient) -> None:
        async with client.stream("GET", "/events") as answer:
            async for _ in answer.aiter_raw():
                raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        run_async(mock, use)
    assert mock.journal.last.outcome.interrupted
    assert mock.journal.last.outcome.sent_bytes == len(b"data: one\n\n")


def test_an_async_task_cancelled_before_the_head_interrupts_it(two_services: Contract) -> None:
    mock = Mock(two_services, clock=RealClock())
    mock.stub("getThing", json={}, delay=60.0)

    async def use(client: httpx.AsyncClient) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await client.get("/things/5")

    run_async(mock, use)
    assert mock.journal.last.outcome.interrupted


def test_leaving_once_only_bytes_already_due_are_left_interrupts_nothing(
    mock: Mock, client: httpx.Client
) -> None:
    """On a port those bytes had been sent; the journal has the same for both."""
    mock.stub("watch", sse=["final", "[DONE]"])
    with client.stream("GET", "/events") as answer:
        next(answer.iter_raw())
    outcome = mock.journal.last.outcome
    assert outcome.finished
    assert not outcome.interrupted
    assert outcome.sent_bytes == len(b"data: final\n\ndata: [DONE]\n\n")


# -- requests -------------------------------------------------------------------------------------


def test_a_one_shot_upload_arrives_whole_and_stays_one_shot(mock: Mock) -> None:
    """Over a socket a generator can't be sent twice; a retry that does must fail here as well."""
    with httpx.Client(transport=mock.transport) as client:
        body = (part for part in (b"a", b"b"))
        request = client.build_request("POST", f"{URL}/things", content=body)
        client.send(request)
        assert mock.journal.last.request.body == b"ab"
        with pytest.raises(httpx.StreamConsumed):
            client.send(request)


def test_an_upload_that_fails_reaches_nobody(mock: Mock, client: httpx.Client) -> None:
    def body() -> Iterator[bytes]:
        yield b"a"
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        client.post("/things", content=body())
    assert len(mock.journal) == 0


def test_head_is_get_without_the_body(mock: Mock, client: httpx.Client) -> None:
    answer = client.head("/things/5")
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 0
    assert mock.journal.last.request.method == "HEAD"


def test_options_lists_the_methods_and_is_no_call(mock: Mock, client: httpx.Client) -> None:
    answer = client.options("/things/5")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    mock.verify()


@pytest.mark.table("status", [204, 304])
def test_a_status_without_a_body_has_none(mock: Mock, client: httpx.Client, status: int) -> None:
    mock.stub("getThing", status=status, body=b"never", off_contract=True)
    assert client.get("/things/5").content == b""


def test_a_header_that_cannot_be_sent_is_replaced_not_raised(
    mock: Mock, client: httpx.Client
) -> None:
    said = [("X-Said", "имя\r\nSet-Cookie: a=b")]
    mock.session.stubs.append(Stub("getThing", Timeline.json(200, {}, said)))  # as a service may
    answer = client.get("/things/5")
    assert answer.headers["x-said"] == r"\u0438\u043c\u044f  Set-Cookie: a=b"
    assert "set-cookie" not in answer.headers


@pytest.mark.table("method", ["GET", "HEAD", "OPTIONS", "PATCH"])
@pytest.mark.table("way", ["transport", "respx", "asgi"])
def test_a_request_is_routed_once(monkeypatch: pytest.MonkeyPatch, way: str, method: str) -> None:
    """The frontend that has to know its service hands the engine what it found."""
    mock, base = Mock(), "https://api.dify.ai/v1"
    routed: list[Request] = []
    route = Contract.route

    def counted(contract: Contract, request: Request) -> Any:
        routed.append(request)
        return route(contract, request)

    monkeypatch.setattr(Contract, "route", counted)
    if way == "respx":
        with mock.router:
            httpx.request(method, f"{base}/info")
    elif way == "transport":
        with httpx.Client(transport=mock.transport) as client:
            client.request(method, f"{base}/info")
    else:
        asyncio.run(over_asgi(mock, method, "/dify/v1/info"))
    assert len(routed) == 1


async def over_asgi(mock: Mock, method: str, path: str) -> None:
    transport = httpx.ASGITransport(mock.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
        await client.request(method, path)
