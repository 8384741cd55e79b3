"""The pinned tools: which version each must have, and where this interpreter keeps it.

What the generator and the formatter write is compared byte by byte, and each of their patch
releases writes other bytes. So another version is refused, never worked around.
"""

from __future__ import annotations

import re
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements" / "dev.in"
REMEDY = (
    "Run `make generate` (it makes its own .venv), or `pip install -r requirements/dev.txt` "
    "into the environment of the interpreter you used."
)


class PinError(Exception):
    """A pinned tool is missing or has another version; the text names the remedy."""


def pinned(name: str) -> str:
    """Return the exact version that `requirements/dev.in` asks of *name*."""
    found = re.search(rf"^{re.escape(name)}==([^\s#;]+)", PINS.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise PinError(f"{PINS.name} holds no exact pin (`{name}==…`) for {name}. Add one.")
    return found[1]


def require(*names: str) -> None:
    """Refuse to go on unless each of *names* is installed in its pinned version."""
    for name in names:
        wanted, present = pinned(name), installed(name)
        if present != wanted:
            raise PinError(f"{name} {wanted} is pinned, but {present} is installed. {REMEDY}")


def installed(name: str) -> str:
    """Return the version of *name* that this interpreter sees, or "none"."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def scripts() -> Path:
    """Return the folder of this interpreter's own console scripts."""
    return Path(sysconfig.get_path("scripts"))
