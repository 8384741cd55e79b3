"""The ASGI application, driven message by message as a server would drive it."""

from __future__ import annotations

import asyncio
import json
from contextlib import nullcontext
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock_mock import App, Contract, Mock, Timeline
from penstock_mock.engine.session import LIMIT, Sessions
from penstock_mock.frontends.asgi import Access

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
        "headers": [(b"host", b"127.0.0.1:4010")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 4010),
        **more,
    }


def ask(app: App, asked: dict[str, Any], peer: Peer | None = None, body: bytes = b"") -> Peer:
    peer = peer or Peer(body)
    asyncio.run(asyncio.wait_for(app(asked, peer.receive, peer.send), 5))
    return peer


# -- where services are found -------------------------------------------------------------------


@pytest.mark.table(
    ("target", "name"),
    [
        ("/things/v1/things/5", "getThing"),
        ("/stock/stock/5", "getStock"),
        ("/things/v1/things/latest", "getLatest"),
    ],
)
def test_each_service_is_below_its_prefix(mock: Mock, target: str, name: str) -> None:
    assert ask(mock.app, scope(target=target)).json == {"name": name}


@pytest.mark.table(
    ("target", "name"),
    [
        ("/v3/pets/7", "getPet"),
        ("/v3/store/stock", "getStock"),
        ("/v3/health", "getHealth"),
        ("/pets/v3/pets/7", "getPet"),
        ("/User%20Accounts/v3/users", "getUsers"),
        ("/pets/7", "(getPet): the base path /v3 is missing"),
        ("/store/stock", "(getStock): the base path /v3 is missing"),
        ("/health", "(getHealth): the base path /v3 is missing"),
        ("/pets/pets/7", "(getPet): the base path /v3 is missing"),
        ("/v3/pets/v3/pets/7", "'pets' is too much"),
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
    mock = Mock(Contract({**DOCUMENT, "servers": [{"url": "/v3"}], "paths": paths}))
    peer = ask(mock.app, scope(target=target))
    if peer.status == 200:
        assert peer.json == {"name": name}
    else:
        assert name in mock.journal.last.explained()


def test_the_documents_own_path_comes_before_a_prefix() -> None:
    paths = {
        "/sim/{id}": {"get": operation("atRoot", "other", parameters=[ID])},
        "/{id}": {"get": operation("belowPrefix", "sim", parameters=[ID])},
    }
    app = Mock(Contract({**DOCUMENT, "paths": paths})).app
    assert ask(app, scope(target="/sim/5")).json == {"name": "atRoot"}


@pytest.mark.table("target", ["/meta/", "/meta/nowhere", "/meta/meta", "/pets/meta", "/pets/"])
def test_a_path_that_the_document_lacks_gets_no_other_operations_answer(target: str) -> None:
    paths = {
        "/": {"get": operation("root", "meta")},
        "/meta": {"get": operation("meta", "meta")},
        "/pets/{id}/toys": {"get": operation("toys", "pets", parameters=[ID])},
        "/other/{id}": {"get": operation("other", "Other things", parameters=[ID])},
    }
    mock = Mock(Contract({**DOCUMENT, "paths": paths}))
    assert ask(mock.app, scope(target=target)).status == 404
    assert mock.journal.last.verdict == "unexpected"
    assert ask(mock.app, scope(target="/Other%20things/other/5")).json == {"name": "other"}
    services = ask(mock.app, scope(target="/")).json
    assert services == {"name": "root"}


def test_our_services_are_below_their_prefixes_only_with_their_base_paths() -> None:
    mock = Mock()
    headers = [(b"host", b"localhost"), (b"authorization", b"Bearer k")]
    assert ask(mock.app, scope(target="/dify/v1/info", headers=headers)).status == 200
    for target, why in [
        ("/dify/info", "(getAppInfo): the base path /v1 is missing"),
        ("/v1/info", "the services are below /sim, "),
        ("/info", "the services are below /sim, "),
        ("/dify/v10/info", "the base path /v1 is missing"),
    ]:
        assert ask(mock.app, scope(target=target, headers=headers)).status == 404
        assert why in mock.journal.last.explained()
        assert mock.journal.last.verdict == "unexpected"
    assert ask(mock.app, scope(target="/")).json["services"]["dify"].endswith("/dify/v1")


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


def in_process(url: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """The scope that httpx.ASGITransport makes: its server is the host of the URL."""
    parts = httpx.URL(url)
    given = {"host": parts.netloc.decode(), **headers}
    pairs = [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items()]
    server = (parts.host, parts.port)
    target = parts.raw_path.decode()
    return scope(method, target, scheme=parts.scheme, server=server, headers=pairs)


@pytest.mark.table(
    ("url", "found"),
    [
        ("https://things.example/v1/things/5", "getThing"),
        ("https://stock.example/stock/5", "getStock"),
        ("http://dify.internal:5001/deep/things/5", "getThing"),
        ("http://testserver/things/v1/things/5", "getThing"),
        ("http://localhost/v1/things/5", "getThing"),
        ("https://mock.test/stock/stock/5", "getStock"),
        ("http://[::1]:8000/stock/stock/5", "getStock"),
        ("http://things.example/v1/things/5", "http://things.example is not played, only http"),
        ("https://things.example/things/5", "the base path /v1 is missing"),
        ("https://things.example/things/v1/things/5", "is too much"),
        ("https://api.github.com/things/v1/things/5", "https://api.github.com is not played"),
        ("https://api.github.com/", "https://api.github.com is not played"),
        ("https://api.github.com/__penstock__/journal", "https://api.github.com is not played"),
        ("https://api.github.com/~a/things/v1/things/5", "https://api.github.com is not played"),
        ("http://dify.internal:5001/things/5", "things is below /deep"),
    ],
)
def test_an_application_used_in_process_answers_at_known_hosts_and_names_of_the_machine(
    two_services: Contract, url: str, found: str
) -> None:
    mock = Mock(two_services, hosts={"things": "http://dify.internal:5001/deep"})

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=mock.app)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.get(url)

    answer = asyncio.run(go())
    if answer.status_code == 200:
        assert answer.json() == {"name": found}
        assert mock.journal.last.operation_id == found
    else:
        assert answer.status_code == 404
        assert found in mock.journal.last.explained()
        assert mock.journal.last.verdict == "unexpected"


def test_the_clients_own_addresses_are_played_in_process_and_no_others() -> None:
    mock = Mock()
    for url, played in [
        ("https://www.sim.ai/api/users/me/usage-limits", True),
        ("https://api.dify.ai/v1/info", True),
        ("http://localhost:8080/v1/ping", True),
        ("http://localhost:3000/api/v1/blocks", True),
        ("http://localhost/dify/v1/info", True),
        ("http://www.sim.ai/api/users/me/usage-limits", False),
        ("https://www.sim.ai/sim/api/users/me/usage-limits", False),
        ("https://api.dify.ai/info", False),
        ("http://localhost:3000/v1/blocks", False),
        ("http://localhost:9/v1/ping", False),
    ]:
        ask(mock.app, in_process(url, x_api_key="k", user_agent="t"))
        assert (mock.journal.last.verdict != "unexpected") == played, url


@pytest.mark.table("way", ["transport", "router", "app"])
@pytest.mark.table("host", ["münchen.de", "xn--mnchen-3ya.de", "faß.de", "xn--fa-hia.de"])
@pytest.mark.table("other", [False, True])
def test_a_host_beyond_ascii_is_the_same_however_it_is_spelled(
    way: str, host: str, *, other: bool
) -> None:
    pair = ("münchen.de", "xn--mnchen-3ya.de") if "nchen" in host else ("faß.de", "xn--fa-hia.de")
    asked = next(name for name in pair if (name != host) == other)
    paths = {"/x": {"get": {"operationId": "x", "responses": {"204": {"description": ""}}}}}
    servers = [{"url": f"https://{host}/v2"}]
    document = {"openapi": "3.1.0", "servers": servers, "paths": paths}
    for mock, path in [
        (Mock(Contract(document)), "/v2/x"),
        (Mock(hosts={"dify": f"https://{host}/v1"}), "/v1/info"),
    ]:
        url = f"https://{asked}{path}"
        with mock.router if way == "router" else nullcontext():
            if way == "app":
                asyncio.run(_get(mock.app, url))
            else:
                transport = mock.transport if way == "transport" else None
                with httpx.Client(transport=transport) as client:
                    client.get(url, headers={"Authorization": "Bearer k"})
        assert mock.journal.last.verdict == "served", mock.journal.last.explained()


async def _get(app: App, url: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        return await client.get(url, headers={"Authorization": "Bearer k"})


def test_an_operation_is_at_its_own_scheme_and_port_of_a_host() -> None:
    one, two = [{"url": "http://a.example:1/v1"}], [{"url": "https://a.example/v1"}]
    paths = {
        "/one": {"servers": one, "get": operation("one", "svc")},
        "/two": {"servers": two, "get": operation("two", "svc")},
    }
    mock = Mock(Contract({**DOCUMENT, "paths": paths}))
    with httpx.Client(transport=mock.transport) as client:
        assert client.get("http://a.example:1/v1/one").status_code == 200
        assert client.get("https://a.example/v1/two").status_code == 200
        assert client.get("https://a.example/v1/one").status_code == 404
        assert "one is at http://a.example:1/v1" in mock.journal.last.explained()


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
    assert seen == ["http://127.0.0.1:4010/things"] * 2


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


@pytest.mark.table(
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


@pytest.mark.table("method", ["POST", "TRACE", "PROPFIND"])
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


@pytest.mark.table(
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


@pytest.mark.table("client", [("192.0.2.7", 1), ("::ffff:192.0.2.7", 1), ("/tmp/sock", 0)])
def test_only_this_machine_controls_the_mock(mock: Mock, client: tuple[str, int]) -> None:
    assert ask(mock.app, scope(target="/__penstock__/health", client=client)).status == 403
    assert ask(mock.app, scope(client=client)).status == 200


def test_a_server_without_sockets_may_control_it(mock: Mock) -> None:
    assert ask(mock.app, scope(target="/__penstock__/health", client=None)).status == 200


HEALTH = "/__penstock__/health"


def asked_with(**headers: str) -> dict[str, Any]:
    given = {"host": "127.0.0.1:4010", **headers}
    pairs = [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items()]
    return scope(target=HEALTH, headers=pairs)


@pytest.mark.table(
    "headers",
    [
        {"host": "localhost"},
        {"host": "LOCALHOST:4010"},
        {"host": "[::1]:4010"},
        {"host": "192.0.2.1:4010"},
        {"host": "Dev.Internal:4010"},
        {"host": "localhost.:4010"},
        {"host": "dev.internal."},
        {"host": "localhost", "origin": "http://localhost:80"},
        {"host": "LocalHost:4010", "origin": "http://localhost.:4010"},
        {"host": "[::1]:4010", "origin": "http://[0:0:0:0:0:0:0:1]:4010"},
        {"origin": "http://127.0.0.1:4010"},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
    ],
)
def test_the_control_is_reached_by_its_own_names(mock: Mock, headers: dict[str, str]) -> None:
    sessions = Sessions(mock.engine.session, mock.session)
    app = App(mock.engine, sessions, access=Access(frozenset({"dev.internal"})))
    assert ask(app, asked_with(**headers)).status == 200


@pytest.mark.table(
    ("headers", "why"),
    [
        ({"host": "rebound.example"}, "--allow-host"),
        ({"host": "127.0.0.1.rebound.example:4010"}, "--allow-host"),
        ({"host": "localhost.rebound.example"}, "--allow-host"),
        ({"host": "[oops"}, "--allow-host"),
        ({"host": "127.0.0.1:port"}, "--allow-host"),
        ({"host": "evil@127.0.0.1"}, "--allow-host"),
        ({"host": "REBOUND.example.:4010"}, "--allow-host"),
        ({"host": "[::1].rebound.example"}, "--allow-host"),
        ({"host": ""}, "--allow-host"),
        ({"origin": "https://127.0.0.1:4010"}, "pages of https://127.0.0.1:4010"),
        ({"origin": "http://127.0.0.1"}, "may not control"),
        ({"origin": "http://evil@127.0.0.1:4010"}, "may not control"),
        ({"origin": ""}, "may not control"),
        ({"host": "[::1]:4010", "origin": "http://[::2]:4010"}, "may not control"),
        ({"sec_fetch_site": "Cross-Site"}, "another site"),
        ({"sec_fetch_site": "anything"}, "another site"),
        ({"origin": "https://page.example"}, "pages of https://page.example"),
        ({"origin": "http://localhost:4010"}, "may not control"),
        ({"origin": "http://127.0.0.1:3000"}, "may not control"),
        ({"origin": "null"}, "may not control"),
        ({"origin": "http://[oops"}, "may not control"),
        ({"sec_fetch_site": "cross-site"}, "another site"),
        ({"sec_fetch_site": "same-site"}, "another site"),
    ],
)
def test_a_web_page_neither_controls_the_mock_nor_reads_it(
    mock: Mock, headers: dict[str, str], why: str
) -> None:
    peer = ask(mock.app, asked_with(**headers))
    assert peer.status == 403
    assert why in peer.json["error"]
    assert "access-control-allow-origin" not in peer.headers


@pytest.mark.table(
    ("body", "error"),
    [
        (
            b'{"seconds": ',
            "not readable as JSON: Expecting value: line 1 column 13 (char 12); give",
        ),
        (b"{'seconds': 1}", "not readable as JSON: Expecting property name"),
        (b'{"seconds": NaN}', "not readable as JSON: NaN is no JSON number"),
        (b"\xff", "not readable as JSON: byte 0 is not UTF-8"),
        (b"[1]", "the arguments of a command are a JSON object"),
    ],
)
def test_an_admin_body_that_is_no_json_is_refused_with_the_reason(
    mock: Mock, body: bytes, error: str
) -> None:
    peer = ask(mock.app, scope("POST", "/__penstock__/advance"), body=body)
    assert peer.status == 400
    assert peer.json["error"].startswith(error)


@pytest.mark.table("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE", "PUT"])
@pytest.mark.table("path", ["health", "reset", "nothing", "", None, "/~a/health"])
def test_the_rules_hold_on_every_path_and_for_every_method(
    mock: Mock, method: str, path: str | None
) -> None:
    target = "/__penstock__" if path is None else f"/__penstock__/{path}"
    target = "/~a/__penstock__/health" if path == "/~a/health" else target
    wrong = [
        [(b"host", b"rebound.example")],
        [(b"host", b"127.0.0.1:4010"), (b"host", b"rebound.example")],
        [(b"host", b"127.0.0.1:4010"), (b"origin", b"https://page.example")],
        [(b"accept", b"*/*")],
    ]
    app = App(mock.engine, Sessions(mock.engine.session, mock.session), cors=True)
    for headers in wrong:
        peer = ask(app, scope(method, target, headers=headers))
        assert (peer.status, method == "HEAD") == (403, not peer.body)
        assert "access-control-allow-origin" not in peer.headers
    assert len(mock.journal) == 0


@pytest.mark.table(
    ("target", "host", "status"),
    [
        ("http://rebound.example/__penstock__/health", b"127.0.0.1:4010", 403),
        ("http://rebound.example:4010/__penstock__/health", b"127.0.0.1:4010", 403),
        ("http://user@127.0.0.1/__penstock__/health", b"127.0.0.1:4010", 403),
        ("http://127.0.0.1:4010/__penstock__/health", b"rebound.example", 403),
        ("http://rebound.example/~a/__penstock__/health", b"127.0.0.1:4010", 403),
        ("http://127.0.0.1:4010/__penstock__/health", b"127.0.0.1:4010", 200),
        ("HTTP://LOCALHOST/__penstock__/health", b"127.0.0.1:4010", 200),
    ],
)
def test_the_host_of_a_target_in_absolute_form_counts_as_well(
    mock: Mock, target: str, host: bytes, status: int
) -> None:
    assert ask(mock.app, scope(target=target, headers=[(b"host", host)])).status == status


@pytest.mark.table(
    ("token", "sent", "status"),
    [("s3cret", "s3cret", 200), ("s3cret", "wrong", 403), ("s3cret", "", 403), (None, "any", 403)],
)
def test_another_machine_controls_the_mock_with_the_token_only(
    mock: Mock, token: str | None, sent: str, status: int
) -> None:
    sessions = Sessions(mock.engine.session, mock.session)
    app = App(mock.engine, sessions, access=Access(token=token))
    asked = {**asked_with(x_penstock_token=sent), "client": ("192.0.2.7", 1)}
    assert ask(app, asked).status == status
    assert "s3cret" not in repr(Access(token=token))


# -- bounds -----------------------------------------------------------------------------------


@pytest.mark.table("body", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff"])
def test_a_command_that_is_nested_too_deep_is_refused_in_words(mock: Mock, body: bytes) -> None:
    peer = ask(mock.app, scope("POST", "/__penstock__/stub"), body=body)
    assert (peer.status, "JSON" in peer.json["error"]) == (400, True)


def test_a_session_that_ended_is_gone_and_no_fresh_one(mock: Mock) -> None:
    sessions = Sessions(mock.engine.session, mock.session)
    app = App(mock.engine, sessions)
    sessions.put("mine", mock.engine.session())
    assert ask(app, scope(target="/~mine/stock/stock/5")).status == 200
    sessions.drop("mine")
    for target in ("/~mine/stock/stock/5", "/~mine/__penstock__/journal"):
        peer = ask(app, scope(target=target))
        assert (peer.status, "'mine' ended" in peer.json["error"]) == (410, True)
    sessions.put("mine", mock.engine.session())
    assert ask(app, scope(target="/~mine/stock/stock/5")).status == 200


def test_sessions_of_new_names_are_bounded_and_the_oldest_is_gone(mock: Mock) -> None:
    sessions = Sessions(mock.engine.session, mock.session)
    app = App(mock.engine, sessions)
    kept = sessions.get("kept")
    sessions.put("put", mock.session)
    for number in range(LIMIT):
        sessions.get(f"s{number}")
        assert sessions.get("kept") is kept
    peer = ask(app, scope(target="/~s0/stock/stock/5"))
    assert (peer.status, f"more than {LIMIT}" in peer.json["error"]) == (410, True)
    assert sessions.get("put") is mock.session
    assert sessions.get("s1") is sessions.get("s1")


def test_a_sessions_name_is_bounded(mock: Mock) -> None:
    assert ask(mock.app, scope(target=f"/~{'x' * 201}/stock/stock/5")).status == 400


def test_the_bodies_that_are_read_at_one_time_are_bounded(
    mock: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("penstock_mock.frontends.asgi.MAX_READING", 15)
    peers = [Peer(), Peer()]

    async def slow(peer: Peer) -> None:
        parts = [b"x" * 10, b""]

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        await mock.app(scope("POST", "/things/v1/things"), receive, peer.send)

    async def both() -> None:
        await asyncio.gather(*map(slow, peers))
        await slow(again)

    again = Peer()
    asyncio.run(both())
    assert sorted(peer.status for peer in peers) == [200, 503]
    assert "unfinished bodies" in next(p for p in peers if p.status == 503).json["error"]
    assert again.status == 200


# -- browsers and odd targets -------------------------------------------------------------------


@pytest.fixture
def shared(mock: Mock) -> App:
    """The application as it is on a port."""
    return App(mock.engine, Sessions(mock.engine.session, mock.session), cors=True)


def page(**headers: str) -> list[tuple[bytes, bytes]]:
    given = {"host": "localhost:4010", "origin": "https://page.example", **headers}
    return [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items()]


def test_a_web_page_may_read_an_answer_on_a_port(mock: Mock, shared: App) -> None:
    peer = ask(shared, scope(headers=page()))
    assert peer.status == 200
    assert peer.headers["access-control-allow-origin"] == "https://page.example"
    assert "X-Mock-Exchange" in peer.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in ask(shared, scope()).headers
    assert "access-control-allow-origin" not in ask(mock.app, scope(headers=page())).headers


def test_a_service_may_have_a_cors_rule_of_its_own(mock: Mock, shared: App) -> None:
    mock.stub("getThing", headers={"Access-Control-Allow-Origin": "https://only.example"})
    peer = ask(shared, scope(headers=page()))
    assert peer.headers["access-control-allow-origin"] == "https://only.example"
    assert "access-control-allow-credentials" not in peer.headers


def test_a_preflight_is_answered_and_no_call(mock: Mock, shared: App) -> None:
    headers = page(
        access_control_request_method="PUT",
        access_control_request_headers="x-api-key, content-type",
        access_control_request_private_network="true",
    )
    peer = ask(shared, scope("OPTIONS", "/nowhere", headers=headers))
    assert peer.status == 204
    assert peer.headers["access-control-allow-methods"] == "PUT"
    assert peer.headers["access-control-allow-headers"] == "x-api-key, content-type"
    assert peer.headers["access-control-allow-private-network"] == "true"
    assert len(mock.journal) == 0
    assert ask(mock.app, scope("OPTIONS", "/nowhere", headers=headers)).status == 404


def test_the_root_is_an_index_of_the_services(mock: Mock) -> None:
    peer = ask(mock.app, scope(target="/"))
    assert peer.json == {
        "services": {
            "things": "http://127.0.0.1:4010/things/v1",
            "stock": "http://127.0.0.1:4010/stock",
        },
        "document": ["http://127.0.0.1:4010/v1", "http://127.0.0.1:4010"],
        "admin": "http://127.0.0.1:4010/__penstock__/",
    }
    assert ask(mock.app, scope("HEAD", "/")).body == b""
    assert ask(mock.app, scope("POST", "/")).status == 404
    assert [exchange.request.method for exchange in mock.journal] == ["POST"]


def test_a_root_of_the_documents_own_is_no_index(document: dict[str, Any]) -> None:
    paths = {**document["paths"], "/": {"get": operation("root", "things")}}
    assert ask(Mock(Contract.load({**document, "paths": paths})).app, scope(target="/")).json == {
        "name": "root"
    }


@pytest.mark.table("origin", ["http://127.0.0.1:4010", "HTTP://any.example"])
def test_a_target_in_absolute_form_is_its_path(mock: Mock, origin: str) -> None:
    asked = scope()
    asked["raw_path"] = origin.encode() + asked["raw_path"]
    assert ask(mock.app, asked).json == {"name": "getThing"}


def test_options_of_the_whole_server_lists_the_methods(mock: Mock) -> None:
    peer = ask(mock.app, scope("OPTIONS", "*"))
    assert (peer.status, "DELETE" in peer.headers["allow"]) == (204, True)
    assert len(mock.journal) == 0


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
