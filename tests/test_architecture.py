"""The permitted imports, and no others.

    penstock_mock  ->  the document only: nothing of penstock, nothing of penstock_api
                       frontends -> engine -> document; services -> engine, document
    penstock       ->  penstock_api: the halves that build and read, never those that send
                       a service's flows -> _core's flows -> HTTP room, settings, state -> decisions
    penstock.cli   ->  all of it; nothing but `python -m penstock` needs it

The HTTP library is named in one room of each package.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PENSTOCK = ROOT / "wrapper" / "penstock"
MOCK = ROOT / "mockserver" / "penstock_mock"

LIBRARIES = {
    "httpx", "httpx2", "httpcore", "httpcore2", "httpx_aiohttp", "requests", "urllib3", "aiohttp",
    "respx",
}  # fmt: skip
HTTP_ROOM = {"_core.fast", "_core.http", "_core.libraries", "_core.network", "_core.patched"}
MOCK_ROOM = {"frontends.httpx_transport", "frontends.respx_router"}

SERVICES = {"dify", "oomol", "sandbox_fusion", "sim"}
# Settings, clock, log and state that clients share: used by flows, and not pure.
GROUND = {
    "_core.clock",
    "_core.concurrency",
    "_core.generic_service",
    "_core.limiter",
    "_core.logs",
    "_core.notebook",
    "_core.options",
    "_core.state",
    "_core.steps",
    "_core.workers",
}
# Modules that people import, with decisions in them as in all of `_core` and the services but
# these, the HTTP room and the flows: no clock, no sleep, no lock, no socket, no log, no dice.
PUBLIC = {"batch", "errors", "hooks", "outcome", "poll", "ratelimit", "retry"}
FLOWS = {"_async", "_sync"}
# `import penstock.sim` loads none of its names.
LOADED_ON_USE = {"penstock", *(f"penstock.{name}" for name in SERVICES)}
WORLDLY = {"asyncio", "anyio", "logging", "random", "select", "socket", "ssl", "threading", "time"}
ALLOWED = {("_core.lock", "threading")}  # a store is shared by threads; what is decided is not


@cache
def modules(package: Path) -> list[str]:
    names = (path.relative_to(package).with_suffix("") for path in package.rglob("*.py"))
    return sorted(".".join(name.parts) for name in names if "__pycache__" not in name.parts)


@cache
def imports(package: Path, module: str) -> tuple[tuple[str, bool], ...]:
    """Imports of a module, absolutely named, each with True if it is for types only."""
    path = package.joinpath(*module.split(".")).with_suffix(".py")
    return tuple(_walk(ast.parse(path.read_text("utf-8")), f"{package.name}.{module}", False))


def _walk(node: ast.AST, where: str, typing_only: bool) -> Iterator[tuple[str, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, typing_only) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            parts = where.split(".")[: -child.level] if child.level else []
            base = ".".join([*parts, child.module] if child.module else parts)
            yield from ((f"{base}.{alias.name}", typing_only) for alias in child.names)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _walk(child, where, True)
        else:
            yield from _walk(child, where, typing_only)


def top(name: str) -> str:
    return name.partition(".")[0]


def loaded(package: Path, module: str) -> set[str]:
    """The modules of its own package that are loaded with a module, not only on use."""
    path = package.joinpath(*module.split(".")).with_suffix(".py")
    tree = _WithoutBodies().visit(ast.parse(path.read_text("utf-8")))
    return _needed(package, _walk(tree, f"{package.name}.{module}", False))


class _WithoutBodies(ast.NodeTransformer):
    """Takes functions out of a module, and leaves what runs when it is imported."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Drop it."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """Drop it."""


@cache
def homes(package: Path) -> dict[str, str]:
    """The modules of a package by their absolute names."""
    return {f"{package.name}.{name}".removesuffix(".__init__"): name for name in modules(package)}


def own(package: Path, module: str) -> set[str]:
    """The modules of its own package that a module needs when it runs."""
    return _needed(package, imports(package, module))


def _needed(package: Path, imported: Iterable[tuple[str, bool]]) -> set[str]:
    known = homes(package)
    used = set()
    for name, typing_only in imported:
        if name in LOADED_ON_USE:  # for the names in annotations
            continue
        home = name if name in known else name.rpartition(".")[0]
        if not typing_only and home in known:
            used.add(known[home])
    return used


def is_flow(module: str) -> bool:
    return not FLOWS.isdisjoint(module.split("."))


def is_pure(module: str) -> bool:
    if is_flow(module) or module in GROUND | HTTP_ROOM:
        return False
    package, _, name = module.rpartition(".")
    return module in PUBLIC or (package in {"_core", *SERVICES} and name != "__init__")


