"""Selected outputs: which block, which part of its output. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from .formatting import named_uuid
from .options import Dialect
from .plans import Block

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@frozen
class Selection:
    """A selected part of a block's output."""

    block_id: str
    path: str
    """Dot-separated; empty for the whole output."""
    value: Any
    agent: bool


@frozen
class Stage:
    """The blocks of one workflow, and the output they have unless they have their own."""

    workflow_id: str
    blocks: Sequence[Block]
    output: Any

    def block_id(self, name: str) -> str:
        """The UUID of a block, by its name or by that UUID."""
        if _UUID.fullmatch(name):
            return name
        block = self._named(normal(name))
        return block.id if block and block.id else named_uuid(self.workflow_id, normal(name))

    def find(self, name: str) -> Block | None:
        """The block of that name or UUID; any is there when none was declared."""
        if not self.blocks:
            return Block(name, self.output)
        return self._named(normal(name)) or self._identified(name)

    def _named(self, name: str) -> Block | None:
        return next((block for block in self.blocks if normal(block.name) == name), None)

    def _identified(self, block_id: str) -> Block | None:
        wanted = block_id.lower()
        return next((b for b in self.blocks if self.block_id(b.name).lower() == wanted), None)


def normal(name: str) -> str:
    """A block's name as the server compares it: lower case, no white space at all."""
    return re.sub(r"\s+", "", name).lower()


def resolve(wanted: Iterable[str], stage: Stage, dialect: Dialect) -> list[Selection]:
    """The selections that lead somewhere; the others are ignored without a word."""
    found: list[Selection] = []
    for text in wanted:
        parts = split(text, dialect)
        block = stage.find(parts[0]) if parts else None
        if parts is None or block is None:
            continue
        value = dig(stage.output if block.output is None else block.output, parts[1])
        if value is not None:
            found.append(Selection(stage.block_id(parts[0]), parts[1], value, block.agent))
    return found


def split(text: str, dialect: Dialect) -> tuple[str, str] | None:
    """(block, path) of `name.path` or `<uuid>_path`; today of `<uuid>.path` and `<uuid>` too."""
    match = _UUID.match(text)
    if match:
        rest = text[match.end() :]
        if rest[:1] == "_" and rest[1:]:
            return match.group(), rest[1:]
        if dialect == "2026-08" and (not rest or (rest[0] == "." and rest[1:])):
            return match.group(), rest[1:]
    name, dot, path = text.partition(".")
    return (name, path) if name and dot and path else None


def dig(value: Any, path: str) -> Any:
    """The part of `value` at a dot-separated path; None when there is none."""
    for key in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
