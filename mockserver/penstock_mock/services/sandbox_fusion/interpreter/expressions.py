"""Expressions: operators, collections, calls, comprehensions."""

from __future__ import annotations

import ast
import builtins
import operator
import re
import sys
from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from itertools import islice
from typing import Any

from .library import BUILTINS, attribute, call, text
from .machine import PLAIN, Frame, Function, Lazy, Machine, type_name
from .process import OpenFile

Work = Callable[[Any, Any], Any]

# Of each operator, the function for it and for its augmented assignment.
_BINARY: dict[type[ast.operator], tuple[Work, Work]] = {
    ast.Add: (operator.add, operator.iadd),
    ast.Sub: (operator.sub, operator.isub),
    ast.Mult: (operator.mul, operator.imul),
    ast.Div: (operator.truediv, operator.itruediv),
    ast.FloorDiv: (operator.floordiv, operator.ifloordiv),
    ast.Mod: (operator.mod, operator.imod),
    ast.Pow: (operator.pow, operator.ipow),
    ast.LShift: (operator.lshift, operator.ilshift),
    ast.RShift: (operator.rshift, operator.irshift),
    ast.BitAnd: (operator.and_, operator.iand),
    ast.BitOr: (operator.or_, operator.ior),
    ast.BitXor: (operator.xor, operator.ixor),
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: lambda value: ~(int(value) if isinstance(value, bool) else value),
}
_ORDER: dict[type[ast.cmpop], Work] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_WIDTH = re.compile(r"\d{5,}")


def evaluate(frame: Frame, node: ast.expr) -> Any:
    """Return the value of an expression."""
    machine = frame.machine
    machine.step()
    handler = _HANDLERS.get(type(node))
    if handler is None:
        machine.unsupported(f"this expression ({type(node).__name__})")
    machine.enter()
    try:
        return handler(frame, node)
    finally:
        machine.depth -= 1


def _constant(frame: Frame, node: ast.Constant) -> Any:
    if not isinstance(node.value, PLAIN):
        frame.machine.unsupported(f"{node.value!r}")
    return node.value


def _name(frame: Frame, node: ast.Name) -> Any:
    name, scope = node.id, owner(frame, node.id)
    if scope is not None and name in scope.variables:
        return scope.variables[name]
    if scope is not None:
        why = "where it is not associated with a value"
        frame.machine.fail(UnboundLocalError(f"cannot access local variable {name!r} {why}"))
    if name in BUILTINS:
        return BUILTINS[name]
    if hasattr(builtins, name):
        frame.machine.unsupported(name)
    return frame.machine.fail(NameError(f"name {name!r} is not defined"))


def owner(frame: Frame, name: str) -> Frame | None:
    """Return the frame that has a variable, or will have it once it is assigned."""
    scope: Frame | None = frame
    while scope and name not in scope.variables and name not in scope.local:
        scope = scope.parent
    return scope


# -- operators ------------------------------------------------------------------------------------


def _binary(frame: Frame, node: ast.BinOp) -> Any:
    left = evaluate(frame, node.left)
    return binary(frame.machine, type(node.op), left, evaluate(frame, node.right))


def binary(
    machine: Machine, kind: type[ast.operator], left: Any, right: Any, *, augmented: bool = False
) -> Any:
    """Return `left <operator> right`, or what `left` is after the augmented assignment."""
    if augmented and isinstance(left, list) and kind is ast.Add:
        right = machine.listed(right)
    if kind not in _BINARY or not (isinstance(left, PLAIN) and isinstance(right, PLAIN)):
        name = kind.__name__
        machine.unsupported(f"{name} of a {type_name(left)} and a {type_name(right)}")
    if kind is ast.Mod and isinstance(left, (str, bytes)):
        machine.unsupported("formatting with %")
    _foresee(machine, kind, left, right)
    return machine.made(machine.attempt(_BINARY[kind][augmented], left, right))


