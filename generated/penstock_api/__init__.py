# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Models and operations of an OpenAPI document, and a client to call them with."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .runtime import (
        UNSET,
        ApiError,
        Client,
        File,
        Operation,
        Response,
        StreamOperation,
        UnexpectedStatus,
        Unset,
    )

__all__ = (
    "UNSET",
    "ApiError",
    "Client",
    "File",
    "Operation",
    "Response",
    "StreamOperation",
    "UnexpectedStatus",
    "Unset",
)


# Whoever only names them in annotations doesn't pay for them. Hidden from type checkers, so that a
# name which doesn't exist is still an error to them.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(".runtime", __package__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
