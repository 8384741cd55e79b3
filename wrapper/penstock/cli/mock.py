"""`penstock mock`: the command of the mock server, under this roof."""

from __future__ import annotations

import click


@click.command(
    "mock",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def mock(arguments: tuple[str, ...]) -> int:
    """Serve the mock, or check a document: the command penstock-mock."""
    from penstock_mock.cli import main

    try:
        return main(arguments, prog="penstock mock")
    except SystemExit as ended:  # argparse's, of --help and of wrong arguments
        return ended.code if isinstance(ended.code, int) else 0
