"""Behaviours that a test wrote down: errors and echoes, from plain JSON, one after another, and as
time passes.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import evolve, field

from ..document.values import define, frozen
from ..engine import checks
from .base import MISFITS

B = TypeVar("B")
E = TypeVar("E")
T = TypeVar("T")


class Echo(enum.Enum):
    """The type of `ECHO`."""

    ECHO = "echo"


ECHO: Final = Echo.ECHO
"""The output of a workflow or a block that gives back its input."""


@frozen
class ScriptedError(Generic[E]):
    """An error of a behaviour, with the fields that the service's table of errors leaves open."""

    error: E
    message: str | None = None
    retry_after: int | None = None

    @classmethod
    def of(
        cls, errors: Mapping[str, E], name: str, message: str | None, retry_after: int | None
    ) -> ScriptedError[E]:
        """The error of that name in a table. Raises ValueError naming those there are."""
        if name not in errors:
            raise ValueError(f"no such refusal: {name!r}; there are {sorted(errors)}")
        return cls(errors[name], message, retry_after)


ScenarioSpec: TypeAlias = str | Mapping[str, Any]
"""A name, or an object of `name` and its parameters."""
Refinements: TypeAlias = Mapping[Any, Callable[[T, Any], T]]
"""Changes of what a scenario makes, by the name of the field with their value; or by the names of
several fields, of which the value is an object then.
"""


def by_name(*makers: Callable[..., T], **others: Callable[..., T]) -> dict[str, Callable[..., T]]:
    """Functions by their names, and others by those they are given."""
    return {each.__name__: each for each in makers} | others


def flag(change: Callable[[T], T]) -> Callable[[T, Any], T]:
    """The refinement of a field that makes a change where it is true."""
    return lambda made, given: change(made) if given else made


def read_scenario(
    given: ScenarioSpec,
    usual: str,
    known: Mapping[str, Callable[..., T]],
    refine: Refinements[T] | None = None,
) -> T:
    """Call the function of a name in `known`, or of the usual name, with the fields given.

    The field `then` is a scenario itself; fields named in `refine` change the result. Those that
    are named there together are the function's own where it takes them. Raises ValueError for an
    unknown name, and for fields that make no sense.
    """
    if not isinstance(given, (str, Mapping)):
        raise ValueError(f"a scenario is a name or an object, not {given!r}")
    fields: dict[str, Any] = {"name": given} if isinstance(given, str) else dict(given)
    name = fields.pop("name", usual)
    if name not in known:
        raise ValueError(f"no such scenario: {name!r}; there are {sorted(known)}")
    if fields.get("then") is not None:
        fields["then"] = read_scenario(fields["then"], usual, known, refine)
    own = signature(known[name]).parameters.keys()
    changes: list[tuple[Callable[[T, Any], T], Any]] = []
    for key, change in (refine or {}).items():
        if isinstance(key, tuple):
            together = {each: fields.pop(each) for each in key if each in fields.keys() - own}
            if together:
                changes.append((change, together))
        elif key in fields:
            changes.append((change, fields.pop(key)))
    try:
        made = known[name](**fields)
        for change, value in changes:
            made = change(made, value)
    except MISFITS as error:
        raise ValueError(f"scenario {name!r}: {error}") from None
    return made


def read_steps(given: Iterable[Any], known: Mapping[str, Callable[..., T]]) -> list[T]:
    """Call the function of each step's kind in `known`: {"say": "One"}, {"say": ["agent1", "One"]}.

    A list is the arguments of a function that takes several. Raises ValueError for anything else
    than an object of one known key, and for a field that is missing.
    """
    steps = []
    for step in given:
        if not isinstance(step, Mapping) or len(step) != 1 or not set(step) <= set(known):
            raise ValueError(f"a step is an object of one of {sorted(known)}, not {step!r}")
        ((kind, value),) = step.items()
        make = known[kind]
        several = isinstance(value, list) and len(signature(make).parameters) > 1
        try:
            steps.append(make(*(value if several else [value])))
        except KeyError as missing:
            raise ValueError(f"a {kind} step needs {missing}") from None
    return steps


