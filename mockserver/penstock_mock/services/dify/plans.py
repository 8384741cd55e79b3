"""Steps of a workflow's run, for tests to choose.

succeed({"text": "Hello"}).of(
    node("Start", type="start"),
    node("LLM", say("Hel"), wait(12), say("lo"), tokens=512),
    iteration("Each", [node("Code", type="code")], [node("Code", type="code")]),
    branches([node("A")], [node("B")]),
    node("End", type="end"),
)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import in_

import penstock_mock.services.dify.plans  # an annotation names what comes later

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments

NodeStatus: TypeAlias = Literal["succeeded", "failed", "exception"]
Kind: TypeAlias = Literal["iteration", "loop"]


@frozen
class Say:
    """A piece of text from the node around it."""

    text: str


@frozen
class Think:
    """A piece of a model's reasoning (1.16 and later)."""

    text: str
    final: bool = False


@frozen
class Log:
    """A line an agent writes about its own steps."""

    label: str
    status: str = "success"
    data: Mapping[str, Any] = field(factory=dict)
    parent: str | None = None
    error: str | None = None


@frozen
class Retry:
    """The node around it failed, and is tried again."""

    error: str


@frozen
class Audio:
    """A piece of speech. `late`: it is ready only after the run; lost in 2026-08."""

    data: bytes
    late: bool = False


@frozen
class Wait:
    """Nothing for so many seconds."""

    seconds: float


@frozen
class Event:
    """Any event, as it is; ids are filled in where it has a `data` and doesn't give them."""

    value: Mapping[str, Any]


@frozen
class Raw:
    """Any bytes, as they are: a ping in another spelling, a comment, half a frame."""

    data: bytes


@frozen
class Node:
    """A node of the workflow: `node_started`, what it does, `node_finished`."""

    title: str
    steps: tuple[penstock_mock.services.dify.plans.Step, ...] = ()
    type: str = "llm"
    outputs: Mapping[str, Any] | None = None
    """None: its text; a start node's inputs; an end node's the run's outputs."""
    inputs: Mapping[str, Any] | None = None
    status: NodeStatus = field(default="succeeded", validator=in_(get_args(NodeStatus)))
    error: str | None = None
    tokens: int = 0
    price: str = "0"
    """USD, in decimal digits."""
    id: str | None = None
    icon: str | None = None
    strategy: str | None = None
    """Of an agent node: the name of its strategy."""
    finishes: bool = True
    """False: the run is over before the node is."""


@frozen
class Rounds:
    """A container: its children once per round, between its own events."""

    kind: Kind
    title: str
    rounds: tuple[tuple[penstock_mock.services.dify.plans.Step, ...], ...]
    outputs: Mapping[str, Any] | None = None
    status: Literal["succeeded", "failed"] = "succeeded"
    id: str | None = None


@frozen
class Branches:
    """Steps side by side: their events come interleaved."""

    branches: tuple[tuple[penstock_mock.services.dify.plans.Step, ...], ...]


Step: TypeAlias = Say | Think | Log | Retry | Audio | Wait | Event | Raw | Node | Rounds | Branches
STEPS = (Say, Think, Log, Retry, Audio, Wait, Event, Raw, Node, Rounds, Branches)


# Steps of one value are written in lower case, like the functions beside them.
say, think, log, retry, event = Say, Think, Log, Retry, Event


@check_arguments
def node(title: str, *steps: Step, **more: Any) -> Node:
    """A node, by its title and what it does inside; `more` as for `Node`."""
    return Node(title, checked(steps, in_node=True), **more)


@check_arguments
def iteration(title: str, *rounds: Iterable[Step], **more: Any) -> Rounds:
    """An iteration: the steps of each round in a list of their own."""
    return Rounds("iteration", title, tuple(checked(each) for each in rounds), **more)


@check_arguments
def loop(title: str, *rounds: Iterable[Step], **more: Any) -> Rounds:
    """A loop: the steps of each round in a list of their own."""
    return Rounds("loop", title, tuple(checked(each) for each in rounds), **more)


@check_arguments
def branches(*sides: Iterable[Step]) -> Branches:
    """Steps side by side, each side's in a list of its own."""
    return Branches(tuple(checked(each) for each in sides))


@check_arguments
def audio(data: bytes | str, late: bool = False) -> Audio:
    """A piece of speech."""
    return Audio(data.encode() if isinstance(data, str) else data, late)


@check_arguments
def wait(seconds: float) -> Wait:
    """Nothing for so many seconds."""
    return Wait(checks.seconds("seconds", seconds))


@check_arguments
def raw(data: bytes | str) -> Raw:
    """Any bytes, as they are."""
    return Raw(data.encode() if isinstance(data, str) else data)


def checked(steps: Iterable[Any], *, in_node: bool = False) -> tuple[Step, ...]:
    """The steps. Raises ValueError for anything that is none, or out of its place."""
    found = tuple(steps)
    if not in_node and any(isinstance(each, Retry) for each in found):
        raise ValueError("retry(...) belongs into a node(...): it is the node that is tried again")
    wrong = [each for each in found if not isinstance(each, STEPS)]
    if wrong:
        raise ValueError(f"these are no steps: {wrong!r}; write node(...), say(...), wait(...)")
    return found
