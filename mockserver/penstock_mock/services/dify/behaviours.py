"""Behaviours of a workflow in a run, and its steps on the way, for tests to choose.

    mock.dify.workflow(succeed({"text": "Hello"}))
    mock.dify.workflow(concurrency(), succeed())          # busy once, then fine
    mock.dify.workflow(pause(form(actions=["ok"]), then=fail("refused")))
    mock.dify.workflow(succeed().lasting(30).streaming(ending="reset", after=3))
    mock.dify.workflow(
        succeed({"text": "Hello"}).of(
            node("Start", type="start"),
            node("LLM", say("Hel"), wait(12), say("lo"), tokens=512),
            iteration("Each", [node("Code", type="code")], [node("Code", type="code")]),
            branches([node("A")], [node("B")]),
            node("End", type="end"),
        )
    )

A behaviour is the same whether it is streamed or waited for, and in either dialect;
each shows it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field
from attrs.validators import in_

import penstock_mock.services.dify.behaviours  # an annotation names what comes later

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..behaviours import (
    ECHO,
    Echo,
    Refinements,
    ScenarioSpec,
    ScriptedError,
    by_name,
    read_scenario,
    read_steps,
)
from .errors import ERRORS, ServiceError

# Seconds before each event: about the pace of a language model.
GAP = 0.05
Ending: TypeAlias = Literal[
    "auto",  # with the terminal event, as the outcome has it
    "truncated",  # the connection closes cleanly before the terminal event
    "reset",  # the connection is reset
    "stall",  # nothing more comes, not even pings, and the connection stays open
    "hang",  # no terminal event: pings until the server's idle limit, then the connection closes
]


CUTS = ("truncated", "reset", "stall")
"""The endings that leave a reader without the end of the stream."""


# A form can be answered for a day, unless the node has another time.
FORM_SECONDS = 24 * 60 * 60

NodeStatus: TypeAlias = Literal["succeeded", "failed", "exception"]


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
    steps: tuple[penstock_mock.services.dify.behaviours.Step, ...] = ()
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

    kind: Literal["iteration", "loop"]
    title: str
    rounds: tuple[tuple[penstock_mock.services.dify.behaviours.Step, ...], ...]
    outputs: Mapping[str, Any] | None = None
    status: Literal["succeeded", "failed"] = "succeeded"
    id: str | None = None


@frozen
class Branches:
    """Steps side by side: their events come interleaved."""

    branches: tuple[tuple[penstock_mock.services.dify.behaviours.Step, ...], ...]


Step: TypeAlias = Say | Think | Log | Retry | Audio | Wait | Event | Raw | Node | Rounds | Branches


Status: TypeAlias = Literal["succeeded", "failed", "stopped", "partial-succeeded"]
StopOutcome: TypeAlias = Literal["stopped", "failed"]


@frozen
class Ends:
    """The run comes to its end."""

    status: Status = "succeeded"
    outputs: Mapping[str, Any] | Echo | None = ECHO
    error: str | None = None


@frozen
class Breaks:
    """The run breaks: an `error` event, or the error itself as a blocking answer."""

    code: str
    message: str
    status: int
    early: bool = False
    """Before the run began: the event's run id is null."""


@frozen
class Stops:
    """Another client stops the run after so many seconds."""

    after: float
    outcome: StopOutcome | None = None
    """None: as the option `stop_outcome` has it."""


@frozen
class Sticks:
    """The worker dies: the run stays `running` for ever."""


@frozen
class Form:
    """The form of a paused run."""

    content: str = "Please check."
    inputs: tuple[Mapping[str, Any], ...] = ()
    actions: tuple[Mapping[str, Any], ...] = ()
    title: str = "Approval"
    defaults: Mapping[str, Any] = field(factory=dict)
    expires: float = FORM_SECONDS
    answerable: bool = True
    """False: it has no token, and can't be answered through the API."""
    token: str | None = None
    """None: one of the server's own making."""


@frozen
class Pauses:
    """The run waits for a form, and then plays the behaviour `then`."""

    form: Form
    then: penstock_mock.services.dify.behaviours.Behaviour


Outcome: TypeAlias = Ends | Breaks | Stops | Sticks | Pauses


@frozen
class StreamPlan:
    """The transport of a streaming run's events; the run itself isn't affected.

    after: how many events are sent before the ending; None: all but the terminal one.
    split: bytes a write holds at most, so that frames, and characters, are cut by it.
    """

    ending: Ending = field(default="auto", validator=in_(get_args(Ending)))
    after: int | None = field(default=None, validator=checks.at_least(0, or_none=True))
    split: int | None = field(default=None, validator=checks.at_least(1, or_none=True))


