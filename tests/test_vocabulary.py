"""The words that all services share: the README's table is true, and leaves nothing out."""

from __future__ import annotations

import inspect
import re
import typing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from penstock import RunOutcome
from penstock.dify import AsyncDify, Dify
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion
from penstock.sim import AsyncSim, Sim

ROOT = Path(__file__).resolve().parent.parent
VERBS = ("start", "run", "stream", "get", "list", "wait", "cancel", "resume")
WORDS = ("timeout", "attempt_timeout", "idle_timeout", "wait_timeout", "poll", "on_update", "retry")
SERVICES = ("sim", "dify", "oomol", "sandbox_fusion")
# Where a service's clients have the verbs. A sandbox's `stream` is that of all clients, for any
# operation of the document.
PLACES: dict[str, Any] = {
    "sim": [Sim("key").runs, AsyncSim("key").runs],
    "dify": [Dify("key").workflows, AsyncDify("key").workflows],
    "oomol": [Oomol("key").tasks, AsyncOomol("key").tasks],
    "sandbox_fusion": [SandboxFusion("http://s"), AsyncSandboxFusion("http://s")],
}
OF_ALL_CLIENTS = {("sandbox_fusion", "stream")}


def table() -> dict[str, dict[str, str]]:
    """The cells, by the first cell of their row and by service."""
    section = (ROOT / "README.md").read_text("utf-8").partition("## One vocabulary")[2]
    lines = [line for line in section.partition("```python")[0].splitlines() if line[:1] == "|"]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return {row[0]: dict(zip(SERVICES, row[1:], strict=True)) for row in rows}


RAW = table()
TABLE = {
    first: {service: re.findall(r"`(\w+)`", cell) for service, cell in row.items()}
    for first, row in RAW.items()
}


def has(service: str, verb: str) -> bool:
    return (service, verb) not in OF_ALL_CLIENTS and hasattr(PLACES[service][0], verb)


def parameters(method: Any) -> set[str]:
    """The names that a method takes by keyword, those of a TypedDict included."""
    found: set[str] = set()
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.kind is not parameter.VAR_KEYWORD:
            found.add(name)
            continue
        (words,) = typing.get_args(typing.get_type_hints(method)[name])
        found |= set(words.__annotations__)
    return found


@pytest.mark.table("service", SERVICES)
def test_the_table_names_each_verb_of_a_service(service: str) -> None:
    """In both forms, and no verb that it hasn't."""
    named = {verb for verb in VERBS if any(cells[service] == [verb] for cells in TABLE.values())}
    assert named == {verb for verb in VERBS if has(service, verb)}
    for place in PLACES[service]:
        for verb in named:
            assert callable(getattr(place, verb))
            assert inspect.getdoc(getattr(place, verb))


@pytest.mark.table("word", WORDS)
@pytest.mark.table("service", SERVICES)
def test_the_table_names_the_verbs_that_take_a_word(service: str, word: str) -> None:
    """In both forms. A wait is bounded by its own word; `timeout` may say the same there."""
    ((cells, each),) = [
        (row, RAW[first]) for first, row in TABLE.items() if first.startswith(f"`{word}=`")
    ]
    for place in PLACES[service]:
        taking = {
            verb
            for verb in VERBS
            if has(service, verb) and word in parameters(getattr(place, verb))
        }
        waits = {"wait", "run"} if service == "oomol" else {"wait"}
        given = taking - waits if word == "timeout" else taking
        named = {verb for verb in VERBS if has(service, verb)}
        if each[service] != "each":
            named = set(cells[service]) - (waits if word == "timeout" else set())
        assert named == given


@pytest.mark.table("service", SERVICES)
def test_each_result_that_the_table_names_is_an_outcome(service: str) -> None:
    """Type checkers see the rest: tests/typing/outcomes_api.py."""
    (cells,) = [row for first, row in TABLE.items() if "RunOutcome" in first]
    names = {name for name in vars(RunOutcome) if not name.startswith("_")}
    assert len(names) == 11
    assert cells[service]
    for kind in cells[service]:
        found = getattr(import_module(f"penstock.{service}"), kind)
        made = {*dir(found), *inspect.signature(found).parameters}
        assert names <= made | {field for base in found.__mro__ for field in vars(base)}, kind
