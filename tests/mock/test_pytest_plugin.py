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
    FIXTURE.stub("getUsageLimits", json={"n": n}, off_contract=True)
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
            "*to relax all of it: @pytest.mark.penstock(strict=False)*",
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
    result.stdout.fnmatch_lines(
        ["*no setting sede; seed was meant?; by name it takes strict, seed*"]
    )


def test_a_setting_that_makes_no_sense_is_an_error_of_one_line(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        """
WRONG = [
    {"dialect": "2020"},
    {"validation": "loud"},
    {"hosts": "https://x"},
    {"hosts": {"dify": None}},
    {"options": {"sim": 5}},
    {"allow_breaches": "nope"},
    {"allow_breaches": 5},
    {"journal": "all"},
    {"strict": "no"},
    {"clock": 5},
    {"seed": "x"},
    {"spec": ""},
    {"spec": {}},
    {"clock": lambda x: x},
]

@pytest.mark.parametrize("n", [pytest.param(n, marks=pytest.mark.penstock(**w))
                               for n, w in enumerate(WRONG)])
def test(FIXTURE, n):
    pass
""",
    )
    result.assert_outcomes(errors=14)
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")
    result.stdout.no_fnmatch_line("*During handling*")
    result.stdout.no_fnmatch_line("*Error: *")
    result.stdout.fnmatch_lines(
        ["*@pytest.mark.penstock: *dialect*", "*@pytest.mark.penstock: hosts is 'https://x'*"]
    )


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


BREACH = """
def breach(where):
    return get(where, USAGE + "?typo=1")
"""


def test_a_call_that_breaks_the_contract_fails_a_test_unless_that_is_allowed(
    pytester: pytest.Pytester, fixture: str
) -> None:
    result = run(
        pytester,
        fixture,
        BREACH
        + """
def test_it_fails(FIXTURE):
    assert breach(FIXTURE).status_code == 200

@pytest.mark.penstock(allow_breaches="getJobStatus")
def test_it_fails_for_another_operation(FIXTURE):
    breach(FIXTURE)

@pytest.mark.penstock(allow_breaches=True)
def test_all_are_allowed(FIXTURE):
    breach(FIXTURE)

@pytest.mark.penstock(allow_breaches=["getUsageLimits"])
def test_those_of_an_operation_are(FIXTURE):
    breach(FIXTURE)

def test_those_of_a_block_are(FIXTURE):
    with FIXTURE.breaches_allowed("getUsageLimits"):
        breach(FIXTURE)
    get(FIXTURE, USAGE)

def test_those_of_a_stub_are(FIXTURE):
    FIXTURE.stub("getUsageLimits", allow_breaches=True)
    breach(FIXTURE)

@pytest.mark.penstock(strict=False)
def test_nothing_is_checked(FIXTURE):
    breach(FIXTURE)
""",
    )
    result.assert_outcomes(failed=2, passed=5)
    result.stdout.fnmatch_lines(
        [
            "*breach of the contract in #1 GET /api/users/me/usage-limits (getUsageLimits)*",
            "*query /typo: not a parameter of this operation (sent '1') [[]query.undeclared[]]*",
            "*to accept it: allow_breaches=True*",
        ]
    )


def test_the_report_explains_each_call_however_the_test_failed(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        BREACH
        + """
def test_raised(penstock_mock):
    breach(penstock_mock)
    get(penstock_mock, "/api/jobz/1").raise_for_status()

def test_failed(penstock_mock):
    get(penstock_mock, "/api/jobz/1")
    pytest.fail("so be it")

@pytest.fixture
def asking(penstock_mock):
    get(penstock_mock, "/api/jobz/1").raise_for_status()

def test_in_setup(asking):
    pass
""",
    )
    result.assert_outcomes(failed=2, errors=1)
    text = result.stdout.str()
    assert text.count("#1 GET /api/jobz/1 (no operation): unexpected, 404") == 2
    assert text.count("    nearest: GET /api/jobs/{taskId} (getJobStatus): 'jobz' instead of") == 3
    assert "    query /typo: not a parameter" in text
    assert "sandbox" not in text


def test_calls_in_the_end_of_a_fixture_are_checked_and_stubs_may_be_used_there(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "",
        """
@pytest.fixture
def good(penstock_mock):
    penstock_mock.stub("getUsageLimits")
    yield
    get(penstock_mock, USAGE)

@pytest.fixture
def bad(penstock_mock):
    yield
    get(penstock_mock, "/api/jobz/1")

@pytest.fixture
def idle(penstock_mock):
    penstock_mock.stub("getUsageLimits")
    yield

def test_good(good): pass
def test_bad(bad): pass
def test_idle(idle): pass

class TestOld:
    @pytest.fixture(autouse=True)
    def mock(self, penstock_mock):
        self.mock = penstock_mock
        self.mock.stub("getUsageLimits")

    def teardown_method(self):
        get(self.mock, USAGE)

    def test(self): pass
""",
    )
    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines(["*teardown of test_bad*", "*unexpected call*GET /api/jobz/1*"])
    result.stdout.fnmatch_lines(["*teardown of test_idle*", "*getUsageLimits wanted a call*"])


