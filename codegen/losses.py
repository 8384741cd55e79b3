"""Look for every part of the document in what the generator wrote.

The second net below the linter: a loss that no rule foresaw is still found, by its absence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import trees
from document import Document, Node, components, operations, parameters_of
from endpoints import file_name
from shapes import literal, module, properties

REMEDY = (
    "Remedy: write it in a form the generator can express, and add a rule to codegen/rules for "
    "the form it can't."
)


def report(document: Document, tree: trees.Tree) -> list[str]:
    """Return one line for each operation, parameter, type or field that *tree* lacks."""
    lost = [*_operations(document, tree), *_parameters(document, tree), *_types(document, tree)]
    lines = [f"{document.name}:{node.line}: {what} was lost" for node, what in lost]
    return [*lines, REMEDY] if lines else _surplus(document, tree)


def _operations(document: Document, tree: trees.Tree) -> Iterator[tuple[Node, str]]:
    taken: set[str] = set()
    for operation in operations(document):
        name = file_name(operation)
        if name not in tree or name in taken:
            yield operation, f"operation {operation.get('operationId').text}"
        taken.add(name)


def _surplus(document: Document, tree: trees.Tree) -> list[str]:
    """Return a line if there are more operation modules than operations."""
    wanted = {file_name(operation) for operation in operations(document)}
    files = {name for name in tree if name.startswith("api/") and name.count("/") == 2}
    extra = sorted(name for name in files - wanted if not name.endswith("__init__.py"))
    return [f"{name} stands for no operation of {document.name}" for name in extra]


def _parameters(document: Document, tree: trees.Tree) -> Iterator[tuple[Node, str]]:
    for operation in operations(document):
        if file_name(operation) not in tree:
            continue
        text = tree[file_name(operation)].decode()
        for parameter in parameters_of(operation):
            name = parameter.resolved().get("name").text
            if not re.search(rf"Parameter\([^)]*{re.escape(literal(name))}", text):
                yield parameter, f"parameter {name} of {operation.get('operationId').text}"


def _types(document: Document, tree: trees.Tree) -> Iterator[tuple[Node, str]]:
    for schema in components(document, "schemas"):
        name = f"models/{module(schema.key)}.py"
        if name in tree:
            yield from _fields(schema, tree[name].decode())
        else:
            yield schema, f"type {schema.key}"


def _fields(schema: Node, text: str) -> Iterator[tuple[Node, str]]:
    for field in properties(schema):
        if not re.search(rf"(?:wire|item)\(\s*{re.escape(literal(field.key))}", text):
            yield field, f"field {field.key} of {schema.key}"
