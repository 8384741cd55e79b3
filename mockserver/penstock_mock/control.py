"""The admin interface at its public address; see `frontends.admin`."""

from .frontends.admin import Admin, HttpAdmin

LocalAdmin = Admin

__all__ = ["Admin", "HttpAdmin", "LocalAdmin"]
