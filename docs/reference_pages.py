"""Write the pages of the reference, one per public module: its docstrings, by autodoc."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MODULES = (
    "penstock",
    "penstock.sim",
    "penstock.dify",
    "penstock.oomol",
    "penstock.sandbox_fusion",
    "penstock.errors",
    "penstock.retry",
    "penstock.poll",
    "penstock.ratelimit",
    "penstock.batch",
    "penstock.hooks",
    "penstock.outcome",
    "penstock_mock",
    "penstock_mock.services.sim",
    "penstock_mock.services.dify",
    "penstock_mock.services.oomol",
    "penstock_mock.services.sandbox_fusion",
)
# Beside `Sim` and the like: the same methods, to await.
ASYNC_FORM = "The async form of `{}`: the same methods, to `await`."


def write_pages(folder: Path) -> None:
    """Write a page for each of `MODULES`, and their index, into `folder`."""
    folder.mkdir(exist_ok=True)
    described: set[int] = set()
    homes = {id(member): name for name in MODULES for member in _own(name)}
    for module in MODULES:
        lines = [module, "=" * len(module), "", f".. automodule:: {module}", "   :no-members:", ""]
        for name, member in _public(module).items():
            if id(member) not in described and homes.get(id(member), module) == module:
                described.add(id(member))
                lines += _directive(module, name, member)
        _write(folder / f"{module}.rst", lines)
    index = ["Reference", "=========", "", ".. toctree::", "", *(f"   {name}" for name in MODULES)]
    _write(folder / "index.rst", index)


def _write(page: Path, lines: list[str]) -> None:
    """Write a page if it is another than before, so that Sphinx needn't read it again."""
    text = "\n".join(lines) + "\n"
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")


def _public(name: str) -> dict[str, Any]:
    module = importlib.import_module(name)
    names = getattr(module, "__all__", None) or vars(module)
    return {each: getattr(module, each) for each in names if not each.startswith("_")}


def _own(name: str) -> Iterator[object]:
    return (it for it in _public(name).values() if getattr(it, "__module__", None) == name)


def _directive(module: str, name: str, member: object) -> list[str]:
    blocking = name.replace("Async", "", 1)
    if inspect.isclass(member) and name != blocking and blocking in _public(module):
        return [f".. py:class:: {module}.{name}", "", f"   {ASYNC_FORM.format(blocking)}", ""]
    if inspect.isclass(member):
        return [f".. autoclass:: {module}.{name}", "   :members:", ""]
    return [f".. autofunction:: {module}.{name}", ""] if inspect.isfunction(member) else []
