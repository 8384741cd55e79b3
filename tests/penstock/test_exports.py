"""The public names of the packages: for type checkers, for programs, and for `dir`."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import penstock
import penstock.dify
import penstock.oomol
import penstock.sandbox_fusion
import penstock.sim

PACKAGES = [penstock, penstock.dify, penstock.oomol, penstock.sandbox_fusion, penstock.sim]
each_package = pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.__name__)


def typed(package: ModuleType) -> dict[str, tuple[str, str]]:
    """The names that type checkers take for public, with module and name of each definition."""
    tree = ast.parse(Path(str(package.__file__)).read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(block.test) == "TYPE_CHECKING"
    imported, aliases = {}, {}
    for node in block.body:
        if isinstance(node, ast.ImportFrom):
            imported.update({alias.name: (str(node.module), alias) for alias in node.names})
        else:
            assert isinstance(node, ast.Assign)
            aliases[ast.unparse(node.targets[0])] = ast.unparse(node.value)
    # Those imported "as" themselves: PEP 484 and the rules for typed packages.
    public = {name: (home, name) for name, (home, alias) in imported.items() if alias.asname}
    return public | {name: (imported[it][0], it) for name, it in aliases.items()}


@each_package
def test_type_checkers_and_programs_find_the_same_names(package: ModuleType) -> None:
    names = typed(package)
    assert sorted(names) == package.__all__
    for name, (home, original) in names.items():
        assert getattr(package, name) is getattr(import_module(home), original), name


@each_package
def test_a_public_name_is_found_by_dir_and_in_order(package: ModuleType) -> None:
    assert package.__all__ == sorted(set(package.__all__))
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match=rf"module '{package.__name__}' has no.*'nonsense'"):
        package.nonsense  # noqa: B018


def test_a_star_import_brings_the_public_names() -> None:
    namespace: dict[str, Any] = {}
    exec("from penstock.oomol import *", namespace)
    assert namespace.keys() - {"__builtins__"} == set(penstock.oomol.__all__)


def test_dir_names_the_public_modules_without_loading_them() -> None:
    code = """
import sys, penstock
assert {"errors", "retry", "ratelimit", "sim", "dify"} <= set(dir(penstock))
assert not {"penstock.errors", "penstock.sim", "httpx", "attrs"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)
