"""Options of commands, made of parameters of the clients' own methods.

A method's keyword parameters, the keys of a TypedDict and the fields of a request each become an
option, by their type: one that is added to a client is an option here as well. Those that can't be
given as text, such as callbacks, are left out.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from pkgutil import resolve_name
from types import NoneType, SimpleNamespace, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import click

from penstock.cli import inputs

if TYPE_CHECKING:
    _Type: TypeAlias = click.ParamType[Any]
else:
    _Type = click.ParamType  # no generic before click 8.4

# Parameters that are no text, found before their annotations are evaluated, which may load much.
_UNWRITABLE: Final = ("Callable", "TypeForm")
# By name: they mean the same in all services. See the methods' docstrings.
HELP: Final[Mapping[str, str]] = {
    "account": "Only runs of the member with this email address.",
    "api": "The version of the API that runs workflows.",
    "applets_base_url": "The address of the applets.",
    "attempt_timeout": "Seconds for each attempt.",
    "auth_scheme": "A word before the token, such as Bearer.",
    "backoff_factor": "The growth of the waits between two questions.",
    "backoff_strategy": "The kind of that growth.",
    "block_ids": "A block whose output to show, by its id. Can be repeated.",
    "cancel_on_timeout": "Cancel the run when the wait is over.",
    "cell_timeout": "Seconds for each cell.",
    "cert": "A PEM file with the client's own certificate.",
    "client_timeout": "The documented name of --attempt-timeout.",
    "compile_timeout": "Seconds for compiling.",
    "context_id": "The pause to resume, if it isn't the run's only one.",
    "created_after": "Only runs from this time on (ISO 8601).",
    "created_before": "Only runs before this time (ISO 8601).",
    "cursor": "Where to begin: the cursor of a page.",
    "custom_extract_logic": "Python that extracts the code from the completion.",
    "dataset_type": "The class to judge with, for a dataset that isn't registered.",
    "dataset_url": "The address of datasets, if it is another one.",
    "deadline": "Another name of --timeout.",
    "default_headers": "The documented name of --headers.",
    "end_date": "Only runs before this time (ISO 8601).",
    "execution_timeout": "Whole seconds that a queued run may take.",
    "extra": "A setting of the dataset, as NAME=VALUE. Can be repeated.",
    "extra_body": "A field to add to the body, as NAME=VALUE. Can be repeated.",
    "extra_headers": "A header of this call, as NAME=VALUE. Can be repeated.",
    "extra_query": "A parameter to add to the query, as NAME=VALUE. Can be repeated.",
    "fetch_files": "The path of a file to return. Can be repeated.",
    "headers": "A header of all requests, as NAME=VALUE. Can be repeated.",
    "http": "The HTTP library: httpx, httpx2 or fast.",
    "idle_timeout": "Seconds for the silence in a stream.",
    "include_output": "Show the output, too.",
    "include_thinking": "Stream agents' reasoning, too.",
    "include_tool_calls": "Stream agents' tool calls, too.",
    "interval_ms": "Milliseconds before the second question.",
    "is_fewshot": "Whether prompts have examples.",
    "kernel": "The kernel of the notebook.",
    "keyword": "Only runs with this text in inputs or outputs.",
    "language": "The language; by default that of the file's extension.",
    "limit": "The number of items on a page.",
    "locale": "The language of the problem's text.",
    "log_interval_ms": "Milliseconds before each of them.",
    "log_rounds": "Questions after the end, for log entries that arrive late.",
    "max_attempts": "The documented form of --retry: attempts, the first included.",
    "max_event_bytes": "The largest event of a stream.",
    "max_in_flight": "The number of calls under way at once.",
    "max_interval_ms": "The longest of these waits in milliseconds.",
    "max_response_bytes": "The largest answer that is read.",
    "max_streams": "The number of streams under way at once.",
    "memory_limit_MB": "The memory for the program; -1 is no limit.",
    "order": "asc or desc.",
    "pacing": "Wait before a known rate limit is hit.",
    "page": "The first page.",
    "poll": "Seconds between two questions about a run.",
    "provided_data": "The problem, as JSON.",
    "proxy": "The address of a proxy for all requests.",
    "response_mode": "How the server answers: as a stream underneath, or once.",
    "retry": "The number of retries.",
    "run_id": "An id of your own for the run.",
    "run_timeout": "Seconds for the run.",
    "selected_outputs": "An output to stream, as BLOCK.ATTRIBUTE. Can be repeated.",
    "start_date": "Only runs from this time on (ISO 8601).",
    "status": "Only runs with this status.",
    "stop_on_cancel": "Stop the task when the wait is interrupted.",
    "stop_on_timeout": "Stop the task when the wait is over.",
    "task_key": "The field in which the block is sent.",
    "timeout": "Seconds for the whole call.",
    "timeout_ms": "Milliseconds for the whole wait.",
    "total_timeout": "Seconds for the whole notebook.",
    "trace_id": "An id for tracing.",
    "trace_session_id": "An id for tracing that several runs share.",
    "trigger": "Only runs with this trigger.",
    "trust_applets": "Send the token to the applets' server, too.",
    "until_paused": "End when the run is paused.",
    "user": "The user that runs were made for.",
    "verify": "A file or directory of authorities to trust, or 'no' to check nothing.",
    "version_id": "The published version to run.",
    "wait_timeout": "Seconds for the whole wait.",
    "workflow_id": "The run's workflow; without one the run is a job's id.",
}


class Parameter(NamedTuple):
    """A parameter of a method, a key of a TypedDict, or a field of a request."""

    name: str
    hint: Any
    default: Any
    """`inspect.Parameter.empty` where it isn't known."""


