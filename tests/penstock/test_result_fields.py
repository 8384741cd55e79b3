"""Each field of an answer is read and written back through the class that a client returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from penstock.dify._models import TYPES as DIFY
from penstock.oomol._models import TYPES as OOMOL
from penstock.sandbox_fusion._models import TYPES as SANDBOX_FUSION
from penstock.sim import JobStatus
from penstock.sim._runs import TYPES as SIM
from penstock_api.runtime import (
    Array,
    Codec,
    Embedded,
    Kind,
    Map,
    Moment,
    OneOf,
    Record,
    Ref,
    Scalar,
    Written,
    fields,
)

LISTED = {**DIFY, **OOMOL, **SANDBOX_FUSION, **SIM}
KINDS = {model: kind for model, kind in LISTED.items() if isinstance(model, type)}


def sample(codec: Codec) -> Any:
    """A value as JSON has it."""
    match codec:
        case Scalar():
            return codec.kinds[-1]("1")
        case Moment():
            return "2026-11-20T10:00:00Z" if codec.kind is datetime else "2026-11-20"
        case Written():
            return "2026-11-20" if issubclass(codec.kind, date) else "1"
        case Array():
            return [] if isinstance(codec.item, Ref) else [sample(codec.item)]
        case Map():
            return {"a": sample(codec.value)}
        case Embedded():
            return sample(codec.value)
        case Ref():
            target = codec.target()
            return sample(target) if isinstance(target, Codec) else {}
        case OneOf():
            return sample((*codec.tagged.values(), *codec.models, *codec.others)[0])
        case _:
            return "any"


@pytest.mark.table("model", KINDS, ids=lambda model: model.__name__)
def test_a_field_is_read_and_written_back_through_the_clients_class(model: Kind) -> None:
    """It isn't hidden by a member of the class, and hides none, unless the class has it again."""
    kind = KINDS[model]
    assert issubclass(kind, model)
    sent = {field.wire: sample(field.codec) for field in fields(model)}
    found = kind.from_dict(sent)
    again = {name for one in kind.__mro__ for name in getattr(one, "_redeclared", ())}
    if kind is JobStatus:
        again |= {"status", "metadata"}  # which it completes
    for field in fields(model):
        if field.attribute not in again:
            read: Any = found[field.wire] if isinstance(found, Record) else None
            read = getattr(found, field.attribute) if read is None else read
            assert field.codec.encode(read, sent[field.wire]) == sent[field.wire], field.wire
            assert found.to_dict()[field.wire] == sent[field.wire], field.wire
