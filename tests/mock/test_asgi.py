"""The ASGI application, driven message by message as a server would drive it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock_mock import App, Contract, Mock, Timeline
from penstock_mock.engine.session import Sessions

from .conftest import DOCUMENT, ID, operation


class Peer:
    """A client: what it sends, and what it got."""

    def __init__(self, body: bytes = b"", *, leaves_after: int | None = None) -> None:
        """leaves_after: messages it takes before it goes away; None: it stays."""
        self.got: list[dict[str, Any]] = []
        self._body = [body]
        self._leaves_after = leaves_after
        self._left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if self._body:
            return {"type": "http.request", "body": self._body.pop(), "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.got.append(message)
        if len(self.got) == self._leaves_after:
            self._left.set()
        await asyncio.sleep(0)

    @property
    def status(self) -> int:
        return int(self.got[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode().lower(): value.decode() for name, value in self.got[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.got)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def scope(method: str = "GET", target: str = "/things/v1/things/5", **more: Any) -> dict[str, Any]:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [(b"host", b"mock:4010")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 4010),
        **more,
    }


def ask(app: App, asked: dict[str, Any], peer: Peer | None = None, body: bytes = b"") -> Peer:
    peer = peer or Peer(body)
    asyncio.run(asyncio.wait_for(app(asked, peer.receive, peer.send), 5))
    return peer


# -- where services are found -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/things/v1/things/5", "getThing"),
        ("/stock/stock/5", "getStock"),
        ("/things/v1/things/latest", "getLatest"),
    ],
)
def test_each_service_is_below_its_prefix(mock: Mock, target: str, name: str) -> None:
    assert ask(mock.app, scope(target=target)).json == {"name": name}


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/pets/7", "getPet"),
        ("/v3/pets/7", "getPet"),
        ("/store/stock", "getStock"),
        ("/v3/store/stock", "getStock"),
        ("/v3/health", "getHealth"),
        ("/health", "getHealth"),
        ("/pets/v3/pets/7", "getPet"),
        ("/User%20Accounts/v3/users", "getUsers"),
        ("/users", "getUsers"),
        ("/a%2Fb/v3/slash", "getSlash"),
    ],
)
def test_a_whole_document_is_at_the_root_and_each_tag_below_its_prefix(
    target: str, name: str
) -> None:
    tags = {"/pets/{id}": "pets", "/store/stock": "store", "/health": ""}
    tags |= {"/users": "User Accounts", "/slash": "a/b"}
    ids = ("getPet", "getStock", "getHealth", "getUsers", "getSlash")
    paths = {p: {"get": operation(i, t)} for i, (p, t) in zip(ids, tags.items(), strict=True)}
    del paths["/health"]["get"]["tags"]
    paths["/pets/{id}"]["get"]["parameters"] = [ID]
    app = Mock(Contract({**DOCUMENT, "servers": [{"url": "/v3"}], "paths": paths})).app
    assert ask(app, scope(target=target)).json == {"name": name}


def test_a_prefix_wins_over_a_path_at_the_root() -> None:
    paths = {
        "/sim/{id}": {"get": operation("atRoot", "other", parameters=[ID])},
        "/{id}": {"get": operation("belowPrefix", "sim", parameters=[ID])},
    }
    app = Mock(Contract({**DOCUMENT, "paths": paths})).app
    assert ask(app, scope(target="/sim/5")).json == {"name": "belowPrefix"}


def test_what_nothing_claims_is_unexpected(mock: Mock) -> None:
    assert ask(mock.app, scope(target="/v1/thongs/5")).status == 404
    (call,) = mock.journal.unexpected
    assert call.near[0].operation_id == "getThing"


def test_one_service_alone_is_at_the_root(mock: Mock) -> None:
    app = App(mock.engine, Sessions(mock.engine.session, mock.session), "stock")
    assert ask(app, scope(target="/stock/5")).json == {"name": "getStock"}
    assert ask(app, scope(target="/stock/stock/5")).status == 404
    assert ask(app, scope(target="/things/v1/things/5")).status == 404


def test_the_only_service_of_a_document_is_at_the_root_and_below_its_prefix(
    document: dict[str, Any],
) -> None:
    paths = {path: item for path, item in document["paths"].items() if path.startswith("/thing")}
    app = Mock(Contract.load({**document, "paths": paths})).app
    assert ask(app, scope(target="/v1/things/5")).status == 200
    assert ask(app, scope(target="/things/v1/things/5")).status == 200


def test_an_escaped_slash_stays_inside_its_segment(mock: Mock) -> None:
    asked = scope(target="/things/v1/things/a/b")
    asked["raw_path"] = b"/things/v1/things/a%2Fb"
    assert ask(mock.app, asked).status == 200
    assert mock.journal.last.path_params == {"id": "a/b"}


def test_a_server_that_gives_no_raw_path_will_do(mock: Mock) -> None:
    asked = scope(target="/things/v1/things/ü 5")
    del asked["raw_path"]
    assert ask(mock.app, asked).status == 200
    assert mock.journal.last.path_params == {"id": "ü 5"}


def test_links_in_answers_start_with_the_callers_own_address(mock: Mock) -> None:
    seen: list[str] = []
    mock.stub("getThing", json={}, where=lambda call: bool(seen.append(call.base_url)) or True)
    ask(mock.app, scope())
    ask(mock.app, scope(headers=[]))
    ask(mock.app, scope(target="/~mine/things/v1/things/5"))  # another session: not stubbed
    assert seen == ["http://mock:4010/things", "http://127.0.0.1:4010/things"]


# -- streams ----------------------------------------------------------------------------------


def test_every_chunk_is_flushed_by_itself(mock: Mock) -> None:
    mock.stub("watch", sse=["one", (5.0, "two")])
    peer = ask(mock.app, scope(target="/things/v1/events"))
    bodies = [(m.get("body"), m.get("more_body")) for m in peer.got[1:]]
    assert bodies == [(b"data: one\n\n", True), (b"data: two\n\n", False)]
    assert mock.clock.monotonic() == 5.0
    assert mock.journal.last.outcome.finished


def test_a_client_that_leaves_stops_its_stream(mock: Mock) -> None:
    events = [(1.0, str(n)) for n in range(1000)]
    mock.stub("watch", sse=events)
    ask(mock.app, scope(target="/things/v1/events"), Peer(leaves_after=3))
    outcome = mock.journal.last.outcome
    assert outcome.interrupted
    assert not outcome.finished
    assert outcome.sent_bytes < 200


def test_a_stall_lasts_until_the_client_leaves(mock: Mock) -> None:
    mock.stub("watch", timeline=Timeline.json(200, {}).cut_after(0, "stall"), off_contract=True)
    peer = ask(mock.app, scope(target="/things/v1/events"), Peer(leaves_after=1))
    assert [message["type"] for message in peer.got] == ["http.response.start"]
    assert mock.journal.last.outcome.interrupted


def test_a_client_that_leaves_while_it_sends_made_no_call(mock: Mock) -> None:
    peer = Peer()
    peer._body.clear()
    peer._left.set()
    assert ask(mock.app, scope("POST", "/things/v1/things"), peer).got == []
    assert len(mock.journal) == 0


@pytest.mark.parametrize(
    ("kind", "extension"), [("reset", "penstock.abort"), ("close", "penstock.close")]
)
def test_a_fault_is_left_to_the_server(mock: Mock, kind: Any, extension: str) -> None:
    done: list[str] = []

    async def hang_up() -> None:
        done.append(extension)

    mock.stub("getThing", timeline=Timeline.broken(kind))
    peer = ask(mock.app, scope(extensions={extension: hang_up}))
    assert done == [extension]
    assert peer.got == []
    assert mock.journal.last.outcome.finished


def test_without_the_servers_help_a_fault_is_an_exception_which_makes_it_close(mock: Mock) -> None:
    mock.faults.add("reset")
    with pytest.raises(ConnectionAbortedError, match="reset"):
        ask(mock.app, scope())


# -- methods ----------------------------------------------------------------------------------


def test_head_has_no_body(mock: Mock) -> None:
    peer = ask(mock.app, scope("HEAD"))
    assert (peer.status, peer.body) == (200, b"")
    assert int(peer.headers["content-length"]) > 0


def test_options_lists_the_methods(mock: Mock) -> None:
    peer = ask(mock.app, scope("OPTIONS"))
    assert (peer.status, peer.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["POST", "TRACE", "PROPFIND"])
def test_a_method_there_is_not_says_which_there_are(mock: Mock, method: str) -> None:
    peer = ask(mock.app, scope(method))
    assert (peer.status, peer.headers["allow"]) == (405, "GET")


# -- sessions ----------------------------------------------------------------------------------


def test_a_session_is_chosen_by_header_or_by_path(mock: Mock) -> None:
    named = [(b"host", b"mock"), (b"x-penstock-session", b"a")]
    mock.stub("getThing", json={"session": "default"}, optional=True)
    assert ask(mock.app, scope()).json == {"session": "default"}
    assert ask(mock.app, scope(headers=named)).json == {"name": "getThing"}
    assert ask(mock.app, scope(target="/~a/things/v1/things/5")).json == {"name": "getThing"}
    own = ask(mock.app, scope(target="/~a/__penstock__/journal")).json["result"]
    assert len(own) == 2
    assert len(mock.journal) == 1


# -- admin ----------------------------------------------------------------------------------


def test_a_command_is_posted_with_its_arguments(mock: Mock) -> None:
    body = b'{"kind": "status", "status": 503, "count": 1}'
    assert ask(mock.app, scope("POST", "/__penstock__/add_fault"), body=body).status == 200
    assert ask(mock.app, scope()).status == 503
    assert ask(mock.app, scope()).status == 200


def test_what_only_looks_can_be_had_with_get(mock: Mock) -> None:
    ask(mock.app, scope())
    ask(mock.app, scope(target="/stock/stock/5"))
    target = "/__penstock__/journal?operation_id=getStock"
    assert [e["path"] for e in ask(mock.app, scope(target=target)).json["result"]] == ["/stock/5"]


@pytest.mark.parametrize(
    ("method", "target", "body", "status"),
    [
        ("GET", "/__penstock__/reset", b"", 405),
        ("DELETE", "/__penstock__/journal", b"", 405),
        ("POST", "/__penstock__/nothing", b"", 404),
        ("GET", "/__penstock__/", b"", 404),
        ("POST", "/__penstock__/advance", b"not json", 400),
        ("POST", "/__penstock__/advance", b"[1]", 400),
        ("POST", "/__penstock__/advance", b"{}", 400),
        ("POST", "/__penstock__/advance", b'{"seconds": -1}', 400),
        ("POST", "/__penstock__/add_fault", b'{"kind": "nope"}', 400),
        ("POST", "/__penstock__/stub", b'{"operation_id": "nope"}', 400),
        ("GET", "/__penstock__/journal?a=b", b"", 400),
    ],
)
def test_a_command_that_makes_no_sense_is_refused_in_words(
    mock: Mock, method: str, target: str, body: bytes, status: int
) -> None:
    peer = ask(mock.app, scope(method, target), body=body)
    assert peer.status == status
    assert peer.json["error"]


@pytest.mark.parametrize("client", [("192.0.2.7", 1), ("::ffff:192.0.2.7", 1), ("/tmp/sock", 0)])
def test_only_this_machine_controls_the_mock(mock: Mock, client: tuple[str, int]) -> None:
    assert ask(mock.app, scope(target="/__penstock__/health", client=client)).status == 403
    assert ask(mock.app, scope(client=client)).status == 200


def test_a_server_without_sockets_may_control_it(mock: Mock) -> None:
    assert ask(mock.app, scope(target="/__penstock__/health", client=None)).status == 200


# -- protocol ----------------------------------------------------------------------------------


def test_lifespan_is_answered(mock: Mock) -> None:
    asked = iter(["lifespan.startup", "lifespan.shutdown"])
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": next(asked)}

    async def send(message: Any) -> None:
        said.append(message["type"])

    asyncio.run(mock.app({"type": "lifespan"}, receive, send))
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_a_websocket_is_refused(mock: Mock) -> None:
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        said.append(message["type"])

    asyncio.run(mock.app({"type": "websocket"}, receive, send))
    assert said == ["websocket.close"]


def test_a_body_beyond_all_sense_is_refused_unread(
    mock: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("penstock_mock.frontends.asgi.MAX_BODY", 10)
    assert ask(mock.app, scope("POST", "/things/v1/things"), body=b"x" * 11).status == 413
    assert ask(mock.app, scope("POST", "/things/v1/things"), body=b"x" * 10).status == 200


octets = st.binary(max_size=40)
names = st.sampled_from([b"x-any", b"content-type", b"host", b"x-penstock-session", b"accept"])


@settings(max_examples=200, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "TRACE", "\x00", "ПОСТ"]),
    path=st.one_of(octets, octets.map(lambda tail: b"/things/v1/things/" + tail)),
    query=octets,
    headers=st.lists(st.tuples(names, octets), max_size=4),
    body=st.binary(max_size=200),
)
def test_any_bytes_anywhere_are_answered(
    two_services: Contract,
    method: str,
    path: bytes,
    query: bytes,
    headers: list[tuple[bytes, bytes]],
    body: bytes,
) -> None:
    mock = Mock(two_services)
    asked = scope(method, query_string=query, headers=headers)
    asked["raw_path"] = path
    peer = ask(mock.app, asked, body=body)
    assert 200 <= peer.status < 500
    assert not mock.journal.crashed
