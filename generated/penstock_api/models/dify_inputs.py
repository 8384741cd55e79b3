# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

DifyInputs: TypeAlias = Mapping[str, Any]
"""The values of the workflow's variables, by name; unknown names are dropped. text-input, paragraph
and select take text; number a number or its text; checkbox a boolean or its text; json_object an
object; file a DifyFile; file-list a list of them.
"""
