"""The methods a value has. Each is ours: a real attribute is never looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import TextIOWrapper
from types import GeneratorType
from typing import Any

from attrs import evolve

from . import text_methods
from .comparing import same, sorted_list
from .files import OpenFile
from .iterating import items, listed
from .machine import Machine
from .sets import Set
from .values import Bound, Builtin, Kind, Module, Once, View, type_name

_MISSING = object()
# The types that ours stand for.
_HOSTS: Mapping[type, type] = {
    Set: set,
    OpenFile: TextIOWrapper,
    Once: GeneratorType,
    View: type({}.keys()),
}


def attribute(machine: Machine, value: Any, name: str) -> Any:
    """What `value.name` is. Raises AttributeError in the program."""
    if isinstance(value, Module):
        return _member(machine, value, name)
    if isinstance(value, Kind):
        return _of_kind(machine, value, name)
    method = _METHODS.get(type(value), {}).get(name)
    if method is not None:
        return Bound(value, method)
    if isinstance(value, BaseException) and name == "args":
        return value.args
    if isinstance(value, OpenFile) and name in ("buffer", "closed", "name"):
        return _of_file(value, name)
    if name.startswith("__") or hasattr(_host(type(value)), name):
        machine.unknown(f"{type_name(value)}.{name}")
    return machine.fail(AttributeError(f"{type_name(value)!r} object has no attribute {name!r}"))


def _host(ours: type) -> type:
    return _HOSTS.get(ours, ours)


def _of_kind(machine: Machine, kind: Kind, name: str) -> Builtin:
    """A method that is given its owner when it is called, as in `sorted(words, key=str.lower)`."""
    method = _METHODS.get(kind.hosts[0], {}).get(name)
    if method is not None:
        return _unbound(kind, method)
    if name.startswith("__") or hasattr(_host(kind.hosts[0]), name):
        machine.unknown(f"{kind.name}.{name}")
    return machine.fail(AttributeError(f"type object {kind.name!r} has no attribute {name!r}"))


def _unbound(kind: Kind, method: Builtin) -> Builtin:
    def run(machine: Machine, owner: Any, *arguments: Any, **named: Any) -> Any:
        if not isinstance(owner, kind.hosts):
            wanted = f"{method.name!r} for {kind.name!r} objects"
            given = type_name(owner)
            machine.fail(TypeError(f"descriptor {wanted} doesn't apply to a {given!r} object"))
        return method.run(machine, owner, *arguments, **named)

    most = None if method.most is None else method.most + 1
    places = ("self", *method.places)
    return evolve(method, run=run, least=method.least + 1, most=most, places=places)


def _member(machine: Machine, module: Module, name: str) -> Any:
    if name in module.members:
        return module.members[name]
    return machine.unknown(f"{module.name}.{name}")


def _of_file(file: OpenFile, name: str) -> Any:
    if name != "buffer":
        return file.closed if name == "closed" else file.name
    return OpenFile(file.name, file.content, file.reads, binary=True, at=file.at)


# -- lists ----------------------------------------------------------------------------------------


def _append(machine: Machine, owner: list[Any], item: Any) -> None:
    machine.room(len(owner) + 1)
    owner.append(item)


def _extend(machine: Machine, owner: list[Any], more: Any) -> None:
    added = listed(machine, more)
    machine.room(len(owner) + len(added))
    owner.extend(added)


def _insert(machine: Machine, owner: list[Any], place: Any, item: Any) -> None:
    machine.bulk(len(owner))
    machine.room(len(owner) + 1)
    machine.attempt(owner.insert, place, item)


def _pop(machine: Machine, owner: list[Any], place: Any = -1) -> Any:
    machine.bulk(len(owner))
    return machine.attempt(owner.pop, place)


def _place(machine: Machine, owner: list[Any] | tuple[Any, ...], item: Any) -> int:
    for place, each in enumerate(owner):
        if same(machine, each, item):
            return place
    kind = type_name(owner)
    return machine.fail(ValueError(f"{kind}.index(x): x not in {kind}"))


def _remove(machine: Machine, owner: list[Any], item: Any) -> None:
    for place, each in enumerate(owner):
        if same(machine, each, item):
            del owner[place]
            return
    machine.fail(ValueError("list.remove(x): x not in list"))


def _count(machine: Machine, owner: list[Any] | tuple[Any, ...], item: Any) -> int:
    return sum(same(machine, each, item) for each in owner)


def _sort(machine: Machine, owner: list[Any], *, key: Any = None, reverse: Any = False) -> None:
    owner[:] = in_order(machine, owner, key, reverse)


def in_order(machine: Machine, given: list[Any], key: Any, reverse: Any) -> list[Any]:
    """What `sorted` makes of a list."""
    taken = list(given)
    keys = taken if key is None else [machine.call(key, [each]) for each in taken]
    return sorted_list(machine, taken, keys, reverse=bool(reverse))


def _reverse(machine: Machine, owner: list[Any]) -> None:
    machine.bulk(len(owner))
    owner.reverse()


def _copy(machine: Machine, owner: Any) -> Any:
    return machine.made(owner.copy())


def _clear(machine: Machine, owner: Any) -> None:
    owner.clear()


# -- dictionaries and sets ------------------------------------------------------------------------


def _get(machine: Machine, owner: dict[Any, Any], key: Any, default: Any = None) -> Any:
    return owner.get(machine.key(key), default)


def _keys(machine: Machine, owner: dict[Any, Any]) -> View:
    return View("keys", owner)


def _values(machine: Machine, owner: dict[Any, Any]) -> View:
    return View("values", owner)


def _pairs(machine: Machine, owner: dict[Any, Any]) -> View:
    return View("items", owner)


def _take(machine: Machine, owner: dict[Any, Any], key: Any, default: Any = _MISSING) -> Any:
    if machine.key(key) not in owner and default is not _MISSING:
        return default
    return machine.attempt(owner.pop, key)


def _setdefault(machine: Machine, owner: dict[Any, Any], key: Any, default: Any = None) -> Any:
    machine.room(len(owner) + 1)
    return owner.setdefault(machine.key(key), default)


def _update(machine: Machine, owner: dict[Any, Any], other: Any) -> None:
    if not isinstance(other, dict):
        machine.unknown("dict.update() with anything but a dict")
    machine.room(len(owner) + len(other))
    machine.bulk(len(other))
    owner.update(other)


def _add(machine: Machine, owner: Set, item: Any) -> None:
    machine.room(len(owner) + 1)
    owner.add(machine.key(item))


def _discard(machine: Machine, owner: Set, item: Any) -> None:
    if machine.key(item) in owner.members:
        owner.remove(item)


def _drop(machine: Machine, owner: Set, item: Any) -> None:
    machine.attempt(owner.remove, machine.key(item))


def _add_all(machine: Machine, owner: Set, more: Any) -> None:
    if isinstance(more, Set):
        machine.hold(8 * (len(owner) + len(more)))
        owner.change("|", more)
        return
    for item in items(machine, more):
        _add(machine, owner, item)


# -- files ----------------------------------------------------------------------------------------


def _read(machine: Machine, owner: OpenFile, size: Any = None) -> Any:
    return machine.made(machine.attempt(owner.take, size))


def _readline(machine: Machine, owner: OpenFile) -> Any:
    return machine.made(machine.attempt(owner.line))


def _readlines(machine: Machine, owner: OpenFile) -> list[Any]:
    return listed(machine, owner)


def write(machine: Machine, owner: OpenFile, data: Any) -> int:
    """What `file.write(data)` does."""
    if not isinstance(data, (str, bytes)):
        machine.fail(TypeError(f"write() argument must be str, not {type_name(data)}"))
    machine.hold(len(data))
    machine.fits(len(owner.content) + len(data))
    written = machine.attempt(owner.write, data)
    if owner.content is machine.out:
        machine.flush(all_of_it=False)
    return written


def _writelines(machine: Machine, owner: OpenFile, lines: Any) -> None:
    for line in items(machine, lines):
        write(machine, owner, line)


def _close(machine: Machine, owner: OpenFile) -> None:
    owner.closed = True


def _flush(machine: Machine, owner: OpenFile) -> None:
    """Files are written at once here; only what goes to a pipe waits in a buffer."""
    if owner.content is machine.out:
        machine.flush()


def _table(**methods: Callable[..., Any]) -> dict[str, Builtin]:
    return {name: Builtin.of(name, run, skip=2) for name, run in methods.items()}


_METHODS: Mapping[type, Mapping[str, Builtin]] = {
    str: text_methods.STR,
    bytes: text_methods.BYTES,
    list: _table(
        append=_append,
        extend=_extend,
        insert=_insert,
        pop=_pop,
        index=_place,
        remove=_remove,
        count=_count,
        sort=_sort,
        reverse=_reverse,
        copy=_copy,
        clear=_clear,
    ),
    tuple: _table(index=_place, count=_count),
    dict: _table(
        get=_get,
        keys=_keys,
        values=_values,
        items=_pairs,
        pop=_take,
        setdefault=_setdefault,
        update=_update,
        copy=_copy,
        clear=_clear,
    ),
    Set: _table(
        add=_add, discard=_discard, remove=_drop, update=_add_all, copy=_copy, clear=_clear
    ),
    OpenFile: _table(
        read=_read,
        readline=_readline,
        readlines=_readlines,
        write=write,
        writelines=_writelines,
        close=_close,
        flush=_flush,
    ),
}
