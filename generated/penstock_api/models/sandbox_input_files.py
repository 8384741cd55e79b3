# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

SandboxInputFiles: TypeAlias = Mapping[str, str | None]
"""Content in base64 by path, relative to the program's directory; a null is skipped. Absolute paths
and `..` are honoured. A name that contains `IGNORE_THIS_FILE` is skipped. A name of more than
255 bytes, one with a NUL character, a directory's, and a file beneath another file can't be
stored.
"""
