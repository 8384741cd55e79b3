"""The pytest plugin, as tests of its users see it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import penstock_mock.frontends.httpx_transport

# Loaded here once: what a run inside a test loads is unloaded after it.
import penstock_mock.frontends.server

pytest_plugins = ["pytester"]

HEADER = """
import httpx, pytest
from penstock_mock import VirtualClock

def get(where, path, **more):
    if hasattr(where, "url_for"):
        return httpx.get(where.url_for("sim") + path, headers={"X-API-Key": "k"}, **more)
    with httpx.Client(transport=where.transport) as client:
        return client.get("https://www.sim.ai" + path, headers={"X-API-Key": "k"}, **more)

USAGE = "/api/users/me/usage-limits"
"""


penstock_mock.Contract.default()


@pytest.fixture(params=["penstock_mock", "penstock_server"])
def fixture(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def run(pytester: pytest.Pytester, fixture: str, body: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(HEADER + body.replace("FIXTURE", fixture))
    # Hypothesis's plugin would be loaded, and unloaded, in each of these runs.
    return pytester.runpytest_inprocess("-p", "no:hypothesispytest", *options)


def test_a_test_gets_a_mock_that_answers(pytester: pytest.Pytester, fixture: str) -> None:
    result = run(
        pytester,
        fixture,
        """
def test(FIXTURE):
    assert get(FIXTURE, USAGE).status_code == 200
    assert FIXTURE.journal.last.operation_id == "getUsageLimits"
""",
    )
    result.assert_outcomes(passed=1)


def test_each_test_has_a_session_of_its_own(pytester: pytest.Pytester, fixture: str) -> None:
    result = run(
        pytester,
        fixture,
        """
@pytest.mark.parametrize("n", range(3))
def test(FIXTURE, n):
    FIXTURE.stub("getUsageLimits", json={"n": n})
    assert get(FIXTURE, USAGE).json() == {"n": n}
    assert len(FIXTURE.journal) == 1
""",
    )
    result.assert_outcomes(passed=3)


def test_an_unexpected_call_fails_a_test_that_passed(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        """
def test(FIXTURE):
    assert get(FIXTURE, "/api/jobz/1").status_code == 404
""",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*unexpected call*GET /api/jobz/1*",
            "*nearest: GET /api/jobs/{taskId}*",
            "*to relax both: @pytest.mark.penstock(strict=False)*",
        ]
    )


def test_an_unused_stub_fails_a_test_that_passed(pytester: pytest.Pytester, fixture: str) -> None:
    result = run(
        pytester,
        fixture,
        """
def test(FIXTURE):
    FIXTURE.stub("getJobStatus", status=404)
""",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*stub of getJobStatus wanted a call, got none*"])
    result.stdout.no_fnmatch_line("*During handling of*")


def test_the_marker_relaxes_both(pytester: pytest.Pytester, fixture: str) -> None:
    result = run(
        pytester,
        fixture,
        """
@pytest.mark.penstock(strict=False)
def test(FIXTURE):
    FIXTURE.stub("getJobStatus", status=404)
    get(FIXTURE, "/api/jobz/1")
""",
        "--strict-markers",
    )
    result.assert_outcomes(passed=1)


def test_the_marker_sets_the_session_and_the_nearest_one_wins(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        """
pytestmark = pytest.mark.penstock(dialect="2026-08", seed=3)

@pytest.mark.penstock(seed=4, options={"sim": {"plan": "free"}}, clock=VirtualClock)
def test(FIXTURE):
    assert FIXTURE.session.options == {"sim": {"dialect": "2026-08", "plan": "free"}}
    assert FIXTURE.session.seed == 4
    assert isinstance(FIXTURE.clock, VirtualClock)
    assert FIXTURE.clock.monotonic() == 0
""",
    )
    result.assert_outcomes(passed=1)


def test_a_setting_there_is_not_is_an_error_that_names_it(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        """
@pytest.mark.penstock(sede=4)
def test(FIXTURE):
    pass
""",
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*'sede'*"])


def test_a_test_that_fails_by_itself_shows_its_calls(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        """
def test(FIXTURE):
    get(FIXTURE, USAGE)
    assert False, "of its own accord"
""",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*of its own accord*", "*penstock calls*", "*getUsageLimits*"])


def test_both_fixtures_may_be_used_in_one_test(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        """
def test(penstock_mock, penstock_server):
    get(penstock_mock, USAGE)
    get(penstock_server, USAGE)
    assert len(penstock_mock.journal) == len(penstock_server.journal) == 1
""",
    )
    result.assert_outcomes(passed=1)


def test_one_server_serves_a_whole_run(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        """
ports = set()

@pytest.mark.parametrize("n", range(3))
def test(penstock_server, n):
    ports.add(httpx.URL(penstock_server.url_for("sim")).port)
    assert len(ports) == 1
""",
    )
    result.assert_outcomes(passed=3)


def test_the_marker_is_listed_among_pytests_own(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.penstock(strict=True*"])


def test_a_run_that_does_not_use_it_imports_nothing_of_the_mock() -> None:
    """It is loaded in every run of everybody who installed the package."""
    program = (
        "import sys, pytest, penstock_mock.pytest_plugin\n"
        "print([m for m in sys.modules if m.startswith('penstock_') or m == 'httpx'])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "['penstock_mock', 'penstock_mock.pytest_plugin']"
