"""Findings: breaches of the contract by a request or an answer, with messages to act on."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import islice
from operator import getitem
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .bodies import levels
from .schemas import (
    ContractError,
    Direction,
    Document,
    Node,
    Schemas,
    Validator,
    escape,
    raw_child,
    raw_children,
)
from .structure import Level
from .values import frozen

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

Place: TypeAlias = Literal["path", "query", "header", "cookie", "body", "reply", "document"]

# Enough to recognise a value; a finding is a line, not a dump.
SENT_LIMIT = 80
_MESSAGE_LIMIT = 400  # which may list names
# One bad list of a million items must not make a million findings.
FINDINGS_LIMIT = 50
HIDDEN = "[hidden]"
# The validator gives up some hundred levels further down.
_LEVELS = 128
# The validator makes all errors of a value at once, and some take a third of a millisecond: so many
# values are looked at together, and so many where nothing else gives the reason.
_EXPLAINED = 1000
_RETRIED = 5000
# An object is cut where it holds more parts of like size than this.
_SPREAD = 16
# Keywords of the members that there are, and of all that a value holds.
_OF_NUMBER = frozenset({"required", "dependentRequired", "minProperties", "minItems", "contains"})
_LEAST = frozenset({"minProperties", "minItems"})
_OF_PARTS = frozenset({"anyOf", "oneOf", "not"})
_NOT_LOCATED = (
    "breaks the schema, in a place that is not looked for in so large or deep a value; send less"
)
# Choices within choices multiply the work with each level: from so many levels on it is tried on
# fewer of them first, and given up where those take longer than so many seconds.
_SHALLOW = 6
_MOST_STEPS = 1000
_PATIENCE = 0.05

# Fields that hold secrets by their names, and what keys and tokens begin with.
_SECRET = re.compile(r"(?i)secret|token|passw|api[-_]?key|authorization|credential|cookie")
_KEY = re.compile(r"(?i)bearer |basic |sk-|sim_|app-|eyJ")


@frozen
class Finding:
    """One breach of the contract.

    `code` is `<where>.<rule>`, the rule being a JSON Schema keyword ("body.type", "query.enum") or
    one of: missing, malformed, media, undeclared, repeated, credentials. A warning never refuses a
    request.
    """

    code: str
    where: Place
    pointer: str
    """A JSON pointer: into the body, "/name" of a parameter, or into the document."""
    message: str
    sent: str = ""
    """The value that was sent, cut to a line; never a secret, never a whole object."""
    level: Level = "error"

    def __str__(self) -> str:
        place = f"{self.where} {self.pointer}" if self.pointer else self.where
        sent = f" (sent {self.sent})" if self.sent else ""
        return f"{place}: {self.message}{sent} [{self.code}]"

    @property
    def size(self) -> int:
        """The characters that it keeps."""
        return len(self.code) + len(self.pointer) + len(self.message) + len(self.sent)

    def as_dict(self) -> dict[str, str]:
        """For a JSON body."""
        fields = {"code": self.code, "where": self.where, "pointer": self.pointer}
        fields["message"] = self.message
        return {**fields, "sent": self.sent} if self.sent else fields


@frozen
class Breach:
    """One keyword of a schema that a value breaks, for services that word it themselves."""

    keyword: str
    path: tuple[str | int, ...]
    """From the whole value to the one that breaks it."""
    limit: Any
    """The keyword's value: a bound, the allowed types or values, the missing or unknown names."""
    value: Any


def finding(
    where: Place, rule: str, pointer: str, message: str, *, sent: str = "", level: Level = "error"
) -> Finding:
    """A finding whose code is made of its place and its rule."""
    return Finding(f"{where}.{rule}", where, pointer, message, sent, level)


def check(validator: Validator, value: Any, where: Place, at: str = "") -> tuple[Finding, ...]:
    """The findings of a value; empty, in under a microsecond, when it is valid."""
    try:
        if validator.is_valid(value):
            return ()
        # Each once, though a value may meet the same schema on several ways.
        found: dict[Finding, None] = {}
        for error, place in islice(_errors(validator, value), FINDINGS_LIMIT):
            for meant in islice(_meant(error), FINDINGS_LIMIT):
                keys, wrong = _followed(value, place(meant.instance_path))
                names = list(map(str, keys))
                rule, message = _worded(meant, wrong)
                pointer = at + "".join(f"/{escape(name)}" for name in names)
                sent = shown(wrong, "/".join([at, *names]))
                found[finding(where, rule, pointer, message, sent=sent)] = None
        return tuple(found) or (finding(where, "malformed", at, _NOT_LOCATED),)
    except UnicodeEncodeError:
        why = "holds half of a surrogate pair, which is no character; send it whole"
        return (finding(where, "malformed", at, why),)
    except (ValueError, TypeError) as error:  # a key that is no string
        return (finding(where, "malformed", at, f"can't be JSON: {type(error).__name__}"),)


def check_schema(
    schemas: Schemas, schema: Node, direction: Direction, value: Any, where: Place, at: str = ""
) -> tuple[Finding, ...]:
    """The findings of a value by the schema at a place; none where there is no schema.

    A schema that can't be compiled is a warning: it is the document's fault, not the client's.
    """
    if schema.value is None:
        return ()
    try:
        validator = schemas.validator(schema, direction)
    except ContractError as error:
        return (finding(where, "schema", at, f"not checked: {error}", level="warning"),)
    found = check(validator, value, where, at)
    if len(found) == 1 and found[0].message == _NOT_LOCATED:
        closer, part, path = _closest(schemas, schema, direction, value)
        below = "".join(f"/{escape(str(key))}" for key in path)
        return check(schemas.validator(closer, direction), part, where, at + below)
    return found


def validity(schemas: Schemas, schema: Node) -> Callable[[Any], bool]:
    """A function for whether a schema takes a request's value, made once for what is checked often.

    False means no more than that `check_schema` has to look. It raises ValueError or TypeError for
    what can't be JSON.
    """
    if schema.value is None:
        return lambda value: True
    try:
        takes: Callable[[Any], bool] = schemas.validator(schema, "request").is_valid
    except ContractError:
        return lambda value: False
    return takes


def breaches(schemas: Schemas, schema: Node, value: Any) -> list[Breach]:
    """Every keyword that a request's value breaks; none where there is no schema."""
    if not schema:
        return []
    validator = schemas.validator(schema, "request")
    try:
        if validator.is_valid(value):
            return []
        errors = _errors(validator, value, at_worst=True)
    except (ValueError, TypeError):  # a lone surrogate, an infinite number, too many levels
        errors = _errors(validator, _representable(value, _LEVELS), at_worst=True)
    found = []
    for error, place in errors:
        names, wrong = _followed(value, place(error.instance_path))
        found.append(Breach(error.kind.name, tuple(names), error.kind.value, wrong))
    return found


def _representable(value: Any, levels: int) -> Any:
    """A value that the validator takes for it: without what JSON has no bytes for, and empty below
    so many levels.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return sys.float_info.max
    if isinstance(value, Mapping):
        below = value.items() if levels else ()
        return {_representable(str(n), 0): _representable(v, levels - 1) for n, v in below}
    if isinstance(value, list):
        return [_representable(v, levels - 1) for v in value] if levels else []
    return value


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings for which a strict session refuses a request."""
    return tuple([found for found in findings if found.level == "error"])


def report(findings: Iterable[Finding]) -> str:
    """The findings as one line of text."""
    return "; ".join(map(str, findings))


def is_secret(name: str) -> bool:
    """Return whether a name is that of a secret: a key, a token, a password."""
    return _SECRET.search(name) is not None


def shown(value: Any, name: str = "") -> str:
    """A value for a person to recognise: scalars cut short, secrets hidden, the rest by kind."""
    if is_secret(name):
        return HIDDEN
    if isinstance(value, Mapping):
        return f"an object of {len(value)}"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    if isinstance(value, str) and _KEY.match(value):
        return HIDDEN
    return _cut(ascii(value), SENT_LIMIT)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def numbered(count: int, name: str) -> str:
    """A number of things: "1 call", "2,000 calls"."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def printable(text: str) -> str:
    """A line for a terminal: characters that aren't printable are escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _worded(error: ValidationError, value: Any) -> tuple[str, str]:
    """The keyword that a value breaks, and the message."""
    path, message = error.schema_path, error.message
    if error.kind.name == "contains":
        return str(path[-1]), "it has too few, or too many, of the items that `contains` is for"
    if error.kind.name != "falseSchema":
        return str(path[-1]) if path else "schema", _cut(message, _MESSAGE_LIMIT)
    keyword = next((str(part) for part in reversed(path[-2:]) if part in _CONTAINERS), "schema")
    if keyword in ("additionalProperties", "propertyNames") and isinstance(value, Mapping):
        names = ", ".join(map(repr, value))
        verb = "was" if len(value) == 1 else "were"
        message = f"Additional properties are not allowed ({names} {verb} unexpected)"
        return keyword, _cut(message, _MESSAGE_LIMIT)
    return keyword, "it is not allowed here"


# Keywords that may forbid a part with the schema `false`.
_CONTAINERS = frozenset(
    {"additionalProperties", "items", "patternProperties", "prefixItems", "properties",
     "propertyNames"}
)  # fmt: skip
_Place: TypeAlias = Callable[[Iterable[str | int]], list[str | int]]