def parameters(place: str) -> Iterator[Parameter]:
    """Yield the parameters at a place, such as "penstock.sim:RunsClient.run".

    Those of a method are its keyword-only ones, and the keys of the TypedDict of its `**options`.
    """
    found = resolve_name(place)
    if is_typeddict(found):
        yield from _keys(found)
    elif isinstance(found, type):
        yield from _fields(found)
    else:
        yield from _keywords(found)


def _keywords(function: Callable[..., Any]) -> Iterator[Parameter]:
    keyword, rest = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD
    own = {
        name: own
        for name, own in inspect.signature(function).parameters.items()
        if own.kind in (keyword, rest) and not any(it in str(own.annotation) for it in _UNWRITABLE)
    }
    annotations = {name: parameter.annotation for name, parameter in own.items()}
    scope = getattr(function, "__globals__", {})
    hints = get_type_hints(SimpleNamespace(__annotations__=annotations), scope)
    for name, parameter in own.items():
        if parameter.kind is rest:
            yield from _keys(*get_args(hints[name]))
        else:
            yield Parameter(name, hints[name], parameter.default)


def _keys(options: Any) -> Iterator[Parameter]:
    from penstock._core.call_options import CallOptions

    hints = get_type_hints(options)
    # A method's own options come before those of all methods.
    for name in sorted(hints, key=CallOptions.__annotations__.__contains__):
        yield Parameter(name, hints[name], inspect.Parameter.empty)


def _fields(request: type) -> Iterator[Parameter]:
    import attrs

    hints = get_type_hints(request)
    for field in attrs.fields(cast("Any", request)):
        hint = hints.get(field.name, field.type)
        default = inspect.Parameter.empty if field.default is attrs.NOTHING else field.default
        yield Parameter(field.name, hint, default)


def option(parameter: Parameter) -> click.Option | None:
    """Return the option for a parameter; None for one that can't be given as text."""
    name, hint, default = parameter
    types = list(members(hint))
    settings = _settings(types)
    if settings is None:
        return None
    kind = settings.get("type")
    if NoneType in types and default is not None and kind in (click.FLOAT, click.INT):
        settings |= {"type": OrNone(kind), "metavar": f"{kind.name.upper()}|none"}
    written = flag(name)
    if settings.get("is_flag") and default is not False:
        written += f"/--no-{written[2:]}"
    return click.Option([written, name], help=HELP.get(name), default=None, **settings)


def flag(name: str) -> str:
    """Return the option of a parameter, by its name."""
    return f"--{name.replace('_', '-').lower()}"


def members(hint: Any) -> Iterator[Any]:
    """Yield the types in a union."""
    if get_origin(hint) in (Union, UnionType):
        for member in get_args(hint):
            yield from members(member)
    else:
        yield hint


def _settings(types: Sequence[Any]) -> dict[str, Any] | None:
    """Return the settings of the option for a type, given by its members."""
    literals = [value for it in types if get_origin(it) is Literal for value in get_args(it)]
    origins = [get_origin(member) for member in types]
    if bool in types and str in types:
        return {"type": SWITCH, "metavar": "PATH|no"}
    if str in types:
        return {"type": click.STRING, "shell_complete": _completing(literals)}
    if literals:
        return {"type": click.Choice(literals)}
    if bool in types:
        return {"is_flag": True}
    if float in types or int in types:
        return {"type": click.FLOAT if float in types else click.INT}
    if Mapping in origins:
        only = Sequence not in origins
        return {"type": PAIR, "multiple": True} if only else {"type": JSON}
    return {"type": click.STRING, "multiple": True} if Sequence[str] in types else None


def _completing(words: Sequence[str]) -> Callable[..., list[str]] | None:
    if not words:
        return None
    return lambda ctx, param, begun: [word for word in words if word.startswith(begun)]


class OrNone(_Type):
    """A value, or the word "none" for no limit."""

    def __init__(self, kind: _Type) -> None:
        self.kind = kind
        self.name = kind.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return NONE if value in ("none", NONE) else self.kind.convert(value, param, ctx)


NONE: Final = object()
"""Stands for None: click takes that as not given."""


class _Switch(_Type):
    name = "path|no"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        words = {"no": False, "false": False, "yes": True, "true": True}
        return words.get(value.lower(), value) if isinstance(value, str) else value


class _Pair(_Type):
    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        name, text, is_json = inputs.pair(value)
        return name, inputs.parsed(text, name) if is_json else text


class _Json(_Type):
    name = "json"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return inputs.json_of(value) if isinstance(value, str) else value


SWITCH: Final = _Switch()
PAIR: Final = _Pair()
JSON: Final = _Json()


def forms() -> list[click.Option]:
    """Return the options of the form of output."""
    one = "Write the result as one JSON document."
    many = (
        "Write JSON documents, one a line: events, states or items as they come, then the result."
    )
    return [
        click.Option(["--json", "form"], flag_value="json", help=one),
        click.Option(["--jsonl", "form"], flag_value="jsonl", help=many),
    ]


def read(value: Any) -> Any:
    """Return the argument that an option's value stands for."""
    if value is NONE:
        return None
    if isinstance(value, tuple):
        pairs = all(isinstance(item, tuple) for item in value)
        return dict(value) if pairs else list(value)
    return value


first: Final = click.option(
    "--first",
    "count",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    metavar="N",
    help="End after so many; 0 is no limit.",
)
"""The option of a listing that may be long."""
