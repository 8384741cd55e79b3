"""Commands that call methods of one client: their options, their output, and the client."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from penstock.cli import status
from penstock.cli.options import flag, forms, option, parameters, read
from penstock.cli.output import Form, Output

if TYPE_CHECKING:
    from penstock._core._sync.client import Client
    from penstock._core.options import Profile

_C = TypeVar("_C", bound="Client")


class Command(click.Command):
    """A command that calls methods of one client.

    `client` is the place of its class, `takes` are those of the methods whose parameters are
    options, `skips` are parameters that the command gives itself. `has_forms` is False for one
    whose output has a form of its own. The callback gets an `Invocation` first, then its own
    parameters.
    """

    def __init__(
        self,
        name: str | None,
        *,
        client: str = "",
        takes: Sequence[str] = (),
        skips: Sequence[str] = (),
        has_forms: bool = True,
        **settings: Any,
    ) -> None:
        settings.setdefault("epilog", status.EPILOG)
        super().__init__(name, **settings)
        self.client = client
        self.takes = takes
        self.skips = skips
        self.params += forms() if has_forms else ()

    @cached_property
    def derived(self) -> dict[str, dict[str, click.Option]]:
        """The options of each place, by parameter; those of the client last.

        They are made when they are needed: that loads the client.
        """
        own = {*self.skips, *(param.name for param in self.params)}
        sources = [*self.takes, *((f"{self.client}.__init__",) if self.client else ())]
        found: dict[str, dict[str, click.Option]] = {}
        made: dict[str, click.Option] = {}
        for place in sources:
            found[place] = {}
            for parameter in parameters(place):
                if parameter.name in own:
                    continue
                each = made.get(parameter.name) or option(parameter)
                if each is not None:
                    found[place][parameter.name] = made[parameter.name] = each
        return found

    def _sections(self) -> Iterator[tuple[str, list[click.Option]]]:
        """Yield the derived options under their headings."""
        seen = set[str]()
        of_call, of_client = list[click.Option](), list[click.Option]()
        for place, options in self.derived.items():
            section = of_call if place in self.takes else of_client
            section += [each for name, each in options.items() if name not in seen]
            seen.update(options)
        yield "Options of the call", of_call
        yield "Options of the client", of_client + (self._connection if self.client else [])

    @cached_property
    def _connection(self) -> list[click.Option]:
        """Key and address."""
        text = "Beside these flags: environment, penstock.toml, .env; see 'penstock config'."
        found = [click.Option(["--base-url"], metavar="URL", help=f"The address. {text}")]
        if "api_key" in inspect.signature(resolve_name(self.client)).parameters:
            help_ = "The key; other processes can read it here, so prefer the others."
            found.append(click.Option(["--api-key"], metavar="KEY", help=help_))
        return found

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        derived = [each for _, options in self._sections() for each in options]
        *own, help_option = super().get_params(ctx)
        return [*own, *derived, help_option]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        derived = list(self._sections())
        shown = {id(each) for _, options in derived for each in options}
        own = [
            each
            for each in self.get_params(ctx)
            if isinstance(each, click.Option) and id(each) not in shown
        ]
        for heading, options in [("Options", own), *derived]:
            records = list(filter(None, (each.get_help_record(ctx) for each in options)))
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)

    def invoke(self, ctx: click.Context) -> Any:
        own = {param.name for param in self.params} - {"form"}
        given = {
            name: read(value)
            for name, value in ctx.params.items()
            if name not in own and ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
        }
        mine = {name: value for name, value in ctx.params.items() if name in own}
        form: Form = given.pop("form", None) or ctx.find_root().params.get("form") or "text"
        assert self.callback is not None
        return ctx.invoke(self.callback, Invocation(self, given, form), **mine)


class Invocation:
    """A command's call: its options, its output, and its client."""

    def __init__(self, command: Command, given: Mapping[str, Any], form: Form) -> None:
        self.command: Final = command
        self.given: Final = dict(given)
        """The derived options that were given, by parameter."""
        self.output: Final = Output(form)

    def arguments(self, place: str, *also: str) -> dict[str, Any]:
        """Return the options that were given and that the method at a place takes.

        `also` are the other methods that are called. Raises click.UsageError for an option that
        neither they nor the client take.
        """
        derived = self.command.derived
        used = {name for each in (place, *also) for name in derived[each]} | self._of_client
        for name in self.given.keys() - used:
            raise click.UsageError(f"{flag(name)} has no effect on this kind of call")
        return {name: value for name, value in self.given.items() if name in derived[place]}

    @property
    def _of_client(self) -> set[str]:
        own = self.command.derived.get(f"{self.command.client}.__init__", {})
        return {*own, "api_key", "base_url"}

    @contextmanager
    def client(
        self,
        kind: type[_C],
        besides: Mapping[str, Any] | None = None,
        *,
        profile: Profile | None = None,
        **settings: Any,
    ) -> Iterator[_C]:
        """Make the client with the options that were given, and close it in the end.

        `besides` are the arguments of its methods: they are none of the client's. `profile` is its
        service's, unless its class has it; `settings` are arguments of the command's own.
        """
        from penstock.cli import configuration

        names = self._of_client - (besides or {}).keys()
        flags = {name: value for name, value in self.given.items() if name in names}
        try:
            making: Any = kind
            found = configuration.settings(profile or kind._profile, flags)
            made: _C = making(**settings, **found, on_retry=self.output.waits)
        except TypeError as error:  # an option out of penstock.toml
            raise click.UsageError(f"{configuration.TOML}: {error}") from error
        with made as client:
            yield client
