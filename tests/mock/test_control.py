"""One admin interface: every test here drives a session in process and one on a port alike."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from penstock_mock import Contract, HttpAdmin, Mock, RealClock, Server, SteerableClock
from penstock_mock.engine.timeline import Chunk, Fault, Head, Timeline
from penstock_mock.frontends.admin import COMMANDS, Admin
from penstock_mock.services import Plain


class Counter(Plain):
    """A service with a state that takes options and scenarios."""

    name = "things"
    authenticates = True

    class State:
        def __init__(self, session: Any) -> None:
            self.session = session
            self.configured: list[Any] = []

        @property
        def options(self) -> Any:
            given = self.session.options.get("things", {})
            if set(given) - {"speed"}:
                raise ValueError(f"no such option of things: {sorted(given)}")
            return given

        def configure(self, name: str, *steps: Any) -> None:
            if not steps:
                raise ValueError("give at least one step")
            self.configured.append((name, *steps))

    def new_state(self, session: Any) -> Any:
        return self.State(session)


@pytest.fixture(scope="module")
def server(two_services: Contract) -> Iterator[Server]:
    mock = Mock(two_services, clock=SteerableClock())
    mock.engine.services["things"] = Counter()
    with Server(mock) as server:
        yield server


@pytest.fixture(params=["local", "http", "http by path"])
def admin(request: pytest.FixtureRequest, server: Server) -> Iterator[Admin]:
    with server.tenant() as tenant:
        request.node.tenant = tenant
        ways = {
            "local": tenant.admin,
            "http": HttpAdmin(server.url, tenant.name),
            "http by path": HttpAdmin(tenant.url_for("things")),
        }
        yield ways[request.param]


@pytest.fixture
def tenant(request: pytest.FixtureRequest, admin: Admin) -> Any:
    return request.node.tenant


def get(tenant: Any, path: str = "/things/5") -> httpx.Response:
    return httpx.get(tenant.url_for("things") + path)


def test_every_method_is_a_command() -> None:
    assert {name for name in vars(Admin) if not name.startswith("_")} == set(COMMANDS)


def test_health_names_the_services(admin: Admin) -> None:
    assert admin.health() == {"status": "ok", "services": ["things", "stock"]}


def test_the_journal_tells_all_about_a_call(admin: Admin, tenant: Any) -> None:
    get(tenant, "/things/5?a=b")
    get(tenant, "/things/latest")
    (call,) = admin.journal("getThing")
    assert len(admin.journal()) == 2
    assert (call["method"], call["path"], call["status"]) == ("GET", "/v1/things/5", 200)
    assert [list(pair) for pair in call["query"]] == [["a", "b"]]
    assert call["operation"] == "getThing"
    assert (call["finished"], call["interrupted"]) == (True, False)
    assert call["sent_bytes"] > 0


def test_the_journal_says_what_an_unexpected_call_nearly_was(admin: Admin, tenant: Any) -> None:
    get(tenant, "/thongs/5")
    (call,) = admin.journal()
    assert call["verdict"] == "unexpected"
    assert call["near"][0]["operation_id"] == "getThing"


def test_a_problem_is_what_a_strict_test_would_fail_with(admin: Admin, tenant: Any) -> None:
    assert admin.problem() is None
    get(tenant, "/thongs/5")
    assert "unexpected call" in str(admin.problem())


def test_faults_are_armed_listed_and_cleared(admin: Admin, tenant: Any) -> None:
    admin.add_fault("status", status=503, on="getThing")
    assert [(f["kind"], f["status"]) for f in admin.faults()] == [("status", 503)]
    assert get(tenant).status_code == 503
    admin.clear_faults()
    assert admin.faults() == []
    assert get(tenant).status_code == 200


def test_a_stub_answers(admin: Admin, tenant: Any) -> None:
    admin.stub("getThing", status=202, json={"mine": 1}, times=1, off_contract=True)
    admin.stub("getLatest", body="plain", media="text/plain", off_contract=True)
    assert get(tenant).json() == {"mine": 1}
    assert get(tenant).json() == {"name": "getThing"}
    assert get(tenant, "/things/latest").text == "plain"


def test_a_stub_streams_events_after_their_delays(admin: Admin, tenant: Any) -> None:
    admin.stub("watch", sse=["a", (0.05, "b"), {"c": [1]}, b": raw\n\n"])
    body = b'data: a\n\ndata: b\n\ndata: {"c":[1]}\n\n: raw\n\n'
    assert httpx.get(tenant.url_for("things") + "/events").content == body
    assert [delay for delay, _ in tenant.journal.last.timeline.steps] == [0, 0, 0.05, 0, 0]


def test_a_stub_may_be_any_bytes_or_a_whole_timeline(admin: Admin, tenant: Any) -> None:
    head = Head(200, (("Content-Type", "application/json"),))
    broken = Timeline(((0.0, head), (0.0, Chunk(b'{"a')), (0.0, Fault("close"))))
    admin.stub("getThing", body=b"\x00\xff", media="image/png", off_contract=True, times=1)
    admin.stub("getThing", json={"$bytes": "no base64"}, times=1)
    admin.stub("getThing", timeline=broken, times=1)
    assert get(tenant).content == b"\x00\xff"
    assert get(tenant).json() == {"$bytes": "no base64"}
    with pytest.raises(httpx.RemoteProtocolError):
        get(tenant)


def test_what_json_cannot_say_is_refused_alike(admin: Admin) -> None:
    for value in ({1, 2}, b"bytes", {"a": [b""]}):
        with pytest.raises(ValueError, match="can't be sent as JSON"):
            admin.stub("getThing", json=value)
    admin.allow_breaches({"getThing", "watch"})


def test_the_url_of_a_mock_has_no_user_whose_password_would_be_shown() -> None:
    with pytest.raises(ValueError, match="url is 'http://\\[redacted]@x:1'; give the mock's"):
        HttpAdmin("http://user:secret@x:1")


@pytest.mark.off_contract
def test_a_value_nested_too_deep_is_refused_alike(server: Server) -> None:
    endless: list[Any] = []
    endless += [endless, {"a": endless}]
    deep: Any = 1
    for _ in range(500):
        deep = [{"a": deep}, (deep,)]
    for admin in (server.mock.admin, HttpAdmin(server.url)):
        for value in (endless, deep):
            for given in ({"json": value}, {"sse": [value]}, {"where": {"json": value}}):
                with pytest.raises(ValueError, match=r"^stub: nested deeper than 400 levels; nest"):
                    admin.stub("getThing", off_contract=True, **given)
            with pytest.raises(ValueError, match=r"^scenario: nested deeper than 400 levels"):
                admin.scenario("things", "any", steps=value)
    assert server.mock.session.stubs == []


@pytest.mark.table("number", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_refused_with_a_remedy(admin: Admin, number: float) -> None:
    with pytest.raises(ValueError, match="give plain values"):
        admin.stub("getThing", json=number, off_contract=True)


def test_an_option_of_a_wrong_value_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"^'dialect' must be in .* \(got 'latest'\)$"):
        Mock(dialect="latest")


def test_a_condition_is_data(admin: Admin, tenant: Any) -> None:
    admin.stub("getThing", json={"name": "five"}, where={"path": {"id": "5"}})
    assert get(tenant, "/things/5").json() == {"name": "five"}
    assert get(tenant, "/things/6").json() == {"name": "getThing"}


def test_a_condition_that_is_code_stays_in_its_process(server: Server) -> None:
    with pytest.raises(ValueError, match="a condition is data there"):
        HttpAdmin(server.url).stub("getThing", where=lambda call: True)


def test_a_stub_off_the_contract_is_refused_with_the_pointer(admin: Admin) -> None:
    with pytest.raises(ValueError, match=r"so: reply: not declared; there is 200"):
        admin.stub("getThing", status=418)


def test_an_unused_stub_names_the_line_that_made_it(admin: Admin) -> None:
    admin.stub("getThing", where={"path": {"id": "7"}})
    problem = str(admin.problem())
    assert "test_control.py:" in problem
    assert "where {'path': {'id': '7'}}" in problem


def test_breaches_are_counted_and_may_be_allowed(admin: Admin, tenant: Any) -> None:
    get(tenant, "/things/5?typo=1")
    assert admin.counts() == {
        "calls": 1,
        "dropped": 0,
        "unexpected": 0,
        "unanswered": 0,
        "crashed": 0,
        "breach": 1,
    }
    assert "query /typo: not a parameter" in str(admin.problem())
    admin.allow_breaches("getThing")
    assert admin.problem() is None
    with pytest.raises(ValueError, match="no operation 'getThings'"):
        admin.allow_breaches(["getThings"])


@pytest.mark.table(("command", "arguments"), [("advance", {}), ("stub", {"sttus": 1})])
def test_a_missing_or_unknown_argument_is_a_value_error(
    admin: Admin, command: str, arguments: dict[str, Any]
) -> None:
    operation = {"operation_id": "getThing"} if command == "stub" else {}
    with pytest.raises(ValueError, match=r"argument"):
        getattr(admin, command)(**operation, **arguments)


@pytest.mark.table(
    ("command", "arguments", "why"),
    [
        ("advance", {"seconds": "1"}, "give a number of seconds, 0 or more"),
        ("allow_breaches", {"allowed": 3}, "an operation's id, or a list of them"),
        ("scenario", {"service": "things", "name": "x", "steps": 3}, "give a list of scenarios"),
        ("scenario", {"service": "things", "name": "x", "steps": "fail"}, "give a list of"),
        ("stub", {"operation_id": "getThing", "where": {"json": {1}}}, "which no request has"),
        ("stub", {"operation_id": "getThing", "where": {"query": {"a": b"x"}}}, "no request has"),
    ],
)
def test_an_argument_of_another_kind_is_refused_in_words(
    admin: Admin, command: str, arguments: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        getattr(admin, command)(**arguments)


def test_reset_begins_anew(admin: Admin, tenant: Any) -> None:
    admin.stub("getThing", status=500, off_contract=True)
    admin.add_fault("reset")
    admin.reset()
    assert get(tenant).status_code == 200
    assert len(admin.journal()) == 1


def test_the_clock_is_read_and_advanced(admin: Admin) -> None:
    before = admin.clock()
    assert 60 <= admin.advance(60) - before < 61


def test_options_are_set_and_checked(admin: Admin) -> None:
    admin.set_option("things", "speed", 5)
    assert admin.options() == {"things": {"speed": 5}}
    with pytest.raises(ValueError, match="no such option"):
        admin.set_option("things", "sped", 5)
    assert admin.options() == {"things": {"speed": 5}}


def test_validation_is_set_from_the_next_call_on(admin: Admin, tenant: Any) -> None:
    assert admin.validation() == "report"
    undeclared = {"content": b"{}", "headers": {"Content-Type": "application/json"}}
    url = tenant.url_for("things") + "/things"
    assert httpx.post(url, **undeclared).status_code == 200
    admin.set_validation("strict")
    assert httpx.post(url, **undeclared).status_code == 400
    assert admin.validation() == "strict"
    with pytest.raises(ValueError, match="use report, strict or off"):
        admin.set_validation("lenient")
    assert admin.validation() == "strict"


def test_a_scenario_is_the_services_own_business(admin: Admin, tenant: Any) -> None:
    admin.scenario("things", "5", ["fail", {"name": "succeed"}])
    assert tenant.state("things").configured == [("5", "fail", {"name": "succeed"})]


@pytest.mark.table(
    ("command", "arguments", "words"),
    [
        ("advance", {"seconds": -1}, "can't go back"),
        ("add_fault", {"kind": "nope"}, "unknown fault"),
        ("add_fault", {"kind": "reset", "on": "nope"}, "nope"),
        ("stub", {"operation_id": "nope"}, "nope"),
        ("set_option", {"service": "nope", "name": "a", "value": 1}, "'nope'.*things"),
        ("scenario", {"service": "stock", "name": "a", "steps": [1]}, "'stock'"),
        ("scenario", {"service": "things", "name": "a", "steps": []}, "at least one"),
    ],
)
def test_nonsense_is_a_value_error_in_words(
    admin: Admin, command: str, arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        getattr(admin, command)(**arguments)


@pytest.mark.table(
    "timeline",
    [
        "x",
        [5],
        [[0]],
        [[0, {}]],
        [[0, {"status": "x"}]],
        [["x", {"status": 200}]],
        [[0, {"status": 200, "headers": ["x"]}]],
        [[0, {"status": 200}], [0, {"data": 5}]],
        [[0, {"fault": "zz"}]],
        [[0, {"fault": {}}]],
        [[0, {"data": {"$bytes": "eA=="}}]],
        [],
        [[0, {"status": 200, "headers": [5]}]],
        [[0, {"status": 200}], [0, {"data": {"$bytes": "no base64"}}]],
        [[0, {"status": 200}], [0, {"data": {"$bytes": 5}}]],
        [[0, {"status": 200}], [0, {"data": {"$tuple": 5}}]],
        [[0, {"status": 200}], [0, {"data": {"$object": 5}}]],
    ],
)
def test_a_timeline_that_cannot_be_played_is_refused_where_it_is_made(
    server: Server, timeline: Any
) -> None:
    sent = {
        "operation_id": "getThing",
        "off_contract": True,
        "timeline": {"$timeline": timeline},
    }
    answer = httpx.post(f"{server.url}/__penstock__/stub", json=sent).json()
    assert "give" in answer["error"] or "use" in answer["error"]
    assert server.mock.session.stubs == []
    assert "Error" not in answer["error"]


def test_a_clock_that_cannot_be_advanced_says_so(two_services: Contract) -> None:
    with pytest.raises(ValueError, match="can't be advanced"):
        Mock(two_services, clock=RealClock()).admin.advance(1)


class Stranger(BaseHTTPRequestHandler):
    """A server that is no mock, and answers every command with the same bytes."""

    body = b""

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.mark.table("body", [b"<html>", b"[]", b"{}", b"\xff"])
def test_something_else_on_the_port_is_told_apart(body: bytes) -> None:
    handler = type("Handler", (Stranger,), {"body": body})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(ValueError, match="no penstock mock"):
            HttpAdmin(f"http://127.0.0.1:{server.server_port}").health()
