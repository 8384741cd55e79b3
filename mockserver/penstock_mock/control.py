"""The admin interface at its public address; see `frontends.admin`."""

from .frontends.admin import Admin, HttpAdmin, LocalAdmin

__all__ = ["Admin", "HttpAdmin", "LocalAdmin"]
