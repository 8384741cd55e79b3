"""The members that the wrapper's classes add to the models they extend.

A field of the document with one of these names would hide the member, or be hidden by it, so the
emitted field has another (`attempts_`). They are read from the wrapper's source, and no list is
kept. A field of the model that a class has again is none of them: it stands under `TYPE_CHECKING`,
is an annotation alone, or is named in `_redeclared`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pins

WRAPPER = pins.ROOT / "wrapper" / "penstock"
_EXTENDS = re.compile(rb"^class \w+\([^)]*\bmodels\.", re.MULTILINE)


@cache
def taken() -> Mapping[str, frozenset[str]]:
    """Return the names that a model's fields can't have, by the name of its schema."""
    names = dict[str, frozenset[str]]()
    for path in sorted(WRAPPER.glob("*/*.py")):
        if not _EXTENDS.search(path.read_bytes()):
            continue
        for name, node in _scope(path).items():
            for schema in _schemas(node) if isinstance(node, ast.ClassDef) else ():
                names[schema] = names.get(schema, frozenset()) | frozenset(_line(path, name))
    return names


@cache
def _scope(path: Path) -> Mapping[str, ast.ClassDef | tuple[Path, str]]:
    """Return the classes of a file, and where in the wrapper the imported ones are."""
    found = dict[str, ast.ClassDef | tuple[Path, str]]()
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.ImportFrom) and node.module:
            source = WRAPPER.parent.joinpath(*node.module.split(".")).with_suffix(".py")
            found |= {one.name: (source, one.name) for one in node.names if source.is_file()}
    return found


def _schemas(node: ast.ClassDef) -> Iterator[str]:
    """Yield the models that a class extends."""
    for base in node.bases:
        if isinstance(base, ast.Attribute) and ast.unparse(base.value) == "models":
            yield base.attr


def _line(path: Path, name: str) -> Iterator[str]:
    """Yield the public names that a class adds, and those of the wrapper that it extends."""
    found = _scope(path).get(name)
    if isinstance(found, tuple):
        yield from _line(*found)
    elif found is not None:
        yield from _members(found)
        for base in found.bases:
            yield from _line(path, ast.unparse(base).partition("[")[0])


def _members(node: ast.ClassDef) -> set[str]:
    """Return the public names of a class: methods, fields, and the attributes it sets."""
    names, redeclared = set[str](), set[str]()
    for part in node.body:
        match part:
            case ast.FunctionDef(name=name):
                names |= {name, *_set_by(part)}
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id="_redeclared")], value=value):
                redeclared = set(ast.literal_eval(value))
    return {name for name in names - redeclared if not name.startswith("_")}


def _set_by(method: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(method):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
