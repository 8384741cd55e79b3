"""`penstock call`: any operation of the document, with its parameters as key=value."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, get_type_hints

import click

from penstock.cli import inputs
from penstock.cli.command import Command, Invocation
from penstock.cli.output import as_sent

if TYPE_CHECKING:
    from penstock_api.runtime import Codec, Operation

_SYNTAX: Final = (
    "NAME=TEXT, where text that is JSON is read as such unless the document has text there; "
    "NAME:=JSON; NAME=@PATH for a file to upload. Names that the document lacks go into the body."
)


class _Operations(click.Group):
    """Each operation of the document as a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from penstock_api import operations

        return list(operations.MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from penstock_api import operations

        names = {place.partition(".")[2]: name for name, place in operations.MODULES.items()}
        found = names.get(cmd_name.replace("-", "_"), cmd_name)
        return _command(found) if found in operations.MODULES else None


@click.group("call", cls=_Operations, subcommand_metavar="OPERATION [NAME=VALUE]...")
def call() -> None:
    """Call an operation of the document, by its id, and write its answer.

    Its parameters and the fields of its body are given as key=value: see 'penstock call OPERATION
    --help' for those there are.
    """


def _command(name: str) -> Command:
    from penstock.cli.configuration import CLIENTS
    from penstock_api import operations

    operation = operations.get(name)
    module = inspect.getdoc(import_module(f"penstock_api.api.{operations.MODULES[name]}")) or ""
    summary, _, rest = module.partition("\n\n")
    params: list[click.Parameter] = [
        click.Argument(
            ["items"],
            nargs=-1,
            metavar="[NAME=VALUE]...",
            shell_complete=_completing(operation),
        )
    ]
    if operation.bodies:
        text = "The body, as JSON or as @FILE with JSON; NAME=VALUE add to it."
        params.append(click.Option(["--body"], metavar="JSON", help=text))
    if hasattr(operation, "events"):
        text = "Read the answer as a stream of events, which come one a line."
        params.append(click.Option(["--stream"], is_flag=True, help=text))
    return Command(
        name,
        client=CLIENTS.get(operation.tag, "penstock:ServiceClient"),
        params=params,
        callback=lambda it, items, body=None, stream=False: _call(
            it, operation, items, body, stream
        ),
        short_help=summary,
        help="\n\n".join(_help(operation, summary, rest)),
        options_metavar="[OPTIONS]",
    )


def _help(operation: Operation[..., Any], summary: str, rest: str) -> Iterator[str]:
    yield f"{summary}: {operation.method} {operation.path} of {operation.tag}."
    yield from (f"\b\n{part}" for part in rest.split("\n\n") if part.strip())
    yield f"Values: {_SYNTAX}"
    documented = inspect.getdoc(operation.build) or ""
    _, _, arguments = documented.partition("Args:\n")
    if arguments:
        lines = (f"  {line}" for line in inspect.cleandoc(arguments).splitlines())
        yield "\n".join(("\b\nParameters:", *lines))
    fields = [
        f"{field.wire}{' (needed)' if field.required else ''}" for field in _fields(operation)
    ]
    if fields:
        yield f"Fields of the body: {', '.join(fields)}."


def _model(operation: Operation[..., Any], media_type: str) -> Any:
    """Return the model of a body; None if it has none."""
    codec: Any = operation.bodies[media_type]
    found = codec.target() if hasattr(codec, "target") else None
    return found if isinstance(found, type) else None


def _fields(operation: Operation[..., Any]) -> list[Any]:
    """Return the fields of the body, of all its forms."""
    from penstock_api.runtime import fields

    models = (_model(operation, media_type) for media_type in operation.bodies)
    found = [field for model in models if model is not None for field in fields(model)]
    return list({field.wire: field for field in found}.values())


def _completing(operation: Operation[..., Any]) -> Any:
    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
        names = [one.name for one in operation.parameters]
        names += [field.wire for field in _fields(operation)]
        return [f"{name}=" for name in names if name.startswith(begun)]

    return complete


def _call(
    it: Invocation,
    operation: Operation[..., Any],
    items: tuple[str, ...],
    body: str | None,
    is_stream: bool,
) -> None:
    from penstock.cli.running import interruptible

    arguments, fields = _arguments(operation, items)
    whole = None if body is None else inputs.json_of(body)
    own = inspect.signature(operation.build).parameters.get("body")
    is_needed = own is not None and own.default is inspect.Parameter.empty
    if whole is not None or fields or is_needed:
        arguments["body"] = _body(operation, whole, fields)
    with _client(it, operation.tag) as client, interruptible() as following:
        following.otherwise = "a run that the call began may go on"
        if is_stream or _only_streams(operation):
            streaming: Any = operation
            with client.stream(streaming, **arguments) as events:
                it.output.documents(map(as_sent, events))
        else:
            it.output.document(_called(client, operation, arguments))


def _called(client: Any, operation: Operation[..., Any], arguments: dict[str, Any]) -> Any:
    from penstock.errors import ResponseError

    try:
        return client.call(operation, **arguments)
    except ResponseError as error:
        if (error.content_type or "").startswith("text/event-stream"):
            error.add_note("here that is --stream")
        raise


def _client(it: Invocation, tag: str) -> Any:
    from penstock.cli.configuration import CLIENTS

    if tag in CLIENTS:
        return it.client(resolve_name(CLIENTS[tag]))
    from penstock import ServiceClient
    from penstock._core.generic_service import profile_of

    return it.client(ServiceClient, profile=profile_of(tag), tag=tag)


def _only_streams(operation: Operation[..., Any]) -> bool:
    answers = [operation.responses[key] for key in operation.responses if key[0] == "2"]
    return bool(answers) and all(set(kinds) == {"text/event-stream"} for kinds in answers)


def _arguments(
    operation: Operation[..., Any], items: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parameters, and the fields of the body.

    Raises click.UsageError for a name that is neither, and for a parameter of the path that is
    missing.
    """
    parameters = {name: one for one in operation.parameters for name in (one.wire, one.name)}
    known = {name: field for field in _fields(operation) for name in (field.name, field.wire)}
    arguments: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    hints = get_type_hints(operation.build) if operation.parameters else {}
    for item in items:
        name, text, is_json = inputs.pair(item)
        if name in parameters:
            own = parameters[name].name
            is_text = str in _types(hints.get(own))
            arguments[own] = _read(name, text, is_json=is_json, is_text=is_text)
        elif name in known:
            field = known[name]
            fields[field.wire] = _field(name, text, is_json, field)
        elif operation.bodies and (is_json or not _near(name, [*parameters, *known])):
            fields[name] = _read(name, text, is_json=is_json, is_text=False)
        else:
            raise click.UsageError(_unknown(operation, name, [*parameters, *known]))
    missing = [
        one.name
        for one in operation.parameters
        if one.place == "path" and one.name not in arguments
    ]
    if missing:
        raise click.UsageError(f"{operation.id} needs {', '.join(f'{name}=…' for name in missing)}")
    return arguments, fields


def _types(hint: Any) -> tuple[Any, ...]:
    from penstock.cli.options import members

    return tuple(members(hint))


def _read(name: str, text: str, *, is_json: bool, is_text: bool) -> Any:
    if is_json:
        return inputs.parsed(text, name)
    return text if is_text else inputs.json_or_text(text)


def _field(name: str, text: str, is_json: bool, field: Any) -> Any:
    from penstock_api.runtime import FILE, STRING, Array, File, Moment

    codec: Codec | None = None if field is None else field.codec
    if not is_json and text.startswith("@") and codec in (FILE, Array(FILE)):
        path = inputs.file(text[1:])
        made = File(Path(path).read_bytes(), path.name)
        return [made] if codec == Array(FILE) else made
    is_text = codec == STRING or isinstance(codec, Moment)
    return _read(name, text, is_json=is_json, is_text=is_text)


def _body(operation: Operation[..., Any], whole: Any, fields: Mapping[str, Any]) -> Any:
    """Return the body: the model of the form that has all of the fields."""
    from penstock_api.runtime import fields as fields_of

    if whole is not None and fields and not isinstance(whole, dict):
        raise click.UsageError("NAME=VALUE adds to a --body that is an object, and this is none")
    made = {**whole, **fields} if isinstance(whole, dict) else fields if whole is None else whole
    if not isinstance(made, dict):
        return made
    models = [_model(operation, media_type) for media_type in operation.bodies]
    files = any(hasattr(value, "payload") for value in made.values())
    fitting = [
        model
        for model in models
        if model is not None and made.keys() <= {field.wire for field in fields_of(model)}
    ]
    model = (fitting[-1] if files else fitting[0]) if fitting else models[0]
    if model is None:
        return made
    try:
        return model.from_dict(made)
    except TypeError as error:
        needed = [field.wire for field in fields_of(model) if field.required]
        missing = ", ".join(f"{name}=…" for name in needed if name not in made)
        raise click.UsageError(f"the body of {operation.id} needs {missing}") from error


def _unknown(operation: Operation[..., Any], name: str, known: list[str]) -> str:
    near = _near(name, known)
    remedy = f"there are {', '.join(sorted(set(known)))}" if known else "it takes none"
    if near:
        remedy = f"did you mean {near[0]!r}?"
    return f"{operation.id} has no parameter {name!r}; {remedy}"


def _near(name: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, known, n=1)