@define(eq=False)
class BehaviourSequence(Generic[B]):
    """Behaviours in turn; the last one stays."""

    behaviours: tuple[B, ...]
    at: int = 0

    @classmethod
    def of(
        cls,
        what: str,
        behaviours: Sequence[object],
        kind: type[B] | tuple[type[B], ...],
        such: str = "behaviours such as succeed() or fail()",
    ) -> BehaviourSequence[B]:
        """Behaviours of a kind. Raises ValueError, naming `what` they are for, unless all are."""
        right = tuple(each for each in behaviours if isinstance(each, kind))
        if len(right) == len(behaviours) and right:
            return cls(right)
        wrong = [each for each in behaviours if not isinstance(each, kind)]
        raise ValueError(f"{what} needs {such}, not {wrong or 'none'}")

    @property
    def current(self) -> B:
        """The behaviour to play next."""
        return self.behaviours[self.at]

    def advance(self) -> B:
        """The current behaviour, which is played now; then it is the next one's turn."""
        played = self.current
        self.at = min(self.at + 1, len(self.behaviours) - 1)
        return played

    def fresh(self) -> BehaviourSequence[B]:
        """The same behaviours, from the first one on."""
        return BehaviourSequence(self.behaviours)


# States before work begins: none of these has a start time.
WAITING = frozenset({"created", "queued", "pending", "waiting", "admitting", "admitted", "unknown"})


@frozen
class Plan:
    """The states of some work before it ends.

    They are left with time, as on a server, or with each poll, whichever comes first: a client that
    really sleeps between its polls would otherwise wait for ever on a clock that stands still.
    """

    states: tuple[tuple[str, float], ...]
    """Each with its seconds."""
    end: Any
    """The final state; None: it stays in its last one."""
    polls: int | None = field(default=1, validator=checks.at_least(1, or_none=True))
    """Polls of one state before it is left, whatever the time; None: clock only."""


P = TypeVar("P", bound=Plan)


@frozen
class Progress(Generic[P]):
    """The progress of a plan: when each state was entered, and the polls of the last one."""

    plan: P
    entered: tuple[float, ...]
    polls: int = 0

    @classmethod
    def begun(cls, plan: P, now: float) -> Progress[P]:
        """Work that is created at `now` (epoch seconds)."""
        return cls(plan, (now,))

    @property
    def index(self) -> int:
        """The state it is in; one past the last state once it has ended."""
        return len(self.entered) - 1

    @property
    def ended(self) -> bool:
        """Return whether it left its last state."""
        return self.index >= len(self.plan.states)

    @property
    def state(self) -> str | None:
        """The state's name; None once it has ended."""
        return None if self.ended else self.plan.states[self.index][0]

    @property
    def created_at(self) -> float:
        """Epoch seconds at which it entered its first state."""
        return self.entered[0]

    @property
    def ended_at(self) -> float | None:
        """Epoch seconds at which it ended, if it did."""
        return self.entered[-1] if self.ended else None

    @property
    def started_at(self) -> float | None:
        """Epoch seconds at which it entered its first state of work."""
        names = [name for name, _ in self.plan.states]
        for name, moment in zip(names, self.entered, strict=False):
            if name not in WAITING:
                return moment
        return None

    def at(self, now: float, *, polled: bool = False) -> Progress[P]:
        """It at `now`, as time alone moves it; a poll moves it on, too, once this state was seen
        often enough.
        """
        plan, entered, polls = self.plan, self.entered, self.polls
        left = len(plan.states) - (plan.end is None)  # so many states are left at all
        while len(entered) <= left:
            due = entered[-1] + plan.states[len(entered) - 1][1]
            if now < due:
                break
            entered, polls = (*entered, due), 0
        if polled:
            if len(entered) <= left and plan.polls is not None and polls >= plan.polls:
                entered, polls = (*entered, now), 0
            polls += 1
        return evolve(self, entered=entered, polls=polls)

    def stopped(self, now: float) -> Progress[P]:
        """It, ended at `now` wherever it was."""
        if self.ended:
            return self
        left = len(self.plan.states) - self.index
        return evolve(self, entered=(*self.entered, *[now] * left), polls=0)
