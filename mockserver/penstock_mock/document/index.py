"""Penstock's own document by its index: a part is parsed when it is asked for."""

from __future__ import annotations

import json
from pkgutil import get_data
from typing import Any

from .operations import Outline
from .schemas import Document, Node, raw_child
from .structure import pointer_parts

_PACKAGE = "penstock_api"
# A part lies no deeper: the document, "components", "schemas", a name.
_DEEPEST = 4


class IndexedDocument(Document):
    """The document in the package of the generated client, which has the shape of 3.1."""

    def __init__(self) -> None:
        self._text = _read("openapi.json")
        index = json.loads(_read("index.json"))
        self._places: dict[str, tuple[int, int]] = index["parts"]
        self._parts: dict[str, Any] = {}
        self._root = {}
        self._targets = {}
        self.outlines = [Outline(**outline) for outline in index["operations"]]
        """Its operations."""
        self.findings = []

    @property
    def root(self) -> dict[str, Any]:
        if not self._root:
            self._root = json.loads(self._text)
        return self._root

    def place(self, pointer: str) -> Node:
        parts = pointer.split("/")
        for depth in range(min(len(parts), _DEEPEST), 1, -1):
            start = "/".join(parts[:depth])
            if start in self._places:
                node = Node(start, self._part(start))
                for key in pointer_parts("/".join(["", *parts[depth:]])):
                    node = raw_child(node, key)
                return node
        return super().place(pointer)

    def _part(self, pointer: str) -> Any:
        if pointer not in self._parts:
            start, end = self._places[pointer]
            self._parts[pointer] = json.loads(self._text[start:end])
        return self._parts[pointer]


def _read(name: str) -> bytes:
    data = get_data(_PACKAGE, name)
    assert data is not None
    return data
