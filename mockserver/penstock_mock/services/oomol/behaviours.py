"""Behaviours of a task, and of installing a package, for tests to choose.

mock.oomol.block("image-kit::resize", succeed({"image": "/small.png"}))
mock.oomol.block("image-kit::resize", fail("no such file"), succeed())
mock.oomol.block("image-kit::resize", slow(polls=5).lagging(2))

From plain JSON, as the admin interface takes them:

"fail"
{"name": "fail", "reason": "no such file", "polls": 3}
{"name": "stream_outputs", "values": {"text": "hi"}, "steps": [{"log": "so far"}], "lagging": 1}
{"name": "flow", "nodes": [{"id": "a#1", "result": {"n": 1}}, {"id": "b#1", "error": "boom"}]}

Of an installation: "installs", {"name": "install_fails", "error": "no space left"}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field
from attrs.validators import in_, instance_of, optional

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..behaviours import ECHO, Refinements, ScenarioSpec, by_name, flag, read_scenario, read_steps
from . import plans
from .catalogue import Package
from .plans import End, InstallEnd, Node, Oddity, Pace, Result, Step, an_object

Kind: TypeAlias = Literal["block", "flow", "subflow"]
Form: TypeAlias = Literal["both", "message", "error", "object", "empty", "html"]
FORMS: tuple[Form, ...] = get_args(Form)


@frozen
class Refusal:
    """An error response."""

    status: int = field(validator=lambda _, __, value: checks.status(value))
    error: str = field(validator=instance_of(str))
    form: Form = field(default="both", validator=in_(FORMS))
    """The form of the body: `message` and `error`, one of them, an error object with a
    stack, not at all, or as a proxy's page."""
    headers: Mapping[str, str] = field(
        factory=dict, validator=lambda _, __, value: checks.headers(value)
    )


@frozen
class Behaviour:
    """The behaviour of one task."""

    kind: Kind = "block"
    nodes: tuple[Node, ...] = (Node(),)
    outputs: Mapping[str, Any] = field(factory=dict, validator=an_object)
    """Of a subflow."""
    end: End | None = "completed"
    """None: it runs for ever."""
    reason: str | None = None
    """The reason its session fails, when no block has one."""
    pace: Pace | None = None
    """None: the session's."""
    pending: bool = False
    odd: Oddity | None = None
    lag: int = 0
    """Readings of its logs after its end that still miss the last of them."""
    stop_lag: int = 0
    """Polls that still find it at work after a stop request."""
    heedless: bool = False
    """It ends as it would have, in spite of a stop request."""
    refusal: Refusal | None = None
    """It is never created."""

    def paced(self, *, polls: int | None = None, seconds: float | None = None) -> Behaviour:
        """The same, at work for so many polls, or seconds, or whichever of the two comes first."""
        return evolve(self, pace=Pace(polls, seconds))

    def lagging(self, readings: int = 1) -> Behaviour:
        """The same, but the last logs are missing from so many readings after the end."""
        checks.whole("readings", readings, 0)
        return evolve(self, lag=readings)

    def stopping(self, looks: int = 1) -> Behaviour:
        """The same, but after a stop request so many polls still find it at work.

        The clock may end it before.
        """
        checks.whole("looks", looks, 0)
        return evolve(self, stop_lag=looks)

    def ignoring_stop(self) -> Behaviour:
        """The same, but a stop request has no effect, though it succeeds."""
        return evolve(self, heedless=True)

    def oddly(self, status: str, times: int | None = 1) -> Behaviour:
        """The same, but before its end it is found so often in an unknown status; for ever, if
        times is None.
        """
        return evolve(self, odd=Oddity(status, times))

    def after_pending(self) -> Behaviour:
        """The same, but it waits in `pending` before it runs."""
        return evolve(self, pending=True)

    @check_arguments
    def saying(self, *steps: Step) -> Behaviour:
        """The same, and its first block does these on the way: log("..."), progress(50), ..."""
        first, *rest = self.nodes
        return evolve(self, nodes=(evolve(first, steps=first.steps + steps), *rest))


