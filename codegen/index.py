"""The index of the document in the package: its operations, and the place of each part in the file.

With it a reader answers a request without parsing the document: it knows the routes, and parses the
parts that an operation refers to. Everything in it follows from the document; places are in bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from document import Document, Node, operations, parameters_of

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s:,]*")
# The members of these are parts of their own, as deep as they are listed.
_DIVIDED = {"#/paths", "#/components"}


def emit(document: Document, text: bytes) -> bytes:
    """Return the index of *text*, the JSON of *document*."""
    index = {
        "operations": [_outline(node) for node in operations(document.as_written)],
        "parts": dict(_parts(text)),
    }
    return (json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _outline(node: Node) -> dict[str, Any]:
    """Return what routing needs of an operation, and recording its requests."""
    document = node.document
    item = document.at(*node.pointer[:-1])
    named = [parameter.resolved() for parameter in parameters_of(node)]
    return {
        "pointer": "#" + "".join(f"/{_escape(str(key))}" for key in node.pointer),
        "path": item.key,
        "id": node.mapping.get("operationId"),
        "summary": node.get("summary").text,
        "tags": node.get("tags").texts,
        "servers": next(
            (found for at in (node, item, document.root) if (found := at.get("servers").value)), []
        ),
        "security": node.mapping.get("security", document.at("security").value) or [],
        "headers": [each.get("name").text for each in named if each.get("in").text == "header"],
    }


def _parts(text: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the first and the last place of each part, by its JSON pointer."""
    characters = text.decode("latin-1")  # of which each is a byte
    left = [("#", 0)]
    while left:
        outer, at = left.pop()
        for key, start, end in _members(characters, at):
            pointer = f"{outer}/{_escape(key)}"
            yield pointer, (start, end)
            if pointer in _DIVIDED or outer == "#/components":
                left.append((pointer, start))


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of the object at a place, each with the ends of its value."""
    at = _after(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _after(text, at)
        _, end = _DECODER.raw_decode(text, start)
        yield key.encode("latin-1").decode(), start, end
        at = _after(text, end)


def _after(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found
    return found.end()


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
