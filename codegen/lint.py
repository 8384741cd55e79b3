"""Refuse what the generator would lose, before it does.

    python codegen/lint.py [FILE]

Most of openapi-python-client's losses are silent: an operation, a type or a field is simply not
there. Each rule in `rules/` guards against one kind, names it in its docstring, and is broken by a
test of its own. A rule is a function from the document to (node, what is wrong, remedy).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pins
from document import Document, DocumentError, Node, load
from rules import names, operations, parameters, replies, schemas, types, unions, writing

Rule = Callable[[Document], Iterator[tuple[Node, str, str]]]

RULES: tuple[Rule, ...] = (
    *writing.RULES,
    *names.RULES,
    *schemas.RULES,
    *types.RULES,
    *unions.RULES,
    *operations.RULES,
    *parameters.RULES,
    *replies.RULES,
)


@dataclass(frozen=True, order=True)
class Finding:
    """A place in the document that breaks a rule."""

    line: int
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.line}: [{self.rule}] {self.message}. Remedy: {self.remedy}."


def findings(document: Document) -> list[Finding]:
    """Return what breaks a rule, in the order of the document's lines."""
    found = {
        Finding(node.line, rule.__name__.replace("_", "-"), message, remedy)
        for rule in RULES
        for node, message, remedy in rule(document)
    }
    return sorted(found)


def report(document: Document) -> list[str]:
    """Return one printable line for each finding."""
    return [f"{document.name}:{finding}" for finding in findings(document)]


def main(arguments: list[str]) -> int:
    """Print what is wrong with the document; return the exit status."""
    path = Path(arguments[0]) if arguments else pins.ROOT / "openapi.yaml"
    try:
        lines = report(load(path))
    except DocumentError as error:
        lines = [str(error)]
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
