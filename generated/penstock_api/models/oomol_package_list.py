# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import Array, Record, Ref, item


class OomolPackageList(Record):
    """The installed packages."""

    packages: list[models.OomolPackage] = item(
        "packages", Array(Ref(lambda: models.OomolPackage)), required=True
    )
    """The packages, one for each installed version."""
