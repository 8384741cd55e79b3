"""`penstock completion`: click's own script for a shell."""

from __future__ import annotations

import click

_HELP = """Print a script that completes commands and options in a shell.

\b
    bash   eval "$(penstock completion bash)"       in ~/.bashrc
    zsh    eval "$(penstock completion zsh)"        in ~/.zshrc
    fish   penstock completion fish | source        in ~/.config/fish/config.fish
"""


@click.command("completion", help=_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    print(found(ctx.find_root().command, {}, "penstock", "_PENSTOCK_COMPLETE").source())
