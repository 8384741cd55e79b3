"""Versions of packages: read out of paths and ids, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from penstock.oomol._models import Block

# Semantic versioning 2.0.0, as the registry of packages has it.
_NUMBER: Final = r"[0-9]+\.[0-9]+\.[0-9]+"
_VERSION: Final = rf"{_NUMBER}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"

# The longest name of a directory that file systems take. A pattern's time grows with the square
# of a name's length, and Python refuses to read numbers of thousands of digits.
_LONGEST: Final = 255

# The engine keeps a package in a directory `name-1.2.3`, older ones in `name/1.2.3`.
_DIRECTORY: Final = re.compile(rf"(?:(.*?)-)?({_VERSION})", re.DOTALL)
_SEPARATOR: Final = re.compile(r"[/\\]")

_Precedence: TypeAlias = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


def version_in(path: str, package: str) -> str | None:
    """Return the version of the package that a path leads into; None if the path has none.

    Of several directories with a version it is the one with the package's name, else the last.
    """
    found = [_named(part) for part in _SEPARATOR.split(path)]
    name = package.rpartition("/")[2].lower()  # the scope of `@scope/name` is a directory above
    own = [version for held, version in found if version and held.lower() == name]
    versions = own or [version for _, version in found if version]
    return versions[-1] if versions else None


def _named(directory: str) -> tuple[str, str]:
    """Return the name and the version in a directory's; "" for one that is missing."""
    match = _DIRECTORY.fullmatch(directory) if len(directory) <= _LONGEST else None
    return ("", "") if match is None else (match[1] or "", match[2])


def without_version(package_id: str) -> str:
    """Return the name in a package's id, `name-1.2.3`."""
    name, version = _named(package_id)
    return name if name and version else package_id


def newest(blocks: Iterable[Block]) -> list[Block]:
    """Return of each block the one of the newest version, in their order."""
    found: dict[str, Block] = {}
    for block in blocks:
        best = found.get(block.block_id)
        if best is None or precedence(block.version) > precedence(best.version):
            found[block.block_id] = block
    return list(found.values())


def precedence(version: str | None) -> _Precedence:
    """Return a key that sorts versions by age (semver section 11); other texts sort first."""
    if version is None or len(version) > _LONGEST or not re.fullmatch(_VERSION, version):
        return (-1,), False, ()
    core, _, early = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) for part in core.split("."))
    waiting = tuple(
        (not word.isdecimal(), int(word) if word.isdecimal() else 0, word)
        for word in early.split(".")
    )
    return numbers, not early, waiting