def _foresee(machine: Machine, kind: type[ast.operator], left: Any, right: Any) -> None:
    """Refuse a result that would be too large."""
    if isinstance(left, int) and isinstance(right, int):
        bits, others = left.bit_length(), right.bit_length()
        machine.step((bits // 512) * (others // 512))
        if kind is ast.Pow and right > 0 and bits > 1:
            machine.wide(bits * right)
        elif kind is ast.LShift and right > 0:
            machine.wide(bits + right)
    elif kind is ast.Mult:
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(times, int):
                size = 1 if isinstance(sequence, (str, bytes)) else 8
                machine.fits(size * len(sequence) * times if times <= sys.maxsize else 0)


def _unary(frame: Frame, node: ast.UnaryOp) -> Any:
    machine, value = frame.machine, evaluate(frame, node.operand)
    if isinstance(node.op, ast.Not):
        return not value
    if not isinstance(value, PLAIN):
        machine.unsupported(f"{type(node.op).__name__} of a {type_name(value)}")
    return machine.made(machine.attempt(_UNARY[type(node.op)], value))


def _boolean(frame: Frame, node: ast.BoolOp) -> Any:
    value: Any = None
    for each in node.values:
        value = evaluate(frame, each)
        if bool(value) is isinstance(node.op, ast.Or):
            break
    return value


def _compare(frame: Frame, node: ast.Compare) -> bool:
    left = evaluate(frame, node.left)
    for sign, each in zip(node.ops, node.comparators, strict=True):
        right = evaluate(frame, each)
        if not _compared(frame.machine, type(sign), left, right):
            return False
        left = right
    return True


def _compared(machine: Machine, kind: type[ast.cmpop], left: Any, right: Any) -> bool:
    if kind in (ast.Is, ast.IsNot):
        return (left is right) is (kind is ast.Is)
    if kind in (ast.In, ast.NotIn):
        return _contains(machine, right, left) is (kind is ast.In)
    machine.weigh(left)
    machine.weigh(right)
    if kind in (ast.Eq, ast.NotEq):
        return bool(left == right) is (kind is ast.Eq)
    if not (isinstance(left, PLAIN) and isinstance(right, PLAIN)):
        machine.unsupported(f"comparing a {type_name(left)} and a {type_name(right)}")
    return bool(machine.attempt(_ORDER[kind], left, right))


def _contains(machine: Machine, container: Any, item: Any) -> bool:
    if isinstance(container, dict):
        return machine.key(item) in container
    machine.weigh(container)
    machine.weigh(item)
    searched = isinstance(container, range) and not isinstance(item, int)
    if searched or isinstance(container, (Lazy, OpenFile)):
        return any(each == item for each in machine.iterate(container))
    return bool(machine.attempt(operator.contains, container, item))


def _choice(frame: Frame, node: ast.IfExp) -> Any:
    return evaluate(frame, node.body if evaluate(frame, node.test) else node.orelse)


# -- collections and text -------------------------------------------------------------------------


def _each(frame: Frame, nodes: list[ast.expr]) -> list[Any]:
    values: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            values += frame.machine.listed(evaluate(frame, node.value))
        else:
            values.append(evaluate(frame, node))
    return values


def _list(frame: Frame, node: ast.List) -> list[Any]:
    return frame.machine.made(_each(frame, node.elts))


def _tuple(frame: Frame, node: ast.Tuple) -> tuple[Any, ...]:
    return frame.machine.made(tuple(_each(frame, node.elts)))


def _dict(frame: Frame, node: ast.Dict) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for key, each in zip(node.keys, node.values, strict=True):
        if key is None:
            made |= _mapping(frame, each)
        else:
            name = frame.machine.key(evaluate(frame, key))
            made[name] = evaluate(frame, each)
    return frame.machine.made(made)


def _mapping(frame: Frame, node: ast.expr) -> dict[Any, Any]:
    value = evaluate(frame, node)
    if not isinstance(value, dict):
        frame.machine.fail(TypeError(f"{type_name(value)!r} object is not a mapping"))
    return frame.machine.made(value)


def _subscript(frame: Frame, node: ast.Subscript) -> Any:
    return subscript(frame.machine, evaluate(frame, node.value), place(frame, node.slice))


def subscript(machine: Machine, value: Any, where: Any) -> Any:
    """Return `value[where]`."""
    if not isinstance(value, PLAIN):
        machine.unsupported(f"subscripts of a {type_name(value)}")
    if isinstance(value, dict):
        machine.key(where)
    taken = machine.attempt(operator.getitem, value, where)
    return machine.made(taken) if isinstance(where, slice) else taken


def place(frame: Frame, node: ast.expr) -> Any:
    """Return what stands between square brackets."""
    if not isinstance(node, ast.Slice):
        return evaluate(frame, node)
    bounds = (node.lower, node.upper, node.step)
    return slice(*(None if each is None else evaluate(frame, each) for each in bounds))


def _attribute(frame: Frame, node: ast.Attribute) -> Any:
    return attribute(frame.machine, evaluate(frame, node.value), node.attr)


def _f_string(frame: Frame, node: ast.JoinedStr) -> str:
    parts = [str(evaluate(frame, part)) for part in node.values]
    frame.machine.fits(sum(map(len, parts)))
    return frame.machine.made("".join(parts))


def _field(frame: Frame, node: ast.FormattedValue) -> str:
    machine, value = frame.machine, evaluate(frame, node.value)
    if node.conversion > 0:
        value = text(machine, value, represented=chr(node.conversion) != "s")
    if node.format_spec is None:
        return text(machine, value)
    spec = evaluate(frame, node.format_spec)
    if _WIDTH.search(spec) or not isinstance(value, PLAIN):
        machine.unsupported(f"the format {spec[:20]!r} of a {type_name(value)}")
    return machine.made(machine.attempt(format, value, spec))


# -- calls ----------------------------------------------------------------------------------------


def _call(frame: Frame, node: ast.Call) -> Any:
    function = evaluate(frame, node.func)
    arguments = _each(frame, node.args)
    keywords: dict[str, Any] = {}
    for keyword in node.keywords:
        if keyword.arg is None:
            given = _mapping(frame, keyword.value)
            keywords |= {str(name): value for name, value in given.items()}
        else:
            keywords[keyword.arg] = evaluate(frame, keyword.value)
    return call(frame.machine, function, arguments, keywords)


def _lambda(frame: Frame, node: ast.Lambda) -> Function:
    return defined(frame, "<lambda>", node.args, [], lambda inner: evaluate(inner, node.body))


def defined(
    frame: Frame,
    name: str,
    parameters: ast.arguments,
    body: list[ast.stmt],
    work: Callable[[Frame], Any],
) -> Function:
    """Return a function of the program; `work` executes its body in a frame of its own."""
    machine, signature = frame.machine, _signature(frame, parameters)
    if parameters not in machine.local:
        machine.local[parameters] = _assigned(machine, body)
    local = machine.local[parameters]

    def run(machine: Machine, /, *arguments: Any, **keywords: Any) -> Any:
        try:
            bound = signature.bind(*arguments, **keywords)
        except TypeError as error:
            machine.fail(TypeError(f"{name}() {error}"))
        bound.apply_defaults()
        inner = Frame(machine, name, bound.arguments, frame, local | bound.arguments.keys())
        machine.frames.append(inner)
        try:
            return work(inner)
        finally:
            machine.frames.pop()

    return Function(name, run, "function")


def _signature(frame: Frame, given: ast.arguments) -> Signature:
    if given.posonlyargs or given.kwonlyargs or given.kwarg:
        frame.machine.unsupported("parameters beside / and *, and **")
    defaults = [evaluate(frame, each) for each in given.defaults]
    required = [Parameter.empty] * (len(given.args) - len(defaults))
    parameters = [
        Parameter(each.arg, Parameter.POSITIONAL_OR_KEYWORD, default=default)
        for each, default in zip(given.args, [*required, *defaults], strict=True)
    ]
    if given.vararg is not None:
        parameters.append(Parameter(given.vararg.arg, Parameter.VAR_POSITIONAL))
    return Signature(parameters)


def _assigned(machine: Machine, body: list[ast.stmt]) -> frozenset[str]:
    """Return the names that a function assigns."""
    local: set[str] = set()
    left: list[ast.AST] = list(body)
    while left:  # not by recursion: a long sum is a deep tree
        machine.step()
        node = left.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            local.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            local.add(node.name)
        elif isinstance(node, ast.alias):
            local.add(node.asname or node.name)
        if isinstance(node, ast.comprehension):  # its targets are its own
            left += [node.iter, *node.ifs]
        elif not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            left += ast.iter_child_nodes(node)
    return frozenset(local)


# -- assignment -----------------------------------------------------------------------------------


def assign(frame: Frame, target: ast.expr, value: Any) -> None:
    """Assign to a name, to several, or to a subscript."""
    machine = frame.machine
    machine.step()
    if isinstance(target, ast.Name):
        frame.variables[target.id] = value
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(frame, target.elts, value)
    elif isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        put(machine, evaluate(frame, target.value), place(frame, target.slice), value)
    else:
        machine.unsupported("assigning to an attribute, to a slice, or to the rest of a list")


def put(machine: Machine, collection: Any, where: Any, value: Any) -> None:
    """Execute `collection[where] = value`."""
    if not isinstance(collection, PLAIN):
        machine.unsupported(f"subscripts of a {type_name(collection)}")
    if isinstance(collection, dict):
        machine.key(where)
    machine.hold(8)
    machine.attempt(operator.setitem, collection, where, value)


def _unpack(frame: Frame, targets: list[ast.expr], value: Any) -> None:
    machine, wanted = frame.machine, len(targets)
    if isinstance(value, PLAIN) and not hasattr(value, "__iter__"):
        machine.fail(TypeError(f"cannot unpack non-iterable {type_name(value)} object"))
    values = list(islice(machine.iterate(value), wanted + 1))
    if len(values) > wanted:
        machine.fail(ValueError(f"too many values to unpack (expected {wanted})"))
    if len(values) < wanted:
        why = f"not enough values to unpack (expected {wanted}, got {len(values)})"
        machine.fail(ValueError(why))
    for target, each in zip(targets, values, strict=True):
        assign(frame, target, each)


# -- comprehensions -------------------------------------------------------------------------------


def _list_comprehension(frame: Frame, node: ast.ListComp) -> list[Any]:
    return frame.machine.made(list(_rows(frame, node, lambda inner: evaluate(inner, node.elt))))


def _dict_comprehension(frame: Frame, node: ast.DictComp) -> dict[Any, Any]:
    def pair(inner: Frame) -> tuple[Any, Any]:
        return frame.machine.key(evaluate(inner, node.key)), evaluate(inner, node.value)

    return frame.machine.made(dict(_rows(frame, node, pair)))


def _generator(frame: Frame, node: ast.GeneratorExp) -> Lazy:
    return Lazy("generator", _rows(frame, node, lambda inner: evaluate(inner, node.elt)))


def _rows(frame: Frame, node: Any, take: Callable[[Frame], Any]) -> Iterator[Any]:
    """Return the items of a comprehension; only its first iterable is evaluated right away."""
    if any(clause.is_async for clause in node.generators):
        frame.machine.unsupported("async")
    source = frame.machine.iterate(evaluate(frame, node.generators[0].iter))
    inner = Frame(frame.machine, frame.name, parent=frame)
    return (take(inner) for _ in _combined(inner, node.generators, source))


def _combined(
    frame: Frame, clauses: list[ast.comprehension], source: Iterator[Any]
) -> Iterator[None]:
    """Set the variables of a comprehension to each combination, one after another."""
    clause, *others = clauses
    for item in source:
        assign(frame, clause.target, item)
        if not all(evaluate(frame, test) for test in clause.ifs):
            continue
        if others:
            inner = frame.machine.iterate(evaluate(frame, others[0].iter))
            yield from _combined(frame, others, inner)
        else:
            yield


_HANDLERS: dict[type[ast.expr], Callable[[Frame, Any], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _choice,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Dict: _dict,
    ast.ListComp: _list_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
    ast.Subscript: _subscript,
    ast.Attribute: _attribute,
    ast.JoinedStr: _f_string,
    ast.FormattedValue: _field,
    ast.Call: _call,
    ast.Lambda: _lambda,
}
