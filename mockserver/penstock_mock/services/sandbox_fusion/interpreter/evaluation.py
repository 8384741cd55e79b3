"""Walk a program's tree: the value of each expression, and each statement's work."""

# ruff: noqa: N802 - methods are named after the nodes

from __future__ import annotations

import ast
import builtins
import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import Parameter, Signature
from itertools import islice
from typing import Any, NoReturn

from attrs import field

from ....document.values import define
from .library import BUILTINS, attribute, call, imported, text
from .machine import MAX_DEPTH, PLAIN, Function, Machine, type_name

# Of each operator, the function for it and for its augmented assignment.
_BINARY: Mapping[type[ast.operator], tuple[Callable[..., Any], Callable[..., Any]]] = {
    ast.Add: (operator.add, operator.iadd),
    ast.Sub: (operator.sub, operator.isub),
    ast.Mult: (operator.mul, operator.imul),
    ast.Div: (operator.truediv, operator.itruediv),
    ast.FloorDiv: (operator.floordiv, operator.ifloordiv),
    ast.Mod: (operator.mod, operator.imod),
    ast.Pow: (operator.pow, operator.ipow),
}
_UNARY: Mapping[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_WIDTH = re.compile(r"\d{5,}")


class Break(Exception):  # noqa: N818
    """`break`."""


class Continue(Exception):  # noqa: N818
    """`continue`."""


class Return(Exception):  # noqa: N818
    """`return`, with its value."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


@define(eq=False)
class Frame:
    """The variables of the module, of a function call, or of a comprehension.

    `visit` walks a node with the method named after its class, as `ast.NodeVisitor` does; a node
    without a method is not of the subset.
    """

    machine: Machine
    name: str = "<module>"
    variables: dict[str, Any] = field(factory=dict)
    parent: Frame | None = None
    local: frozenset[str] = frozenset()
    """The names it assigns, and those that functions and comprehensions in it assign."""
    line: int = 0

    def execute(self, body: list[ast.stmt]) -> None:
        """Execute statements. Raises Break, Continue and Return, and what `machine` has."""
        for node in body:
            self.line = node.lineno
            self.visit(node)

    def visit(self, node: ast.stmt | ast.expr) -> Any:
        """Return the value of an expression; execute a statement."""
        machine = self.machine
        machine.steps -= 1
        if machine.steps < 0:
            machine.step()
        name = type(node).__name__
        handler = getattr(self, f"visit_{name}", None)
        if handler is None:
            kind = "statement" if isinstance(node, ast.stmt) else "expression"
            machine.unsupported(f"this {kind} ({name})")
        if machine.depth >= MAX_DEPTH:
            machine.unsupported(f"more than {MAX_DEPTH} levels of expressions, blocks and calls")
        machine.depth += 1
        try:
            return handler(node)
        finally:
            machine.depth -= 1

    # -- names, operators and collections -------------------------------------------------------

    def visit_Constant(self, node: ast.Constant) -> Any:
        if not isinstance(node.value, PLAIN):
            self.machine.unsupported(f"{node.value!r}")
        return node.value

    def visit_Name(self, node: ast.Name) -> Any:
        name, machine = node.id, self.machine
        scope: Frame | None = self
        while scope and name not in scope.variables and name not in scope.local:
            scope = scope.parent
        if scope is not None:
            if name not in scope.variables:
                machine.unsupported(f"{name} before a function that assigns it has done so")
            return scope.variables[name]
        if name in BUILTINS:
            return BUILTINS[name]
        if hasattr(builtins, name):
            machine.unsupported(name)
        return machine.fail(NameError(f"name {name!r} is not defined"))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        left = self.visit(node.left)
        return operate(self.machine, type(node.op), left, self.visit(node.right))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        machine, value, kind = self.machine, self.visit(node.operand), type(node.op)
        if kind is ast.Not:
            return not value
        if kind not in _UNARY or not isinstance(value, PLAIN):
            machine.unsupported(f"{kind.__name__} of a {type_name(value)}")
        return machine.made(machine.attempt(_UNARY[kind], value))

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        value: Any = None
        for each in node.values:
            value = self.visit(each)
            if bool(value) is isinstance(node.op, ast.Or):
                break
        return value

    def visit_Compare(self, node: ast.Compare) -> bool:
        left = self.visit(node.left)
        for sign, each in zip(node.ops, node.comparators, strict=True):
            right = self.visit(each)
            if not compare(self.machine, type(sign), left, right):
                return False
            left = right
        return True

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self.visit(node.body if self.visit(node.test) else node.orelse)

    def values(self, nodes: list[ast.expr]) -> list[Any]:
        """Return the values of several expressions, some of which may be `*several`."""
        found: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                found += self.machine.listed(self.visit(node.value))
            else:
                found.append(self.visit(node))
        return found

    def visit_List(self, node: ast.List) -> list[Any]:
        return self.machine.made(self.values(node.elts))

    def visit_Tuple(self, node: ast.Tuple) -> tuple[Any, ...]:
        return self.machine.made(tuple(self.values(node.elts)))

    def visit_Dict(self, node: ast.Dict) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self.machine.unsupported("** in a dictionary")
            name = self.machine.key(self.visit(key))
            made[name] = self.visit(value)
        return self.machine.made(made)

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        return take(self.machine, self.visit(node.value), self.visit(node.slice))

    def visit_Slice(self, node: ast.Slice) -> slice:
        bounds = (node.lower, node.upper, node.step)
        return slice(*(None if each is None else self.visit(each) for each in bounds))

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        return attribute(self.machine, self.visit(node.value), node.attr)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> str:
        parts = [str(self.visit(part)) for part in node.values]
        self.machine.fits(sum(map(len, parts)))
        return self.machine.made("".join(parts))

    def visit_FormattedValue(self, node: ast.FormattedValue) -> str:
        machine, value = self.machine, self.visit(node.value)
        if node.conversion > 0:
            value = text(machine, value, represented=chr(node.conversion) != "s")
        if node.format_spec is None:
            return text(machine, value)
        spec = self.visit(node.format_spec)
        if _WIDTH.search(spec) or not isinstance(value, PLAIN):
            machine.unsupported(f"the format {spec[:20]!r} of a {type_name(value)}")
        return machine.made(machine.attempt(format, value, spec))

    # -- calls and comprehensions ---------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> Any:
        function, arguments = self.visit(node.func), self.values(node.args)
        keywords: dict[str, Any] = {}
        for keyword in node.keywords:
            if keyword.arg is None:
                self.machine.unsupported("** in a call")
            keywords[keyword.arg] = self.visit(keyword.value)
        return call(self.machine, function, arguments, keywords)

    def visit_ListComp(self, node: ast.ListComp) -> list[Any]:
        return self.machine.made(list(self.rows(node.generators, node.elt)))

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> Iterator[Any]:
        return self.rows(node.generators, node.elt)

    def rows(self, clauses: list[ast.comprehension], element: ast.expr) -> Iterator[Any]:
        """Return the items of a comprehension; only its first iterable is evaluated right away."""
        source = self.machine.iterate(self.visit(clauses[0].iter))
        inner = Frame(self.machine, self.name, parent=self)
        return (inner.visit(element) for _ in inner.combine(clauses, source))

    def combine(self, clauses: list[ast.comprehension], source: Iterator[Any]) -> Iterator[None]:
        """Set the variables of a comprehension to each combination, one after another."""
        clause, *others = clauses
        if clause.is_async:
            self.machine.unsupported("async")
        for item in source:
            self.assign(clause.target, item)
            if not all(self.visit(test) for test in clause.ifs):
                continue
            if others:
                yield from self.combine(others, self.machine.iterate(self.visit(others[0].iter)))
            else:
                yield

    # -- assignment -----------------------------------------------------------------------------

    def assign(self, target: ast.expr, value: Any) -> None:
        """Assign to a name, to several, or to a subscript."""
        self.machine.step()
        if isinstance(target, ast.Name):
            self.variables[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            for each, item in zip(
                target.elts, unpack(self.machine, value, len(target.elts)), strict=True
            ):
                self.assign(each, item)
        elif isinstance(target, ast.Subscript):
            put(self.machine, self.visit(target.value), self.visit(target.slice), value)
        else:
            self.machine.unsupported("assigning to an attribute, or to the rest of a list")

    def visit_Assign(self, node: ast.Assign) -> None:
        value = self.visit(node.value)
        for target in node.targets:
            self.assign(target, value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        machine, target, kind = self.machine, node.target, type(node.op)
        if isinstance(target, ast.Subscript):
            collection, where = self.visit(target.value), self.visit(target.slice)
            before = take(machine, collection, where)
            value = operate(machine, kind, before, self.visit(node.value), augmented=True)
            put(machine, collection, where, value)
        else:
            before = self.visit(target)
            value = operate(machine, kind, before, self.visit(node.value), augmented=True)
            self.assign(target, value)

    # -- statements -----------------------------------------------------------------------------

    def visit_Expr(self, node: ast.Expr) -> None:
        self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        self.execute(node.body if self.visit(node.test) else node.orelse)

    def visit_For(self, node: ast.For) -> None:
        items = self.machine.iterate(self.visit(node.iter))
        self._repeat(node, map(partial(self.assign, node.target), items))

    def visit_While(self, node: ast.While) -> None:
        self._repeat(node, iter(lambda: bool(self.visit(node.test)), False))

    def _repeat(self, loop: ast.For | ast.While, rounds: Iterable[object]) -> None:
        for _ in rounds:
            try:
                self.execute(loop.body)
            except Break:
                return
            except Continue:
                continue
        self.execute(loop.orelse)

    def visit_Pass(self, node: ast.Pass) -> None:
        pass

    def visit_Break(self, node: ast.Break) -> NoReturn:
        raise Break

    def visit_Continue(self, node: ast.Continue) -> NoReturn:
        raise Continue

    def visit_Return(self, node: ast.Return) -> NoReturn:
        raise Return(None if node.value is None else self.visit(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        given = node.args
        if node.decorator_list:
            self.machine.unsupported("decorators")
        if given.posonlyargs or given.vararg or given.kwonlyargs or given.kwarg:
            self.machine.unsupported("parameters with /, * or **")
        defaults: list[Any] = [self.visit(each) for each in given.defaults]
        defaults = [Parameter.empty] * (len(given.args) - len(defaults)) + defaults
        parameters = [
            Parameter(each.arg, Parameter.POSITIONAL_OR_KEYWORD, default=default)
            for each, default in zip(given.args, defaults, strict=True)
        ]
        signature = Signature(parameters)
        nodes = [each for child in node.body for each in ast.walk(child)]
        self.machine.step(len(nodes))
        stored = (each for each in nodes if isinstance(each, ast.Name))
        local = frozenset(each.id for each in stored if isinstance(each.ctx, ast.Store))

        def run(machine: Machine, /, *arguments: Any, **keywords: Any) -> Any:
            try:
                bound = signature.bind(*arguments, **keywords)
            except TypeError as error:
                machine.fail(TypeError(f"{node.name}() {error}"))
            bound.apply_defaults()
            frame = Frame(machine, node.name, bound.arguments, self, local)
            machine.calls.append(frame)
            try:
                frame.execute(node.body)
            except Return as returned:
                return returned.value
            finally:
                machine.calls.pop()

        self.variables[node.name] = Function(node.name, run)

    def visit_Assert(self, node: ast.Assert) -> None:
        if not self.visit(node.test):
            message = () if node.msg is None else (self.visit(node.msg),)
            self.machine.fail(AssertionError(*message))

    def visit_Raise(self, node: ast.Raise) -> None:
        if node.exc is None:
            self.machine.fail(RuntimeError("No active exception to reraise"))
        error = self.visit(node.exc)
        if isinstance(error, type):
            error = call(self.machine, error, [], {})
        if not isinstance(error, BaseException):
            self.machine.fail(TypeError("exceptions must derive from BaseException"))
        self.machine.fail(error)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.variables[alias.asname or alias.name] = imported(self.machine, alias.name)


# -- operators ------------------------------------------------------------------------------------


def operate(
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
    elif kind is ast.Mult:
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(times, int):
                size = 1 if isinstance(sequence, (str, bytes)) else 8
                machine.fits(size * len(sequence) * times if times <= sys.maxsize else 0)


def compare(machine: Machine, kind: type[ast.cmpop], left: Any, right: Any) -> bool:
    """Return `left <operator> right`."""
    if kind in (ast.Is, ast.IsNot):
        return (left is right) is (kind is ast.Is)
    machine.weigh(left)
    if kind in (ast.In, ast.NotIn):
        return contains(machine, right, left) is (kind is ast.In)
    machine.weigh(right)
    plain = isinstance(left, PLAIN) and isinstance(right, PLAIN)
    if not plain and kind not in (ast.Eq, ast.NotEq):
        machine.unsupported(f"comparing a {type_name(left)} and a {type_name(right)}")
    return bool(machine.attempt(_COMPARED[kind], left, right))


def contains(machine: Machine, container: Any, item: Any) -> bool:
    """Return `item in container`."""
    if isinstance(container, dict):
        return machine.key(item) in container
    searched = isinstance(container, range) and not isinstance(item, int)
    if searched or isinstance(container, Iterator):
        return any(each == item for each in machine.iterate(container))
    machine.weigh(container)
    return bool(machine.attempt(operator.contains, container, item))


def take(machine: Machine, value: Any, where: Any) -> Any:
    """Return `value[where]`."""
    if not isinstance(value, PLAIN):
        machine.unsupported(f"subscripts of a {type_name(value)}")
    if isinstance(value, dict):
        machine.key(where)
    taken = machine.attempt(operator.getitem, value, where)
    return machine.made(taken) if isinstance(where, slice) else taken


def put(machine: Machine, collection: Any, where: Any, value: Any) -> None:
    """Execute `collection[where] = value`."""
    if not isinstance(collection, PLAIN) or isinstance(where, slice):
        machine.unsupported(f"assigning to such a part of a {type_name(collection)}")
    if isinstance(collection, dict):
        machine.key(where)
    machine.hold(8)
    machine.attempt(operator.setitem, collection, where, value)


def unpack(machine: Machine, value: Any, wanted: int) -> list[Any]:
    """Return the values for so many targets."""
    if isinstance(value, PLAIN) and not hasattr(value, "__iter__"):
        machine.fail(TypeError(f"cannot unpack non-iterable {type_name(value)} object"))
    values = list(islice(machine.iterate(value), wanted + 1))
    if len(values) > wanted:
        machine.fail(ValueError(f"too many values to unpack (expected {wanted})"))
    if len(values) < wanted:
        why = f"not enough values to unpack (expected {wanted}, got {len(values)})"
        machine.fail(ValueError(why))
    return values
