"""Whole folders as values: read one, compare two, write one.

A comparison that zips lines, or walks one side only, misses files that are left over. Here a tree
is a mapping from relative path to bytes, so that nothing can hide.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Tree = Mapping[str, bytes]

# Written by interpreters and tools that merely looked at a tree; never part of it.
_CACHES = frozenset({"__pycache__", ".ruff_cache", ".mypy_cache"})


def read(folder: Path, pattern: str = "*") -> dict[str, bytes]:
    """Return every file under *folder* (none, if it is missing) by its POSIX path within."""
    files = (path for path in folder.rglob(pattern) if path.is_file())
    named = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in named if not _CACHES & set(path.parts)}


def differences(wanted: Tree, found: Tree, where: str) -> list[str]:
    """Return one line for each file that is missing, edited or left over in *found*."""
    verdicts = {
        "missing": wanted.keys() - found.keys(),
        "edited": {name for name in wanted.keys() & found.keys() if wanted[name] != found[name]},
        "left over": found.keys() - wanted.keys(),
    }
    lines = [(name, verdict) for verdict, names in verdicts.items() for name in names]
    return [f"{verdict}: {where}/{name}" for name, verdict in sorted(lines)]


def write(folder: Path, tree: Tree) -> None:
    """Write every file of *tree* below *folder*, making folders as needed."""
    for name, data in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def remove(folder: Path, names: set[str]) -> None:
    """Remove the files called *names* from *folder*, and folders that this leaves empty."""
    for name in sorted(names):
        path = folder / name
        path.unlink()
        for parent in path.relative_to(folder).parents[:-1]:
            if not any((folder / parent).iterdir()):
                (folder / parent).rmdir()
