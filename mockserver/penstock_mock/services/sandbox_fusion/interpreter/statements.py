"""Statements, executed one after another."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .expressions import assign, binary, defined, evaluate, place, put, subscript
from .library import attribute, call, imported
from .machine import Frame, type_name
from .process import OpenFile


class Break(Exception):  # noqa: N818
    """`break`."""


class Continue(Exception):  # noqa: N818
    """`continue`."""


class Return(Exception):  # noqa: N818
    """`return`, with its value."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


def execute(frame: Frame, body: list[ast.stmt]) -> None:
    """Execute statements. Raises Break, Continue and Return, and what `machine` has."""
    machine = frame.machine
    for node in body:
        machine.step()
        frame.line = node.lineno
        handler = _HANDLERS.get(type(node))
        if handler is None:
            machine.unsupported(f"this statement ({type(node).__name__})")
        machine.enter()
        try:
            handler(frame, node)
        finally:
            machine.depth -= 1


def _expression(frame: Frame, node: ast.Expr) -> None:
    if not (isinstance(node.value, ast.Constant) and node.value.value is ...):
        evaluate(frame, node.value)


def _assign(frame: Frame, node: ast.Assign) -> None:
    value = evaluate(frame, node.value)
    for target in node.targets:
        assign(frame, target, value)


def _annotated(frame: Frame, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(frame, node.target, evaluate(frame, node.value))


def _augmented(frame: Frame, node: ast.AugAssign) -> None:
    machine, target, kind = frame.machine, node.target, type(node.op)
    if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        collection, where = evaluate(frame, target.value), place(frame, target.slice)
        before = subscript(machine, collection, where)
        value = binary(machine, kind, before, evaluate(frame, node.value), augmented=True)
        put(machine, collection, where, value)
    elif isinstance(target, ast.Name):
        before = evaluate(frame, ast.Name(target.id, ast.Load()))
        value = binary(machine, kind, before, evaluate(frame, node.value), augmented=True)
        assign(frame, target, value)
    else:
        machine.unsupported("augmented assignment to an attribute or a slice")


def _if(frame: Frame, node: ast.If) -> None:
    execute(frame, node.body if evaluate(frame, node.test) else node.orelse)


def _for(frame: Frame, node: ast.For) -> None:
    for item in frame.machine.iterate(evaluate(frame, node.iter)):
        assign(frame, node.target, item)
        try:
            execute(frame, node.body)
        except Break:
            return
        except Continue:
            continue
    execute(frame, node.orelse)


def _while(frame: Frame, node: ast.While) -> None:
    while evaluate(frame, node.test):
        try:
            execute(frame, node.body)
        except Break:
            return
        except Continue:
            continue
    execute(frame, node.orelse)


def _break(frame: Frame, node: ast.Break) -> None:
    raise Break


def _continue(frame: Frame, node: ast.Continue) -> None:
    raise Continue


def _pass(frame: Frame, node: ast.Pass) -> None:
    """Do nothing."""


def _return(frame: Frame, node: ast.Return) -> None:
    raise Return(None if node.value is None else evaluate(frame, node.value))


def _function(frame: Frame, node: ast.FunctionDef) -> None:
    if node.decorator_list:
        frame.machine.unsupported("decorators")

    def work(inner: Frame) -> Any:
        try:
            execute(inner, node.body)
        except Return as returned:
            return returned.value

    function = defined(frame, node.name, node.args, node.body, work)
    assign(frame, ast.Name(node.name, ast.Store()), function)


def _assert(frame: Frame, node: ast.Assert) -> None:
    if not evaluate(frame, node.test):
        message = () if node.msg is None else (evaluate(frame, node.msg),)
        frame.machine.fail(AssertionError(*message))


def _import(frame: Frame, node: ast.Import) -> None:
    for alias in node.names:
        module = imported(frame.machine, alias.name)
        assign(frame, ast.Name(alias.asname or alias.name, ast.Store()), module)


def _import_from(frame: Frame, node: ast.ImportFrom) -> None:
    if node.module in ("__future__", "typing"):
        return  # annotations are not evaluated
    if node.level or node.module is None:
        frame.machine.unsupported("relative imports")
    module = imported(frame.machine, node.module)
    for alias in node.names:
        value = attribute(frame.machine, module, alias.name)
        assign(frame, ast.Name(alias.asname or alias.name, ast.Store()), value)


def _with(frame: Frame, node: ast.With) -> None:
    opened: list[OpenFile] = []
    try:
        for item in node.items:
            value = evaluate(frame, item.context_expr)
            if not isinstance(value, OpenFile):
                frame.machine.unsupported(f"with, of a {type_name(value)}")
            opened.append(value)
            if item.optional_vars is not None:
                assign(frame, item.optional_vars, value)
        execute(frame, node.body)
    finally:
        for file in opened:
            file.closed = True


def _raise(frame: Frame, node: ast.Raise) -> None:
    if node.exc is None:
        frame.machine.fail(RuntimeError("No active exception to reraise"))
    error = evaluate(frame, node.exc)
    if isinstance(error, type):
        error = call(frame.machine, error, [], {})
    if not isinstance(error, BaseException):
        frame.machine.fail(TypeError("exceptions must derive from BaseException"))
    frame.machine.fail(error)


_HANDLERS: dict[type[ast.stmt], Callable[[Frame, Any], None]] = {
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
    ast.Assert: _assert,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.With: _with,
    ast.Raise: _raise,
}
