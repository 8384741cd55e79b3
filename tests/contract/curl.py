"""Reads a documented curl command, as a shell would, into a request."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import httpx

_LONG = {"-X": "--request", "-H": "--header", "-F": "--form"}


def read(command: str, filled: Mapping[str, str]) -> httpx.Request:
    """Return the request; `filled` has the text for each placeholder of the page.

    Raises ValueError for an option that isn't known here: nothing is left out unnoticed.
    """
    for placeholder, value in filled.items():
        command = command.replace(placeholder, value)
    program, *words = shlex.split(command.replace("\\\n", ""))  # one line, as for a shell
    if program != "curl":
        raise ValueError(f"this is no curl command: {program}")
    return _request(words)


def _request(words: list[str]) -> httpx.Request:
    method, url, headers = "GET", "", {}
    content: str | None = None
    form: list[tuple[str, Any]] = []
    rest = iter(words)
    for word in rest:
        match _LONG.get(word, word):
            case "--request":
                method = next(rest)
            case "--header":
                name, _, value = next(rest).partition(":")
                headers[name] = value.strip()
            case "--data-raw":
                content = next(rest)
            case "--form":
                form.append(_field(next(rest)))
            case address if not address.startswith("-"):
                url = address
            case unknown:
                raise ValueError(f"curl's {unknown} isn't known here")
    return httpx.Request(method, url, headers=headers, content=content, files=form or None)


def _field(text: str) -> tuple[str, Any]:
    """A part of a form: `name=value` or `name=@path;type=media/type`, the path quoted or not."""
    name, _, value = text.partition("=")
    if not value.startswith("@"):
        return name, (None, value)
    path, _, said = value[1:].partition(";type=")
    file = Path(path.strip('"'))
    media_type = said or guess_type(file.name)[0] or "application/octet-stream"  # as curl does
    return name, (file.name, file.read_bytes(), media_type)
