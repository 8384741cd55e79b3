"""Fixtures for pytest: a mock in process, and one on a port. Installed with the package.

    def test_a_workflow(penstock_mock):
        with Sim("key", transport=penstock_mock.transport, clock=penstock_mock.clock) as sim:
            assert sim.execute_workflow("wf").success

    @pytest.mark.penstock(dialect="2026-08", strict=False)
    def test_over_the_wire(penstock_server):
        with Sim("key", base_url=penstock_server.url_for("sim")) as sim:
            ...

Each test has a session of its own; `penstock_module_mock` and the like are shared by a module's
tests, or by all. A test that passed fails after all when it made a call that no operation matches
or that breaks the contract, or left a stub unused. The marker relaxes that: `allow_breaches=True`
or an operation's id, or `strict=False` for all of it.

Any OpenAPI document is played by its file, which is looked for beside the test and in pytest's
rootdir: `@pytest.mark.penstock(spec="openapi.yaml")`, or for all tests the ini option
`penstock_spec`. `penstock_hosts` names servers of one's own, one a line:

    penstock_spec = openapi.yaml
    penstock_hosts =
        pets = https://pets.internal/v1

`--penstock-coverage` shows which parts of the document the tests exercised.

This module is imported in every pytest run where the package is installed, so it imports nothing.
"""

from __future__ import annotations

import gc
import inspect
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from difflib import get_close_matches
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pytest

if TYPE_CHECKING:
    from .document.contract import Contract
    from .frontends.httpx_transport import MockTransport
    from .frontends.respx_router import Router
    from .frontends.server import Server, Tenant
    from .mock import Mock
    from .pytest_coverage import CoverageRun

T = TypeVar("T", bound="Mock")

SETTINGS = {
    "strict": True,
    "seed": 0,
    "validation": "report",
    "allow_breaches": False,
    "hosts": None,
    "dialect": None,
    "options": None,
    "clock": None,
    "journal": 1000,
    "spec": None,
}
"""The words of the marker, and what they are unless given. spec: the document that is played, a
file or what was parsed from one; the others: see `Mock`."""

COVERAGE = {
    "min": "the least percent, in total or by kind (operations=100); a run below it fails",
    "json": "write the coverage to a file, for `penstock-mock coverage`",
    "html": "write the coverage to a page",
    "services": "count these services (comma-separated) instead of all, or all that are called",
}
"""The options `--penstock-coverage-...`; each is also an ini option."""

Servers: TypeAlias = "Callable[[Contract | None], Server]"

_MOCKS = pytest.StashKey["list[Mock]"]()
# The calls of each mock before this test, or up to its last verification.
_SEEN = pytest.StashKey["dict[Mock, int]"]()
# The fixture that made a mock, and the mocks that a test used, or meant to, and failed.
_FIXTURE = pytest.StashKey["dict[Mock, str | None]"]()
_FAILED = pytest.StashKey["set[Mock]"]()
_PASSED = pytest.StashKey[bool]()
# Those of `spec`, by their file or the object's id, beside what they were made of.
_CONTRACTS = pytest.StashKey["dict[Any, tuple[Any, Contract]]"]()
_COVERAGE: pytest.StashKey[CoverageRun] = pytest.StashKey()
# Fixtures of this node that use a mock, and whether one may use a mock in its teardown.
_USERS = pytest.StashKey["set[str]"]()
_LATE = pytest.StashKey[bool]()
# The nodes that end with this test: itself, its class after the class's last test, and so on.
_ENDING = pytest.StashKey["list[Any]"]()
# Whether a mock that outlives a test failed in its teardown: a mark of the test is not for that.
_NOT_ITS_OWN = pytest.StashKey[bool]()
# Packages of the installed plugins: their fixtures reach a mock only by asking for one.
_INSTALLED = pytest.StashKey["frozenset[str]"]()
# A failing test shows its last calls; earlier ones are rarely what broke it.
_SHOWN = 20
_RELAX = "to relax all of it: @pytest.mark.penstock(strict=False)"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "penstock_hosts",
        "base URLs at which mocks answer besides the document's, one a line: 'service = URL' or, "
        "for all of it, the URL alone",
        type="linelist",
    )
    parser.addini("penstock_spec", "the OpenAPI document that mocks play unless a test names one")
    group = parser.getgroup("penstock")
    what = "show which parts of the contract were exercised"
    group.addoption("--penstock-coverage", action="store_true", help=what)
    parser.addini("penstock_coverage", what, type="bool", default=False)
    for name, what in COVERAGE.items():
        group.addoption(f"--penstock-coverage-{name}", metavar=name.upper(), help=what)
        parser.addini(f"penstock_coverage_{name}", what)


