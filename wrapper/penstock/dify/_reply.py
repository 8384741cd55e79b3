"""What results have beside the fields of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from penstock_api.runtime import Model

_Model = TypeVar("_Model", bound=Model)
_Item = TypeVar("_Item")


def known(model: type[Model], name: str) -> str:
    """Return a generated field again, as one that holds a text always: an empty one for none."""
    field: str = _text(model, name, "")
    return field


def known_or_none(model: type[Model], name: str) -> str | None:
    """Return a generated field again, as one that holds a text or None."""
    field: str | None = _text(model, name, None)
    return field


def _text(model: type[Model], name: str, otherwise: str | None) -> Any:
    return attrs.field(
        default=otherwise,
        converter=lambda value: value if isinstance(value, str) and value else otherwise,
        metadata=attrs.fields_dict(model)[name].metadata,
    )


def same(model: type[Model], name: str) -> Any:
    """Return a generated field again, to be another class's."""
    field = attrs.fields_dict(model)[name]
    return attrs.field(default=field.default, metadata=field.metadata)


def merged(*models: type[Model]) -> Any:
    """Return a model with the fields of several; of those with one name, the first's."""
    found = {
        field.name: same(model, field.name)
        for model in reversed(models)
        for field in attrs.fields(model)
        if "wire" in field.metadata
    }
    name = "And".join(model.__name__ for model in models)
    return attrs.make_class(name, found, (Model,), frozen=True, kw_only=True, repr=False)


def made(cls: type[_Model], body: Mapping[str, Any], **own: Any) -> _Model:
    """Return the model of a JSON object, with the fields that the object doesn't tell."""
    return cls.from_dict(body, **own)


def items(kind: type[_Item], value: object) -> list[_Item]:
    """Return the items of a kind in a list; a server may have sent others, or no list."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []
