"""Route a method and a path to an operation, and find the nearest ones where none matches.

Paths are matched on their raw, still percent-encoded segments, so that %2F stays inside one. At
each segment a literal beats a template, whatever the order in the document (OpenAPI 3.1, "Path
Templating Matching"), and a segment such as `{name}.json` beats a bare `{name}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import unquote

from attrs import evolve, field

from .values import define, frozen

T = TypeVar("T")

# A near miss is for a person to read: three are enough, and longer paths need no closer look.
NEAREST = 3
_COMPARED_SEGMENTS = 32
_COMPARED_CHARS = 80

_PARAMETER = re.compile(r"\{([^{}/]+)\}")
_DOTS = re.compile(r"(?i)^(?:\.|%2e){1,2}$")


@frozen
class Match(Generic[T]):
    """The target a request means, with its path parameters decoded."""

    target: T
    params: dict[str, str]
    rank: tuple[int, ...] = field(default=(), eq=False)
    """Of each segment: 0 a literal, 1 a literal with parameters, 2 a parameter. The lowest of
    several matches is the closest."""


@frozen
class Miss:
    """Nothing matches. `allow` lists the methods the path does have: then it is a 405."""

    allow: tuple[str, ...] = ()
    others: Mapping[str, Match[Any]] = field(factory=dict, eq=False, repr=False)
    """The matches with each of those methods."""
    elsewhere: str = ""
    """The request is for an address that is not played; why, and what is."""


def methods_of(allow: Collection[str]) -> tuple[str, ...]:
    """All methods a path answers to: those of the document, HEAD beside GET, and OPTIONS."""
    return tuple(sorted({*allow, "OPTIONS", *(["HEAD"] if "GET" in allow else [])}))


@frozen
class NearMiss:
    """An operation a request nearly meant."""

    operation_id: str
    method: str
    path: str
    distance: float
    """0 is a match; 1 is one segment, or the method, entirely other."""
    why: str

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.operation_id}): {self.why}"


@define
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(factory=dict)
    mixed: dict[str, tuple[re.Pattern[str], _Node[T]]] = field(factory=dict)
    wild: _Node[T] | None = None
    methods: dict[str, tuple[T, tuple[str, ...], tuple[int, ...]]] = field(factory=dict)


@define(eq=False)
class Router(Generic[T]):
    """Path templates and methods to targets."""

    _root: _Node[T] = field(factory=lambda: _Node[T](), init=False)
    _static: dict[str, _Node[T]] = field(factory=dict, init=False)

    def add(self, method: str, template: str, target: T) -> None:
        """Add a route; of two with the same method and shape, the first stays."""
        node, names, rank = self._root, list[str](), list[int]()
        for segment in segments(template):
            found = _PARAMETER.findall(segment)
            names += found
            if not found:
                rank.append(0)
                node = node.literals.setdefault(unquote(segment), _Node())
            elif segment == f"{{{found[0]}}}":
                rank.append(2)
                node.wild = node.wild or _Node()
                node = node.wild
            else:
                rank.append(1)
                literals = map(re.escape, _PARAMETER.sub("\0", segment).split("\0"))
                pattern = re.compile("(.+?)".join(literals), re.DOTALL)
                shape = _PARAMETER.sub("{}", segment)
                node = node.mixed.setdefault(shape, (pattern, _Node()))[1]
        node.methods.setdefault(method.upper(), (target, tuple(names), tuple(rank)))
        if not names:
            self._static[template] = node

    def find(self, method: str, raw_path: str) -> Match[T] | Miss:
        """The target for a raw path, or why there is none."""
        if static := self._static.get(raw_path):
            return _by_method(static, method, ())
        parts = segments(clean(raw_path))
        if "%" in raw_path:
            parts = [unquote(part) for part in parts]
        hit = _walk(self._root, parts, 0, ())
        return _by_method(hit[0], method, hit[1]) if hit else Miss()


def segments(path: str) -> list[str]:
    """The segments of a path: "/a/b" has two, "/a/b/" three (the last one empty)."""
    return path.removeprefix("/").split("/")


def clean(raw_path: str) -> str:
    """Remove dot segments, as every server and proxy does (RFC 3986 5.2.4; WHATWG URL adds %2e).

    So an id of "../x" that a client failed to escape reaches the wrong operation here, as it would
    in the world.
    """
    if "/." not in raw_path and "/%2" not in raw_path:
        return raw_path
    kept: list[str] = []
    parts = segments(raw_path)
    for place, part in enumerate(parts):
        if not _DOTS.match(part):
            kept.append(part)
            continue
        if len(part.lower().replace("%2e", ".")) == 2 and kept:
            kept.pop()
        if place == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def nearest(
    method: str, raw_path: str, known: Iterable[tuple[str, str, str]], limit: int = NEAREST
) -> tuple[NearMiss, ...]:
    """The nearest of `known` (operation id, method, template) to a request, nearest first.

    Compared as `Router.find` compares: without dot segments, which is part of the reason given.
    """
    path = clean(raw_path)
    asked = [unquote(s)[:_COMPARED_CHARS] for s in segments(path)[:_COMPARED_SEGMENTS]]
    misses = []
    for operation_id, of_method, template in known:
        distance, why = _distance(asked, segments(template))
        if method != of_method:
            distance, why = distance + 1.0, [f"the method is {of_method}", *why]
        reason = "; ".join(why)
        misses.append(NearMiss(operation_id, of_method, template, round(distance, 3), reason))
    misses.sort(key=lambda miss: miss.distance)
    if path == raw_path:
        return tuple(misses[:limit])
    dots = f"dot segments were removed, which left {path[:_COMPARED_CHARS]}"
    return tuple(evolve(m, why="; ".join(filter(None, (dots, m.why)))) for m in misses[:limit])


def _walk(
    node: _Node[T], parts: list[str], at: int, values: tuple[str, ...]
) -> tuple[_Node[T], tuple[str, ...]] | None:
    """The node of a path, by its decoded segments, and the values of its parameters: the first
    branch that leads there.
    """
    for place in range(at, len(parts)):
        part = parts[place]
        literal = node.literals.get(part)
        wild = node.wild if part else None  # a path parameter is never empty
        if not node.mixed and wild is None and literal is not None:
            node = literal
            continue
        if not node.mixed and literal is None and wild is not None:
            node, values = wild, (*values, part)
            continue
        branches = [] if literal is None else [(literal, values)]
        for pattern, child in node.mixed.values():
            if found := pattern.fullmatch(part):
                branches.append((child, (*values, *found.groups())))
        if wild is not None:
            branches.append((wild, (*values, part)))
        if not branches:
            return None
        for child, more in branches[:-1]:
            if (hit := _walk(child, parts, place + 1, more)) is not None:
                return hit
        node, values = branches[-1]
    return (node, values) if node.methods else None


def _by_method(node: _Node[T], method: str, values: tuple[str, ...]) -> Match[T] | Miss:
    def match(name: str) -> Match[T]:
        target, names, rank = node.methods[name]
        return Match(target, dict(zip(names, values, strict=True)), rank)

    if method in node.methods:
        return match(method)
    others = {name: match(name) for name in sorted(node.methods)}
    return Miss(tuple(others), others)


_Edits: TypeAlias = tuple[float, list[str]]
"""The cost of edits, and a description of each."""


def _distance(asked: list[str], template: list[str]) -> _Edits:
    """Edit distance over segments (Wagner and Fischer), with what the edits are."""
    missing = [(1.0, [f"{part!r} is missing"]) for part in template]
    above = [*accumulate(missing, _plus, initial=(0.0, list[str]()))]
    for sent in asked:
        surplus = 1.0, [f"{sent!r} is too much" if sent else "the slash at the end is too much"]
        row = [_plus(above[0], surplus)]
        for n, wanted in enumerate(template):
            change: _Edits = 0.0, []
            if _PARAMETER.search(wanted):
                if not sent:
                    change = 0.5, [f"{wanted!r} is empty"]
            elif sent != wanted:
                likeness = SequenceMatcher(None, sent, wanted, autojunk=False).ratio()
                change = 1.0 - 0.9 * likeness, [f"{sent!r} instead of {wanted!r}"]
            options = (
                _plus(above[n], change),
                _plus(above[n + 1], surplus),
                _plus(row[n], missing[n]),
            )
            row.append(min(options, key=lambda option: option[0]))
        above = row
    return above[-1]


def _plus(first: _Edits, second: _Edits) -> _Edits:
    return first[0] + second[0], first[1] + second[1]
