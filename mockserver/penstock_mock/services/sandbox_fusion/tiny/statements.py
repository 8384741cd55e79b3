"""Statements: what a program does, one after another."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .expressions import defined
from .files import OpenFile
from .iterating import items
from .machine import Machine
from .modules import imported
from .operators import changed
from .signals import Break, Continue, Raised, Return
from .targets import assign, delete, home, keep, put, subscript
from .values import Kind, type_name


def execute(machine: Machine, body: list[ast.stmt]) -> None:
    """Run statements. Raises what ends them early, see `signals`."""
    for node in body:
        machine.step()
        machine.at(node)
        handler = _HANDLERS.get(type(node))
        if handler is None:
            machine.unknown(_WORDS.get(type(node), f"this ({type(node).__name__})"))
        machine.enter()
        try:
            handler(machine, node)
        finally:
            machine.depth -= 1


def _expression(machine: Machine, node: ast.Expr) -> None:
    if not (isinstance(node.value, ast.Constant) and node.value.value is ...):
        machine.evaluate(node.value)


def _assign(machine: Machine, node: ast.Assign) -> None:
    value = machine.evaluate(node.value)
    for target in node.targets:
        assign(machine, target, value)


def _annotated(machine: Machine, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value))


def _augmented(machine: Machine, node: ast.AugAssign) -> None:
    target, sign = node.target, type(node.op)
    if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        owner, place = machine.evaluate(target.value), machine.evaluate(target.slice)
        before = subscript(machine, owner, place)
        put(machine, owner, place, changed(machine, sign, before, machine.evaluate(node.value)))
    elif isinstance(target, ast.Name):
        before = machine.evaluate(target)
        assign(machine, target, changed(machine, sign, before, machine.evaluate(node.value)))
    else:
        machine.unknown("this kind of augmented assignment")


def _if(machine: Machine, node: ast.If) -> None:
    execute(machine, node.body if machine.true(machine.evaluate(node.test)) else node.orelse)


def _for(machine: Machine, node: ast.For) -> None:
    for item in items(machine, machine.evaluate(node.iter)):
        assign(machine, node.target, item)
        try:
            execute(machine, node.body)
        except Break:
            return
        except Continue:
            continue
    execute(machine, node.orelse)


def _while(machine: Machine, node: ast.While) -> None:
    while machine.true(machine.evaluate(node.test)):
        try:
            execute(machine, node.body)
        except Break:
            return
        except Continue:
            continue
    execute(machine, node.orelse)


def _break(machine: Machine, node: ast.Break) -> None:
    raise Break


def _continue(machine: Machine, node: ast.Continue) -> None:
    raise Continue


def _pass(machine: Machine, node: ast.Pass) -> None:
    """Nothing."""


def _return(machine: Machine, node: ast.Return) -> None:
    raise Return(None if node.value is None else machine.evaluate(node.value))


def _function(machine: Machine, node: ast.FunctionDef) -> None:
    if node.decorator_list:
        machine.unknown("decorators")
    function = defined(machine, node.name, node.args, node.body)
    if function.variables.yields:
        machine.unknown("generators")
    assign(machine, ast.Name(node.name, ast.Store()), function)


def _global(machine: Machine, node: ast.Global) -> None:
    """Known before the function is run, see `scopes`."""


def _nonlocal(machine: Machine, node: ast.Nonlocal) -> None:
    scope = machine.frame.scope
    for name in node.names:
        if name not in scope.known.outer:
            machine.unknown("nonlocal outside a function")
        home(machine, scope, name)


def _assert(machine: Machine, node: ast.Assert) -> None:
    if machine.true(machine.evaluate(node.test)):
        return
    said = () if node.msg is None else (machine.evaluate(node.msg),)
    machine.fail(AssertionError(*said))


def _delete(machine: Machine, node: ast.Delete) -> None:
    for target in node.targets:
        delete(machine, target)


def _import(machine: Machine, node: ast.Import) -> None:
    for alias in node.names:
        module = imported(machine, alias.name)
        assign(machine, ast.Name(alias.asname or alias.name, ast.Store()), module)


def _import_from(machine: Machine, node: ast.ImportFrom) -> None:
    if node.module == "__future__" or node.module == "typing":
        return  # says nothing that matters here
    if node.level or node.module is None:
        machine.unknown("relative imports")
    module = imported(machine, node.module)
    for alias in node.names:
        value = machine.attribute(module, alias.name)
        assign(machine, ast.Name(alias.asname or alias.name, ast.Store()), value)


def _with(machine: Machine, node: ast.With) -> None:
    opened: list[OpenFile] = []
    try:
        for item in node.items:
            value = machine.evaluate(item.context_expr)
            if not isinstance(value, OpenFile):
                machine.unknown(f"with, of a {type_name(value)}")
            opened.append(value)
            if item.optional_vars is not None:
                assign(machine, item.optional_vars, value)
        execute(machine, node.body)
    finally:
        for file in opened:
            file.closed = True


# -- exceptions -----------------------------------------------------------------------------------


def _raise(machine: Machine, node: ast.Raise) -> None:
    if node.exc is None:
        if not machine.handling:
            machine.fail(RuntimeError("No active exception to reraise"))
        machine.fail(machine.handling[-1])
    value = machine.evaluate(node.exc)
    error = machine.call(value, []) if isinstance(value, type) else value
    if not isinstance(error, BaseException):
        machine.fail(TypeError("exceptions must derive from BaseException"))
    machine.fail(error)


# What the program raised is handled after the real `except`, not in it: an exception raised there
# would have it for a context, and a program that raises a thousand times a chain of a thousand.
# Nor is its real traceback kept, in whose frames all those before it would live on.


def _try(machine: Machine, node: ast.Try) -> None:
    """What is over, or wasn't understood, runs no `finally` either."""
    early: Exception | None = None
    try:
        _guarded(machine, node)
    except (Raised, Return, Break, Continue) as ended:
        early = ended.with_traceback(None)
    execute(machine, node.finalbody)
    if early is not None:
        raise early


