# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""A client library for accessing Penstock"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
