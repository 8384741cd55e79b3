"""The writing rules for the document, by what they look at."""

from __future__ import annotations

from collections.abc import Iterator

from document import Node

Broken = Iterator[tuple[Node, str, str]]


def words(text: str) -> frozenset[str]:
    """Return the words of *text*: a set that reads as a sentence."""
    return frozenset(text.split())
