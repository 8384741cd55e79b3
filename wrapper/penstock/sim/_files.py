"""Files in an input, made into what Sim takes.

Sim wants a file as `{"type": "file", "data": "data:<mime>;base64,…", "name": …, "mime": …}`.
Made into that is what counts as a file (see `penstock._core.files`; a str never does, it stays
text), and besides:

    {"type": "file", "data": content, …}    content being a file's
    a set of files                          becomes a list, in the order of their names

The official form, and `{"type": "url", …}`, are left as they are, and so is any other object. If
JSON has no word for it, it is refused later, by name.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable, Iterable
from typing import Any, Final

from penstock._core.files import (
    Reading,
    data_type,
    is_content,
    is_file,
    label,
    name_of,
    parts_of,
    refusing,
)
from penstock._core.json import Parts, pointer
from penstock._core.media import guess_media_type
from penstock.errors import UsageError
from penstock.sim._defaults import MAX_FILE_BYTES

# Tuples, because a union of types would be made anew at each look, several times an input.
_PLAIN: Final = (str, int, float)
_ARRAYS: Final = (list, tuple)
_SETS: Final = (set, frozenset)
_CONTAINERS: Final = (dict, *_ARRAYS, *_SETS)


def encode_files(value: object, *, max_bytes: int = MAX_FILE_BYTES) -> Any:
    """Return a copy of `value` with each file in it as the JSON form above.

    `max_bytes` bounds each file; it is checked before reading where the size can be known. `value`
    is not changed; only a file that can't be rewound is used up.

    Raises FileInputError naming the place, the file and the reason, and UsageError for a value
    that holds itself.
    """
    try:
        return _Encoding(max_bytes).value(value, ())
    except RecursionError as error:
        raise UsageError("the input is nested too deeply to be JSON") from error


def has_files(value: object) -> bool:
    """Return whether `encode_files` would read anything: worth a thread in async code."""
    waiting = [value]
    seen: set[int] = set()
    while waiting:
        item = waiting.pop()
        if item is None or isinstance(item, _PLAIN):
            continue
        if type(item) is not dict and is_file(item):  # an input is made of objects mostly
            return True
        if isinstance(item, _CONTAINERS) and id(item) not in seen:
            seen.add(id(item))
            waiting.extend(item.values() if isinstance(item, dict) else item)
    return False


class _Encoding:
    """One walk over one input."""

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
        with refusing(f"at {pointer(at)}, ", label(name, content)):
            data = self._reading.read(content)
            sent_name = name_of(name, content)
            kind = media_type or guess_media_type(sent_name)
            shown = data_type(kind)
        text = b2a_base64(data, newline=False).decode("ascii")
        url = f"data:{shown};base64,{text}"
        return {"type": "file", "data": url, "name": sent_name, "mime": kind}