def test_a_stub_may_be_used_by_any_code_that_runs_after_the_test(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "",
        """
class Handed(list):
    def use(self):
        for mock in self:
            get(mock, USAGE)

@pytest.fixture
def handed():
    yield (handed := Handed())
    handed.use()

def test_a_fixture_it_was_handed_to(penstock_mock, handed):
    penstock_mock.stub("getUsageLimits")
    handed.append(penstock_mock)

@pytest.mark.parametrize("of", [lambda request: request, lambda request: request.node])
def test_a_finalizer(penstock_mock, request, of):
    penstock_mock.stub("getUsageLimits")
    of(request).addfinalizer(lambda: get(penstock_mock, USAGE))

class TestClass:
    def test(self, penstock_mock):
        penstock_mock.stub("getUsageLimits")
        TestClass.mock = penstock_mock

    @classmethod
    def teardown_class(cls):
        get(cls.mock, USAGE)

class TestIdle:
    def test_before_the_last(self, penstock_mock):
        penstock_mock.stub("getUsageLimits")

    def test_last(self, penstock_mock):
        penstock_mock.stub("getUsageLimits")

    @classmethod
    def teardown_class(cls):
        pass

def test_the_module_ends(penstock_module_mock):
    penstock_module_mock.stub("getUsageLimits")
    globals()["shared"] = penstock_module_mock

def teardown_module():
    get(shared, USAGE)
""",
    )
    result.assert_outcomes(passed=6, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*teardown of TestIdle.test_last*", "*wanted a call, got none*"])
    result.stdout.fnmatch_lines(["*TestIdle.test_before_the_last*", "*wanted a call, got none*"])


def test_a_stub_may_be_for_the_end_of_a_class_or_a_module_though_other_tests_come_first(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "",
        """
class TestKept:
    def test_first(self, penstock_mock):
        penstock_mock.stub("getUsageLimits")
        TestKept.mock = penstock_mock

    def test_last(self, penstock_mock): pass

    @classmethod
    def teardown_class(cls):
        get(cls.mock, USAGE)

class TestForgotten:
    def test_first(self, penstock_mock):
        penstock_mock.stub("getUsageLimits")
        TestForgotten.client = [httpx.Client(transport=penstock_mock.transport)]

    def test_last(self): pass

    @classmethod
    def teardown_class(cls):
        get(TestKept.mock, "/api/jobz/1")

def test_of_the_module(penstock_mock):
    penstock_mock.stub("getUsageLimits")
    globals()["kept"] = penstock_mock

def test_of_nothing(penstock_mock):
    penstock_mock.stub("getUsageLimits")

def test_last(): pass

def teardown_module():
    get(kept, USAGE)
""",
    )
    result.assert_outcomes(passed=6, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*teardown of TestForgotten.test_last*", "*wanted a call*"])
    result.stdout.fnmatch_lines(["*_ test_of_nothing _*", "*wanted a call, got none*"])


def test_a_hook_of_a_conftest_may_use_a_mock_after_the_test(pytester: pytest.Pytester) -> None:
    adds = """
import pytest
@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item):
    item.addfinalizer(lambda: ends(item))
"""
    hook = """
import pytest
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    ends(item)
"""
    for code in (adds, hook):
        pytester.makeconftest(
            code
            + """
def ends(item):
    if mock := item.funcargs.get("penstock_mock"):
        item.module.get(mock, item.module.USAGE)
"""
        )
        result = run(
            pytester,
            "",
            """
def test_used(penstock_mock):
    penstock_mock.stub("getUsageLimits")

def test_unused(penstock_mock):
    penstock_mock.stub("getUsageLimits", times=2)
""",
        )
        result.assert_outcomes(passed=2, errors=1)
        result.stdout.fnmatch_lines(["*teardown of test_unused*", "*wanted 2 calls, got 1*"])


@pytest.mark.parametrize("last", ["pytest.skip()", "assert False", "pytest.xfail()"])
def test_calls_in_the_end_of_a_shared_fixture_are_checked_however_the_last_test_ended(
    pytester: pytest.Pytester, last: str
) -> None:
    result = run(
        pytester,
        "",
        f"""
@pytest.fixture(scope="module")
def shared(penstock_module_mock):
    yield
    get(penstock_module_mock, "/api/jobz/1")

def test_one(shared): pass
def test_last(shared, penstock_module_mock):
    get(penstock_module_mock, "/api/jobz/2")
    {last}
""",
    )
    result.assert_outcomes(
        passed=1,
        errors=1,
        skipped="skip" in last,
        failed="assert" in last,
        xfailed="xfail" in last,
    )
    result.stdout.fnmatch_lines(["*teardown of test_last*", "*unexpected call*GET /api/jobz/1*"])
    result.stdout.no_fnmatch_line("unexpected call*/api/jobz/2*")


def test_a_last_test_that_is_expected_to_fail_excuses_no_shared_fixture(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "",
        """
@pytest.fixture(scope="module")
def shared(penstock_module_mock):
    yield
    get(penstock_module_mock, "/api/jobz/1")

def test_one(shared): pass

@pytest.mark.xfail
def test_last(): assert 0
""",
    )
    result.assert_outcomes(passed=1, xfailed=1, errors=1)
    result.stdout.fnmatch_lines(["*teardown of test_last*", "*unexpected call*GET /api/jobz/1*"])


def test_only_a_failed_test_that_used_a_shared_mock_excuses_its_stubs(
    pytester: pytest.Pytester,
) -> None:
    body = """
def test_it_stubs(penstock_module_mock):
    penstock_module_mock.stub("getUsageLimits")

def test_it_fails(ASKED):
    assert False

def test_last(): pass
"""
    result = run(pytester, "", body.replace("ASKED", "penstock_mock"))
    result.assert_outcomes(passed=2, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*teardown of test_last*", "*wanted a call, got none*"])
    result = run(pytester, "", body.replace("ASKED", "penstock_module_mock"))
    result.assert_outcomes(passed=2, failed=1)


def test_mocks_and_servers_may_be_shared_by_a_module_or_by_all(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        """
pytestmark = pytest.mark.penstock(seed=5)
SHARED = ["module_mock", "module_server", "session_mock", "session_server"]

@pytest.fixture(params=SHARED, scope="module")
def shared(request):
    mock = request.getfixturevalue(f"penstock_{request.param}")
    assert mock.session.seed == (5 if "module" in request.param else 0)
    mock.stub("getJobStatus")
    return mock

def test_a_call(shared):
    get(shared, "/api/jobs/1")

def test_an_unexpected_call_fails_the_test_that_made_it(shared):
    get(shared, "/api/jobz/1")

def test_the_next_one_passes(shared):
    assert len(shared.journal) == 2
""",
    )
    result.assert_outcomes(passed=8, failed=4)


def test_the_stubs_of_a_shared_mock_are_checked_at_its_end(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        """
def test_one(penstock_module_mock):
    penstock_module_mock.stub("getJobStatus")

def test_two(penstock_module_mock):
    pass
""",
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*teardown of test_two*", "*getJobStatus wanted a call, got none*"]
    )


def test_items_that_are_no_functions_run_beside_it(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "",
        '''
def answer():
    """
    >>> answer()
    42
    """
    return 42

@pytest.fixture(autouse=True)
def mocked(penstock_mock):
    return penstock_mock

def test(): pass
''',
        "--doctest-modules",
    )
    result.assert_outcomes(passed=2)


def test_a_server_is_reached_while_a_shared_router_patches_httpx(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "",
        """
def test_patched(penstock_session_router):
    headers = {"X-API-Key": "k"}
    assert httpx.get("https://www.sim.ai" + USAGE, headers=headers).status_code == 200

def test_served(penstock_server):
    assert get(penstock_server, USAGE).status_code == 200
    assert len(penstock_server.journal) == 1
""",
    )
    result.assert_outcomes(passed=2)


def test_addresses_of_ones_own_are_named_by_the_marker_and_the_ini_file(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\npenstock_hosts =\n    dify = https://dify.internal/v1\n")
    result = run(
        pytester,
        "",
        """
@pytest.mark.penstock(hosts={"sim": "https://sim.internal"})
def test(penstock_mock):
    with httpx.Client(transport=penstock_mock.transport, headers={"X-API-Key": "k"}) as client:
        assert client.get("https://sim.internal" + USAGE).status_code == 200
        headers = {"Authorization": "Bearer k"}
        assert client.get("https://dify.internal/v1/info", headers=headers).status_code == 200

def test_without(penstock_mock):
    with httpx.Client(transport=penstock_mock.transport, headers={"X-API-Key": "k"}) as client:
        client.get("https://sim.internal" + USAGE)
""",
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*https://sim.internal is not played, only https://*"])
