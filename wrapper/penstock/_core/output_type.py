"""`output_type=`: the type that a program expects a run's output to be of.

The output is validated, and a value of the type is made of it; without an `output_type` it stays as
it came. `structure` does that with cattrs and pydantic, which are loaded with the first use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

if TYPE_CHECKING:  # what a type checker knows of them doesn't exist in Python 3.11
    from typing_extensions import TypeForm as TypeForm
    from typing_extensions import TypeVar

    OutputT = TypeVar("OutputT", default=Any)
    OutputsT = TypeVar("OutputsT", default=dict[str, Any])
else:
    from typing import TypeVar

    TypeForm = type
    OutputT = TypeVar("OutputT")
    OutputsT = TypeVar("OutputsT")

_OBJECT: Final = dict[str, Any]

OutputReader: TypeAlias = Callable[[Any], OutputT]
"""Returns an output as a value of a type. Raises ResponseError for one that isn't of the type."""


def any_object() -> TypeForm[OutputsT]:
    """Return the `output_type` that stands for none where an output is an object always.

    It isn't validated. To a type checker it is a type form of any type, as a default has to be,
    and without another argument of the type variable's own default; a constant can't be both.
    """
    return cast("TypeForm[OutputsT]", _OBJECT)


def output_reader(output_type: TypeForm[OutputT], name: str) -> OutputReader[OutputT] | None:
    """Return what validates an output; None for one of any type.

    `name` is what errors call the output, as in `output.rows[3].price`. Raises UsageError for a
    type that can't be validated, and where the library that validates it isn't installed.
    """
    given = cast("object", output_type)
    if given is Any or given is _OBJECT:
        return None
    from penstock._core.structure import reader

    return reader(given, name)
