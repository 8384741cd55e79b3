"""The command as a process: at a terminal of its own, without its extra, and as modules."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from penstock.cli.output import Output
from penstock_mock.frontends.server import Tenant
from penstock_mock.services import dify, sim

Cli = Callable[..., Any]
ESCAPE = "\x1b["
COMMAND = (sys.executable, "-m", "penstock")


class Terminal:
    """A process at a pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: _take(0),
        )
        os.close(slave)
        self.text = ""

    def read(self, until: str = "") -> str:
        """Read until a text has come; without one to the end."""
        while not until or until not in self.text:
            try:
                data = os.read(self._master, 4096)
            except OSError:  # as Linux ends it
                break
            if not data:
                break
            self.text += data.decode()
        return self.text

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def end(self) -> int:
        self.read()
        os.close(self._master)
        return self._process.wait(10)


def _take(descriptor: int) -> None:
    """Make the terminal the process's own, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


def test_a_terminal_gets_colours_and_no_control_characters(mock: Tenant) -> None:
    mock.sim.workflow("wf", sim.succeed({"content": "One \x9b two", "n": 1}))
    terminal = Terminal("sim", "run", "wf")
    assert terminal.end() == 0
    shown = terminal.text
    assert ESCAPE in shown
    assert '"content"' in shown
    assert "\x9b" not in shown
    assert "One \\u009b two" in shown
    assert re.search(r"penstock: the run: completed, \d+\.\d s", shown)


def test_a_text_at_a_terminal_cannot_steer_it(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock.sim.workflow("wf", sim.response_block("a\x1b]0;title\x07b\r\n"))
    monkeypatch.setattr(Output, "_console", "there is one")
    assert cli("sim", "run", "wf").out == "a\\u001b]0;title\\u0007b\n"


def test_a_listing_at_a_terminal_is_a_table(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=100, markup=False, highlight=False)
    monkeypatch.setattr(Output, "_console", console)
    cli("oomol", "packages")
    cli("sim", "status", "wf")
    found = shown.getvalue()
    assert re.search(r"package +version +description", found)
    assert re.search(r"audio-lab +0.9.0", found)
    assert re.search(r"deployed +true\n", found)


def test_ctrl_c_at_a_terminal_stops_the_run(mock: Tenant) -> None:
    mock.dify.workflow(
        dify.succeed().of(dify.node("LLM", dify.say("One"), dify.wait(60), dify.say("two")))
    )
    terminal = Terminal("dify", "run", "--user", "u", "--stream")
    terminal.read("One")
    terminal.type("\x03")
    assert terminal.end() == 130
    assert "was asked to stop" in terminal.text
    assert mock.journal.calls("stopWorkflowTask")


def test_a_batch_at_a_terminal_has_a_bar(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=100, force_terminal=True)
    monkeypatch.setattr("penstock.cli.batches.on_stderr", lambda: {"console": console})
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda stream: stream is sys.stderr)
    Path("judge.jsonl").write_text('{"code": "print(1)", "language": "python"}\n' * 3)
    done = cli("sandbox", "batch", "judge.jsonl", "--out", "results.jsonl")
    assert done.status == 0
    bar = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.getvalue())
    assert re.search(r"━+ +3/3 +0 failed +\d+\.\d/s +\d:\d\d:\d\d", bar), bar


def test_a_reader_that_ends_first_is_no_crash() -> None:
    process = subprocess.Popen(
        [*COMMAND, "completion", "zsh"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    _, error = process.communicate(timeout=20)
    assert (process.returncode, error) == (1, b"")


def test_without_the_extra_it_names_it_and_loads_nothing_else() -> None:
    program = "import sys; sys.modules['rich'] = None; from penstock.cli import main\n"
    program += "status = main(['--help']); assert 'penstock.cli.app' not in sys.modules\n"
    program += "sys.exit(status)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "penstock: this needs rich: pip install 'penstock[cli]'\n"


def test_its_help_takes_no_service_no_attrs_and_no_rich_to_load() -> None:
    """At most 0.2 s of CPU: importing click and its own modules takes half of that."""
    program = "import sys; from penstock.cli import main; main(['--help'])\n"
    program += "print(sorted({name.partition('.')[0] for name in sys.modules}))\n"
    program += "print([name for name in sys.modules if name.startswith('penstock')])\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    *_, packages, modules = done.stdout.splitlines()
    assert "'click'" in packages
    for name in ("attr", "attrs", "httpx", "rich", "penstock_api", "penstock_mock", "anyio"):
        assert f"'{name}'" not in packages
    for name in ("penstock.sim", "penstock.errors", "penstock.cli.sim", "penstock.cli.output"):
        assert f"'{name}'" not in modules


def test_both_commands_run_as_modules() -> None:
    for name, word in (("penstock", "penstock 0."), ("penstock_mock", "penstock-mock 0.")):
        done = subprocess.run([sys.executable, "-m", name, "--version"], capture_output=True)
        assert done.returncode == 0
        assert done.stdout.decode().startswith(word)
