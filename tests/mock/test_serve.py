"""The mock on a real port: bytes, faults and the end of connections, seen from the other side."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import httpx
import pytest

from penstock_mock import (
    Contract,
    HttpAdmin,
    Mock,
    Server,
    SteerableClock,
    Timeline,
    VirtualClock,
)
from penstock_mock.engine.faults import KINDS
from penstock_mock.engine.timeline import Head

STREAM_HEAD = Head(200, (("Content-Type", "text/event-stream"),))


WAYS = [
    pytest.param(
        (http, loop),
        id=f"{http}-{loop}",
        marks=pytest.mark.skipif(
            not all(each in ("h11", "asyncio") or find_spec(each) for each in (http, loop)),
            reason=f"{http} or {loop} is not there for this platform",
        ),
    )
    for http in ("httptools", "h11")
    for loop in ("uvloop", "asyncio")
]


@pytest.fixture(scope="module", params=WAYS)
def server(two_services: Contract, request: pytest.FixtureRequest) -> Iterator[Server]:
    """On each parser and each event loop."""
    http, loop = request.param
    mock = Mock(two_services, clock=SteerableClock())
    with Server(mock, http=http, loop=loop) as server:
        yield server


@pytest.fixture
def mock(server: Server) -> Iterator[Mock]:
    """The server's default session, fresh."""
    server.mock.reset()
    yield server.mock
    server.mock.reset()


@pytest.fixture
def url(server: Server) -> str:
    return server.url_for("things")


def raw(server: Server, path: str, method: str = "GET") -> socket.socket:
    """A socket on which a request was sent."""
    host, port = server.url.removeprefix("http://").split(":")
    peer = socket.create_connection((host, int(port)), timeout=2)
    peer.sendall(f"{method} {path} HTTP/1.1\r\nHost: mock\r\n\r\n".encode())
    return peer


def read_all(peer: socket.socket) -> bytes:
    """Return the bytes up to the peer's close. Raises ConnectionResetError for a reset."""
    parts = []
    while part := peer.recv(65536):
        parts.append(part)
    return b"".join(parts)


def until(true: Callable[[], bool]) -> None:
    """Wait, for at most a second, until something is true."""
    end = time.monotonic() + 1
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


# -- addresses ----------------------------------------------------------------------------


def test_port_0_takes_a_free_port_and_says_which(server: Server, url: str) -> None:
    assert int(server.url.rpartition(":")[2]) > 0
    assert url == f"{server.url}/things/v1"
    assert server.url_for("stock") == f"{server.url}/stock"
    assert httpx.get(f"{url}/things/5").json() == {"name": "getThing"}


def test_one_service_is_served_at_the_root(two_services: Contract) -> None:
    with Server(Mock(two_services), service="stock") as server:
        assert server.url_for("stock") == server.url
        assert httpx.get(f"{server.url}/stock/5").json() == {"name": "getStock"}
        with pytest.raises(ValueError, match="only: stock"):
            server.url_for("things")


def test_a_service_there_is_not_is_refused_with_those_there_are(two_services: Contract) -> None:
    with pytest.raises(ValueError, match="'thongs', only: things, stock"):
        Server(Mock(two_services), service="thongs")


def test_a_taken_port_is_an_error_of_the_caller(server: Server, two_services: Contract) -> None:
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Server(Mock(two_services), port=port).start()


