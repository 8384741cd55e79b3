"""One admin interface: every test here drives a session in process and one on a port alike."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from penstock_mock import Contract, HttpAdmin, Mock, RealClock, Server, SteerableClock
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


@pytest.mark.parametrize(
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
    with pytest.raises((ValueError, LookupError), match=words):
        getattr(admin, command)(**arguments)


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


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"\xff"])
def test_something_else_on_the_port_is_told_apart(body: bytes) -> None:
    handler = type("Handler", (Stranger,), {"body": body})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(ValueError, match="no penstock mock"):
            HttpAdmin(f"http://127.0.0.1:{server.server_port}").health()
