"""Rules on unions. A tag selects the member, else the first whose required fields are all there.
So each member must refuse the objects of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from document import Document, Node, Pointer, schemas
from shapes import constants_of, required_of

from rules import Broken
from rules.schemas import fields, types


@dataclass(frozen=True)
class Model:
    """A member that is an object: what it asks for, and the constants that mark it."""

    node: Node
    name: str
    known: frozenset[str]
    required: frozenset[str]
    marks: Mapping[str, str]


def union_members(document: Document) -> Broken:
    """A member that isn't distinguishable from another silently takes that one's data."""
    for schema in schemas(document):
        models = [_model(node) for node in members(schema) if _is_object(node.resolved())]
        for model in models[:-1]:
            if not _stands_apart(model, models):
                yield (
                    model.node,
                    f"{model.name} can't be told from the union's other members",
                    (
                        "require a property with a const no other member has, or a property of its "
                        "own; or put it last, as the fallback"
                    ),
                )


def union_fallbacks(document: Document) -> Broken:
    """A fallback accepts what the other members accept, which `oneOf` forbids."""
    for schema in schemas(document):
        models = [_model(node) for node in members(schema) if _is_object(node.resolved())]
        if "oneOf" in schema and len(models) > 1 and not _stands_apart(models[-1], models):
            remedy = "write anyOf"
            yield schema, f"oneOf with the fallback {models[-1].name} matches twice", remedy


def union_values(document: Document) -> Broken:
    """Of two lists, or two constants, only the first is ever made; any value hides what follows."""
    for schema in schemas(document):
        kinds = [(node, _kind(node.resolved())) for node in members(schema)]
        for index, (node, kind) in enumerate(kinds):
            if kind == "const":
                yield node, "a union of constants accepts the first only", "write an enum"
            elif kind == "any" and index < len(kinds) - 1:
                yield node, "a member for any value hides those after it", "put it last"
            elif kind != "object" and kind in [other for _, other in kinds[:index]]:
                yield node, f"a second {kind} in the union is never reached", "join the two"


def members(schema: Node, above: frozenset[Pointer] = frozenset()) -> Iterator[Node]:
    """Yield the members of a union but null, those of inner unions in their place."""
    if schema.pointer in above:
        return  # a union of itself; the generator refuses it
    for node in (*schema.get("anyOf").items(), *schema.get("oneOf").items()):
        target = node.resolved()
        if "anyOf" in target or "oneOf" in target:
            yield from members(target, above | {schema.pointer})
        elif target.get("type").text != "null":
            yield node


def _model(node: Node) -> Model:
    target = node.resolved()
    known, marks = frozenset(fields(target)), constants_of(target)
    return Model(node, target.key, known, required_of(target), marks)


def _stands_apart(model: Model, models: Sequence[Model]) -> bool:
    others = [other for other in models if other is not model]
    marked = any(
        all(other.marks.get(name) != value for other in others)
        for name, value in model.marks.items()
    )
    return marked or bool(model.required.difference(*(other.known for other in others)))


def _is_object(schema: Node) -> bool:
    return "properties" in schema or "allOf" in schema or "object" in types(schema)


def _kind(schema: Node) -> str:
    if "const" in schema:
        return "const"
    if _is_object(schema):
        return "object"
    if "enum" in schema:
        return "enum"
    name = schema.get("type").value
    return f"{name} {schema.get('format').value or ''}".strip() if name else "any"


RULES = (union_members, union_fallbacks, union_values)