def level(module: str) -> int:
    """The height of a module; it may need lower ones, and its equals."""
    if is_pure(module):
        return 0
    if module in GROUND | HTTP_ROOM:
        return 1
    if is_flow(module):
        return 2 if top(module) == "_core" else 3
    return 4  # what people import, and what only leads there


def test_a_module_needs_only_what_stands_below_it(table: Any) -> None:
    """Services need flows, flows need the HTTP room, and all of them decisions."""
    with table as case:
        for module in modules(PENSTOCK):
            with case(module):
                above = [it for it in own(PENSTOCK, module) if level(it) > level(module)]
                assert above == []


def test_the_modules_that_are_named_here_are_all_there() -> None:
    """A name that is no module any more would only be read, and believed."""
    assert set(modules(PENSTOCK)) >= GROUND | HTTP_ROOM | PUBLIC


def test_nothing_of_the_clients_needs_the_command_line(table: Any) -> None:
    """A program pays for what it uses, and the extra is one."""
    with table as case:
        for module in modules(PENSTOCK):
            if top(module) not in {"cli", "__main__"}:
                with case(module):
                    named = {name for name, _ in imports(PENSTOCK, module)}
                    assert not [name for name in named if name.startswith("penstock.cli")]
                    assert not {"click", "rich"} & set(map(top, named))


def test_a_service_knows_no_other(table: Any) -> None:
    """A service is one folder."""
    with table as case:
        for module in modules(PENSTOCK):
            if top(module) in SERVICES:
                with case(module):
                    used = {
                        name.split(".")[1]
                        for name, _ in imports(PENSTOCK, module)
                        if name.startswith("penstock.")
                    }
                    assert not (used & SERVICES) - {top(module)}


def test_a_decision_touches_nothing_of_the_world(table: Any) -> None:
    """It takes the time and the bytes as arguments."""
    with table as case:
        for module in filter(is_pure, modules(PENSTOCK)):
            with case(module):
                found = {top(name) for name, _ in imports(PENSTOCK, module)}
                assert {(module, it) for it in found & (WORLDLY | LIBRARIES)} <= ALLOWED


def test_the_http_library_is_named_in_one_room(table: Any) -> None:
    """Its successor is on the way."""
    with table as case:
        for module in modules(PENSTOCK):
            with case(module):
                named = {top(name) for name, _ in imports(PENSTOCK, module)} & LIBRARIES
                assert not named or module in HTTP_ROOM


def test_of_the_generated_code_only_the_pure_halves_are_used(table: Any) -> None:
    """Types and builders: it is the wrapper that sends and waits."""
    with table as case:
        for module in modules(PENSTOCK):
            with case(module):
                only_pure_halves(module)


def only_pure_halves(module: str) -> None:
    for name, _ in imports(PENSTOCK, module):
        assert top(name) != "penstock_mock" or module == "cli.mock"
        if top(name) != "penstock_api":
            continue
        *path, last = name.split(".")
        # What all operations have in common is anybody's.
        if (path[1:2] or [last])[0] not in {"penstock_api", "runtime", "operations"}:
            reads = {"_core.decoding", "_core.message", "_core.results"}
            assert module in reads or top(module) in SERVICES
        if path[1:2] == ["api"] and len(path) == 4:
            assert last == "build", name
        else:
            assert path[1:2] in ([], ["api"], ["events"], ["models"], ["runtime"]), name
        assert last not in {"Client", "sync", "asyncio", "stream", "astream"}, name


def test_the_blocking_half_knows_nothing_of_the_async_one(table: Any) -> None:
    """Nor the other way round: a program pays for the one it uses."""
    other = {
        "_sync": {"_async", "AsyncChain", "AsyncShared", "in_thread", "shielded"},
        "_async": {"_sync"},
    }
    with table as case:
        for module in filter(is_flow, modules(PENSTOCK)):
            with case(module):
                own_half = next(iter(FLOWS & set(module.split("."))))
                used = {
                    part for name, _ in imports(PENSTOCK, module) for part in name.split(".")[:4]
                }
                assert not used & other[own_half]


def test_the_mock_shares_nothing_with_what_it_tests(table: Any) -> None:
    """Not even a bug."""
    with table as case:
        for module in modules(MOCK):
            with case(module):
                named = {top(name) for name, _ in imports(MOCK, module)}
                assert not named & {"penstock", "penstock_api"}
                assert not named & LIBRARIES or module in MOCK_ROOM


# What a package of the mock may need. Modules at the top are the frontends' public addresses.
NEEDS = {
    "document": {"document"},
    "engine": {"engine", "document"},
    "services": {"services", "engine", "document"},
    "frontends": {"frontends", "mock", "engine", "document"},
    "mock": {"frontends", "engine", "document"},
    "__main__": {"cli"},
    "cli": {"frontends", "mock", "engine", "document"},
    "control": {"frontends"},
    "pytest_coverage": {"frontends", "engine", "document"},
    "pytest_plugin": {"pytest_coverage", "frontends", "mock", "engine", "document"},
}


