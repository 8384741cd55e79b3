"""The command's groups, each loaded when it is used, and the end of a command."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pkgutil import resolve_name
from typing import Any, Final

import click

from penstock.cli import status

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "sim": ("penstock.cli.sim:sim", "Run workflows of Sim, and look after their runs."),
    "dify": ("penstock.cli.dify:dify", "Run a workflow app of Dify."),
    "oomol": ("penstock.cli.oomol:oomol", "Run blocks and flows of Oomol Connect."),
    "sandbox": ("penstock.cli.sandbox:sandbox", "Run code in SandboxFusion."),
    "call": ("penstock.cli.call:call", "Call any operation of the document."),
    "config": ("penstock.cli.configuration:config", "Show where keys and addresses come from."),
    "doctor": ("penstock.cli.doctor:doctor", "Check addresses, keys and this machine."),
    "mock": ("penstock.cli.mock:mock", "Serve the mock, or check a document: penstock-mock."),
    "completion": ("penstock.cli.completion:completion", "Print a shell's completion script."),
}
"""The place and the short help of each command."""


class _Commands(click.Group):
    """Commands that are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = resolve_name(_COMMANDS[cmd_name][0])
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from penstock import __version__

        print(f"penstock {__version__}")
        ctx.exit()


@click.command("penstock", cls=_Commands, epilog=status.EPILOG)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@click.option("--json", "form", flag_value="json", help="Write results as JSON, one document each.")
@click.option("--jsonl", "form", flag_value="jsonl", help="The same as JSON Lines.")
def penstock(form: str | None) -> None:
    """Run workflows and code with Sim, Dify, Oomol Connect and SandboxFusion.

    Results go to stdout, anything else to stderr. At a terminal they are laid out for reading, in a
    pipe they are plain lines, and with --json or --jsonl documents. Keys and addresses come from
    flags, the environment, penstock.toml, .env or the keyring: see 'penstock config'.
    """


def run(arguments: Sequence[str] | None) -> int:
    """Run a command line and return its exit status."""
    if isinstance(sys.stdout, TextIOWrapper):  # its encoding may lack a letter
        sys.stdout.reconfigure(errors="backslashreplace")
    given = None if arguments is None else list(arguments)
    try:
        with _warnings_as_notes():
            found = penstock.main(given, prog_name="penstock", standalone_mode=False)
            sys.stdout.flush()
        return found if isinstance(found, int) else status.OK
    except (Exception, KeyboardInterrupt) as error:
        return status.report(error)


@contextmanager
def _warnings_as_notes() -> Iterator[None]:
    def note(message: Warning | str, *_: Any, **__: Any) -> None:
        status.say(f"warning: {message}")

    with warnings.catch_warnings():
        warnings.simplefilter("default", UserWarning)
        warnings.showwarning = note
        yield
