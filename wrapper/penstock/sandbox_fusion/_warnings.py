"""What is warned of, and how: as if said by the caller's own line."""

from __future__ import annotations

import sys
import warnings
from types import FrameType


class SandboxWarning(UserWarning):
    """Something about a run that is no error, and easily overlooked."""


class UnknownLanguageWarning(SandboxWarning):
    """A language that no public server has. It is sent all the same: yours may have it."""


class OutputCutWarning(SandboxWarning):
    """A program's output is so long that the server has probably cut it, without a word."""


def warn(message: str, category: type[SandboxWarning]) -> None:
    """Warn at the line that called into this package."""
    depth, frame = 1, sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame):
        depth, frame = depth + 1, frame.f_back
    warnings.warn(message, category, stacklevel=depth + 1)


def _is_ours(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    # What attrs has generated belongs to no module, and is called between two of ours.
    return module.partition(".")[0] == "penstock" or frame.f_code.co_filename.startswith("<attrs")
