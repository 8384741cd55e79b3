# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import ANY, BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFeature(Model):
    """Whether a feature is on, and its settings."""

    enabled: bool | None = attrs.field(default=None, metadata=wire("enabled", BOOLEAN))
    """Whether it is on."""
    voice: str | None = attrs.field(default=None, metadata=wire("voice", STRING))
    """Of speech, the voice."""
    language: str | None = attrs.field(default=None, metadata=wire("language", STRING))
    """Of speech, the language."""
    auto_play: str | None = attrs.field(default=None, metadata=wire("autoPlay", STRING))
    """Of speech, `enabled` or `disabled`."""
    type: str | None = attrs.field(default=None, metadata=wire("type", STRING))
    """Of the avoidance of words, who decides, such as `keywords`."""
    configs: Any = attrs.field(default=None, metadata=wire("configs", ANY))
    """Of the avoidance of words, its settings."""