@check_arguments
def succeed(result: Result = ECHO) -> Behaviour:
    """One block that completes with a result; without one it gives back its inputs."""
    return Behaviour(nodes=(Node(result=result),))


@check_arguments
def fail(reason: str = "boom") -> Behaviour:
    """One block that fails; its finish and the session's give the reason."""
    return Behaviour(nodes=(Node(error=reason),), end="failed")


@check_arguments
def crash(reason: str = "The engine was killed") -> Behaviour:
    """The task fails, and only its session has the reason: no block ever reports an error."""
    return Behaviour(nodes=(Node(result=None),), end="failed", reason=reason)


def stop_itself() -> Behaviour:
    """The task ends as stopped without a stop request."""
    return Behaviour(nodes=(Node(result=None),), end="stopped", reason="Task was stopped")


@check_arguments
def stream_outputs(values: Mapping[str, Any] | None = None, *, together: bool = False) -> Behaviour:
    """One block that gives its outputs as it goes, and finishes without a result.

    together: in one event, instead of one for each.
    """
    given = {"text": "hello"} if values is None else dict(values)
    steps = [plans.outputs(given)] if together else [plans.output(k, v) for k, v in given.items()]
    return Behaviour(nodes=(Node(result=None, steps=tuple(steps)),))


@check_arguments
def flow(*nodes: Node) -> Behaviour:
    """Blocks one after another, each with a result of its own; three of them unless given.

    It fails at the first node that has an error.
    """
    usual = (Node("first#1", {"step": 1}), Node("second#1", {"step": 2}), Node("third#1"))
    failed = any(node.error is not None for node in nodes)
    return Behaviour("flow", nodes or usual, end="failed" if failed else "completed")


@check_arguments
def subflow(values: Mapping[str, Any] | None = None, *nodes: Node) -> Behaviour:
    """A subflow run by itself: its outputs are events of their own, and its end has no result."""
    given = {"text": "hello"} if values is None else dict(values)
    failed = any(node.error is not None for node in nodes)
    inner = nodes or (Node("inner#1", None),)
    return Behaviour("subflow", inner, given, end="failed" if failed else "completed")


@check_arguments
def lag(readings: int = 1, then: Behaviour | None = None) -> Behaviour:
    """The last logs, and with them the result, are missing from the first readings after the end.

    then: its behaviour otherwise; it succeeds unless given.
    """
    return (then or succeed()).lagging(readings)


@check_arguments
def weird(
    status: str = "archiving", *, times: int | None = 1, then: Behaviour | None = None
) -> Behaviour:
    """The task is found once (times; None: for ever) in an unknown status on the way."""
    return (then or succeed()).oddly(status, times)


@check_arguments
def slow(
    polls: int | None = None, seconds: float | None = None, then: Behaviour | None = None
) -> Behaviour:
    """The task is at work for so many polls (5 unless seconds are given), or for seconds.

    then: its behaviour otherwise; unless given it succeeds, and logs its progress.
    """
    if polls is None and seconds is None:
        polls = 5  # enough to be seen waiting, and too few to be waited for
    steps = (plans.progress(percent) for percent in (20, 40, 60, 80))
    return (then or succeed().saying(*steps)).paced(polls=polls, seconds=seconds)


@check_arguments
def pending(then: Behaviour | None = None) -> Behaviour:
    """The task waits in `pending` before it runs."""
    return (then or succeed()).after_pending()


def stuck() -> Behaviour:
    """The task runs for ever, or until it is stopped."""
    return Behaviour(end=None)


@check_arguments
def refuse(
    status: int = 422,
    error: str = "The task was refused",
    *,
    form: Form = "both",
    retry_after: int | str | None = None,
) -> Behaviour:
    """The task isn't created. form: of the error's body. retry_after: a header, in seconds or
    as an HTTP date.
    """
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Behaviour(refusal=Refusal(status, error, form, headers))


@check_arguments
def unsuccessful(error: str = "quota") -> Behaviour:
    """The task isn't created, and the answer is 200 with {"success": false}."""
    return refuse(200, error, form="error")