def pytest_configure(config: pytest.Config) -> None:
    words = ", ".join(f"{name}={value!r}" for name, value in SETTINGS.items())
    config.addinivalue_line(
        "markers",
        f"penstock({words}): settings of the fixtures penstock_mock and penstock_server; clock is "
        "what makes one, such as VirtualClock",
    )
    installed = (module for module, _ in config.pluginmanager.list_plugin_distinfo())
    names = {getattr(module, "__name__", "").partition(".")[0] for module in installed}
    config.stash[_INSTALLED] = frozenset(names | {"_pytest"})
    options = _coverage_options(config)
    if options or config.getoption("penstock_coverage") or config.getini("penstock_coverage"):
        from . import pytest_coverage

        config.stash[_COVERAGE] = pytest_coverage.CoverageRun(config, options)
        config.pluginmanager.register(config.stash[_COVERAGE], "penstock_coverage")


def _mock(request: pytest.FixtureRequest) -> Mock:
    """A `penstock_mock.Mock` in this process: transport, router, clock, journal, stubs, faults.

    One for a test, for the tests of a module, or for all: stubs must be used by their end.
    """
    from .mock import Mock

    with _refused():
        mock = Mock(**_settings(request))
    return _watched(request, mock)


penstock_mock = pytest.fixture(_mock)
penstock_module_mock = pytest.fixture(scope="module")(_mock)
penstock_session_mock = pytest.fixture(scope="session")(_mock)


@pytest.fixture
def penstock_transport(penstock_mock: Mock) -> MockTransport:
    """The transport of `penstock_mock`, for any httpx client."""
    return penstock_mock.transport


@pytest.fixture(scope="module")
def penstock_module_transport(penstock_module_mock: Mock) -> MockTransport:
    """The transport of `penstock_module_mock`."""
    return penstock_module_mock.transport


@pytest.fixture(scope="session")
def penstock_session_transport(penstock_session_mock: Mock) -> MockTransport:
    """The transport of `penstock_session_mock`."""
    return penstock_session_mock.transport


@pytest.fixture
def penstock_router(penstock_mock: Mock) -> Iterator[Router]:
    """The router of `penstock_mock`: httpx is patched as long as the test runs."""
    with penstock_mock.router:
        yield penstock_mock.router


@pytest.fixture(scope="module")
def penstock_module_router(penstock_module_mock: Mock) -> Iterator[Router]:
    """The router of `penstock_module_mock`: httpx is patched for the tests of a module."""
    with penstock_module_mock.router:
        yield penstock_module_mock.router


@pytest.fixture(scope="session")
def penstock_session_router(penstock_session_mock: Mock) -> Iterator[Router]:
    """The router of `penstock_session_mock`: httpx is patched for all tests."""
    with penstock_session_mock.router:
        yield penstock_session_mock.router


def _server(request: pytest.FixtureRequest, _penstock_servers: Servers) -> Iterator[Tenant]:
    """The same over a real port, at `url` and `url_for(service)`; its clock is real and can be
    advanced. One for a test, for the tests of a module, or for all.
    """
    with ExitStack() as stack:
        with _refused():
            settings = _settings(request)
            made = _penstock_servers(settings.pop("contract")).tenant(**settings)
            tenant = stack.enter_context(made)
        yield _watched(request, tenant)


penstock_server = pytest.fixture(_server)
penstock_module_server = pytest.fixture(scope="module")(_server)
penstock_session_server = pytest.fixture(scope="session")(_server)


@pytest.fixture(scope="session")
def penstock_port(request: pytest.FixtureRequest, _penstock_servers: Servers) -> Server:
    """The one server that the tests of a run share; each has its own session on it."""
    return _penstock_servers(_settings(request)["contract"])


