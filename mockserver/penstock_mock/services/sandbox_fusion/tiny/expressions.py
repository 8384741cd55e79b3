"""Expressions: a node of the tree to the value it stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from . import comprehensions
from .builtin_functions import BUILTINS, HOST_NAMES
from .formatting import converted, formatted
from .iterating import listed
from .machine import Machine
from .methods import attribute
from .operators import binary, compared, unary
from .scopes import Names
from .sets import Set
from .targets import bounds, keep, subscript, unbound
from .values import SCALARS, Function, type_name


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
        if node.id not in scope.names:
            machine.fail(unbound(machine, scope, node.id))
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
    keep(machine, machine.frame.scope.around(), node.target.id, value)
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
    given = [machine.key(each) for each in _each(machine, node.elts)]
    if len(given) < _FROZEN or not all(map(_is_constant, node.elts)):
        return machine.made(Set.of(given))
    beforehand = frozenset(given)
    return machine.made(Set.of(given, set(frozenset(list(beforehand)))))


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


# Of so many constants Python makes a set beforehand, and another of that, and copies it: each time
# their order may become another.
_FROZEN = 3


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
    names = machine.names(parameters, lambda: Names.of(parameters, body))
    return Function(name, parameters, body, machine.frame.scope, names, defaults, keyword_defaults)


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
    ast.ListComp: comprehensions.list_of,
    ast.GeneratorExp: comprehensions.generator_of,
    ast.SetComp: comprehensions.set_of,
    ast.DictComp: comprehensions.dict_of,
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
