"""The command `penstock`: the four services at the terminal, from the extra `penstock[cli]`.

Each command is a thin layer over a public client in its blocking form. One module has each of: the
services' commands (`sim`, `dify`, `oomol`, `sandbox`), any operation (`call`), options made of
methods' parameters (`options`), formats (`output`), exit statuses (`status`), settings
(`configuration`) and checks (`doctor`). Nothing of the clients imports this.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec

_NEEDED = ("click", "rich")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; without the extra 2, with the remedy on stderr.

    `arguments` are those of the process by default.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        needs = " and ".join(missing)
        print(f"penstock: this needs {needs}: pip install 'penstock[cli]'", file=sys.stderr)
        return 2
    from penstock.cli.app import run

    return run(arguments)
