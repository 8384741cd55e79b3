"""The differences between the clients of two documents, in Python's terms.

Both are compared as what they become: operations with their arguments and answers, classes with
their fields, enums, other names of types. A change is breaking if a program that ran, or passed a
type checker, may no longer. That depends on the way a value goes: what is sent may be taken more
widely and be asked for less; what is received may come more narrowly and be given more. A type that
both hold is held to both.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from document import Document
from endpoints import Body, Endpoint, Parameter, endpoints
from shapes import Alias, Class, Component, Enum, Field, FlatEvent, Schemas, Shape, literal, module

NEW, GONE, CHANGED = "+", "-", "~"
_LIMITS = "within"
_WORDS = {NEW: "new", GONE: "gone", CHANGED: "changed"}
# Generic types that may be read only, so that an item's type may be narrower.
_READ_ONLY = frozenset({"Sequence", "Mapping"})


@dataclass(frozen=True, order=True)
class Change:
    """One change: where, whether it is new, gone or changed, and how."""

    where: str
    sign: str
    text: str
    is_breaking: bool = False

    def __str__(self) -> str:
        return f"{'!' if self.is_breaking else ' '} {self.sign} {self.where}: {self.text}"


@dataclass(frozen=True)
class Description:
    """The classes and operations of a document."""

    operations: Mapping[str, Endpoint]
    models: Mapping[str, Component]
    sent: frozenset[str]
    received: frozenset[str]
    events: Mapping[str, FlatEvent]
    """The events of streams, by where they are."""


@dataclass(frozen=True)
class Direction:
    """The directions of a value, and the types whose names its own may hold."""

    is_sent: bool
    is_received: bool
    old: Mapping[str, Component]
    new: Mapping[str, Component]

    def breaks(self, old: str, new: str) -> bool:
        """Return whether a value's type may not change so."""
        is_taken = _is_part(_Type(old, self.old), _Type(new, self.new), takes_any=True)
        is_given = _is_part(_Type(new, self.new), _Type(old, self.old), takes_any=False)
        return (self.is_sent and not is_taken) or (self.is_received and not is_given)


def describe(document: Document) -> Description:
    """Return what *document* becomes."""
    schemas = Schemas(document)
    made = endpoints(document, schemas)
    events = {
        f"events.{module(union.name)}.{event.name}": event
        for union in schemas.flat_unions
        for event in union.events
    }
    return Description(made, schemas.components, schemas.sent, schemas.answers, events)


def compare(old: Description, new: Description) -> list[Change]:
    """Return every change from *old* to *new*, sorted by its place."""
    found = [*_operations(old, new), *_models(old, new), *_events(old, new)]
    tags = [{one.tag for one in side.operations.values()} for side in (old, new)]
    found += [Change(f"api.{tag}", NEW, "a service") for tag in tags[1] - tags[0]]
    found += [Change(f"api.{tag}", GONE, "a service", True) for tag in tags[0] - tags[1]]
    return sorted(found)


def report(changes: Sequence[Change], package: str) -> list[str]:
    """Return one printable line for each change, and one that counts them."""
    if not changes:
        return [f"Nothing of {package} changes but descriptions or examples, if those do."]
    counts = Counter(change.sign for change in changes)
    parts = ", ".join(f"{counts[sign]} {word}" for sign, word in _WORDS.items() if counts[sign])
    breaking = sum(change.is_breaking for change in changes)
    total = f"{len(changes)} change{'s' if len(changes) > 1 else ''} of {package}: {parts}"
    return [*map(str, changes), f"{total}; {breaking or 'none'} breaking{' (!)' * bool(breaking)}."]


def _operations(old: Description, new: Description) -> Iterator[Change]:
    for name in new.operations.keys() - old.operations.keys():
        made = new.operations[name]
        yield Change(_place(made), NEW, f"{_signature(made)}; client.call(operations.{name})")
    for name in old.operations.keys() - new.operations.keys():
        yield Change(_place(old.operations[name]), GONE, f"and operations.{name}", True)
    for name in old.operations.keys() & new.operations.keys():
        before, after = old.operations[name], new.operations[name]
        where = _place(after)
        if before.tag != after.tag:
            yield Change(where, CHANGED, f"was {_place(before)}", True)
        sent = Direction(True, False, old.models, new.models)
        yield from _arguments(where, before, after, sent)
        yield from _answers(where, before, after, Direction(False, True, old.models, new.models))
        yield from _security(where, before, after)
        if before.own_server != after.own_server:
            text = "on a server of its own" if after.own_server else "on its service's server"
            yield Change(where, CHANGED, text, True)
        yield from _traits(where, _of_operation(before), _of_operation(after))


