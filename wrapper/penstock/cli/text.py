"""Text for terminals and lines."""

from __future__ import annotations

import re
from typing import Final

# C0 without tab and newline, DEL and C1: a server's text mustn't steer the terminal. Surrogates
# have no form in UTF-8.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text with its control characters escaped, as JSON and Python have them: \u001b."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return a text for one cell of a line: without newlines and tabs."""
    return printable(text.replace("\n", "\\n").replace("\t", "\\t"))