def _errors(
    validator: Validator, value: Any, *, at_worst: bool = False
) -> list[tuple[ValidationError, _Place]]:
    """The errors of an invalid value, each with a function from its paths to those in the value;
    of a large value those of a part, or none. at_worst: then those that the part may have for no
    other reason than that it is one. Raises ValueError and TypeError for what can't be JSON.
    """
    if _multiplies(validator, value):
        return []
    whole = value
    cuts: dict[tuple[str, ...], int] = {}
    """The items left out in front of those kept, by the place of their container in the whole."""

    def place(path: Iterable[str | int]) -> list[str | int]:
        made: list[str | int] = []
        for part in path:
            made.append(part + cuts.get(_pointed(made), 0) if isinstance(part, int) else part)
        return made

    # Half of the heaviest container at a time: the time it takes is that of a few checks.
    while (heaviest := _heaviest(value))[0] >= _EXPLAINED and heaviest[1] is not None:
        path = heaviest[1]
        container = reduce(getitem, path, value)
        middle = len(container) // 2
        for start, stop in ((0, middle), (middle, len(container))):
            part = (
                container[start:stop]
                if isinstance(container, list)
                else dict(islice(container.items(), start, stop))
            )
            half = _replaced(value, path, part)
            if not validator.is_valid(half):
                break
        else:  # its parts are valid: the error is one of the whole
            break
        value = half
        at = _pointed(place(path))
        cuts[at] = cuts.get(at, 0) + (start if isinstance(container, list) else 0)
    errors = list(validator.iter_errors(value))
    found: list[tuple[ValidationError, _Place]] = [
        (error, place)
        for error in errors
        if not cuts
        or not all(
            _may_be_of_cut(meant, _followed(whole, place(meant.instance_path)), cuts)
            for meant in _meant(error)
        )
    ]
    if not found and _heaviest(whole)[0] < _RETRIED:
        cuts.clear()
        return [(error, place) for error in validator.iter_errors(whole)]
    return found or [(error, place) for error in errors if at_worst]


def _multiplies(validator: Validator, value: Any) -> bool:
    """Return whether the errors of a deep value would take too long to make."""
    if _heaviest(value)[0] >= _EXPLAINED:  # of which a part is checked, with the same finding
        value = _limbs(value, _LEVELS, 2)
    for level in range(_SHALLOW, levels(value, _LEVELS)):
        started = time.thread_time()
        for _ in validator.iter_errors(_limbs(value, level)):
            break
        if time.thread_time() - started > _PATIENCE:
            return True
    return False


def _closest(
    schemas: Schemas, schema: Node, direction: Direction, value: Any
) -> tuple[Node, Any, list[str | int]]:
    """The part furthest in that breaks the schema it is held to, that schema, and the way to the
    part: of a choice the branch whose tag the value has.
    """
    path: list[str | int] = []
    for _ in range(_MOST_STEPS):
        for inner, key in _parts(schemas.document, schema, value):
            part = value if key is None else value[key]
            try:
                valid = not inner or schemas.validator(inner, direction).is_valid(part)
            except ValueError:  # of a schema that can't be compiled as well
                valid = True
            if not valid:
                schema, value = inner, part
                path += [] if key is None else [key]
                break
        else:
            break
    return schema, value, path


def _parts(document: Document, schema: Node, value: Any) -> Iterator[tuple[Node, str | int | None]]:
    """The schemas that a value has to keep for one, each with the key of the part it is for; None:
    for the value itself.
    """
    if isinstance(schema.get("$ref"), str):
        yield document.at(schema.value["$ref"]), None
    yield from ((inner, None) for inner in raw_children(schema, "allOf"))
    for keyword in ("oneOf", "anyOf"):
        branches = raw_children(schema, keyword)
        meant = [each for each in branches if _has_tag(document.resolve(each), value)]
        if len(meant) == 1:
            yield meant[0], None
    if isinstance(value, Mapping):
        named, others = raw_child(schema, "properties"), raw_child(schema, "additionalProperties")
        yield from ((raw_child(named, name) or others, name) for name in value)
    elif isinstance(value, list):
        heads, items = raw_child(schema, "prefixItems"), raw_child(schema, "items")
        yield from ((raw_child(heads, str(n)) or items, n) for n in range(len(value)))


def _has_tag(branch: Node, value: Any) -> bool:
    """Return whether a value has the properties that a branch holds to few values, as it wants."""
    if not isinstance(value, Mapping):
        return False
    properties = branch.get("properties") or {}
    tags = {
        name: inner.get("enum", [inner.get("const")])
        for name, inner in properties.items()
        if isinstance(inner, Mapping) and inner.keys() & {"const", "enum"}
    }
    return bool(tags) and all(value.get(name) in values for name, values in tags.items())


