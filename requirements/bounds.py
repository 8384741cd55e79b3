"""Print the oldest or the newest dependencies that pyproject.toml allows, for pip to install.

python requirements/bounds.py {lowest,newest} [EXTRA ...]

They are those of the extras that are named; "" is the package itself.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))


def lowest(requirement: Requirement) -> Requirement:
    """Return a requirement of the oldest version that another one allows."""
    version = next(it.version for it in requirement.specifier if it.operator == ">=")
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return Requirement(f"{requirement.name}=={version}{marker}")


def requirements(extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what the extras need; "" is the package itself."""
    project = PROJECT["project"]
    for extra in extras:
        needed = project["optional-dependencies"][extra] if extra else project["dependencies"]
        yield from map(Requirement, needed)


if __name__ == "__main__":
    which, *named = sys.argv[1:]
    for requirement in requirements(named):
        print(lowest(requirement) if which == "lowest" else requirement)
