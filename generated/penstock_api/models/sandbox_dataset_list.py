# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TypeAlias

SandboxDatasetList: TypeAlias = list[str]
"""Ids of datasets."""