@pytest.fixture(scope="session")
def _penstock_servers() -> Iterator[Servers]:
    """Gives the server of a contract, which is started when it is first asked for."""
    from .engine.clock import SteerableClock
    from .frontends.server import Server
    from .mock import Mock

    started: dict[int, Server] = {}
    with ExitStack() as stack:

        def server_of(contract: Contract | None) -> Server:
            if id(contract) not in started:
                mock = Mock(contract, clock=SteerableClock())
                started[id(contract)] = stack.enter_context(Server(mock))
            return started[id(contract)]

        yield server_of


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Note the fixtures that may use a mock after the test.

    A mock can also be handed to a fixture that doesn't ask for one, by the test or another fixture.
    """
    users = request.node.stash.setdefault(_USERS, set())
    if fixturedef.argname.startswith("penstock_") or users.intersection(fixturedef.argnames):
        users.add(fixturedef.argname)
    function = inspect.unwrap(fixturedef.func)
    module = getattr(function, "__module__", "")
    reaches = (
        fixturedef.argname in users
        or module.partition(".")[0] not in request.config.stash[_INSTALLED]
    )
    ends = inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)
    if module != __name__ and reaches and (ends or "request" in fixturedef.argnames):
        request.node.stash[_LATE] = True
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, Any, Any]:
    item.stash[_ENDING] = _ending(item, nextitem)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    item.stash[_PASSED] = False
    _look_from_here(item)
    with _shown(item, "setup"):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Verify in the test's own phase: in a fixture's end it would be an error beside a success."""
    with _shown(item, "call"):
        result = yield
        at_once = _MOCKS in item.stash and not _may_call_later(item)
        _verify(item, stubs_of=[item] if at_once else [])
    item.stash[_PASSED] = True
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, Any, Any]:
    """Verify the calls that fixtures made in their end, and the stubs of all that ended."""
    ended = _ending(item, nextitem)
    if not item.stash.get(_PASSED, False):  # its own calls and stubs were cut short
        ended.remove(item)
        _look_from_here(item)
    with _shown(item, "teardown"):
        result = yield
        for node, mock in _kept(item) if item in ended else ():
            item.stash[_MOCKS].remove(mock)
            node.stash.setdefault(_MOCKS, []).append(mock)
        item.stash[_NOT_ITS_OWN] = any(node is not item for node in ended)
        _verify(item, stubs_of=ended)
        item.stash[_NOT_ITS_OWN] = False
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a failure of a shared mock as one, though its last test is expected to fail."""
    report = yield
    if call.when == "teardown" and call.excinfo and item.stash.get(_NOT_ITS_OWN, False):
        report.outcome = "failed"
        vars(report).pop("wasxfail", None)
    return report


@contextmanager
def _refused() -> Iterator[None]:
    """Fail with a line, not with the plugin's own traceback, for a setting that makes no sense."""
    try:
        yield
    except (LookupError, TypeError, ValueError) as error:
        reason = error.args[0] if error.args else error
        # Without a context, which pytest would print beside it.
        raise pytest.fail.Exception(f"@pytest.mark.penstock: {reason}", pytrace=False) from None


def _watched(request: pytest.FixtureRequest, mock: T) -> T:
    request.session.stash.setdefault(_FIXTURE, {})[mock] = request.fixturename
    request.node.stash.setdefault(_MOCKS, []).append(mock)
    return mock


