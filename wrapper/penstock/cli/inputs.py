"""Values of `--input`, `--file` and key=value arguments."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

_Item = TypeVar("_Item")

HELP = (
    "An input: NAME=TEXT, NAME:=JSON, a JSON object or @FILE with JSON (@- is stdin). "
    "Can be repeated."
)


def value(items: Sequence[str]) -> Any:
    """Return the input that all `--input` options make; None without one.

    JSON that is no object can only stand alone.
    """
    found: list[Any] = [_part(item) for item in items]
    if len(found) <= 1:
        return found[0] if found else None
    if not all(isinstance(part, dict) for part in found):
        raise click.UsageError("--input that is no JSON object is all of the input: give it alone")
    return {name: inner for part in found for name, inner in part.items()}


def named(items: Sequence[str]) -> dict[str, Any]:
    """Return the input as a dict of variables; empty without one."""
    found = value(items)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise click.UsageError("--input must make an object here: NAME=TEXT, or @FILE with one")
    return found


def _part(item: str) -> Any:
    if item.startswith(("@", "{", "[")):
        return json_of(item)
    name, text, is_json = pair(item)
    return {name: parsed(text, name) if is_json else text}


def pair(item: str) -> tuple[str, str, bool]:
    """Return name and text of NAME=TEXT or NAME:=JSON, and if it is the latter."""
    name, equals, text = item.partition("=")
    is_json = name.endswith(":")
    name = name.removesuffix(":")
    if not equals or not name:
        raise click.UsageError(f"{item!r} is neither NAME=TEXT nor NAME:=JSON")
    return name, text, is_json


def parsed(text: str, where: str) -> Any:
    """Return the JSON in a text; `where` is its place for messages."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{where} holds no JSON: {error}") from error


def json_of(text: str) -> Any:
    """Return the JSON in a text, or in the file of @FILE."""
    is_file = text.startswith("@")
    return parsed(read_text(text[1:]), text[1:]) if is_file else parsed(text, "the text")


def json_or_text(text: str) -> Any:
    """Return the JSON in a text, else the text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def read_text(path: str) -> str:
    """Return the text of a file; of stdin for "-"."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} isn't UTF-8 text: {error}") from error
    except OSError as error:
        raise click.UsageError(f"can't read {path}: {error.strerror}") from error


def file(path: str) -> Path:
    """Return the path of a file that is there."""
    found = Path(path)
    if not found.is_file():
        raise click.UsageError(f"there is no file {path!r}")
    return found


def files(items: Sequence[str]) -> dict[str, list[str]]:
    """Return the files of NAME=PATH options by name."""
    found: dict[str, list[str]] = {}
    for item in items:
        name, equals, path = item.partition("=")
        if not (name and equals and path):
            raise click.UsageError(f"--file {item!r} is not NAME=PATH")
        found.setdefault(name, []).append(path)
    return found


def single(values: Sequence[_Item]) -> _Item | Sequence[_Item]:
    """Return the only value, or all of several."""
    return values[0] if len(values) == 1 else values
