"""What is warned of, and how: as if said by the caller's own line."""

from __future__ import annotations

import sys
import warnings
from types import FrameType
from typing import Final

# The server reads a program's output only once the program has ended, as much as its pipe holds:
# output was seen cut at 139,232 characters and more, with status Success. 128 KiB is the last
# round number that always came back whole.
SAFE_OUTPUT: Final = 128 * 1024


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


def warn_of_cut(what: str) -> None:
    """Warn of output that the server has probably cut."""
    message = (
        f"{what} is longer than {SAFE_OUTPUT // 1024} KiB, and the server has probably cut it; "
        "write it to a file and name that in fetch_files"
    )
    warn(message, OutputCutWarning)


def _is_ours(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    # What attrs has generated belongs to no module, and is called between two of ours.
    return module.partition(".")[0] == "penstock" or frame.f_code.co_filename.startswith("<attrs")