def _place(operation: Endpoint) -> str:
    return f"api.{operation.tag}.{operation.name}"


def _signature(operation: Endpoint) -> str:
    answer = operation.answer if operation.answer != "Never" else ""
    events = f"events of {operation.event}" if operation.event else ""
    result = " or ".join(filter(None, (answer, events)))
    return f"({', '.join(operation.arguments)}) -> {result}"


def _of_operation(operation: Endpoint) -> dict[str, Any]:
    body = operation.body
    return {
        "request": f"{operation.method} {operation.server}{operation.path}",
        "repeated after a failure": operation.repeatable,
        "counted in bucket": operation.bucket,
        "deprecated: its use warns": operation.deprecated,
        "body sent as": " or ".join(media for media, _ in body.codecs) if body else "",
    }


def _traits(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what changes, and breaks no program: but for limits where there were none."""
    for name, before in old.items():
        after = new[name]
        if before != after and isinstance(after, bool):
            yield Change(where, CHANGED, name if after else f"no longer {name}")
        elif before != after and before and after:
            yield Change(where, CHANGED, f"{name} {after}, was {before}")
        elif before != after and name == _LIMITS:
            text = f"{name} {after}" if after else f"no longer {name} {before}"
            yield Change(where, CHANGED, text, bool(after))


def _arguments(where: str, old: Endpoint, new: Endpoint, way: Direction) -> Iterator[Change]:
    before: dict[str, Parameter | Body] = {one.name: one for one in old.parameters}
    after: dict[str, Parameter | Body] = {one.name: one for one in new.parameters}
    before |= {"body": old.body} if old.body else {}
    after |= {"body": new.body} if new.body else {}
    for name in after.keys() - before.keys():
        added = after[name]
        kind = "required" if added.required else "optional"
        yield Change(f"{where}({name})", NEW, f"{kind}, {added.annotation}", added.required)
    for name in before.keys() - after.keys():
        yield Change(f"{where}({name})", GONE, f"was {before[name].annotation}", True)
    for name in before.keys() & after.keys():
        yield from _argument(f"{where}({name})", before[name], after[name], way)
    order = [[one.name for one in side.parameters if one.place == "path"] for side in (old, new)]
    if order[0] != order[1] and set(order[0]) == set(order[1]):
        names = [", ".join(side) for side in order]
        yield Change(where, CHANGED, f"positional arguments {names[1]}, were {names[0]}", True)


def _argument(
    where: str, old: Parameter | Body, new: Parameter | Body, way: Direction
) -> Iterator[Change]:
    yield from _type(where, old.annotation, new.annotation, way)
    yield from _required(where, old.required, new.required)
    if isinstance(old, Parameter) and isinstance(new, Parameter):
        if "path" in {old.place, new.place} and old.place != new.place:
            kinds = {True: "positional", False: "keyword only"}
            text = f"{kinds[new.place == 'path']}, was {kinds[old.place == 'path']}"
            yield Change(where, CHANGED, text, True)
        sides = (_of_parameter(old), _of_parameter(new))
        yield from _traits(where, *sides)


def _of_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "on the wire": f"{literal(parameter.wire)} in the {parameter.place}",
        "deprecated: its use warns": parameter.deprecated,
        "redacted": parameter.secret,
        _LIMITS: parameter.limits,
    }


def _required(where: str, old: bool, new: bool) -> Iterator[Change]:
    """Yield the change of what must be sent."""
    if old != new:
        yield Change(where, CHANGED, f"{'required' if new else 'optional'} now", new)


def _type(where: str, old: str, new: str, way: Direction, what: str = "") -> Iterator[Change]:
    """Yield the change of a type; whether it may be left out is another's matter."""
    before, after = (side.replace(" | Unset", "") for side in (old, new))
    if before != after:
        yield Change(where, CHANGED, f"{what}{after}, was {before}", way.breaks(before, after))


def _answers(where: str, old: Endpoint, new: Endpoint, way: Direction) -> Iterator[Change]:
    if "Never" not in {old.answer, new.answer}:
        yield from _type(f"{where} ->", old.answer, new.answer, way)
    elif old.answer != new.answer:
        text = f"{new.answer}, was {old.answer}"
        yield Change(f"{where} ->", CHANGED, text, new.answer == "Never")
    if old.event and new.event:
        yield from _type(f"{where} ->", old.event, new.event, way, "events of ")
    elif old.event:
        yield Change(f"{where} ->", GONE, f"events of {old.event}", True)
    elif new.event:
        yield Change(f"{where} ->", NEW, f"events of {new.event}")
    before, after = dict(old.errors), dict(new.errors)
    for status in after.keys() - before.keys():
        yield Change(f"{where} -> {status}", NEW, after[status])
    for status in before.keys() - after.keys():
        yield Change(f"{where} -> {status}", GONE, f"was {before[status]}", True)
    for status in before.keys() & after.keys():
        yield from _type(f"{where} -> {status}", before[status], after[status], way)


def _security(where: str, old: Endpoint, new: Endpoint) -> Iterator[Change]:
    """Yield the change of the keys; those that were accepted must still be."""
    before, after = old.security or ((),), new.security or ((),)
    if before != after:
        stays = all(any(set(one) <= set(way) for one in after) for way in before)
        text = f"needs {_keys(after)}, needed {_keys(before)}"
        yield Change(where, CHANGED, text, not stays)


def _keys(ways: Sequence[Sequence[str]]) -> str:
    return " or ".join(" and ".join(way) or "no key" for way in ways)


def _models(old: Description, new: Description) -> Iterator[Change]:
    for name in new.models.keys() - old.models.keys():
        yield Change(f"models.{name}", NEW, _contents(new.models[name]))
    for name in old.models.keys() - new.models.keys():
        yield Change(f"models.{name}", GONE, f"was {_kind(old.models[name])}", True)
    for name in old.models.keys() & new.models.keys():
        is_sent = name in old.sent | new.sent
        is_received = name in old.received | new.received or not is_sent
        way = Direction(is_sent, is_received, old.models, new.models)
        yield from _model(f"models.{name}", old.models[name], new.models[name], way)


def _events(old: Description, new: Description) -> Iterator[Change]:
    for where in new.events.keys() - old.events.keys():
        made = new.events[where]
        text = f"frames of kind {literal(made.kind)}, with the fields of models.{made.schema}"
        yield Change(where, NEW, text)
    for where in old.events.keys() - new.events.keys():
        yield Change(where, GONE, f"was of kind {literal(old.events[where].kind)}", True)
    for where in old.events.keys() & new.events.keys():
        before, after = old.events[where].schema, new.events[where].schema
        if before != after:
            yield Change(where, CHANGED, f"fields of models.{after}, were models.{before}", True)


def _members(where: str, old: str, new: str, way: Direction) -> Iterator[Change]:
    """Yield the change of a union by its members."""
    before, after = ([ast.unparse(one) for one in _split(_parsed(side))] for side in (old, new))
    for member in after:
        if member not in before:
            yield Change(where, NEW, member, way.breaks(old, f"{old} | {member}"))
    for member in before:
        if member not in after:
            yield Change(where, GONE, member, way.breaks(old, new))


def _model(where: str, old: Component, new: Component, way: Direction) -> Iterator[Change]:
    if isinstance(old, Class) and isinstance(new, Class):
        yield from _fields(where, old, new, way)
    elif isinstance(old, Enum) and isinstance(new, Enum):
        yield from _values(where, old, new)
    elif isinstance(old, Class) or isinstance(new, Class):
        yield Change(where, CHANGED, f"{_contents(new)}, was {_kind(old)}", True)
    else:
        sides = _annotation(old), _annotation(new)
        are_unions = all(len(list(_split(_parsed(side)))) > 1 for side in sides)
        is_same = isinstance(old, Alias) and isinstance(new, Alias) and are_unions
        yield from (_members if is_same else _type)(where, *sides, way)
        if isinstance(old, Alias) and isinstance(new, Alias):
            yield from _codec(where, old.shape, new.shape)


def _kind(component: Component) -> str:
    return "a class" if isinstance(component, Class) else _annotation(component)


def _contents(component: Component) -> str:
    if not isinstance(component, Class):
        return _annotation(component)
    return f"a class ({', '.join(f'{one.name}: {one.annotation}' for one in component.fields)})"


def _codec(where: str, old: Shape | Field, new: Shape | Field) -> Iterator[Change]:
    """Yield the change of what is read alike to Python, and differently from the wire."""
    if old.annotation == new.annotation and old.codec != new.codec:
        yield Change(where, CHANGED, f"read as {new.codec}, was {old.codec}")


def _values(where: str, old: Enum, new: Enum) -> Iterator[Change]:
    for value in set(new.values) - set(old.values):
        yield Change(where, NEW, f"value {literal(value)}")
    for value in set(old.values) - set(new.values):
        yield Change(where, GONE, f"value {literal(value)}", True)
    if old.is_open != new.is_open:
        text = "any other text, too" if new.is_open else "no other text"
        yield Change(where, CHANGED, text, not new.is_open)


def _fields(where: str, old: Class, new: Class, way: Direction) -> Iterator[Change]:
    before = {field.name: field for field in old.fields}
    after = {field.name: field for field in new.fields}
    for name in after.keys() - before.keys():
        added = after[name]
        is_asked = way.is_sent and added.is_asked
        text = f"{'required, ' * is_asked}{added.annotation}"
        yield Change(f"{where}.{name}", NEW, text, is_asked)
    for name in before.keys() - after.keys():
        yield Change(f"{where}.{name}", GONE, f"was {before[name].annotation}", True)
    for name in before.keys() & after.keys():
        yield from _field(f"{where}.{name}", before[name], after[name], way)


def _field(where: str, old: Field, new: Field, way: Direction) -> Iterator[Change]:
    yield from _type(where, old.annotation, new.annotation, way)
    is_same = old.annotation == new.annotation
    if way.is_sent and (is_same or new.required or new.for_request):
        yield from _required(where, old.is_asked, new.is_asked)
    elif is_same and old.required != new.required:
        text = "always given now" if new.required else "may be missing now"
        yield Change(where, CHANGED, text)
    yield from _traits(where, _of_field(old), _of_field(new))
    yield from _codec(where, old, new)


def _of_field(field: Field) -> dict[str, Any]:
    return {
        "on the wire": literal(field.wire),
        "deprecated: its use warns": field.deprecated,
        "by default": field.default,
        _LIMITS: field.limits,
    }


@dataclass(frozen=True)
class _Type:
    """A type as it is written, and the other types it may name."""

    text: str
    models: Mapping[str, Component]
    above: frozenset[str] = frozenset()

    @property
    def members(self) -> list[_Type]:
        """The members of a union, enums and other names of types in their place."""
        return [member for node in _split(_parsed(self.text)) for member in self._expanded(node)]

    def _expanded(self, node: ast.expr) -> list[_Type]:
        text = ast.unparse(node)
        component = self.models.get(text.removeprefix("models."))
        if text in self.above or component is None or isinstance(component, Class):
            return [_Type(text, self.models, self.above)]
        return _Type(_annotation(component), self.models, self.above | {text}).members


def _annotation(component: Enum | Alias) -> str:
    if isinstance(component, Alias):
        return component.shape.annotation
    values = ", ".join(map(literal, component.values))
    return f"Literal[{values}]" + " | str" * component.is_open


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _split(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the members of a union, and each value of a literal by itself."""
    if isinstance(node, ast.BinOp):
        yield from _split(node.left)
        yield from _split(node.right)
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        values = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for value in values:
            yield ast.Subscript(node.value, value, ast.Load())
    else:
        yield node


def _is_part(narrow: _Type, wide: _Type, takes_any: bool) -> bool:
    """Return whether every value of *narrow* is one of *wide*."""
    wider = wide.members
    return all(any(_fits(one, other, takes_any) for other in wider) for one in narrow.members)


def _fits(narrow: _Type, wide: _Type, takes_any: bool) -> bool:
    if narrow.text == wide.text or (wide.text == "Any" and takes_any):
        return True
    if (narrow.text, wide.text) == ("int", "float"):
        return True
    if wide.text == "str":
        return narrow.text.startswith("Literal[")
    one, other = _parsed(narrow.text), _parsed(wide.text)
    if not (isinstance(one, ast.Subscript) and isinstance(other, ast.Subscript)):
        return False
    kind, is_same = ast.unparse(one.value), ast.unparse(one.value) == ast.unparse(other.value)
    if not is_same or kind == "Literal":
        return False
    inner = [
        _Type(ast.unparse(_item(node)), side.models, side.above)
        for node, side in ((one, narrow), (other, wide))
    ]
    is_part = _is_part(inner[0], inner[1], takes_any)
    return is_part and (kind in _READ_ONLY or _is_part(inner[1], inner[0], takes_any))


def _item(node: ast.Subscript) -> ast.expr:
    return node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
