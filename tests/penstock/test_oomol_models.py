"""Every field of an answer's schema is on the dict that a user gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from penstock import oomol
from penstock.oomol._models import TYPES
from penstock_api import models, operations
from penstock_api.runtime import Array, Codec, Enveloped, Map, OneOf, Operation, Ref, fields

OPERATIONS = {
    operation.id: operation
    for operation in (getattr(operations, name) for name in dir(operations))
    if isinstance(operation, Operation) and operation.tag == "oomol"
}

# Schemas of answers that no result is: their fields are on what is given instead.
ELSEWHERE = {
    "OomolRefusal": "is raised as an ApiError, whose `body` it is",
    "OomolErrorDetail": "is a part of a refusal",
}


def named(codec: Codec, seen: set[type[Any]]) -> Iterator[type[Any]]:
    """The models in what a codec reads, however deep."""
    match codec:
        case Array(inner) | Map(inner):
            yield from named(inner, seen)
        case OneOf():
            for member in (*codec.tagged.values(), *codec.models, *codec.others):
                yield from named(member, seen)
        case Enveloped():
            yield from named(codec.value, seen)
        case Ref():
            target = codec.target()
            if isinstance(target, Codec):
                yield from named(target, seen)
            elif target not in seen:
                seen.add(target)
                yield target
                for field in fields(target):
                    yield from named(field.codec, seen)


def answered(operation: Operation[..., Any], seen: set[type[Any]]) -> Iterator[type[Any]]:
    for status, kinds in operation.responses.items():
        if status[0] == "2":
            for codec in kinds.values():
                yield from named(codec, seen)


SEEN: set[type[Any]] = set()
ANSWERS = [model for operation in OPERATIONS.values() for model in answered(operation, SEEN)]


def test_every_answer_is_looked_at() -> None:
    """And no name in the list is left over."""
    assert len(OPERATIONS) == 12
    assert {"OomolTask", "OomolApplet", "OomolStackFrame"} < {made.__name__ for made in ANSWERS}
    assert ELSEWHERE.keys() <= {made.__name__ for made in ANSWERS}


@pytest.mark.table("model", ANSWERS, ids=lambda model: model.__name__)
def test_every_field_of_an_answer_is_on_the_dict_that_a_user_gets(model: type[Any]) -> None:
    """By both of its names, as an item and as an attribute."""
    cls = TYPES.get(model, model)
    if model.__name__ not in ELSEWHERE:
        exported = [getattr(oomol, name) for name in oomol.__all__]
        assert cls in exported
    sent = {field.wire: value(field.codec) for field in fields(model)}
    made: Any = cls.from_dict(sent)
    for field in fields(model):
        assert made[field.wire] == made[field.name] == sent[field.wire]
        assert getattr(made, field.name) == getattr(made, field.wire) == sent[field.wire]
    assert made.to_dict().items() >= sent.items()


def value(codec: Codec) -> Any:
    """A value that a codec reads."""
    candidates: tuple[Any, ...] = ("x", 1, True, [], {})
    return next(candidate for candidate in candidates if codec.accepts(candidate))


def test_what_the_document_gains_appears_without_a_class_for_it() -> None:
    """A model that no class was declared for is a dict with names as well."""
    made: Any = models.OomolTaskEnvelope.from_dict({"task": {"id": "t"}}, TYPES)
    assert (type(made.task), made.task.id, made["task"]["id"]) == (oomol.Task, "t", "t")
    assert (made, type(made).__name__) == ({"task": {"id": "t"}}, "OomolTaskEnvelope")


@pytest.mark.table("held", [{}, {"task": None}, {"task": "id"}, {"task": []}, {"task": {}}])
def test_an_envelope_without_a_task_has_the_names_of_one_without_values(held: dict) -> None:
    """As one that a program makes by hand may be."""
    made = oomol.CreateTaskResponse({**held, "success": True})
    assert (made.id, made.get("id"), "id" in made, "task_id" in made) == (None, None, False, False)
    assert (made.success, made["success"], made.get("unknown", 1)) == (True, True, 1)
    with pytest.raises(KeyError):
        made["unknown"]


def test_the_states_are_those_of_the_document() -> None:
    """A state that it gains needs no line by hand."""
    assert oomol.TaskStatus is models.KnownOomolTaskStatus
    assert oomol.InstallTaskStatus is models.KnownOomolInstallStatus
