"""Steps of a block's run, for tests to choose. Values only."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen
from attrs.validators import instance_of, optional

from .formatting import NO_NODE


class Echo(enum.Enum):
    """The type of `ECHO`."""

    ECHO = "echo"


ECHO: Final = Echo.ECHO
"""The result of a block that gives back its inputs: {"echo": {...}}."""

Result: TypeAlias = Mapping[str, Any] | Echo | None


def an_object(_: Any, attribute: Any, value: Any) -> None:
    """An attrs validator: a mapping, which JSON has as an object."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{attribute.name} must be an object, not {value!r}")


def _result(_: Any, attribute: Any, value: Any) -> None:
    if value is not None and not isinstance(value, Echo):
        an_object(_, attribute, value)


@frozen
class Step:
    """One event while a block runs: its type, and its fields besides those every event has."""

    type: str = field(validator=instance_of(str))
    fields: Mapping[str, Any] = field(factory=dict, validator=an_object)


def log(text: str, stdio: str = "stdout") -> Step:
    """A line the block prints."""
    return Step("BlockLog", {"log": text, "stdio": stdio})


def log_json(value: Any) -> Step:
    """A value the block logs."""
    return Step("BlockLogJSON", {"json": value})


def output(handle: str, value: Any) -> Step:
    """One output, as it comes."""
    return Step("BlockOutput", {"handle": handle, "output": value})


def outputs(values: Mapping[str, Any]) -> Step:
    """Several outputs at once."""
    return Step("BlockOutputs", {"outputs": dict(values)})


def progress(percent: float) -> Step:
    """The block's progress, 0 to 100."""
    return Step("BlockProgress", {"progress": percent, "rate": percent})


def warning(text: str) -> Step:
    """A warning."""
    return Step("BlockWarning", {"warning": text})


def error(text: str) -> Step:
    """An error the block reports, and goes on."""
    return Step("BlockError", {"error": text})


def message(payload: Any) -> Step:
    """A message to listeners."""
    return Step("BlockMessage", {"payload": payload})


def preview(kind: str, data: Any) -> Step:
    """Something to look at: ("text", "..."), ("image", "https://...")."""
    return Step("BlockPreview", {"payload": {"type": kind, "data": data}})


@frozen
class Node:
    """A block at work. With an `error` it fails, and has no result.

    result: None is a block that finishes without one, as those do that only stream outputs.
    """

    id: str = field(default=NO_NODE, validator=instance_of(str))
    result: Result = field(default=ECHO, validator=_result)
    steps: tuple[Step, ...] = ()
    error: str | None = field(default=None, validator=optional(instance_of(str)))
