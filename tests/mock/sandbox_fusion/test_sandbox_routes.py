"""Routes without an operation, the gateway in front of the server, and its setup."""

import threading

import httpx
import pytest

from penstock_mock import HttpAdmin, Server
from penstock_mock.engine.clock import SteerableClock
from penstock_mock.mock import Mock
from penstock_mock.services.base import read_options
from penstock_mock.services.sandbox_fusion import Options


def test_ping_is_a_word_in_quotes(world):
    assert world.call("GET", "/v1/ping").text == '"pong"'


def test_the_home_page_is_html_and_the_document_is_a_document(world):
    assert world.call("GET", "/").header("content-type") == "text/html"
    assert world.call("GET", "/openapi.json").json["openapi"].startswith("3.")


@pytest.mark.table("method", ["GET", "POST"])
@pytest.mark.table("path", ["/run_code", "/v1/ping", "/openapi.json"])
def test_a_slash_too_many_leads_back(method, path, world):
    answered = world.call(method, f"{path}/")
    assert (answered.status, answered.text) == (307, "")
    assert answered.header("location") == f"http://localhost{path}"


def test_another_path_and_another_method_are_told_in_the_servers_words(world):
    for path in ("/health", "/metrics", "/nope/"):
        answered = world.call("GET", path)
        assert (answered.status, answered.json) == (404, {"detail": "Not Found"})
    answered = world.call("GET", "/run_code")
    assert (answered.status, answered.json) == (405, {"detail": "Method Not Allowed"})
    assert answered.header("allow") == "POST"


def test_what_another_service_at_that_host_lacks_is_told_in_its_own_words(world):
    # Oomol Connect lives at http://localhost:3000/api in the document.
    assert world.call("GET", "/api/nope").text != '{"detail":"Not Found"}'
    assert world.call("GET", "/apis").json == {"detail": "Not Found"}


FAULTS = [
    ({"kind": "status", "status": 503}, 503, "text/plain"),
    ({"kind": "status", "status": 502}, 502, "text/html"),
    ({"kind": "status", "status": 504}, 504, "text/html"),
    ({"kind": "status", "status": 429, "headers": {"Retry-After": "7"}}, 429, "text/html"),
    ({"kind": "status", "status": 500}, 500, "application/json"),
    ({"kind": "html_502"}, 502, "text/html"),
]


@pytest.mark.table(("fault", "status", "media"), FAULTS)
def test_gateways_answer_in_their_own_form(fault, status, media, world):
    world.mock.faults.add(**fault, on="runCode", count=1)
    answered = world.post("/run_code", {"code": "print(1)", "language": "python"})
    assert (answered.status, answered.header("content-type")) == (status, media)
    if status == 429:
        assert answered.header("retry-after") == "7"
    assert world.run("print(1)")["status"] == "Success"


def test_a_server_with_a_limit_refuses_what_is_too_much_at_once(make):
    world = make(limit_concurrency=2)
    slow = {"code": "import time; time.sleep(5)", "language": "python"}
    statuses = [world.post("/run_code", slow).status for _ in range(3)]
    assert statuses == [200, 200, 503]
    assert world.call("GET", "/v1/ping").text == "Service Unavailable"
    world.mock.clock.sleep(5.01)
    assert world.post("/run_code", slow).status == 200


def test_how_many_requests_there_were_at_once_can_be_asked(world):
    slow = {"code": "import time; time.sleep(1)", "language": "python"}
    for _ in range(4):
        world.post("/run_code", slow)
        world.mock.clock.sleep(0.3)
    assert world.sandbox.peak == 4
    world.mock.clock.sleep(9)
    world.post("/run_code", slow)
    assert world.sandbox.peak == 4


@pytest.mark.table(
    ("name", "value"),
    [
        ("nope", 1),
        ("run_seconds", -1),
        ("run_seconds", float("nan")),
        ("output_limit", 0),
        ("missing", ["cobol"]),
        ("dialect", "tomorrow"),
        ("executor_pod_name", 5),
        ("steps", True),
        ("steps", None),
        ("judge_parallel", None),
        ("missing", 5),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(name, value):
    with pytest.raises(ValueError, match=name):
        read_options(Options, "sandbox_fusion", {name: value})
    with pytest.raises(ValueError, match=name):
        Mock(options={"sandbox_fusion": {name: value}})


METHODS = [
    ("HEAD", "/v1/ping", "GET"),
    ("HEAD", "/", "GET"),
    ("OPTIONS", "/run_code", "POST"),
    ("OPTIONS", "/v1/ping", "GET"),
    ("HEAD", "/run_code", "POST"),
]


@pytest.fixture(params=["in-process", "respx", "port"])
def client(request, penstock_port):
    if request.param == "port":
        url = penstock_port.url_for("sandbox_fusion")
        with httpx.Client(base_url=url) as found:
            yield found
        return
    mock = Mock()
    with httpx.Client(base_url="http://localhost:8000", transport=mock.transport) as found:
        if request.param == "in-process":
            yield found
            return
    with mock.router, httpx.Client(base_url="http://localhost:8000") as found:
        yield found


@pytest.mark.table(("method", "path", "allow"), METHODS)
def test_no_route_takes_a_method_that_it_was_not_made_for(method, path, allow, client):
    answered = client.request(method, path)
    assert (answered.status_code, answered.headers["allow"]) == (405, allow)


def test_limits_of_output_and_names_of_files_are_the_same_at_every_front(client):
    def ran(code, **more):
        return client.post("/run_code", json={"code": code, "language": "python", **more}).json()

    cut = ran("print('x' * 2**18)")
    assert (cut["status"], len(cut["run_result"]["stdout"])) == ("Success", 219_264)
    assert ran("print(1)", files={"a\0b": ""})["status"] == "SandboxError"
    assert ran("print(input() == 'abc')", stdin="abc\r\n")["run_result"]["stdout"] == "False\n"


# -- on a port ------------------------------------------------------------------------------------


@pytest.fixture
def server():
    with Server(Mock(clock=SteerableClock()), port=0) as running:
        yield running


def test_on_a_port_a_program_that_sleeps_is_waited_for(server):
    url = server.url_for("sandbox_fusion")
    admin = HttpAdmin(url)
    admin.scenario("sandbox_fusion", "re:slow", [{"stdout": "done", "seconds": 60}])
    sent = {"code": "slow", "language": "cpp", "run_timeout": 90}
    answers = []
    with httpx.Client(base_url=url, timeout=10) as client:
        assert client.get("/v1/ping").json() == "pong"
        asking = threading.Thread(
            target=lambda: answers.append(client.post("/run_code", json=sent).json())
        )
        asking.start()
        asking.join(0.2)
        waiting = asking.is_alive()
        admin.advance(61)
        asking.join(10)
        led = client.get("/v1/ping/", follow_redirects=True)
    assert waiting
    assert answers[0]["run_result"]["stdout"] == "done"
    assert led.json() == "pong"
