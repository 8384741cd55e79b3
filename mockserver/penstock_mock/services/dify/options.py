"""Options of the Dify server that a session plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import in_, instance_of, optional

from ...document.values import frozen
from ..base import amount, dialects, duration
from .behaviours import StopOutcome

Dialect: TypeAlias = Literal["2024-12", "2026-08"]
Mode: TypeAlias = Literal["blocking", "streaming"]

# The server's own limits of one upload, by the kind of the extension; in MiB.
UPLOAD_LIMITS: Mapping[str, float] = {"image": 10, "audio": 50, "video": 100, "other": 15}
# The value of X-Version.
VERSIONS: Mapping[Dialect, str] = {"2024-12": "0.14.2", "2026-08": "1.16.0"}

# The versions whose runs end with their stream.
_ATTACHED = ("0.", *(f"1.{minor}." for minor in range(13)))


def _sizes(_: Any, attribute: Any, value: Mapping[str, Any]) -> None:
    unknown = set(value) - set(UPLOAD_LIMITS)
    if unknown:
        raise ValueError(f"upload_limits has {sorted(UPLOAD_LIMITS)}, not {sorted(unknown)}")
    for each in value.values():
        amount(_, attribute, each)


def _texts(_: Any, attribute: Any, value: Any) -> None:
    if isinstance(value, str) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{attribute.name} must be a list of texts, not {value!r}")


def _modes(_: Any, attribute: Any, value: Any) -> None:
    if isinstance(value, str) or not set(value) <= set(get_args(Mode)):
        raise ValueError(f"{attribute.name} is a list of {get_args(Mode)}, not {value!r}")


def _controls(_: Any, attribute: Any, value: Any) -> None:
    wrong = isinstance(value, str) or any(
        not isinstance(each, Mapping)
        or len(each) != 1
        or not all(
            isinstance(v, Mapping) and isinstance(v.get("variable"), str) for v in each.values()
        )
        for each in value
    )
    if wrong:
        raise ValueError(
            f"{attribute.name} is a list like /parameters has it, such as "
            f"[{{'paragraph': {{'variable': 'topic', 'required': True}}}}], not {value!r}"
        )


@frozen
class Options:
    """Options of the service "dify" in one session.

    dialect: the server that is played. "2024-12" is the one that the documented page describes,
        Dify 0.14: RFC 822 dates and JSON text in the run detail, 200 and nulls for an unknown run,
        sequence numbers, prices as numbers, bad inputs as HTTP 400 in every mode. "2026-08" is
        Dify 1.16.
    version: the value of X-Version; None: the dialect's.
    newer_paths: False plays a server that has none of the paths added since the page was written:
        events, forms, runs of a version, site and end users are then 404.
    user_input_form: what the default app asks for, as `/parameters` has it; None: an app that takes
        any inputs.
    concurrency: runs at once per app; 0: no limit. concurrency_status: how the one too many is
        refused, 400 (what servers really send) or 429 (what was meant). concurrency_modes: the
        response modes that are limited, each run counting once until it ends; None: as the
        dialect's server counts. In 2024-12 that is so for both modes. In 2026-08 a
        streaming start counts twice, so that a limit of 1 refuses every one, and counts no more
        once it has begun.
    quota: runs the plan allows in this session; None: any number.
    stop_outcome: what the stream of a stopped run ends as. "failed" is one side of the race in
        the newer server, and the likelier one; the run itself and the logs are "stopped" all the
        same.
    cut_runs: what becomes of a run whose stream breaks off. It "goes on" (servers since 1.13), or
        "sticks": it stays `running` for ever. None: it sticks where `version` is older than that,
        and the server has none of the newer paths.
    taken_up: seconds from the answer to a form until a worker takes its run up; until then the run
        is still paused.
    bad_inputs: how inputs the app can't take are refused when streaming: "http" 400, an error
        "event", or "silence" with pings only (1.13 and 1.14); "auto": the dialect's.
    ping: seconds of silence before each ping. leading_ping: the stream begins with one; None: in
        2026-08 it does. data_pings: a ping is an event with data, as newer servers may send it,
        instead of the bare line `event: ping`.
    idle: seconds of nothing but pings after which a stream without an end is closed.
    error_closes: an `error` event ends the stream; None: in 2024-12 it does, and in
        2026-08 nothing follows it until the idle limit.
    replays: the events endpoint without a snapshot gives missed events again (a server whose
        channel is Redis streams); otherwise they are lost.
    gateway_timeout: seconds after which a blocking run is answered with 504 and HTML, while the
        run goes on; None: never.
    upload_limits: MiB by "image", "audio", "video" and "other". file_limit: files per run.
        blocked_extensions: those that the operator forbids.
    """

    dialect: Dialect = field(**dialects(*VERSIONS))
    version: str | None = field(default=None, validator=optional(instance_of(str)))
    newer_paths: bool = field(default=True, validator=instance_of(bool))
    user_input_form: Sequence[Mapping[str, Mapping[str, Any]]] | None = field(
        default=None, validator=optional(_controls)
    )
    concurrency: int = field(default=0, validator=amount)
    concurrency_status: int = field(default=400, validator=in_((400, 429)))
    concurrency_modes: Sequence[Mode] | None = field(default=None, validator=optional(_modes))
    quota: int | None = field(default=None, validator=optional(amount))
    stop_outcome: StopOutcome = field(default="stopped", validator=in_(get_args(StopOutcome)))
    cut_runs: Literal["goes on", "sticks"] | None = field(
        default=None, validator=optional(in_(("goes on", "sticks")))
    )
    taken_up: float = field(default=0.2, validator=amount)
    bad_inputs: Literal["auto", "http", "event", "silence"] = field(
        default="auto", validator=in_(("auto", "http", "event", "silence"))
    )
    # Between two pings, and how long a client must at least be patient.
    ping: float = field(default=10.0, validator=duration)
    leading_ping: bool | None = field(default=None, validator=optional(instance_of(bool)))
    data_pings: bool = field(default=False, validator=instance_of(bool))
    idle: float = field(default=300.0, validator=duration)
    error_closes: bool | None = field(default=None, validator=optional(instance_of(bool)))
    replays: bool = field(default=False, validator=instance_of(bool))
    gateway_timeout: float | None = field(default=None, validator=optional(duration))
    upload_limits: Mapping[str, float] = field(factory=dict, validator=_sizes)
    file_limit: int = field(default=10, validator=amount)
    blocked_extensions: Sequence[str] = field(default=(), validator=_texts)

    @property
    def modern(self) -> bool:
        return self.dialect == "2026-08"

    @property
    def server_version(self) -> str:
        return self.version or VERSIONS[self.dialect]

    @property
    def pings_first(self) -> bool:
        return self.modern if self.leading_ping is None else self.leading_ping

    @property
    def closes_after_error(self) -> bool:
        return not self.modern if self.error_closes is None else self.error_closes

    @property
    def loses_cut_runs(self) -> bool:
        """Return whether a run stays `running` after its stream breaks."""
        if self.cut_runs is None:
            return not self.newer_paths and self.server_version.startswith(_ATTACHED)
        return self.cut_runs == "sticks"

    @property
    def refuses_inputs(self) -> str:
        """The way bad inputs are refused when streaming."""
        if self.bad_inputs != "auto":
            return self.bad_inputs
        return "event" if self.modern else "http"

    def upload_limit(self, kind: str) -> float:
        """Bytes an upload of that kind may have."""
        sizes = {**UPLOAD_LIMITS, **self.upload_limits}
        return sizes.get(kind, sizes["other"]) * 1024 * 1024