def _guarded(machine: Machine, node: ast.Try) -> None:
    raised = _raised(machine, node.body)
    if raised is None:
        execute(machine, node.orelse)
        return
    handler = _handler(machine, node, raised.error)
    if handler is None:
        raise raised
    _handle(machine, handler, raised.error)


def _raised(machine: Machine, body: list[ast.stmt]) -> Raised | None:
    """What the statements raised, once they are over."""
    try:
        execute(machine, body)
    except Raised as raised:
        return raised.with_traceback(None)
    return None


def _handler(machine: Machine, node: ast.Try, error: BaseException) -> ast.ExceptHandler | None:
    for handler in node.handlers:
        if handler.type is None:
            return handler
        wanted = machine.evaluate(handler.type)
        kinds = wanted if isinstance(wanted, tuple) else (wanted,)
        if any(isinstance(kind, Kind) or not isinstance(kind, type) for kind in kinds):
            machine.fail(TypeError("catching classes that do not inherit from BaseException"))
        if isinstance(error, kinds):
            return handler
    return None


def _handle(machine: Machine, handler: ast.ExceptHandler, error: BaseException) -> None:
    scope = machine.frame.scope
    if handler.name is not None:
        keep(machine, scope, handler.name, error)
    machine.handling.append(error)
    try:
        execute(machine, handler.body)
    finally:
        machine.handling.pop()
        if handler.name is not None:
            home(machine, scope, handler.name).names.pop(handler.name, None)


_HANDLERS: dict[type[ast.stmt], Callable[[Machine, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Pass: _pass,
    ast.Return: _return,
    ast.FunctionDef: _function,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.With: _with,
    ast.Raise: _raise,
    ast.Try: _try,
}
_WORDS: dict[type[ast.stmt], str] = {
    ast.ClassDef: "classes",
    ast.AsyncFunctionDef: "async",
    ast.AsyncFor: "async",
    ast.AsyncWith: "async",
    ast.Match: "match",
}
