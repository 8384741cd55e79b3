"""What a run comes to, as a test writes it down. Values only."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

import penstock_mock.services.dify  # an annotation names what needs this module

# A form can be answered for a day, unless the node says otherwise.
FORM_SECONDS = 24 * 60 * 60

Status: TypeAlias = Literal["succeeded", "failed", "stopped", "partial-succeeded"]
StopOutcome: TypeAlias = Literal["stopped", "failed"]


class Echo(enum.Enum):
    """The type of `ECHO`."""

    ECHO = "echo"


ECHO: Final = Echo.ECHO
"""The outputs of a workflow that gives back its inputs."""


@frozen
class Ends:
    """The run comes to its end."""

    status: Status = "succeeded"
    outputs: Mapping[str, Any] | Echo | None = ECHO
    error: str | None = None


@frozen
class Breaks:
    """The run breaks: an `error` event, or, to who waits, the error itself."""

    code: str
    message: str
    status: int
    early: bool = False
    """Before the run began: the event's run id is null."""


@frozen
class Stops:
    """Somebody else stops the run after so many seconds."""

    after: float
    outcome: StopOutcome | None = None
    """None: as the option `stop_outcome` has it."""


@frozen
class Sticks:
    """The worker dies: the run stays `running` for ever."""


@frozen
class Form:
    """What a paused run asks a person."""

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
    """The run waits for a form, and then goes on as `then` says."""

    form: Form
    then: penstock_mock.services.dify.Behaviour


Outcome: TypeAlias = Ends | Breaks | Stops | Sticks | Pauses