@frozen
class Behaviour:
    """A workflow's behaviour in one run."""

    outcome: Outcome = field(factory=Ends)
    steps: tuple[Step, ...] | None = None
    """None: a start node, a language model that streams the output's text, and an end node."""
    gap: float = GAP
    seconds: float | None = None
    """The duration of the run; None: that of its steps."""
    stream: StreamPlan = field(factory=StreamPlan)
    refusing: ScriptedError[ServiceError] | None = None
    gateway: float | None = None
    """Seconds after which a gateway gives up on a blocking run; None: as the option
    `gateway_timeout` has it."""
    handed_over: bool = False
    """A waiting client is answered with 202 and polls the run."""

    def of(self, *steps: Step) -> Behaviour:
        """The same, doing these steps on the way."""
        return evolve(self, steps=_checked(steps))

    def lasting(self, seconds: float) -> Behaviour:
        """The same, taking `seconds` of the session's clock from the first event to the last."""
        return evolve(self, seconds=checks.seconds("seconds", seconds))

    def paced(self, gap: float) -> Behaviour:
        """The same, with `gap` seconds before each event."""
        return evolve(self, gap=checks.seconds("gap", gap))

    def streaming(self, **plan: Any) -> Behaviour:
        """The same, its stream sent with the settings of `StreamPlan`."""
        return evolve(self, stream=StreamPlan(**plan))


@check_arguments
def succeed(outputs: Mapping[str, Any] | Echo | None = ECHO) -> Behaviour:
    """The run succeeds; without outputs it gives back its inputs."""
    return Behaviour(Ends("succeeded", outputs))


@check_arguments
def fail(
    error: str = "Node 'LLM' failed: boom", *, outputs: Mapping[str, Any] | None = None
) -> Behaviour:
    """The run fails, in a node. That is HTTP 200 all the same."""
    return Behaviour(Ends("failed", {} if outputs is None else outputs, error))


@check_arguments
def partly(
    outputs: Mapping[str, Any] | Echo | None = ECHO, *, error: str = "boom, and handled"
) -> Behaviour:
    """A node fails with `error`, its error strategy handles it, and the run partly succeeds."""
    return Behaviour(Ends("partial-succeeded", outputs, error))


@check_arguments
def breaks(
    message: str = "[openai] Rate limit reached",
    *,
    code: str = "completion_request_error",
    status: int = 400,
    early: bool = False,
) -> Behaviour:
    """The run breaks: an `error` event on the way; an HTTP error of a blocking one.

    early: before its first event, so that no event has its id.
    """
    return Behaviour(Breaks(code, message, checks.status(status), early))


@check_arguments
def stop(after: float = 1.0, *, outcome: StopOutcome | None = None) -> Behaviour:
    """Another client stops the run after so many seconds. Raises ValueError for bad ones."""
    if outcome not in (None, *get_args(StopOutcome)):
        raise ValueError(f"a run stops as 'stopped' or 'failed', not {outcome!r}")
    return Behaviour(Stops(checks.seconds("after", after), outcome)).lasting(2 * after + 1)


def stick() -> Behaviour:
    """The worker dies: the stream has no end but the idle limit, and the run stays `running`."""
    return Behaviour(Sticks())


@check_arguments
def pause(form: Form | None = None, then: Behaviour | None = None) -> Behaviour:
    """The run pauses until a form is submitted, and then goes on like `then` (succeed()).

    What the form was given is part of the inputs from there on, so that an echo shows it. A form
    isn't submitted in time expires, and the run goes on without it.
    """
    return Behaviour(Pauses(form or make_form(), then or succeed()))


@check_arguments
def make_form(
    content: str = "Please check.",
    *,
    inputs: Iterable[str | Mapping[str, Any]] = ("comment",),
    actions: Iterable[str | Mapping[str, Any]] = ("ok",),
    **more: Any,
) -> Form:
    """A form. A bare name is a paragraph to fill in, or a button; `more` as for `Form`."""
    usual = {"type": "constant", "selector": [], "value": ""}
    fields = (
        {"output_variable_name": each, "type": "paragraph", "default": usual}
        if isinstance(each, str)
        else each
        for each in inputs
    )
    buttons = (
        {"id": each, "title": each.upper(), "button_style": "primary"}
        if isinstance(each, str)
        else each
        for each in actions
    )
    return Form(content, tuple(fields), tuple(buttons), **more)


@check_arguments
def stream(behaviour: Behaviour | None = None, **plan: Any) -> Behaviour:
    """A behaviour, succeed() unless given, its stream sent with the settings of `StreamPlan`:
    `stream(ending="reset", after=3)`, `stream(fail(), split=1)`.
    """
    return (behaviour or succeed()).streaming(**plan)


@check_arguments
def refuse(name: str, *, message: str | None = None, retry_after: int | None = None) -> Behaviour:
    """Any refusal of the table by its name. Raises ValueError naming those there are."""
    return Behaviour(refusing=ScriptedError.of(ERRORS, name, message, retry_after))


@check_arguments
def concurrency(retry_after: int | None = None) -> Behaviour:
    """Too many runs at once: 400 or 429, as the option `concurrency_status` has it."""
    return refuse("concurrency", retry_after=retry_after)


# Errors of the table: no run of the plan is left (429 `rate_limit_error`, for which waiting seconds
# doesn't help); no version is published (400); 500; a CDN's own rate limit; a proxy's page.
quota = partial(refuse, "quota")
unpublished = partial(refuse, "unpublished")
internal_error = partial(refuse, "internal_error")
edge_limited = partial(refuse, "edge_limited")
html_502 = partial(refuse, "html_502")


