"""The arguments of behaviours and scripts are checked where a test writes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal

import pytest

from penstock_mock.control import HttpAdmin
from penstock_mock.document.contract import Contract
from penstock_mock.engine.checks import check_arguments, fits
from penstock_mock.engine.clock import SteerableClock, VirtualClock
from penstock_mock.engine.engine import Engine
from penstock_mock.frontends.admin import perform
from penstock_mock.frontends.server import Server
from penstock_mock.mock import Mock

SERVICES = ("sim", "dify", "oomol", "sandbox_fusion")


@pytest.mark.table(
    ("hint", "good", "bad"),
    [
        (str, ["", "x"], [b"x", 1, None]),
        (int, [0, -1], [True, 1.5, "1", None]),
        (float, [0, 1.5], [False, "1"]),
        (bool, [True], [1, None]),
        (str | None, ["x", None], [b"x", 0]),
        (Literal["a", 1], ["a", 1], [b"a", True, 1.0]),
        (Mapping[str, bytes | str], [{}, {"a": "b", "c": b"d"}], [{1: "b"}, {"a": 1}, [], "a"]),
        (Sequence[str], [[], ("a",)], ["a", b"a", [1], {"a": 1}, 5]),
        (Iterable[str], [iter("a"), ["a"]], ["a", 5]),
        (tuple[str, float], [("a", 1)], [("a",), (1, "a"), ["a", 1]]),
        (tuple[str, ...], [(), ("a", "b")], [("a", 1), "ab"]),
        (Callable[[], None], [print], [5]),
        (Any, [None, object()], []),
    ],
)
def test_a_value_fits_its_annotation(hint: Any, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not fits(value, hint)] == []
    assert [value for value in bad if fits(value, hint)] == []


def test_the_error_names_the_function_the_parameter_and_its_type() -> None:
    @check_arguments
    def plan(name: str, *steps: int, gap: float | None = None, **more: str) -> tuple[Any, ...]:
        return name, steps, gap, more

    assert plan("a", 1, 2, gap=0.5, b="c") == ("a", (1, 2), 0.5, {"b": "c"})
    for args, kwargs, message in (
        ((5,), {}, "plan() takes str as name, not 5"),
        (("a", 1, "2"), {}, "plan() takes int as steps, not '2'"),
        (("a",), {"gap": "1"}, "plan() takes float | None as gap, not '1'"),
        (("a",), {"b": 1}, "plan() takes str as more, not 1"),
    ):
        with pytest.raises(TypeError) as caught:
            plan(*args, **kwargs)  # type: ignore[arg-type]
        assert str(caught.value) == message


def factories() -> list[Any]:
    return [
        pytest.param(each, id=f"{service}.{name}")
        for service in SERVICES
        for name, each in vars(import_module(f"penstock_mock.services.{service}")).items()
        if inspect.isfunction(each)
    ]


@pytest.mark.table("make", factories())
def test_no_behaviour_takes_an_argument_of_another_type(make: Callable[..., Any]) -> None:
    parameters = inspect.signature(make).parameters.values()
    needed = {p.name: "x" for p in parameters if p.default is p.empty and p.kind.value in (1, 3)}
    for parameter in parameters:
        if parameter.annotation in ("Any", "ScenarioSpec") or parameter.kind.value == 4:
            continue
        odd = object()
        several = parameter.kind is parameter.VAR_POSITIONAL
        args = (*needed.values(), odd) if several else ()
        with pytest.raises((TypeError, ValueError)) as caught:
            make(*args, **({} if several else {**needed, parameter.name: odd}))
        assert "has no attribute" not in str(caught.value)


def test_a_form_that_is_a_dict_is_refused_where_the_pause_is_made(penstock_mock: Mock) -> None:
    from penstock_mock.services.dify import pause

    with pytest.raises(TypeError, match=r"takes Form \| None as form, not \{'actions': \['ok'\]\}"):
        pause({"actions": ["ok"]})  # type: ignore[arg-type]


def test_names_of_scripts_are_checked_as_well(penstock_mock: Mock) -> None:
    from penstock_mock.services import oomol

    for call in (
        lambda: penstock_mock.oomol.block(5, oomol.succeed()),  # type: ignore[arg-type]
        lambda: penstock_mock.sandbox_fusion.dataset("x", rows=5),  # type: ignore[arg-type]
        lambda: penstock_mock.dify.app(5),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError, match=r"5"):
            call()


@pytest.mark.table(
    ("settings", "message"),
    [
        ({"hosts": "https://x"}, "hosts is 'https://x'; give a mapping"),
        ({"hosts": ["https://x"]}, "hosts is "),
        ({"hosts": {"dify": None}}, "hosts has None for 'dify'"),
        ({"hosts": {"dify": [5]}}, "hosts has 5 for 'dify'"),
        ({"hosts": {"dify": "http://x:port"}}, "hosts has 'http://x:port'"),
        ({"hosts": {"dify": "http://[x"}}, "hosts has "),
        ({"hosts": {"dify": "https://x/v1 "}}, "hosts has 'https://x/v1 ' for 'dify'; give a base"),
        ({"hosts": {"": "https://x/v1\n"}}, "hosts has 'https://x/v1\\n' for ''"),
        ({"hosts": {"sim": ["https://x/{y}"]}}, "hosts has 'https://x/{y}' for 'sim'"),
        ({"hosts": {"sim": "https://u:p@x/v1"}}, "hosts has 'https://[redacted]@x/v1' for 'sim'"),
        ({"hosts": {"sim": "https://x@x/v1"}}, "hosts has 'https://[redacted]@x/v1' for 'sim'"),
        ({"allow_breaches": 5}, "allow_breaches is 5"),
        ({"allow_breaches": [5]}, "operation_id is 5"),
        ({"options": {"sim": 5}}, "options is "),
        ({"options": "sim"}, "options is 'sim'"),
        ({"clock": 5}, "clock is 5; give a clock"),
        ({"seed": "x"}, "seed is 'x'; give a whole number"),
        ({"strict": "no"}, "strict is 'no'; give True or False"),
        ({"journal": None}, "journal is None"),
        ({"coverage": 5}, "coverage is 5; give True, False or a Coverage"),
        ({"coverage": ""}, "coverage is ''"),
        ({"dialect": 5}, "dialect is 5"),
        ({"validation": []}, "validation is "),
        ({"hosts": ""}, "hosts is ''; give a mapping"),
        ({"hosts": []}, "hosts is []; give a mapping"),
        ({"hosts": {"dify": []}}, "hosts has no URL for 'dify'; leave it out, or give one"),
        ({"hosts": {"dify": b"https://x"}}, "hosts has b'https://x' for 'dify'"),
        ({"hosts": {None: "https://x"}}, "hosts names the service None; there is sim"),
        ({"allow_breaches": None}, "allow_breaches is None; give True, False, an operation's id"),
        ({"allow_breaches": ""}, "no operation ''; there is "),
        ({"allow_breaches": {}}, "allow_breaches is {}"),
        ({"allow_breaches": b"x"}, "allow_breaches is b'x'"),
        ({"options": {"nope": {}}}, "no service 'nope' is played here, only: sim"),
        ({"options": {"sim": {"nope": 1}}}, "no such option of sim: ['nope']"),
        ({"journal": 0}, "journal is 0; give a whole number of 1 or more"),
        ({"contract": Contract({"openapi": "3.1.0"}), "engine": Mock().engine}, "engine plays an"),
    ],
)
def test_a_setting_of_a_mock_that_makes_no_sense_is_named(
    settings: dict[str, Any], message: str
) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)) as caught:
        Mock(**settings)
    assert str(caught.value).startswith(message)


def test_a_document_that_is_not_loaded_is_no_contract() -> None:
    with pytest.raises(TypeError, match=r"contract is 'a.yaml'; give Contract.load\(\)"):
        Mock("a.yaml")  # type: ignore[arg-type]


def test_an_argument_that_makes_no_sense_is_named_where_it_is_given(penstock_mock: Mock) -> None:
    mock = penstock_mock
    calls: dict[str, Callable[[], Any]] = {
        "seconds is True; give a number of seconds": lambda: VirtualClock().advance(True),
        "seconds is 'x'; give": lambda: SteerableClock().advance("x"),  # type: ignore[arg-type]
        "the time is True; give seconds since": lambda: VirtualClock(True),
        "a sleep of None; give": lambda: VirtualClock().sleep(None),  # type: ignore[arg-type]
        "a sleep of nan; give": lambda: VirtualClock().sleep(float("nan")),
        "source is None; give": lambda: Contract.load(None),  # type: ignore[arg-type]
        "source is ''; give": lambda: Contract.load(""),
        "source is []; give": lambda: Contract([]),  # type: ignore[arg-type]
        "contract is 'x'; give": lambda: Engine("x"),  # type: ignore[arg-type]
        "no service 'nope' is played here": lambda: mock.state("nope"),
        "no service [] is played here": lambda: mock.state([]),  # type: ignore[arg-type]
        "a key is of the type int; give its text": lambda: mock.keys.only(5),  # type: ignore[arg-type]
        "a key is of the type list": lambda: mock.keys.revoke([]),  # type: ignore[arg-type]
        "operation_id is []; give": lambda: mock.journal.calls([]),  # type: ignore[arg-type]
        "since is None; give": lambda: mock.session.verify(since=None),  # type: ignore[arg-type]
        "stubs is 'x'; give": lambda: mock.session.verify(stubs="x"),  # type: ignore[arg-type]
    }
    for message, call in calls.items():
        with pytest.raises((LookupError, TypeError, ValueError)) as caught:
            call()
        assert str(caught.value.args[0]).startswith(message)


@pytest.mark.table(
    "answer",
    [
        {"media": 5},
        {"media": ""},
        {"media": "text"},
        {"headers": []},
        {"headers": ""},
        {"example": []},
        {"optional": "no"},
        {"off_contract": "no"},
        {"allow_breaches": "getAppInfo"},
        {"made_at": 5},
    ],
)
def test_a_stub_takes_no_argument_of_another_type(
    penstock_mock: Mock, answer: dict[str, Any]
) -> None:
    (name,) = answer
    with pytest.raises((TypeError, ValueError), match=f"{name} is "):
        penstock_mock.stub("getAppInfo", **{"off_contract": True, **answer})


@pytest.mark.table(
    ("order", "message"),
    [
        ("getAppInfo", "the order expected is 'getAppInfo'; give a list"),
        ({"getAppInfo": {}}, "the order expected is "),
        (5, "the order expected is 5"),
        ([], "the order expected is empty"),
        ([5], "the order expected has 5; give a list"),
        ([("getAppInfo",)], "the order expected has "),
        ([("getAppInfo", "x")], "the order expected has "),
    ],
)
def test_an_order_of_calls_is_a_list_of_operations(
    penstock_mock: Mock, order: Any, message: str
) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        penstock_mock.journal.assert_order(order)
    assert str(caught.value).startswith(message)


@pytest.mark.table(
    ("command", "arguments", "error"),
    [
        ("advance", {"seconds": "x"}, "seconds is 'x'; give a number of seconds, 0 or more"),
        ("advance", {"seconds": True}, "seconds is True; give a number of seconds"),
        ("stub", {"operation_id": 5}, "stub() takes str as operation_id, not 5"),
        ("journal", {"operation_id": 5}, "journal() takes str | None as operation_id, not 5"),
        ("set_option", {"service": "sim", "name": 5, "value": 1}, "set_option() takes str as name"),
        ("allow_breaches", {"allowed": [5]}, "operation_id is 5; give a string"),
    ],
)
def test_an_admin_command_names_the_argument_of_another_type(
    penstock_mock: Mock, command: str, arguments: dict[str, Any], error: str
) -> None:
    assert perform(penstock_mock.admin, command, arguments)["error"].startswith(error)


@pytest.mark.table(
    "url", ["localhost:4010", "https://localhost:4010", "http://", "http://x:y", "", None, 5]
)
def test_the_admin_interface_takes_the_url_of_a_mock_only(url: Any) -> None:
    with pytest.raises(ValueError, match=r"url is .*; give the mock's, such as http://localhost"):
        HttpAdmin(url)


@pytest.mark.table(
    "settings",
    [
        {"mock": 5},
        {"host": 5},
        {"port": "x"},
        {"port": 99999},
        {"port": -1},
        {"watch": 5},
        {"admin_token": 5},
        {"loop": "y"},
    ],
)
def test_a_server_takes_no_argument_that_makes_no_sense(settings: dict[str, Any]) -> None:
    (name,) = settings
    with pytest.raises((TypeError, ValueError), match=f"{name} is "):
        Server(**settings)
