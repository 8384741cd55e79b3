# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAppSite(Model):
    """How the app's web page looks."""

    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """Its title."""
    chat_color_theme: str | None = attrs.field(
        default=None, metadata=wire("chat_color_theme", STRING)
    )
    """Its colour."""
    chat_color_theme_inverted: bool | None = attrs.field(
        default=False, metadata=wire("chat_color_theme_inverted", BOOLEAN)
    )
    """Whether light and dark are swapped."""
    icon_type: models.DifyIconType | None = attrs.field(
        default=None, metadata=wire("icon_type", STRING)
    )
    """What `icon` is."""
    icon: str | None = attrs.field(default=None, metadata=wire("icon", STRING))
    """A character, or a file's id."""
    icon_background: str | None = attrs.field(
        default=None, metadata=wire("icon_background", STRING)
    )
    """The colour behind a character."""
    icon_url: str | None = attrs.field(default=None, metadata=wire("icon_url", STRING))
    """Where to get the file."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What the app does."""
    copyright: str | None = attrs.field(default=None, metadata=wire("copyright", STRING))
    """Whose it is."""
    privacy_policy: str | None = attrs.field(default=None, metadata=wire("privacy_policy", STRING))
    """Its address."""
    input_placeholder: str | None = attrs.field(
        default=None, metadata=wire("input_placeholder", STRING)
    )
    """What stands in an empty field. Servers since 1.16."""
    custom_disclaimer: str | None = attrs.field(
        default=None, metadata=wire("custom_disclaimer", STRING)
    )
    """Words at the foot of the page."""
    default_language: str = attrs.field(
        default=None, metadata=wire("default_language", STRING, required=True)
    )
    """Its language, such as `en-US`."""
    show_workflow_steps: bool | None = attrs.field(
        default=False, metadata=wire("show_workflow_steps", BOOLEAN)
    )
    """Whether it shows what the workflow does."""
    use_icon_as_answer_icon: bool | None = attrs.field(
        default=False, metadata=wire("use_icon_as_answer_icon", BOOLEAN)
    )
    """Whether the icon stands beside answers."""
