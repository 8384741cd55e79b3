"""The pictures of the terminal, made by running the command against a mock in this process.

    python docs/screens.py [--check]

Each command's stdout is a pseudo-terminal, and what it writes there is drawn as SVG. The mock's
clock and ids are the same in each run. With --check nothing is written, and a picture that isn't
what is drawn now is an error.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from penstock_mock import Mock, Server, VirtualClock
from penstock_mock.services import sim

FOLDER: Final = Path(__file__).parent / "screens"
WIDTH: Final = 108
SCREENS: Final[Mapping[str, tuple[str, Sequence[str]]]] = {
    "run": (
        "penstock sim",
        (
            "penstock sim run workflow-id --input message=Hello",
            "penstock sim run failing --input message=Hello; echo $?",
            "penstock sim runs workflow-id",
        ),
    ),
    "sandbox": (
        "penstock sandbox",
        (
            "cat main.py",
            "echo 1 2 3 | penstock sandbox run main.py --stdin -",
            "echo one | penstock sandbox run main.py --stdin -; echo $?",
        ),
    ),
    "help": ("penstock --help", ("penstock --help",)),
}
FILES: Final = {"main.py": "print(sum(map(int, input().split())))\n"}


def main(arguments: Sequence[str]) -> int:
    """Draw all pictures; with --check return 1 if one has changed."""
    changed = []
    for name, picture in _pictures():
        path = FOLDER / f"{name}.svg"
        if path.exists() and path.read_text("utf-8") == picture:
            continue
        changed.append(path.name)
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(picture, "utf-8")
    if changed:
        print(f"docs/screens: {', '.join(changed)} {'differ' if len(changed) > 1 else 'differs'}")
    return 1 if changed and "--check" in arguments else 0


def _pictures() -> Iterator[tuple[str, str]]:
    mock = Mock(seed=1, clock=VirtualClock())
    mock.sim.workflow("failing", sim.fail("no quota"))
    with Server(mock) as server, tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            Path(folder, name).write_text(text, "utf-8")
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TERM": "xterm-256color",
            "COLUMNS": str(WIDTH),
            "SIM_API_KEY": "key",
            "SIM_BASE_URL": server.url_for("sim"),
            "SANDBOX_FUSION_ENDPOINT": server.url_for("sandbox_fusion"),
            "NO_PROXY": "127.0.0.1",
        }
        for name, (title, commands) in SCREENS.items():
            shown = [(command, _output(command, folder, environment)) for command in commands]
            yield name, _svg(name, title, shown)


def _output(command: str, folder: str, environment: Mapping[str, str]) -> str:
    """Return what a command writes to a terminal, escape sequences and all."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,  # of a terminal there it would be full of progress
        text=True,
    )
    os.close(slave)
    written = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # as Linux ends it
            break
        if not data:
            break
        written += data
    os.close(master)
    notes = process.communicate()[1]
    return notes + written.decode().replace("\r\n", "\n")


def _svg(name: str, title: str, shown: Sequence[tuple[str, str]]) -> str:
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for command, output in shown:
        console.print(Text.assemble(("$ ", "green"), (command, "bold")), soft_wrap=True)
        console.print(Text.from_ansi(output.rstrip("\n")))
    picture = console.export_svg(title=title, theme=MONOKAI, unique_id=f"penstock-{name}")
    # Without fonts from elsewhere: a page shows it offline, and asks no other site for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.S)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
