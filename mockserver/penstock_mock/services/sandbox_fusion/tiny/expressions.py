"""Expressions: a node of the tree to the value it stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from .builtin_functions import BUILTINS, HOST_NAMES
from .formatting import converted, formatted
from .iterating import items, listed
from .machine import Machine
from .methods import attribute
from .operators import binary, compared, unary
from .targets import assign, bounds, subscript
from .values import SCALARS, Function, Scope, Set, type_name


def evaluate(machine: Machine, node: ast.expr) -> Any:
    """The value of an expression."""
    machine.step()
    handler = _HANDLERS.get(type(node))
    if handler is None:
        machine.unknown(_called(node))
    machine.enter()
    try:
        return handler(machine, node)
    finally:
        machine.depth -= 1


def _called(node: ast.AST) -> str:
    return _WORDS.get(type(node), f"this ({type(node).__name__})")


def _constant(machine: Machine, node: ast.Constant) -> Any:
    if not isinstance(node.value, SCALARS):
        machine.unknown("complex numbers" if isinstance(node.value, complex) else "...")
    return node.value


def _name(machine: Machine, node: ast.Name) -> Any:
    scope = machine.frame.scope.find(node.id)
    if scope is not None:
        return scope.names[node.id]
    if node.id in BUILTINS:
        return BUILTINS[node.id]
    if node.id in HOST_NAMES:
        machine.unknown(f"{node.id}")
    return machine.fail(NameError(f"name {node.id!r} is not defined"))


def _binary(machine: Machine, node: ast.BinOp) -> Any:
    left = evaluate(machine, node.left)
    return binary(machine, type(node.op), left, evaluate(machine, node.right))


def _unary(machine: Machine, node: ast.UnaryOp) -> Any:
    value = evaluate(machine, node.operand)
    if isinstance(node.op, ast.Not):
        return not machine.true(value)
    return unary(machine, type(node.op), value)


def _boolean(machine: Machine, node: ast.BoolOp) -> Any:
    value: Any = None
    for each in node.values:
        value = evaluate(machine, each)
        if machine.true(value) is isinstance(node.op, ast.Or):
            return value
    return value


def _compare(machine: Machine, node: ast.Compare) -> bool:
    left = evaluate(machine, node.left)
    for operator, each in zip(node.ops, node.comparators, strict=True):
        right = evaluate(machine, each)
        if not compared(machine, type(operator), left, right):
            return False
        left = right
    return True


def _choice(machine: Machine, node: ast.IfExp) -> Any:
    chosen = node.body if machine.true(evaluate(machine, node.test)) else node.orelse
    return evaluate(machine, chosen)


def _walrus(machine: Machine, node: ast.NamedExpr) -> Any:
    value = evaluate(machine, node.value)
    assign(machine, node.target, value)
    return value


# -- collections ----------------------------------------------------------------------------------


def _each(machine: Machine, nodes: list[ast.expr]) -> list[Any]:
    values: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            values += listed(machine, evaluate(machine, node.value))
        else:
            values.append(evaluate(machine, node))
    return values


def _list(machine: Machine, node: ast.List) -> list[Any]:
    return machine.made(_each(machine, node.elts))


def _tuple(machine: Machine, node: ast.Tuple) -> tuple[Any, ...]:
    return machine.made(tuple(_each(machine, node.elts)))


def _set(machine: Machine, node: ast.Set) -> Set:
    return Set(dict.fromkeys(machine.key(each) for each in _each(machine, node.elts)))


def _dict(machine: Machine, node: ast.Dict) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for key, each in zip(node.keys, node.values, strict=True):
        if key is None:
            made |= _mapping(machine, evaluate(machine, each))
        else:
            name = machine.key(evaluate(machine, key))
            made[name] = evaluate(machine, each)
    return machine.made(made)


def _mapping(machine: Machine, value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        machine.fail(TypeError(f"{type_name(value)!r} object is not a mapping"))
    machine.hold(8 * len(value))
    return value


def _rows(machine: Machine, clauses: list[ast.comprehension]) -> Iterator[None]:
    """The variables of a comprehension set to each combination, one after another."""
    if not clauses:
        yield
        return
    clause = clauses[0]
    for item in items(machine, evaluate(machine, clause.iter)):
        assign(machine, clause.target, item)
        if all(machine.true(evaluate(machine, test)) for test in clause.ifs):
            yield from _rows(machine, clauses[1:])


def _comprehended(machine: Machine, node: Any, take: Callable[[], Any]) -> list[Any]:
    if any(clause.is_async for clause in node.generators):
        machine.unknown("async")
    frame = machine.frame
    outer, frame.scope = frame.scope, Scope(parent=frame.scope)
    try:
        return machine.made([take() for _ in _rows(machine, node.generators)])
    finally:
        frame.scope = outer


def _list_of(machine: Machine, node: ast.ListComp | ast.GeneratorExp) -> list[Any]:
    return _comprehended(machine, node, lambda: evaluate(machine, node.elt))


def _set_of(machine: Machine, node: ast.SetComp) -> Set:
    found = _comprehended(machine, node, lambda: machine.key(evaluate(machine, node.elt)))
    return Set(dict.fromkeys(found))


def _dict_of(machine: Machine, node: ast.DictComp) -> dict[Any, Any]:
    def pair() -> tuple[Any, Any]:
        key = machine.key(evaluate(machine, node.key))
        return key, evaluate(machine, node.value)

    return dict(_comprehended(machine, node, pair))


def _subscript(machine: Machine, node: ast.Subscript) -> Any:
    value = evaluate(machine, node.value)
    if isinstance(node.slice, ast.Slice):
        return subscript(machine, value, bounds(machine, node.slice))
    return subscript(machine, value, evaluate(machine, node.slice))


def _attribute(machine: Machine, node: ast.Attribute) -> Any:
    return attribute(machine, evaluate(machine, node.value), node.attr)


# -- text and calls -------------------------------------------------------------------------------


def _f_string(machine: Machine, node: ast.JoinedStr) -> str:
    parts = [str(evaluate(machine, part)) for part in node.values]
    machine.fits(sum(map(len, parts)))
    return machine.made("".join(parts))


def _field(machine: Machine, node: ast.FormattedValue) -> str:
    value = evaluate(machine, node.value)
    conversion = chr(node.conversion) if node.conversion > 0 else None
    spec = evaluate(machine, node.format_spec) if node.format_spec else ""
    return formatted(machine, converted(machine, value, conversion), spec)


def _call(machine: Machine, node: ast.Call) -> Any:
    function = evaluate(machine, node.func)
    arguments = _each(machine, node.args)
    keywords: dict[str, Any] = {}
    for keyword in node.keywords:
        value = evaluate(machine, keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        else:
            keywords |= {str(k): v for k, v in _mapping(machine, value).items()}
    return machine.call(function, arguments, keywords)


def _lambda(machine: Machine, node: ast.Lambda) -> Function:
    body: list[ast.stmt] = [ast.Return(node.body, lineno=node.lineno, col_offset=0)]
    return defined(machine, "<lambda>", node.args, body)


def defined(
    machine: Machine, name: str, parameters: ast.arguments, body: list[ast.stmt]
) -> Function:
    """A function of the program, with its defaults as they are now."""
    defaults = tuple(evaluate(machine, each) for each in parameters.defaults)
    named = zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)
    keyword_defaults = {a.arg: evaluate(machine, d) for a, d in named if d is not None}
    return Function(name, parameters, body, machine.frame.scope, defaults, keyword_defaults)


_HANDLERS: dict[type[ast.expr], Callable[[Machine, Any], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _choice,
    ast.NamedExpr: _walrus,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.ListComp: _list_of,
    ast.GeneratorExp: _list_of,
    ast.SetComp: _set_of,
    ast.DictComp: _dict_of,
    ast.Subscript: _subscript,
    ast.Attribute: _attribute,
    ast.JoinedStr: _f_string,
    ast.FormattedValue: _field,
    ast.Call: _call,
    ast.Lambda: _lambda,
}
_WORDS: dict[type[ast.AST], str] = {
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Starred: "a starred expression here",
}