def needed(module: str) -> set[str]:
    """The modules of the mock that another one imports, if only for types or on use."""
    known = homes(MOCK)
    named = (name for name, _ in imports(MOCK, module) if name != "penstock_mock")
    found = {name if name in known else name.rpartition(".")[0] for name in named}
    return {known[name] for name in found if name in known} - {"__init__"}


def test_the_mocks_packages_need_each_other_in_one_direction(table: Any) -> None:
    """For types, too. The engine knows a service by its protocol, and no frontend at all."""
    with table as case:
        for module in modules(MOCK):
            if module == "__init__":  # names everything, and loads it on use
                continue
            with case(module):
                used = {top(name) for name in needed(module)}
                assert used <= NEEDS[top(module)]


def test_a_service_of_the_mock_knows_no_other(table: Any) -> None:
    with table as case:
        for module in modules(MOCK):
            package, _, rest = module.partition(".")
            own = rest.partition(".")[0]
            if package == "services" and own in SERVICES:
                with case(module):
                    used = {name.split(".")[1] for name in needed(module) if name.count(".") > 1}
                    assert not (used & SERVICES) - {own}


def test_modules_of_the_mock_import_each_other_in_no_circle() -> None:
    """Not even for types: what names another in an annotation can't be read without it."""
    needs = {module: needed(module) for module in modules(MOCK) if module != "__init__"}
    assert circles(needs) == {}


def circles(needs: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The modules in circles, and what needs them, each with those of them that it needs."""
    left = {module: used - {module} for module, used in needs.items()}
    while leaves := {module for module, used in left.items() if not used & left.keys()}:
        left = {module: used for module, used in left.items() if module not in leaves}
    return {module: used & left.keys() for module, used in left.items()}


# What a function imports when it is called, from a module that needs its own.
IMPORTED_BACK = {
    "_core.http": {"_core.fast"},
    "cli.command": {"cli.configuration"},
}


def test_modules_of_the_client_import_each_other_in_no_circle() -> None:
    """Neither when they are loaded nor, but for these, in functions."""
    assert circles({module: loaded(PENSTOCK, module) for module in modules(PENSTOCK)}) == {}
    needs = {module: own(PENSTOCK, module) for module in modules(PENSTOCK)}
    for module, back in IMPORTED_BACK.items():
        assert needs[module] >= back
        needs[module] -= back
    assert circles(needs) == {}


def test_prose_names_no_private_thing_that_is_gone() -> None:
    """In backticks, in docstrings and comments: a module, a function, an attribute."""
    texts = [path.read_text("utf-8") for path in PENSTOCK.rglob("*.py")]
    there = {word for text in texts for word in re.findall(r"(?<![`\w])_\w+", text)}
    named = {word for text in texts for word in re.findall(r"(?<=`)_\w+", text)}
    assert named <= there | {"_async", "_sync"}


def changed_exceptions(tree: ast.AST) -> list[str]:
    """The assignments to attributes of exceptions, by line; a cause or a traceback is none."""
    found = []
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        named = {argument.arg for argument in _arguments(scope) if _is_error(argument.annotation)}
        for node in ast.walk(scope):
            if isinstance(node, ast.ExceptHandler) and node.name:
                named.add(node.name)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                targets = node.targets if _is_error(node.value.func) else []
                named |= {target.id for target in targets if isinstance(target, ast.Name)}
        for node in ast.walk(scope):
            if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Store):
                continue
            is_field = not node.attr.startswith("_")  # a cause is none
            if is_field and isinstance(node.value, ast.Name) and node.value.id in named:
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def _arguments(scope: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs]


def _is_error(node: ast.expr | None) -> bool:
    return node is not None and ast.unparse(node).endswith("Error")


def test_exceptions_are_completed_in_their_own_module_alone(table: Any) -> None:
    """By `annotate`, which redacts them, too: an attribute set elsewhere might hold the key."""
    with table as case:
        for module in modules(PENSTOCK):
            if module != "errors":
                with case(module):
                    path = PENSTOCK.joinpath(*module.split(".")).with_suffix(".py")
                    assert changed_exceptions(ast.parse(path.read_text("utf-8"))) == []


def test_a_changed_exception_is_found() -> None:
    source = "try:\n    f()\nexcept OSError as error:\n    error.args = ()"
    function = "def g(late: LateError) -> None:\n    late.code = 1\n"
    assert changed_exceptions(ast.parse(f"def h():\n{_indented(source)}\n{function}")) == [
        "5: error.args",
        "7: late.code",
    ]


def _indented(source: str) -> str:
    return "\n".join(f"    {line}" for line in source.splitlines())
