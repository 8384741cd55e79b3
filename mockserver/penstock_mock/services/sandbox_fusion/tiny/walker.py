"""The machine that walks: calls, and the functions a program defined itself."""

from __future__ import annotations

import ast
from typing import Any, NoReturn

from attrs import define

from .expressions import evaluate
from .machine import Frame, Machine
from .methods import attribute
from .scopes import Scope
from .signals import Return
from .statements import execute
from .values import Bound, Builtin, Function, Kind, type_name


@define(eq=False)
class Walker(Machine):
    """A machine that knows all of this Python."""

    def evaluate(self, node: ast.expr) -> Any:
        return evaluate(self, node)

    def attribute(self, value: Any, name: str) -> Any:
        return attribute(self, value, name)

    def call(
        self, function: Any, arguments: list[Any], keywords: dict[str, Any] | None = None
    ) -> Any:
        self.step()
        named = keywords or {}
        if isinstance(function, Function):
            return self._run(function, arguments, named)
        if isinstance(function, type):  # an exception
            return self.attempt(function, *arguments, **named)
        if isinstance(function, Bound):
            return self._ours(function.method, [function.owner], arguments, named)
        if isinstance(function, (Builtin, Kind)):
            ours = function.make if isinstance(function, Kind) else function
            return self._ours(ours, [], arguments, named)
        return self.fail(TypeError(f"{type_name(function)!r} object is not callable"))

    def _ours(
        self, function: Builtin, owner: list[Any], arguments: list[Any], named: dict[str, Any]
    ) -> Any:
        refusal = function.refusal(arguments, named)
        if refusal is not None:
            self.fail(TypeError(refusal))
        return function.run(self, *owner, *arguments, **named)

    def _run(self, function: Function, arguments: list[Any], named: dict[str, Any]) -> Any:
        values = Binding(self, function, arguments, named).bound()
        scope = Scope(values, function.scope, function.variables)
        self.frames.append(Frame(function.name, scope, function.body[0].lineno))
        try:
            execute(self, function.body)
        except Return as returned:
            return returned.value
        finally:
            self.frames.pop()
        return None


@define(eq=False)
class Binding:
    """The arguments of a call to the parameters of a function, by Python's rules."""

    machine: Machine
    function: Function
    arguments: list[Any]
    keywords: dict[str, Any]

    def bound(self) -> dict[str, Any]:
        """The parameters by name. Raises TypeError in the program."""
        wanted = self.function.parameters
        names = [each.arg for each in (*wanted.posonlyargs, *wanted.args)]
        values = self._defaults(names) | dict(zip(names, self.arguments, strict=False))
        self._extra(names, values)
        self._by_name(names, values)
        self._complete(names, values, "positional")
        self._complete([each.arg for each in wanted.kwonlyargs], values, "keyword-only")
        return values

    def _complete(self, names: list[str], values: dict[str, Any], kind: str) -> None:
        missing = [repr(name) for name in names if name not in values]
        if not missing:
            return
        *others, last = missing
        comma = "," if len(others) > 1 else ""
        listed = f"{', '.join(others)}{comma} and {last}" if others else last
        what = f"required {kind} argument{'s' if others else ''}"
        self._refuse(f"missing {len(missing)} {what}: {listed}")

    def _defaults(self, names: list[str]) -> dict[str, Any]:
        given = self.function.defaults
        positional = names[len(names) - len(given) :]
        return dict(zip(positional, given, strict=True)) | self.function.keyword_defaults

    def _extra(self, names: list[str], values: dict[str, Any]) -> None:
        star, given = self.function.parameters.vararg, len(self.arguments)
        if star is not None:
            values[star.arg] = tuple(self.arguments[len(names) :])
        elif given > len(names):
            least = len(names) - len(self.function.defaults)
            number = f"from {least} to {len(names)}" if least < len(names) else str(least)
            what = f"positional argument{'' if number == '1' else 's'}"
            verb = "was" if given == 1 else "were"
            self._refuse(f"takes {number} {what} but {given} {verb} given")

    def _by_name(self, names: list[str], values: dict[str, Any]) -> None:
        wanted = self.function.parameters
        known = {each.arg for each in (*wanted.args, *wanted.kwonlyargs)}
        extra: dict[str, Any] = {}
        for name, value in self.keywords.items():
            if name in known and name in names[: len(self.arguments)]:
                self._refuse(f"got multiple values for argument {name!r}")
            if name not in known and wanted.kwarg is None:
                if name in names:
                    why = "some positional-only arguments passed as keyword arguments"
                    self._refuse(f"got {why}: {name!r}")
                self._refuse(f"got an unexpected keyword argument {name!r}")
            (values if name in known else extra)[name] = value
        if wanted.kwarg is not None:
            values[wanted.kwarg.arg] = extra

    def _refuse(self, why: str) -> NoReturn:
        self.machine.fail(TypeError(f"{self.function.name}() {why}"))