def _settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The settings of the markers, as `Mock` takes them; a test's wins over its class's and its
    module's.
    """
    settings: dict[str, Any] = {}
    for marker in reversed([*request.node.iter_markers("penstock")]):
        unknown = [*map(repr, marker.args), *(n for n in marker.kwargs if n not in SETTINGS)]
        if unknown:
            close = get_close_matches(unknown[0], SETTINGS, 1)
            meant = f"; {close[0]} was meant?" if close else ""
            pytest.fail(
                f"@pytest.mark.penstock has no setting {', '.join(unknown)}{meant}; "
                f"by name it takes {', '.join(SETTINGS)}",
                pytrace=False,
            )
        settings.update(marker.kwargs)
    if callable(settings.get("clock")):
        settings["clock"] = settings["clock"]()
    named = "spec" in settings
    given = settings.pop("spec") if named else request.config.getini("penstock_spec") or None
    if given is not None and not named:
        given = request.config.rootpath / given
    contract = None if given is None else _contract(request, given)
    hosts = _ini_hosts(request.config)
    if named and hosts:  # the ini file's are those of another document
        from .document.contract import Contract

        played = (contract or Contract.default()).services
        hosts = {service: urls for service, urls in hosts.items() if service in played}
    own = settings.get("hosts")
    if own is None or isinstance(own, Mapping):  # what is neither is refused with the others
        settings["hosts"] = hosts | dict(own or {})
    if _COVERAGE in request.config.stash:
        settings["coverage"] = request.config.stash[_COVERAGE].of(contract)
    return {**settings, "contract": contract}


def _contract(request: pytest.FixtureRequest, given: Any) -> Contract:
    """The contract of `spec`, loaded once in a run."""
    from .document.contract import Contract, ContractError

    if isinstance(given, Contract):
        return given
    key = given if isinstance(given, Mapping) else _found(request, given)
    known = request.config.stash.setdefault(_CONTRACTS, {})
    name = id(given) if isinstance(given, Mapping) else key
    if name not in known:
        try:
            known[name] = given, Contract.load(key)
        except ContractError as error:
            raise pytest.fail.Exception(f"spec can't be played: {error}", pytrace=False) from None
    return known[name][1]


def _found(request: pytest.FixtureRequest, given: Any) -> Path:
    """The file of a spec: beside the test, or in the root directory."""
    if not isinstance(given, (str, os.PathLike)) or given == "":
        pytest.fail(f"spec is {given!r}; give the path of an OpenAPI document", pytrace=False)
    node, root = request.node.path, request.config.rootpath
    places = [(node if node.is_dir() else node.parent) / given, root / given]
    for place in places:
        if place.is_file():
            return Path(place).resolve()
    first, *others = dict.fromkeys(map(str, places))
    there = " nor ".join([f"neither {first}", *others]) if others else f"no {first}"
    pytest.fail(f"spec names no file: there is {there}", pytrace=False)


def _coverage_options(config: pytest.Config) -> dict[str, str]:
    """The coverage options that are given, by the command line or else by the ini file."""
    given = {}
    for name in COVERAGE:
        on_line = config.getoption(f"penstock_coverage_{name}")
        value = on_line or config.getini(f"penstock_coverage_{name}")
        if value and name in ("json", "html"):
            base = config.invocation_params.dir if on_line else config.rootpath
            value = str(base / value)
        if value:
            given[name] = str(value)
    return given


def _ini_hosts(config: pytest.Config) -> dict[str, list[str]]:
    hosts: dict[str, list[str]] = {}
    for line in config.getini("penstock_hosts"):
        service, equals, url = (part.strip() for part in line.partition("="))
        if not equals:  # of the whole document
            service, url = "", line.strip()
        if not url or (equals and not service):
            pytest.fail(
                f"penstock_hosts has {line!r}; write 'service = URL', or the URL alone",
                pytrace=False,
            )
        hosts.setdefault(service, []).append(url)
    return hosts


def _mocks(item: pytest.Item) -> list[Mock]:
    """The mocks that a test can see: its own, its module's, and the session's."""
    return [mock for node in item.listchain() for mock in node.stash.get(_MOCKS, [])]


# The functions that run at the end of each test of a class or a module, and at its own.
_NO_STATE = (type, ModuleType, FunctionType, BuiltinFunctionType)
_LOOKED_THROUGH = 10_000
_Ends: TypeAlias = "tuple[tuple[Any, tuple[str, ...]], ...]"
_OF_TESTS: _Ends = (
    (pytest.Class, ("teardown_method", "tearDown")),
    (pytest.Module, ("teardown_function",)),
)
_OF_NODES: _Ends = (
    (pytest.Class, ("teardown_class", "tearDownClass")),
    (pytest.Module, ("teardown_module", "tearDownModule")),
)


def _may_call_later(item: pytest.Item) -> bool:
    """Return whether there is code that runs after the test and may use its mock."""
    ending = item.stash[_ENDING]
    ends = (*_OF_TESTS, *((kind, names) for kind, names in _OF_NODES
                          if item.getparent(kind) in ending))  # fmt: skip
    return (
        any(_defines(item.getparent(kind), names) for kind, names in ends)
        or any(node.stash.get(_LATE, False) for node in ending)
        or (isinstance(item, pytest.Function) and _asks(item.function, "request"))
        or _ends_otherwise(item)
        or bool(_kept(item))
    )


def _kept(item: pytest.Item) -> list[tuple[Any, Mock]]:
    """The mocks of a test that its class or its module keeps for its own teardown, though other
    tests come first: that may use their stubs.
    """
    fixtures = item.session.stash.get(_FIXTURE, {})
    owed = [
        mock
        for mock in item.stash.get(_MOCKS, [])
        if fixtures[mock] == "penstock_mock" and any(stub.owed for stub in mock.session.stubs)
    ]
    nodes = [(item.getparent(kind), names) for kind, names in _OF_NODES]
    return [
        (node, mock)
        for mock in owed
        for node, names in nodes
        if node is not None
        and node not in item.stash[_ENDING]
        and _defines(node, names)
        and _holds(node.obj, mock)
    ][:1]


def _holds(owner: Any, mock: Mock) -> bool:
    """Return whether a class or a module has a mock, or what uses its session, in an attribute."""
    # Not those of Python itself: its loader leads to all there is.
    left = deque(value for name, value in vars(owner).items() if name[:2] != "__")
    seen = set[int]()
    while left and len(seen) < _LOOKED_THROUGH:
        each = left.popleft()
        if each is mock or each is mock.session:
            return True
        if id(each) not in seen and not isinstance(each, _NO_STATE):
            seen.add(id(each))
            left += gc.get_referents(each)
    return False


def _defines(node: Any, names: tuple[str, ...]) -> bool:
    """Return whether a class or a module has a function of its own; unittest's do nothing."""
    found = [getattr(getattr(node, "obj", None), name, None) for name in names]
    return any(each and getattr(each, "__module__", "") != "unittest.case" for each in found)


