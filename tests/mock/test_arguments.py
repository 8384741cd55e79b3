"""The arguments of behaviours and scripts are checked where a test writes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal

import pytest

from penstock_mock.engine.arguments import check_arguments, fits
from penstock_mock.mock import Mock

SERVICES = ("sim", "dify", "oomol", "sandbox_fusion")


@pytest.mark.parametrize(
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
    modules = [import_module(f"penstock_mock.services.{name}") for name in SERVICES]
    named = [(module, name) for module in modules for name in module.__all__]
    found = [(f"{m.__name__.rpartition('.')[2]}.{n}", getattr(m, n)) for m, n in named]
    return [pytest.param(each, id=name) for name, each in found if inspect.isfunction(each)]


@pytest.mark.parametrize("make", factories())
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
