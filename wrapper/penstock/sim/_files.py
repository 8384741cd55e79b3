"""Encode the files in an input for Sim.

Sim takes a file as `{"type": "file", "data": "data:<mime>;base64,…", "name": …, "mime": …}`.
Everything that `penstock._core.files` counts as a file is encoded (a str never is, it stays text),
and besides:

    {"type": "file", "data": content, …}    with the content of a file
    a set of files                          becomes a list, sorted by name

Files that are encoded already, `{"type": "url", …}` and all other objects are left unchanged. An
object that JSON has no form for raises UsageError when the body is written.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable, Iterable
from typing import Any, Final

from penstock._core.files import (
    Reading,
    data_type,
    file_errors,
    guess_media_type,
    is_content,
    is_file,
    label,
    name_of,
    parts_of,
)
from penstock._core.json import Parts, pointer
from penstock.errors import UsageError
from penstock.sim._defaults import MAX_FILE_BYTES

# Tuples: a union of types would be built for each value of an input.
_PLAIN: Final = (str, int, float)
_ARRAYS: Final = (list, tuple)
_SETS: Final = (set, frozenset)
_CONTAINERS: Final = (dict, *_ARRAYS, *_SETS)


def encode_files(value: object, *, max_bytes: int = MAX_FILE_BYTES) -> Any:
    """Return a copy of `value` with each file in it encoded as above.

    `max_bytes` bounds each file; it is checked before reading where the size is known. `value` is
    not changed, but a file that can't be rewound is consumed.

    Raises FileInputError with the place, the file and the reason, and UsageError for a container
    that holds itself.
    """
    try:
        return _Encoding(max_bytes).value(value, ())
    except RecursionError as error:
        raise UsageError("the input is nested too deeply to be JSON") from error


def has_files(value: object) -> bool:
    """Return True if `encode_files` would read a file, which async code does in a thread."""
    waiting = [value]
    seen: set[int] = set()
    while waiting:
        item = waiting.pop()
        if item is None or isinstance(item, _PLAIN):
            continue
        if type(item) is not dict and is_file(item):  # most containers of an input are plain dicts
            return True
        if isinstance(item, _CONTAINERS) and id(item) not in seen:
            seen.add(id(item))
            waiting.extend(item.values() if isinstance(item, dict) else item)
    return False


class _Encoding:
    """A walk over one input."""

    def __init__(self, max_bytes: int) -> None:
        self._reading = Reading(max_bytes)
        self._inside: set[int] = set()

    def value(self, item: object, at: Parts) -> Any:
        if item is None or isinstance(item, _PLAIN):
            return item
        if isinstance(item, dict):
            return self._within(item, at, self._mapping)
        if is_file(item):
            return self._file(item, at)
        if isinstance(item, _ARRAYS):
            return self._within(item, at, self._array)
        if isinstance(item, _SETS) and item and all(map(is_file, item)):
            # Sets have no order: without one the same input would be sent in several forms.
            return sorted(self._array(item, at), key=lambda file: str(file["name"]))
        return item

    def _within(self, item: Any, at: Parts, convert: Callable[[Any, Parts], Any]) -> Any:
        if id(item) in self._inside:
            raise UsageError(f"the input can't be JSON: at {pointer(at)}, a container holds itself")
        self._inside.add(id(item))
        converted = convert(item, at)
        self._inside.discard(id(item))
        return converted

    def _mapping(self, item: dict[Any, object], at: Parts) -> dict[Any, Any]:
        if item.get("type") == "file" and is_content(item.get("data")):
            name, media_type = item.get("name"), item.get("mime")
            return {**item, **self._file((name, item["data"], media_type), at)}
        return {key: self.value(part, (*at, key)) for key, part in item.items()}

    def _array(self, items: Iterable[object], at: Parts) -> list[Any]:
        return [self.value(part, (*at, index)) for index, part in enumerate(items)]

    def _file(self, item: Any, at: Parts) -> dict[str, Any]:
        name, content, media_type = parts_of(item)
        with file_errors(f"at {pointer(at)}, ", label(name, content)):
            data = self._reading.read(content)
            sent_name = name_of(name, content)
            kind = media_type or guess_media_type(sent_name)
            shown = data_type(kind)
        text = b2a_base64(data, newline=False).decode("ascii")
        url = f"data:{shown};base64,{text}"
        return {"type": "file", "data": url, "name": sent_name, "mime": kind}
