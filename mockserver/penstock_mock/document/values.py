"""attrs' decorators; their classes share the methods that attrs generates for each class.

To generate `__repr__`, `__eq__` and `__hash__` takes half of the time that a class takes, and the
classes take half of the time to import this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import define as define
    from attrs import frozen as frozen
else:
    from functools import cache, partial
    from operator import attrgetter
    from reprlib import recursive_repr

    import attrs

    def define(cls=None, *, eq=True, frozen=False, **options):
        """As `attrs.define`."""
        if cls is None:
            return partial(define, eq=eq, frozen=frozen, **options)
        own = {"__repr__": _repr}
        if eq:
            own |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        for name, method in own.items():
            if name not in cls.__dict__:
                setattr(cls, name, method)
        return attrs.define(cls, eq=False, repr=False, frozen=frozen, **options)

    frozen = partial(define, frozen=True)

    @recursive_repr()
    def _repr(self):
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in attrs.fields(type(self))
                 if each.repr)  # fmt: skip
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = _compared(self.__class__)
        return compared(self) == compared(other)

    def _hash(self):
        return hash(_compared(self.__class__)(self))

    @cache
    def _compared(cls):
        names = [each.name for each in attrs.fields(cls) if each.eq]
        return attrgetter(*names) if names else lambda _: ()
