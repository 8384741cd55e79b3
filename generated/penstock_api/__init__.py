# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Models and operations of an OpenAPI document, and a client to call them with."""

from .runtime import UNSET, ApiError, Client, File, Response, UnexpectedStatus, Unset

__all__ = ("UNSET", "ApiError", "Client", "File", "Response", "UnexpectedStatus", "Unset")
