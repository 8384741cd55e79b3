"""The printed form of a demo: a heading for each part, and its lines."""

from __future__ import annotations

import sys


def title(text: str) -> None:
    """Print a heading, bold on a terminal."""
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}")