def _limbs(value: Any, levels: int, width: int | None = None) -> Any:
    """The value to so many levels; in the place of containers further down is a number, which
    breaks most schemas of one. width: the number of parts of each list, at most.
    """
    if isinstance(value, dict):
        return {k: _limbs(v, levels - 1, width) for k, v in value.items()} if levels else 0.5
    if isinstance(value, list):
        return [_limbs(v, levels - 1, width) for v in value[:width]] if levels else 0.5
    return value


def _may_be_of_cut(
    error: ValidationError,
    place: tuple[list[str | int], Any],
    cuts: Iterable[tuple[str, ...]],
) -> bool:
    """Return whether a container may break a keyword for no other reason than that it was cut.
    place: its path in the whole value, and what it is there.
    """
    keyword, limit = error.kind.name, error.kind.value
    at, whole = _pointed(place[0]), place[1]
    if keyword in _LEAST and len(whole) < limit:
        return False
    if keyword == "required" and limit not in whole:
        return False
    return any(
        (keyword in _OF_NUMBER and at == cut) or (keyword in _OF_PARTS and at == cut[: len(at)])
        for cut in cuts
    )


def _pointed(path: Iterable[str | int]) -> tuple[str, ...]:
    """A path in one form: the validator takes every name of digits for a number."""
    parts = map(str, path)
    return tuple(str(int(p)) if p.isascii() and p.isdecimal() else p for p in parts)


def _heaviest(value: Any) -> tuple[int, tuple[str | int, ...] | None]:
    """The number of values in a value, itself included, and the path of the container that is best
    cut: no part of it outweighs the others. None where no container has several parts.
    """
    if not isinstance(value, (list, dict)):
        return 1, None
    total, most = len(value) + 1, 1
    way: tuple[str | int, ...] | None = None
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in [pair for pair in pairs if isinstance(pair[1], (list, dict))]:
        weight, path = _heaviest(inner)
        total += weight - 1
        if weight > most:
            most, way = weight, path if path is None else (key, *path)
    share = 2 if isinstance(value, list) else _SPREAD
    if len(value) > 1 and (way is None or most * share <= total):
        return total, ()
    return total, way


def _replaced(value: Any, path: tuple[str | int, ...], part: Any) -> Any:
    """The value with another in a place."""
    if not path:
        return part
    copy: Any = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], part)
    return copy


def _meant(error: ValidationError) -> list[ValidationError]:
    """Of a choice that failed, the errors of the branch that was most nearly meant: the one whose
    tag the value has, or else the error furthest in.
    """
    context = getattr(error.kind, "context", None)
    branches = [branch for branch in context or () if branch]
    if not branches:
        return [error]
    tagged = _tagged(branches, tuple(error.instance_path))
    if len(tagged) == 1:
        return [each for inner in tagged[0] for each in _meant(inner)]
    inner = (_meant(branch[0])[0] for branch in sorted(tagged or branches, key=len))
    best = max(inner, key=lambda found: len(found.instance_path))
    return [best if len(best.instance_path) > len(error.instance_path) else error]


def _tagged(
    branches: list[list[ValidationError]], place: tuple[str | int, ...]
) -> list[list[ValidationError]]:
    """The branches whose tag the object at a place has. A tag is a property that some branch holds
    to one value, or else to a few.
    """
    for rule in ("const", "enum"):
        errors = [each for branch in branches for each in branch if each.kind.name == rule]
        paths = {tuple(each.instance_path) for each in errors}
        tags = {path for path in paths if path[:-1] == place and path != place}
        if tags:
            return [
                branch
                for branch in branches
                if tags.isdisjoint(tuple(each.instance_path) for each in branch)
                if not any(
                    each.kind.name == "type" and tuple(each.instance_path) == place
                    for each in branch
                )
            ]
    return []


def _followed(value: Any, path: Iterable[str | int]) -> tuple[list[str | int], Any]:
    """The keys along a path into a value, and what is there."""
    keys: list[str | int] = []
    for part in path:
        key = part
        if isinstance(value, Mapping) and isinstance(part, int):
            # The validator takes every name of digits for a number.
            digits = [name for name in value if name.isascii() and name.isdecimal()]
            named = [name for name in digits if int(name) == part]
            key = str(part) if str(part) in value or not named else named[0]
        keys.append(key)
        try:
            value = value[key]
        except (LookupError, TypeError):  # an object has both "7" and "007", and the other is meant
            value = None
    return keys, value
