"""Documents from files: JSON and YAML, within bounds, repeated keys reported; and one in several
files made one: parts of the files beside it become its components.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .bodies import no_number, unreadable
from .structure import (
    MAX_DEPTH,
    OBJECTS,
    SECTIONS,
    ContractError,
    DocumentFinding,
    escape,
    pointer_parts,
    value_at,
)

_TOO_DEEP = f"{{}} nests deeper than {MAX_DEPTH} levels; use $ref"
# A reference to another file, in JSON or YAML.
_ELSEWHERE = re.compile(r"""\$ref["']?\s*:\s*["']?[^\s"'#]""")


def read(path: Path) -> tuple[Mapping[str, Any], list[DocumentFinding]]:
    """Parse a document, and the files in its folder that it refers to, with a finding for each
    repeated key and each tag that isn't known.

    Raises ContractError, naming the remedy, when it can't be read.
    """
    text, parsed, findings = _parse(path)
    if not isinstance(parsed, Mapping):
        raise ContractError(f"{path} holds no OpenAPI document")
    if _ELSEWHERE.search(text):
        bundle = _Bundle(parsed, path.resolve())
        try:
            parsed = bundle.object("OpenAPI", parsed, bundle.path)
        except RecursionError as error:
            raise ContractError(_TOO_DEEP.format(path)) from error
        components = {**parsed.get("components", {})}
        for section, parts in bundle.parts.items():
            components[section] = {**components.get(section, {}), **parts}
        return {**parsed, "components": components}, findings + bundle.findings
    return parsed, findings


def _parse(path: Path) -> tuple[str, Any, list[DocumentFinding]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text, *(_json if path.suffix == ".json" else _yaml)(text)
    except OSError as error:
        raise ContractError(f"can't read {path}: {error.strerror}") from error
    except ValueError as error:
        raise ContractError(f"{path} can't be parsed: {unreadable(error)}") from error
    except RecursionError as error:
        raise ContractError(_TOO_DEEP.format(path)) from error


def _repeated(pointer: str, key: str) -> DocumentFinding:
    message = f"{key!r} is given twice; the last one counts"
    return DocumentFinding(pointer, "duplicate", message, "merge them, or rename one")


def _json(text: str) -> tuple[Any, list[DocumentFinding]]:
    repeating: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            # Kept with its keys, so that no other object gets its id.
            repeating[id(value)] = value, [key for key, count in counts.items() if count > 1]
        return value

    parsed = json.loads(text, object_pairs_hook=made, parse_constant=no_number)
    findings, left = list[DocumentFinding](), [("#", parsed)] if repeating else []
    while left:
        pointer, inner = left.pop()
        _, keys = repeating.get(id(inner), ({}, []))
        findings += (_repeated(f"{pointer}/{escape(key)}", key) for key in keys)
        if isinstance(inner, dict):
            left += ((f"{pointer}/{escape(key)}", each) for key, each in inner.items())
        elif isinstance(inner, list):
            left += ((f"{pointer}/{index}", each) for index, each in enumerate(inner))
    return parsed, findings


def _yaml(text: str) -> tuple[Any, list[DocumentFinding]]:
    try:
        import yaml
    except ImportError as error:  # only documents in YAML need it
        raise ValueError("install PyYAML (pip install PyYAML), or convert it to JSON") from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where libyaml was there
    events = _Events(yaml.parse(text, Loader=loader))
    try:
        found = [events.value(e) for e in events.left if isinstance(e, yaml.NodeEvent)]
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    if len(found) > 1:
        raise ValueError("it has several documents; give one")
    return found[0] if found else None, events.findings


# The core schema of YAML 1.2 (10.3.2): dates and words such as `no` stay text.
_CORE: tuple[tuple[str, re.Pattern[str], Callable[[str], Any]], ...] = (
    ("null", re.compile(r"null|Null|NULL|~|"), lambda _: None),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text[0] in "tT"),
    ("int", re.compile(r"[-+]?[0-9]+"), int),
    ("int", re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    ("float", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    # Python takes "inf" and "nan" without the dot.
    ("float", re.compile(r"[-+]?\.(?:inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    ("float", re.compile(r"\.(?:nan|NaN|NAN)"), lambda text: float(text[1:])),
)
_TAG = "tag:yaml.org,2002:"
_MERGE = "<<"  # https://yaml.org/type/merge.html


class _Events:
    """Values out of the parser's events; an alias shares its anchor's value."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.left = events
        self.findings: list[DocumentFinding] = []
        self._anchors: dict[str, Any] = {}
        self._path: list[str] = []
        """The keys and indices that lead to the value that is read."""

    def value(self, event: Any) -> Any:
        """The value that begins with an event."""
        kind = type(event).__name__
        if kind == "AliasEvent":
            if event.anchor not in self._anchors:
                raise ValueError(f"the alias *{event.anchor} refers to itself, or to nothing")
            return self._anchors[event.anchor]
        if kind == "ScalarEvent":
            value, tag = _scalar(event)
        else:
            value, tag = None, (event.tag or "").removeprefix(_TAG)
            tag = "" if tag in ("!", "map", "seq") else tag
        if tag:
            message = f"the YAML tag {tag if tag[0] == '!' else f'!!{tag}'} is not applied"
            remedy = "leave it out: the value is read as if it had none"
            self.findings.append(DocumentFinding(self._pointer(), "tag", message, remedy))
        if kind != "ScalarEvent":
            if len(self._path) > MAX_DEPTH:
                raise ValueError(f"it nests deeper than {MAX_DEPTH} levels; use $ref")
            self._path.append("0")
            value = self._mapping() if kind == "MappingStartEvent" else self._sequence()
            self._path.pop()
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self) -> list[Any]:
        made: list[Any] = []
        for event in takewhile(lambda e: type(e).__name__ != "SequenceEndEvent", self.left):
            self._path[-1] = str(len(made))
            made.append(self.value(event))
        return made

    def _mapping(self) -> dict[str, Any]:
        """Its own keys and the first of several mappings that `<<` merges go first."""
        made, merged = dict[str, Any](), list[Any]()
        for event in takewhile(lambda e: type(e).__name__ != "MappingEndEvent", self.left):
            # A key is text as it is written, as in JSON: `200`, `1.10`.
            key = event.value if type(event).__name__ == "ScalarEvent" else self.value(event)
            if isinstance(key, (dict, list)):
                raise ValueError("a key must be a scalar")
            if event.anchor is not None:
                self._anchors[event.anchor] = key
            self._path[-1] = key = str(key)
            value = self.value(next(self.left))
            if key == _MERGE:
                merged += value if isinstance(value, list) else [value]
                continue
            if key in made:
                self.findings.append(_repeated(self._pointer(), key))
            made[key] = value
        for other in merged:
            if not isinstance(other, dict):
                raise ValueError("`<<` takes a mapping, or a list of them")
            for key, value in other.items():
                made.setdefault(key, value)
        return made

    def _pointer(self) -> str:
        return "#" + "".join(f"/{escape(part)}" for part in self._path)


def _scalar(event: Any) -> tuple[Any, str]:
    """A scalar, and its tag where that isn't known: then it is read without. Raises ValueError for
    a tag of the core schema that it can't have.
    """
    text, plain = event.value, event.implicit[0]
    tag = "" if plain or event.tag is None else event.tag.removeprefix(_TAG)
    if not plain and tag in ("", "!", "str", "binary", "timestamp"):
        return text, ""
    known = any(tag == kind for kind, *_ in _CORE)
    fits = (read for kind, form, read in _CORE if not known or tag == kind if form.fullmatch(text))
    read = next(fits, None)
    if known and read is None:
        raise ValueError(f"{text!r} can't be read as !!{tag}")
    is_text = tag and not known and event.style
    return text if is_text or read is None else read(text), "" if known else tag


_MOST_FILES = 1_000


class _Bundle:
    """A document whose references to files in its own folder are followed, with a finding for each
    file that can't be read. Other references stay as they are.
    """

    def __init__(self, source: Mapping[str, Any], path: Path) -> None:
        self.path = path
        self.parts: dict[str, dict[str, Any]] = {}
        """The new components, by section."""
        self.findings: list[DocumentFinding] = []
        self._source = source
        self._files: dict[Path, Any] = {path: source}
        self._references: dict[tuple[Path, str, str], str] = {}
        """The references to parts that were added, by file, pointer and kind."""

    def object(self, kind: str, value: Any, file: Path) -> Any:
        """A copy of an object that stands in a file."""
        if not isinstance(value, Mapping):
            return value
        fields = OBJECTS[kind]
        made = {
            key: self._field(fields.get(key) or fields.get("*", ""), inner, file)
            for key, inner in value.items()
        }
        if isinstance(reference := made.get("$ref"), str) and kind in SECTIONS:
            made["$ref"] = self._local(reference, kind, file)
        if kind == "Discriminator" and isinstance(mapping := made.get("mapping"), Mapping):
            made["mapping"] = {
                name: self._local(target, "Schema", file) if "#" in str(target) else target
                for name, target in mapping.items()
            }
        return made

    def _field(self, rule: str, value: Any, file: Path) -> Any:
        kind = rule.partition("{")[0].partition("[")[0]
        if kind not in OBJECTS:
            return value
        if rule.endswith("}") and isinstance(value, Mapping):
            reference = value.get("$ref")
            if isinstance(reference, str):  # of a whole map, as many write it
                file, _, value = self._target(reference, file) or (file, "", value)
            return {key: self.object(kind, inner, file) for key, inner in value.items()}
        if rule.endswith("]") and isinstance(value, list):
            return [self.object(kind, inner, file) for inner in value]
        return self.object(kind, value, file)

    def _local(self, reference: str, kind: str, file: Path) -> str:
        """The reference to a component that stands for the target; itself where there is none."""
        if reference.startswith("#") and file == self.path:
            return reference
        target = self._target(reference, file)
        if target is None:
            return reference
        file, pointer, value = target
        if file == self.path:
            return f"#{pointer}"
        key = (file, pointer, kind)
        if key not in self._references:
            section = SECTIONS[kind]
            name = self._name(section, pointer_parts(unquote(pointer))[-1:] or [file.stem])
            self._references[key] = f"#/components/{section}/{name}"
            self.parts.setdefault(section, {})[name] = None  # taken
            self.parts[section][name] = self.object(kind, value, file)
        return self._references[key]

    def _target(self, reference: str, file: Path) -> tuple[Path, str, Any] | None:
        """The file, the pointer and the value that a reference in a file means."""
        name, _, pointer = reference.partition("#")
        path = (file.parent / unquote(name)).resolve() if name else file
        if "://" in name or not path.is_relative_to(self.path.parent):
            return None
        if path not in self._files and path.is_file() and len(self._files) <= _MOST_FILES:
            try:
                self._files[path] = _parse(path)[1]
            except ContractError as error:
                self._files[path] = None
                remedy = "correct it, or bundle the document into one file"
                self.findings.append(DocumentFinding("#", "reference", str(error), remedy))
        value = value_at(self._files.get(path), f"#{unquote(pointer)}")
        return None if value is None else (path, pointer, value)

    def _name(self, section: str, wanted: list[str]) -> str:
        base = "".join(c if c.isalnum() or c in "._-" else "_" for c in wanted[0])
        components = self._source.get("components")
        own = components.get(section) if isinstance(components, Mapping) else None
        taken = {**(own if isinstance(own, Mapping) else {}), **self.parts.get(section, {})}
        numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
        return next(name for name in (base, *numbered) if name not in taken)