def _ends_otherwise(item: pytest.Item) -> bool:
    """Return whether a conftest or the test module has a hook, or added a finalizer, for the end of
    the test.
    """
    installed = item.config.stash[_INSTALLED]
    hooks = [impl.function for impl in item.ihook.pytest_runtest_teardown.get_hookimpls()]
    added = getattr(getattr(item.session, "_setupstate", None), "stack", {})
    for node in item.stash[_ENDING]:
        hooks += added.get(node, ([], None))[0]
    modules = {getattr(getattr(f, "func", f), "__module__", None) or "" for f in hooks}
    return any(module.partition(".")[0] not in installed for module in modules - {__name__})


def _asks(function: Callable[..., Any], name: str) -> bool:
    try:
        return name in inspect.signature(function).parameters
    except (TypeError, ValueError):  # of a callable that isn't written in Python
        return False


def _ending(item: pytest.Item, nextitem: pytest.Item | None) -> list[Any]:
    staying = nextitem.listchain() if nextitem else []
    return [node for node in item.listchain() if node not in staying]


def _look_from_here(item: pytest.Item) -> None:
    item.stash[_SEEN] = {mock: mock.journal.seen for mock in _mocks(item)}


def _verify(item: pytest.Item, *, stubs_of: list[Any]) -> None:
    """Verify the calls since the last time, and that the stubs of some nodes' mocks were used."""
    failed = item.session.stash.get(_FAILED, set())
    ended = {mock for node in stubs_of for mock in node.stash.get(_MOCKS, [])} - failed
    for mock in _mocks(item):
        since = item.stash[_SEEN].get(mock, 0)
        item.stash[_SEEN][mock] = mock.journal.seen
        try:
            mock.session.verify(since=since, stubs=mock in ended)
        except AssertionError as found:
            points = str(found)
        else:
            continue
        # Not while `found` is handled: pytest would print it once more, as the context of this one.
        item.stash[_SEEN][mock] = since
        pytest.fail(f"{points}\n{_RELAX}", pytrace=False)


@contextmanager
def _shown(item: pytest.Item, phase: str) -> Iterator[None]:
    """Add the calls to the report of a phase that fails."""
    try:
        yield
    except (Exception, pytest.fail.Exception):
        calls: list[str] = []
        fixtures = item.session.stash.get(_FIXTURE, {})
        asked = getattr(item, "fixturenames", ())
        for mock in (mocks := _mocks(item)):
            since = item.stash[_SEEN].get(mock, 0)
            if fixtures[mock] in asked or mock.journal.seen > since:
                item.session.stash.setdefault(_FAILED, set()).add(mock)
            calls += [e.explained() for e in mock.journal if int(e.id) > since][-_SHOWN:]
        if mocks:
            item.add_report_section(phase, "penstock calls", "\n".join(calls) or "none")
        raise