@check_arguments
def gateway_timeout(seconds: float = 60.0) -> Behaviour:
    """The gateway gives up on a blocking run after `seconds` (504, HTML); the run takes twice as
    long and completes. A streaming run isn't cut.
    """
    return Behaviour(gateway=checks.seconds("seconds", seconds)).lasting(2 * seconds)


def handed_over() -> Behaviour:
    """A blocking run is handed to another worker: 202 and its id, and it goes on (servers after
    1.16). A streaming run knows nothing of it.
    """
    return Behaviour(handed_over=True)


def provider_not_initialize() -> Behaviour:
    """No credentials of the model's provider are set up."""
    return breaks(
        "No valid model provider credentials found. Please go to Settings -> Model Provider to "
        "complete your provider credentials.",
        code="provider_not_initialize",
    )


def provider_quota_exceeded() -> Behaviour:
    """The model's provider gives no more."""
    return breaks(
        "Your quota for Dify Hosted Model Provider has been exhausted. Please go to Settings -> "
        "Model Provider to complete your own provider credentials.",
        code="provider_quota_exceeded",
    )


def model_not_supported() -> Behaviour:
    """The model can't be used now."""
    return breaks(
        "Dify Hosted OpenAI trial currently not support the GPT-4 model.",
        code="model_currently_not_support",
    )


# Steps of one value are written in lower case, like the functions beside them.
say, think, log, retry, event = Say, Think, Log, Retry, Event


@check_arguments
def node(title: str, *steps: Step, **more: Any) -> Node:
    """A node, by its title and what it does inside; `more` as for `Node`."""
    return Node(title, _checked(steps, in_node=True), **more)


@check_arguments
def iteration(title: str, *rounds: Iterable[Step], **more: Any) -> Rounds:
    """An iteration: the steps of each round in a list of their own."""
    return Rounds("iteration", title, tuple(_checked(each) for each in rounds), **more)


@check_arguments
def loop(title: str, *rounds: Iterable[Step], **more: Any) -> Rounds:
    """A loop: the steps of each round in a list of their own."""
    return Rounds("loop", title, tuple(_checked(each) for each in rounds), **more)


@check_arguments
def branches(*sides: Iterable[Step]) -> Branches:
    """Steps side by side, each side's in a list of its own."""
    return Branches(tuple(_checked(each) for each in sides))


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


def _checked(steps: Iterable[Any], *, in_node: bool = False) -> tuple[Step, ...]:
    """The steps. Raises ValueError for anything that is none, or out of its place."""
    found = tuple(steps)
    if not in_node and any(isinstance(each, Retry) for each in found):
        raise ValueError("retry(...) belongs into a node(...): it is the node that is tried again")
    wrong = [each for each in found if not isinstance(each, get_args(Step))]
    if wrong:
        raise ValueError(f"these are no steps: {wrong!r}; write node(...), say(...), wait(...)")
    return found


def _pause(form: Mapping[str, Any] | None = None, then: Behaviour | None = None) -> Behaviour:
    return pause(None if form is None else make_form(**form), then)


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = by_name(
    *(succeed, fail, partly, breaks, stop, stick, refuse, concurrency, gateway_timeout),
    *(handed_over, provider_not_initialize, provider_quota_exceeded, model_not_supported),
    quota=quota,
    unpublished=unpublished,
    internal_error=internal_error,
    edge_limited=edge_limited,
    html_502=html_502,
    pause=_pause,
)
"""Every behaviour by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `seconds`, `gap`, `stream` and `steps` as well. Raises ValueError for a name
    there is not, and for fields that make no sense.
    """
    return read_scenario(given, "succeed", SCENARIOS, _REFINE)


_REFINE: Refinements[Behaviour] = {
    "seconds": Behaviour.lasting,
    "gap": Behaviour.paced,
    "stream": lambda behaviour, given: behaviour.streaming(**given),
    "steps": lambda behaviour, given: behaviour.of(*read_steps(given, _STEPS)),
}


def _node(given: Mapping[str, Any]) -> Step:
    fields = dict(given)
    return node(fields.pop("title"), *read_steps(fields.pop("steps", ()), _STEPS), **fields)


def _rounds(make: Callable[..., Step]) -> Callable[[Mapping[str, Any]], Step]:
    def read(given: Mapping[str, Any]) -> Step:
        fields = dict(given)
        rounds = [read_steps(each, _STEPS) for each in fields.pop("rounds", ())]
        return make(fields.pop("title"), *rounds, **fields)

    return read


def _either(make: Callable[..., Step]) -> Callable[[Any], Step]:
    """A step from its main value, or from an object of its fields."""
    return lambda given: make(**given) if isinstance(given, Mapping) else make(given)


_STEPS: Mapping[str, Callable[[Any], Step]] = {
    "node": _node,
    "iteration": _rounds(iteration),
    "loop": _rounds(loop),
    "branches": lambda given: branches(*(read_steps(each, _STEPS) for each in given)),
    "say": say,
    "think": _either(think),
    "log": _either(log),
    "retry": retry,
    "audio": _either(audio),
    "wait": wait,
    "event": event,
    "raw": raw,
}