def html_502() -> Behaviour:
    """A proxy's own page in the server's place."""
    return refuse(502, "Bad Gateway", form="html")


BUILT_IN: Mapping[str, Behaviour] = {
    "mock::echo": succeed(),
    "mock::fail": fail(),
    "mock::crash": crash(),
    "mock::slow": slow(),
    "mock::stop": stop_itself(),
    "mock::stream": stream_outputs(),
    "mock::flow": flow(),
    "mock::subflow": subflow(),
    "mock::lag": lag(),
    "mock::weird": weird(),
    "mock::pending": pending(),
    "mock::stuck": stuck(),
}
"""Manifests that are always there, and in no list."""


@frozen
class Installing:
    """The result of installing a package."""

    end: InstallEnd = "success"
    error: str | None = field(default=None, validator=optional(instance_of(str)))
    """Of a failure; None: there is no such version."""
    dependencies: tuple[Package, ...] = ()
    pace: Pace | None = None
    """None: the session's."""
    refusal: Refusal | None = None
    """It never begins; an empty text: there is no such package."""

    def paced(self, *, polls: int | None = None, seconds: float | None = None) -> Installing:
        """The same, at work for so many polls, or seconds, or whichever of the two comes first."""
        return evolve(self, pace=Pace(polls, seconds))


@check_arguments
def installs(*dependencies: tuple[str, str]) -> Installing:
    """The package is installed, and with it its dependencies: ("sharp-lite", "0.2.1")."""
    return Installing(dependencies=tuple(Package(*each) for each in dependencies))


@check_arguments
def install_fails(error: str | None = None) -> Installing:
    """The installation begins, and fails."""
    return Installing("failed", error)


@check_arguments
def install_refused(error: str = "", *, status: int = 200, form: Form = "both") -> Installing:
    """The installation never begins: {"success": false, "error": ...}, with 200 unless given."""
    return Installing(refusal=Refusal(status, error, form))


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = by_name(
    *(succeed, fail, crash, stop_itself, stream_outputs, lag, weird, slow, pending, stuck),
    *(refuse, unsuccessful, html_502),
    flow=lambda nodes=(): flow(*map(_node, nodes)),
    subflow=lambda values=None, nodes=(): subflow(values, *map(_node, nodes)),
)
"""Every behaviour by name."""

INSTALL_SCENARIOS: Mapping[str, Callable[..., Installing]] = by_name(
    *(install_fails, install_refused),
    installs=lambda dependencies=(): installs(*map(tuple, dependencies)),
)
"""The results of installing a package, by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `polls` and `seconds`, `steps`, `lagging`, `stopping`, `ignoring_stop`,
    `oddly` and `after_pending` as well. Raises ValueError for a name there is not, and for fields
    that make no sense.
    """
    return read_scenario(given, "succeed", SCENARIOS, _REFINEMENTS)


def install_scenario(given: ScenarioSpec) -> Installing:
    """The same of an installation; any object may have `polls` and `seconds`."""
    paced: Refinements[Installing] = {("polls", "seconds"): lambda made, pace: made.paced(**pace)}
    return read_scenario(given, "installs", INSTALL_SCENARIOS, paced)


def _node(given: Mapping[str, Any]) -> Node:
    return Node(**{**given, "steps": tuple(read_steps(given.get("steps", ()), _STEPS))})


_STEPS: Mapping[str, Callable[..., Step]] = by_name(
    *(plans.log, plans.log_json, plans.output, plans.outputs, plans.progress, plans.warning),
    *(plans.error, plans.message, plans.preview),
    event=Step,
)
_REFINEMENTS: Refinements[Behaviour] = {
    ("polls", "seconds"): lambda made, pace: made.paced(**pace),
    "steps": lambda made, given: made.saying(*read_steps(given, _STEPS)),
    "lagging": Behaviour.lagging,
    "stopping": Behaviour.stopping,
    "ignoring_stop": flag(Behaviour.ignoring_stop),
    "oddly": Behaviour.oddly,
    "after_pending": flag(Behaviour.after_pending),
}
