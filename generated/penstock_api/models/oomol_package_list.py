# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolPackageList(Model):
    """The installed packages."""

    packages: list[models.OomolPackage] = attrs.field(
        default=None,
        metadata=wire("packages", Array(Ref(lambda: models.OomolPackage)), required=True),
    )
    """The packages, one for each installed version."""
