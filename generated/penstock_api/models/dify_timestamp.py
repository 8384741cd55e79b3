# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import TypeAlias

DifyTimestamp: TypeAlias = datetime.datetime
"""A time: whole seconds since 1970 in 2026-08, RFC 822 text such as `Thu, 12 Dec 2024 10:40:00
-0000` in 2024-12.
"""
