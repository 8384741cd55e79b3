# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import Model


@attrs.frozen(kw_only=True, repr=False)
class OomolNoInputs(Model):
    """An empty object, which stands for no inputs."""