def test_a_host_there_is_not_is_told_apart_from_a_taken_port(
    two_services: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(socket.gaierror):
        Server(Mock(two_services), host="a" * 64).start()  # no name has so long a label

    def unknown(*_: object, **__: object) -> None:  # the network's resolver may take its time
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(socket.gaierror):
        Server(Mock(two_services), host="nohost.invalid").start()


def test_of_a_name_with_both_kinds_of_address_ipv4_is_taken(two_services: Contract) -> None:
    with Server(Mock(two_services), host="localhost") as server:
        port = int(server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            pass


def test_an_empty_host_is_refused_for_it_would_be_every_address(two_services: Contract) -> None:
    with pytest.raises(ValueError, match="empty"):
        Server(Mock(two_services), host="")


@pytest.mark.table(
    "hosts",
    [
        "mock",
        ["http://x:1/"],
        ["mock:4010"],
        ["mock/"],
        ["a@mock"],
        ["*.mock"],
        ["mo ck"],
        ["mock,other"],
        [".mock"],
        ["."],
        [""],
        [5],
        5,
    ],
)
def test_a_name_that_no_request_has_as_its_host_is_refused(
    two_services: Contract, hosts: Any
) -> None:
    with pytest.raises(ValueError, match=r"give (a list|--allow-host the name alone)"):
        Server(Mock(two_services), allow_hosts=hosts)


def test_a_name_of_the_server_may_be_written_in_any_form(two_services: Contract) -> None:
    names = ["MOCK.Internal.", "münchen.test", "xn--strae-oqa.test", "[::1]", "10.0.0.1"]
    with Server(Mock(two_services), allow_hosts=names) as server:
        for host, status in (
            ("mock.internal", 200),
            ("mock.internal.:4010", 200),
            ("xn--mnchen-3ya.test", 200),
            ("XN--strae-oqa.test", 200),
            ("other.internal", 403),
        ):
            url = f"{server.url}/__penstock__/health"
            assert httpx.get(url, headers={"Host": host}).status_code == status


def test_whoever_watches_sees_each_exchange(two_services: Contract) -> None:
    seen: list[str] = []
    watch = lambda exchange: seen.append(exchange.verdict)  # noqa: E731
    with Server(Mock(two_services), watch=watch) as server:
        httpx.get(f"{server.url}/v1/things/5")
        httpx.get(f"{server.url}/nope")
    assert seen == ["served", "unexpected"]


def test_a_server_can_be_started_again(two_services: Contract) -> None:
    server = Server(Mock(two_services))
    for _ in range(2):
        with server:
            assert httpx.get(f"{server.url_for('things')}/things/5").status_code == 200
    server.stop()  # nothing to stop


def test_ipv6(two_services: Contract) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with Server(Mock(two_services), host="::1") as server:
        assert server.url.startswith("http://[::1]:")
        assert httpx.get(f"{server.url_for('stock')}/stock/5").status_code == 200


# -- streams ----------------------------------------------------------------------------


def test_chunks_arrive_one_by_one_as_the_clock_has_them(mock: Mock, url: str) -> None:
    mock.stub("watch", sse=["one", (0.05, "two")])
    began = time.perf_counter()
    with httpx.stream("GET", f"{url}/events") as answer:
        parts = [*answer.iter_raw()]
    assert parts == [b"data: one\n\n", b"data: two\n\n"]
    assert time.perf_counter() - began >= 0.05


def test_a_test_can_push_the_clock_of_a_port_forward(mock: Mock, url: str) -> None:
    mock.stub("watch", sse=["one", (3600.0, "two")])
    with httpx.stream("GET", f"{url}/events") as answer:
        parts = answer.iter_raw()
        next(parts)
        HttpAdmin(url).advance(3600)
        assert next(parts) == b"data: two\n\n"


def test_a_client_that_disconnects_is_in_the_journal(mock: Mock, server: Server) -> None:
    mock.stub("watch", sse=["one", (60.0, "two")])
    with raw(server, "/things/v1/events") as peer:
        assert b"200 OK" in peer.recv(65536)
    until(lambda: mock.journal.last.outcome.interrupted)
    assert mock.journal.last.outcome.sent_bytes == len(b"data: one\n\n")


def test_many_streams_at_once(mock: Mock, url: str) -> None:
    mock.stub("watch", sse=[(0.01, str(n)) for n in range(5)])

    async def go() -> list[httpx.Response]:
        async with httpx.AsyncClient() as client:
            return await asyncio.gather(*(client.get(f"{url}/events") for _ in range(50)))

    whole = "".join(f"data: {n}\n\n" for n in range(5))
    assert {answer.text for answer in asyncio.run(go())} == {whole}


# -- faults ----------------------------------------------------------------------------


def test_a_reset_is_a_reset_on_the_wire(mock: Mock, server: Server) -> None:
    mock.faults.add("reset")
    with raw(server, "/things/v1/things/5") as peer, pytest.raises(ConnectionResetError):
        read_all(peer)


def test_a_reset_in_a_stream_comes_after_its_chunks(mock: Mock, server: Server) -> None:
    big = b"#" * 1_000_000  # more than a socket takes at once
    mock.stub("watch", timeline=Timeline.stream(STREAM_HEAD, [(0, big), (0, b"!")], end="reset"))
    got: list[bytes] = []
    with raw(server, "/things/v1/events") as peer:
        until(lambda: len(mock.journal) == 1)  # a client that is slow to read
        with pytest.raises(ConnectionResetError):
            got.extend(iter(lambda: peer.recv(65536), b""))
    assert b"".join(got).count(b"#") == len(big)
    assert got[-1].endswith(b"!\r\n")


def test_an_early_close_is_a_clean_end_of_the_connection(mock: Mock, server: Server) -> None:
    mock.stub(
        "getThing", timeline=Timeline.reply(200, b"0123456789").truncated(4), off_contract=True
    )
    with raw(server, "/things/v1/things/5") as peer:
        assert read_all(peer).endswith(b"\r\n\r\n0123")


def test_an_answer_without_a_head_is_a_closed_connection(mock: Mock, server: Server) -> None:
    mock.stub("getThing", timeline=Timeline.broken("close"))
    with raw(server, "/things/v1/things/5") as peer:
        assert read_all(peer) == b""


def test_a_stall_keeps_the_connection_open(mock: Mock, server: Server) -> None:
    mock.stub("watch", timeline=Timeline.stream(STREAM_HEAD, [(0, b"a")], end="stall"))
    with raw(server, "/things/v1/events") as peer:
        assert b"200 OK" in peer.recv(65536)
        peer.settimeout(0.05)
        with pytest.raises(TimeoutError):
            read_all(peer)
    until(lambda: mock.journal.last.outcome.interrupted)


@pytest.mark.table("kind", KINDS)
def test_a_fault_is_the_same_to_a_client_in_process_and_on_a_port(
    mock: Mock, server: Server, two_services: Contract, kind: str
) -> None:
    """One scenario, two media: the same answer or the same exception, and the same outcome."""
    inside = Mock(two_services, clock=VirtualClock())

    def seen(mock: Mock, client: httpx.Client, url: str) -> object:
        fields = {"gap": 0.001} if kind == "slow" else {}
        mock.faults.add(kind, on="watch", delay=0.01, **fields)  # type: ignore[arg-type]
        mock.stub("watch", sse=["one", "two", "three"], optional=True)
        try:
            answer = client.get(f"{url}/events", timeout=0.2 if kind == "stall" else 5)
        except httpx.HTTPError as error:
            return type(error)
        finally:
            until(lambda: mock.journal.last.outcome.finished or kind == "stall")
        return answer.status_code, answer.content, mock.journal.last.outcome

    with httpx.Client(transport=inside.transport) as client:
        expected = seen(inside, client, "https://things.example/v1")
    with httpx.Client() as client:
        assert seen(mock, client, server.url_for("things")) == expected


@pytest.mark.table("end", ["reset", "close", "stall"])
def test_a_cut_of_a_whole_answer_is_the_same_in_process_and_on_a_port(
    mock: Mock, server: Server, two_services: Contract, end: str
) -> None:
    """Half of what Content-Length promised, and then the break: no client takes it for whole."""
    inside = Mock(two_services, clock=VirtualClock())

    def seen(mock: Mock, client: httpx.Client, url: str) -> object:
        mock.faults.add("cut", end=end)
        with pytest.raises(httpx.HTTPError) as caught:
            client.get(f"{url}/things/5", timeout=0.2 if end == "stall" else 5)
        until(lambda: mock.journal.last.outcome.finished or end == "stall")
        return caught.type, mock.journal.last.outcome.sent_bytes

    with httpx.Client(transport=inside.transport) as client:
        expected = seen(inside, client, "https://things.example/v1")
    with httpx.Client() as client:
        assert seen(mock, client, server.url_for("things")) == expected


@pytest.mark.table(
    ("fault", "body", "whole"),
    [
        (
            {"kind": "slow", "chunk_size": 3, "gap": 0.001},
            b"3\r\nabc\r\n1\r\nd\r\n3\r\nefg\r\n",
            True,
        ),
        ({"kind": "delay", "delay": 0.02}, b"4\r\nabcd\r\n3\r\nefg\r\n", True),
        ({"kind": "cut", "after_chunks": 1, "end": "close"}, b"4\r\nabcd\r\n", False),
        ({"kind": "cut", "after_chunks": 1, "end": "reset"}, b"4\r\nabcd\r\n", None),
        ({"kind": "truncate", "at_bytes": 5}, b"abcde", False),
        ({"kind": "empty"}, b"", True),
        ({"kind": "malformed_json"}, b'{"\x00', True),
    ],
)
def test_a_fault_has_its_bytes_on_the_wire(
    mock: Mock, server: Server, fault: dict[str, Any], body: bytes, whole: bool | None
) -> None:
    chunks = Timeline.stream(STREAM_HEAD, [(0, b"abcd"), (0, b"efg")])
    mock.stub("watch", timeline=chunks, off_contract=True)
    mock.faults.add(fault["kind"], **{n: v for n, v in fault.items() if n != "kind"})
    got = b""
    with raw(server, "/things/v1/events") as peer:
        try:
            while part := peer.recv(65536):
                got += part
                if whole and got.endswith((b"0\r\n\r\n", b'"\x00')):
                    break  # and the connection stays open
                if whole and fault["kind"] == "empty":
                    break
            assert whole is not None
        except ConnectionResetError:
            assert whole is None
    head, _, sent = got.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert sent.removesuffix(b"0\r\n\r\n" if whole else b"") == body


# -- bounds --------------------------------------------------------------------------------


def told(server: Server, sent: bytes, more: bytes = b"") -> tuple[int, bytes]:
    """The status of an answer to some bytes, and all that arrived until the connection ends."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=2) as peer:
        with contextlib.suppress(ConnectionError):  # it may be closed before all is sent
            peer.sendall(sent)
            if more:
                peer.sendall(more)
        got = b""
        with contextlib.suppress(ConnectionResetError):
            got = read_all(peer)
    return int(got.split()[1]) if got else 0, got


GET = b"GET /things/v1/things/5 HTTP/1.1\r\nHost: m\r\nConnection: close\r\n"


@pytest.mark.table(
    ("sent", "status"),
    [
        (GET + b"X-A: " + b"a" * 60_000 + b"\r\n\r\n", 200),
        (GET + b"X-A: a\r\n" * 6_000 + b"\r\n", 200),
        (GET + b"X-A: " + b"a" * 66_000 + b"\r\n\r\n", 431),
        (GET + b"X-A: " + b"a" * 40_000 + b"\r\nX-B: " + b"b" * 40_000 + b"\r\n\r\n", 431),
        (GET + b"X-A: a\r\n" * 9_000 + b"\r\n", 431),
        (GET + b"X-A: " + b"a" * 300_000, 431),
        (b"GET /" + b"a" * 300_000, 431),
        (b"GET /?q=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n", 431),
    ],
)
def test_a_head_has_at_most_64_kib(server: Server, mock: Mock, sent: bytes, status: int) -> None:
    assert told(server, sent)[0] == status
    assert len(mock.journal) == (status == 200)


def test_a_large_head_behind_another_request_is_refused_too(server: Server, mock: Mock) -> None:
    first = GET.replace(b"Connection: close\r\n", b"") + b"\r\n"
    _, got = told(server, first + GET + b"X-A: " + b"a" * 70_000 + b"\r\n\r\n")
    assert (got.count(b"HTTP/1.1 200"), got.count(b"HTTP/1.1 431")) == (1, 1)
    assert len(mock.journal) == 1


def test_a_head_may_come_in_pieces(server: Server, mock: Mock) -> None:
    head = GET + b"X-A: " + b"a" * 60_000 + b"\r\n\r\n"
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=2) as peer:
        for start in range(0, len(head), 20_000):
            peer.sendall(head[start : start + 20_000])
            time.sleep(0.01)  # or they may arrive together
        assert read_all(peer).startswith(b"HTTP/1.1 200")


def test_a_large_body_is_no_large_head(mock: Mock, server: Server) -> None:
    post = b"POST /things/v1/things HTTP/1.1\r\nHost: m\r\nContent-Length: 200000\r\n"
    type_ = b"Content-Type: application/octet-stream\r\n\r\n"
    sent = (post + type_ + b"x" * 200_000) * 2 + GET + b"\r\n"
    status, got = told(server, sent)
    assert (status, got.count(b"HTTP/1.1 200 OK")) == (200, 3)
    assert [len(call.request.body) for call in mock.journal] == [65536, 65536, 0]


@pytest.mark.table("sent", [b"G", GET, GET + b"X-A"])
def test_a_head_arrives_in_time(
    server: Server, mock: Mock, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr("penstock_mock.frontends.protocols.HEAD_SECONDS", 0.03)
    assert told(server, sent)[0] == 408
    assert (
        told(server, GET.replace(b"Connection: close\r\n", b"") + b"\r\n" + sent)[1].count(
            b"HTTP/1.1"
        )
        == 2
    )


@pytest.mark.table("bound", ["SILENT_SECONDS", "BODY_SECONDS"])
def test_a_body_arrives_in_time(
    server: Server, mock: Mock, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(f"penstock_mock.frontends.asgi.{bound}", 0.03)
    post = b"POST /things/v1/things HTTP/1.1\r\nHost: m\r\nContent-Length: 20\r\n\r\n"
    assert told(server, post, b"a")[0] == 408
    assert len(mock.journal) == 0


# -- connections ---------------------------------------------------------------------------


def test_requests_that_are_sent_together_are_answered_in_their_order(
    mock: Mock, server: Server
) -> None:
    mock.stub("watch", sse=["one", (0.02, "two")])
    first = b"GET /things/v1/events HTTP/1.1\r\nHost: m\r\n\r\n"
    others = (GET.replace(b"Connection: close\r\n", b"") + b"\r\n") * 60
    _, got = told(server, first + others + GET + b"\r\n")
    assert got.count(b"HTTP/1.1 200 OK") == 62
    assert b"getThing" not in got[: got.index(b"two")]
    assert [call.operation_id for call in mock.journal][:2] == ["watch", "getThing"]


def test_a_client_that_reads_slowly_is_waited_for(mock: Mock, server: Server) -> None:
    part, number = b"#" * 100_000, 200  # more than sockets hold
    chunks = Timeline.stream(STREAM_HEAD, [(0.0, part)] * number)
    mock.stub("watch", timeline=chunks, off_contract=True)
    with raw(server, "/things/v1/events") as peer:
        until(lambda: len(mock.journal) == 1 and mock.journal.last.outcome.sent_bytes > 0)
        time.sleep(0.02)
        assert not mock.journal.last.outcome.finished
        size, end = 0, b""
        while not end.endswith(b"0\r\n\r\n"):
            got = peer.recv(1 << 20)
            size, end = size + got.count(b"#"), (end + got)[-5:]
    assert size == len(part) * number
    assert mock.journal.last.outcome.finished


@pytest.mark.parametrize("way", [way for way in WAYS if "asyncio" in str(way.id)])
def test_a_connection_is_closed_when_it_is_idle_and_not_while_an_answer_is_due(
    two_services: Contract, monkeypatch: pytest.MonkeyPatch, way: Any
) -> None:
    monkeypatch.setattr("penstock_mock.frontends.server._KEEP_ALIVE", 0.05)
    mock = Mock(two_services, clock=SteerableClock())
    mock.stub("getThing", delay=0.12)
    asked = GET.replace(b"Connection: close\r\n", b"") + b"\r\n"
    with Server(mock, http=way[0], loop=way[1]) as server:
        began = time.monotonic()
        status, got = told(server, asked * 2)
    assert (status, got.count(b"HTTP/1.1 200 OK")) == (200, 2)
    assert time.monotonic() - began >= 0.29


# -- targets -------------------------------------------------------------------------------


@pytest.mark.table(
    ("sent", "status"),
    [
        (b"GET {} HTTP/1.0\r\n\r\n", 403),
        (b"GET {} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", 200),
        (b"GET http://rebound.example{} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}", 403),
        (b"GET http://127.0.0.1{} HTTP/1.1\r\nHost: rebound.example\r\n{}", 403),
        (b"GET http://127.0.0.1{} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}", 200),
        (b"GET HTTP://LOCALHOST.{} HTTP/1.1\r\nHost: LocalHost\r\n{}", 200),
        (b"OPTIONS {} HTTP/1.1\r\nHost: rebound.example\r\n{}", 403),
    ],
)
def test_the_admin_interface_is_asked_under_its_own_name_in_any_form(
    server: Server, mock: Mock, sent: bytes, status: int
) -> None:
    sent = sent.replace(b"{}", b"/__penstock__/health", 1)
    assert told(server, sent.replace(b"{}", b"Connection: close\r\n\r\n"))[0] == status


def test_a_target_may_be_absolute_or_an_asterisk(server: Server, mock: Mock) -> None:
    absolute = GET.replace(b"GET /", b"GET http://any.example/") + b"\r\n"
    assert told(server, absolute)[1].endswith(b'{"name":"getThing"}')
    for target in (b"http://any.example", b"http://any.example:80?a=1", b"HTTP://ANY.example/"):
        root = b"GET " + target + b" HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n"
        answered = told(server, root)
        assert (answered[0], b'"services"' in answered[1]) == (200, True)
    everything = b"OPTIONS * HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n"
    assert b"allow: DELETE, GET" in told(server, everything)[1].replace(b"Allow", b"allow")


def test_a_proxy_on_this_machine_names_the_client(server: Server, mock: Mock) -> None:
    health = f"{server.url}/__penstock__/health"
    assert httpx.get(health).status_code == 200
    assert httpx.get(health, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403


# -- whatever is sent ----------------------------------------------------------------------------


@pytest.mark.table(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /things/v1/things/%00%ff%2e%2e HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /things/v1/things/5?%ff=%00&\xc3\xbc HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /things/v1/things/5 HTTP/1.1\r\nHost: \xff\xff\r\nX: \xd1\x8f\r\n\r\n",
        b"POST /things/v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: nonsense\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /stock/stock/5 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\n\r\n",
    ],
)
def test_whatever_is_sent_the_server_lives(
    mock: Mock, server: Server, url: str, sent: bytes
) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=1) as peer:
        peer.sendall(sent)
        assert peer.recv(65536).startswith((b"HTTP/1.1 4", b"HTTP/1.1 200"))
    assert httpx.get(f"{url}/things/5").status_code == 200


def test_two_requests_on_one_connection_are_answered_in_order(mock: Mock, server: Server) -> None:
    with raw(server, "/things/v1/things/5") as peer:
        peer.sendall(b"GET /stock/stock/5 HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n")
        answer = read_all(peer)
    assert answer.index(b"getThing") < answer.index(b"getStock")


def test_an_answer_on_an_open_connection_is_not_held_back(mock: Mock, url: str) -> None:
    """By Nagle's algorithm each would take the 40 ms of a delayed acknowledgement."""

    def seconds() -> float:
        began = time.perf_counter()
        assert client.get(f"{url}/things/7").content
        return time.perf_counter() - began

    with httpx.Client() as client:
        seconds()
        assert any(seconds() < 0.03 for _ in range(100))  # the machine may be busy


# -- the end ----------------------------------------------------------------------------


def test_stopping_hangs_up_on_open_streams_at_once(two_services: Contract) -> None:
    server = Server(Mock(two_services, clock=SteerableClock())).start()
    server.mock.stub("watch", sse=["one", (600.0, "two")])
    with raw(server, "/things/v1/events") as peer:
        peer.recv(65536)
        began = time.perf_counter()
        server.stop()
        assert time.perf_counter() - began < 1
        with contextlib.suppress(ConnectionResetError):  # either end will do
            read_all(peer)
    assert server.mock.journal.last.outcome.interrupted


# -- tenants ----------------------------------------------------------------------------


def test_tenants_of_one_server_do_not_see_each_other(server: Server) -> None:
    with server.tenant() as one, server.tenant(seed=5) as other:
        one.stub("getThing", json={"mine": True})
        assert httpx.get(f"{one.url_for('things')}/things/5").json() == {"mine": True}
        assert httpx.get(f"{other.url_for('things')}/things/5").json() == {"name": "getThing"}
        assert len(one.journal) == len(other.journal) == 1
        by_header = {"X-Penstock-Session": one.name}
        answer = httpx.get(f"{server.url_for('things')}/things/5", headers=by_header)
        assert answer.json() == {"mine": True}


def test_a_tenant_may_have_a_virtual_clock_on_a_port(server: Server) -> None:
    with server.tenant(clock=VirtualClock()) as tenant:
        tenant.stub("watch", sse=[(1000.0, "one"), (1000.0, "two")])
        assert httpx.get(f"{tenant.url_for('things')}/events").text.count("data") == 2
        assert tenant.clock.monotonic() == 2000


# -- its clock ----------------------------------------------------------------------------


def test_the_clock_of_a_port_is_real_and_what_was_added() -> None:
    clock = SteerableClock()
    before, epoch = clock.monotonic(), time.time()
    clock.advance(1000)
    assert 1000 <= clock.monotonic() - before < 1001
    assert 1000 <= clock.time() - epoch < 1001
    with pytest.raises(ValueError, match="can't go back"):
        clock.advance(-1)


class ObservedClock(SteerableClock):
    """A clock that knows when all threads sleep: each reads it first, and again before it waits."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._last = 2 * threads
        self._readings = itertools.count(1)
        self.all_sleep = threading.Event()

    def monotonic(self) -> float:
        others = threading.current_thread() is not threading.main_thread()
        if others and next(self._readings) >= self._last:
            self.all_sleep.set()
        return super().monotonic()


def test_advancing_wakes_the_sleepers_that_are_due_and_no_others() -> None:
    clock = ObservedClock(threads=2)

    async def go() -> None:
        threads = [threading.Thread(target=clock.sleep, args=(s,), daemon=True) for s in (10, 20)]
        tasks = [asyncio.create_task(clock.asleep(s)) for s in (10, 20)]
        for thread in threads:
            thread.start()
        assert await asyncio.to_thread(clock.all_sleep.wait, 10)
        for number in (0, 1):
            assert all(thread.is_alive() for thread in threads[number:])
            assert not any(task.done() for task in tasks[number:])
            clock.advance(10)
            await asyncio.wait_for(tasks[number], 10)
            await asyncio.to_thread(threads[number].join, 10)
            assert not threads[number].is_alive()

    asyncio.run(go())


@pytest.mark.table("value", ["", " ", "many", "2"])
def test_the_environment_of_other_servers_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """It is meant for deployments, and uvicorn fails on a value that is no number."""
    monkeypatch.setenv("WEB_CONCURRENCY", value)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", value)
    with Server() as server:
        assert httpx.get(f"{server.url}/__penstock__/journal").status_code == 200
