"""Dify's state in one session: its options, apps, runs, uploads and end users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field, fields
from attrs.validators import optional

from ...document.values import define, frozen
from ...engine.checks import check_arguments
from ..base import Recent, ServiceState, amount, by_annotation, dialects, duration
from ..behaviours import BehaviourSequence, ScenarioSpec
from ..formatting import canonical_uuid, exact, named_uuid, rounded, whole
from . import transcript
from .behaviours import GAP, Behaviour, Pauses, StopOutcome, Stops, scenario
from .events import Json, Moment, Scene, State, finished, node_id_of

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


@frozen(field_transformer=by_annotation)
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
    version: str | None = None
    newer_paths: bool = True
    user_input_form: Sequence[Mapping[str, Mapping[str, Any]]] | None = field(
        default=None, validator=optional(_controls)
    )
    concurrency: int = field(default=0, validator=amount)
    concurrency_status: Literal[400, 429] = 400
    concurrency_modes: Sequence[Mode] | None = field(default=None, validator=optional(_modes))
    quota: int | None = field(default=None, validator=optional(amount))
    stop_outcome: StopOutcome = "stopped"
    cut_runs: Literal["goes on", "sticks"] | None = None
    taken_up: float = field(default=0.2, validator=amount)
    bad_inputs: Literal["auto", "http", "event", "silence"] = "auto"
    # Between two pings, and how long a client must at least be patient.
    ping: float = field(default=10.0, validator=duration)
    leading_ping: bool | None = None
    data_pings: bool = False
    idle: float = field(default=300.0, validator=duration)
    error_closes: bool | None = None
    replays: bool = False
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

    @property
    def sizes(self) -> Mapping[str, float]:
        """MiB an upload of each kind may have."""
        return {**UPLOAD_LIMITS, **self.upload_limits}


_STOPPED = {"stopped": "Stopped by user.", "failed": "Aborted: User requested stop"}
ACTIVE = ("running", "paused")


@frozen
class Asked:
    """A form a run asked for."""

    token: str | None
    pause: Pauses
    fields: Json
    """In the form of events and responses."""
    at: float


@define(eq=False)
class Run:
    """One run. Times are epoch seconds; future moments are what happens unless another client
    interferes.
    """

    scene: Scene
    behaviour: Behaviour
    mode: Mode
    app_id: str
    moments: list[Moment]
    version: str
    """The name of the published version."""
    log_id: str
    cuts: list[int] = field(factory=list)
    """For each interference, the number of moments that stayed."""
    submitted: set[str] = field(factory=set)
    """The forms that were answered, by token."""
    _looked: float | None = None
    """When the state was polled last."""
    _taken_up: float | None = None
    """When it goes on after the form that was answered last."""

    @classmethod
    def begun(cls, scene: Scene, behaviour: Behaviour, **more: Any) -> Run:
        return cls(scene, behaviour, moments=transcript.begin(scene, behaviour), **more)

    @property
    def id(self) -> str:
        return self.scene.run_id

    @property
    def began(self) -> float:
        return self.scene.began

    def state(self, now: float) -> State:
        return next((m.state for m in reversed(self.moments) if m.state and m.at <= now), State())

    def elapsed(self, now: float) -> float:
        """The duration in seconds, as in responses: 0.0 while it runs."""
        ended = self.state(now).ended_at
        return 0.0 if ended is None else rounded(ended - self.began)

    def rests_at(self, now: float) -> float | None:
        """When it ends or pauses next, barring interference; None: never."""
        ahead = (m for m in self.moments if m.state and m.at >= now)
        return next((m.at for m in ahead if m.state and m.state.status != "running"), None)

    def look(self, now: float) -> State:
        """The state, as a poll finds it.

        A client that polls twice while the clock stands still really waits somewhere else, and
        would wait for ever: then the run ends there and then, unless its duration was given.
        """
        still = self._looked == now and self.behaviour.seconds is None
        self._looked = now
        waiting = self._taken_up is not None and now < self._taken_up
        if still and (waiting or self.state(now).status == "running"):
            done = [each for each in self.moments if each.at <= now]
            rest = self.moments[len(done) :]
            upto = next((n + 1 for n, m in enumerate(rest) if m.pause), len(rest))
            self._change(now, [*(evolve(m, at=now) for m in rest[:upto]), *rest[upto:]])
        return self.state(now)

    def stop(self, now: float, outcome: StopOutcome) -> None:
        """End it; nothing happens when it is over."""
        before = self.state(now)
        if before.status not in ACTIVE or self.mode == "blocking":
            return  # only streamed runs can be stopped
        self._stop(now, outcome)

    def stop_later(self, default: StopOutcome) -> None:
        """Play that another client stops it, where the behaviour has that."""
        plan = self.behaviour.outcome
        if isinstance(plan, Stops):
            self._stop(self.began + plan.after, plan.outcome or default)

    def _stop(self, at: float, outcome: StopOutcome) -> None:
        done = [each for each in self.moments if each.at <= at]
        steps = sum(each.kind == "node_started" for each in done)
        ended = at + GAP
        # The run is stopped, whatever its stream calls that.
        state = State("stopped", {}, _STOPPED[outcome], steps=steps, ended_at=ended)
        event = finished(self.scene, evolve(state, status=outcome), ended)
        self._change(at, [Moment(ended, event, state=state)])

    def submit(self, asked: Asked, action: Json, given: Json, now: float, taken_up: float) -> None:
        """A form was answered: the run goes on, once it is taken up after so many seconds."""
        form, before = asked.pause.form, self.state(now)
        self.submitted.add(asked.token or "")
        data = {
            "node_id": node_id_of(self.scene.workflow_id, form.title),
            "node_title": form.title,
            "rendered_content": form.content,
            "action_id": action.get("id"),
            "action_text": action.get("title"),
            "submitted_data": given,
        }
        how = self.scene.frame("human_input_form_filled", data)
        self.scene = evolve(self.scene, given={**self.scene.given, **given})
        self.behaviour = asked.pause.then
        outputs = {**given, "__action_id": action.get("id"), "__rendered_content": form.content}
        self._taken_up = exact(now + taken_up)
        rest = transcript.resume(self.scene, asked.pause, before, how, outputs, self._taken_up)
        self._change(now, rest)

    def _change(self, at: float, rest: list[Moment]) -> None:
        kept = [each for each in self.moments if each.at <= at]
        self.cuts.append(len(kept))
        self.moments = [*kept, *rest]

    def forms(self) -> Iterator[Asked]:
        """The forms it asked for or will ask for, oldest first."""
        previous: Moment | None = None
        for moment in self.moments:
            if moment.pause is not None and previous is not None and previous.event:
                fields = previous.event["data"]
                yield Asked(fields["form_token"], moment.pause, fields, moment.at)
            previous = moment

    def result(self, now: float) -> Json:
        """The response to a blocking run."""
        state, ended = self.state(now), self.state(now).ended_at
        elapsed = (now if ended is None else ended) - self.began
        data = {
            "id": self.id,
            "workflow_id": self.scene.workflow_id,
            "status": state.status,
            "outputs": state.outputs,
            "error": state.error,
            "elapsed_time": rounded(elapsed),
            "total_tokens": state.tokens,
            "total_steps": state.steps,
            "created_at": whole(self.began),
            "finished_at": None if ended is None else whole(ended),
        }
        paused: Json = {}
        if state.status == "paused":
            pauses = [m for m in self.moments if m.kind == "workflow_paused" and m.at <= now]
            last = pauses[-1].event["data"] if pauses and pauses[-1].event else {}
            paused = {name: last.get(name, []) for name in ("paused_nodes", "reasons")}
        head = {"task_id": self.scene.task_id, "workflow_run_id": self.id}
        return {**head, "data": {**data, **paused}}


# Of every app on the mock: its workspace.
TENANT = named_uuid("workspace")
# The user of requests without one.
DEFAULT_USER = "DEFAULT-USER"


@define(eq=False)
class EndUser:
    """A user of an app's caller. Times are epoch seconds."""

    id: str
    app_id: str
    name: str
    created_at: float


@frozen
class Upload:
    """An uploaded file."""

    id: str
    name: str
    mime: str
    data: bytes
    owner: str
    """The end user's id."""
    at: float


@define(eq=False)
class App:
    """One app. Set what a test needs: `mock.dify.app(name="Translator", tags=["demo"])`.

    user_input_form: what a run must be given, as `/parameters` has it; None takes anything.
    """

    id: str
    name: str = "My App"
    description: str | None = "This is my app."
    tags: Sequence[str] = ("tag1", "tag2")
    mode: str = "workflow"
    author_name: str | None = "Dify"
    user_input_form: Sequence[Mapping[str, Mapping[str, Any]]] | None = None
    file_upload: Mapping[str, Any] | None = None
    max_active_requests: int | None = None
    """Runs at once; None: as the option `concurrency` has it, 0: no limit."""
    parameters: Mapping[str, Any] = field(factory=dict)
    """Overrides of `/parameters`."""
    site: Mapping[str, Any] | None = field(factory=dict)
    """Overrides of `/site`; None: the app has no site."""
    tool_icons: Mapping[str, Any] = field(factory=dict)
    script: BehaviourSequence[Behaviour] = field(factory=lambda: BehaviourSequence((Behaviour(),)))
    versions: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    """Other published versions than the current one, by id."""
    runs: int = 0
    """The number of runs begun, from which sequence numbers are taken."""

    @property
    def version(self) -> str:
        """The id of the published version that runs when none is named."""
        return named_uuid(self.id, "workflow")

    def end_user_id(self, user: str) -> str:
        """The id of an end user in this app."""
        return named_uuid(self.id, "end-user", user)


# Other names for the app behind every key that has none of its own.
_DEFAULT = frozenset({"", "*", "app", "default"})
# The server counts a run as active no longer than this, whatever became of it.
_SLOT_SECONDS = 10 * 60
_SETTABLE = frozenset(f.name for f in fields(App)) - {"id", "script", "versions", "runs"}
# Of the objects of one run, in bytes, about.
_OVERHEAD = 12_000


@define(eq=False)
class DifyState(ServiceState[Options]):
    """Dify's world in one session.

    Use `workflow` to set what the app does, and `app` to set what it is. Every key without an app
    of its own leads to the same one, which takes any inputs and gives them back.
    """

    service = "dify"
    options_type = Options

    apps: dict[str, App] = field(factory=dict)
    """The apps that have a key of their own, by that key."""
    default: App = field(factory=lambda: App(named_uuid("app")))
    runs: dict[str, Run] = field(
        factory=lambda: Recent("Dify's runs", lambda run: _OVERHEAD + len(repr(run.scene.given)))
    )
    """By run id, oldest first."""
    uploads: dict[str, Upload] = field(
        factory=lambda: Recent("Dify's uploads", lambda upload: len(upload.data))
    )
    end_users: dict[str, EndUser] = field(
        factory=lambda: Recent("Dify's end users", lambda _: 1_000)
    )

    def workflow(
        self, *behaviours: Behaviour, key: str | None = None, version: str | None = None
    ) -> None:
        """Set what the app does: each behaviour once, in turn, and the last one from then on.

        key: the app with this key, which is made if there is none. version: not the current
        version, but another published one, by its id (a UUID).

        Raises ValueError for what is no behaviour, and for a version that is no UUID.
        """
        app = self.app(key)
        script = BehaviourSequence.of("a workflow", behaviours, Behaviour)
        if version is None or version == app.version:
            app.script = script
        elif canonical_uuid(version):
            app.versions[version] = script
        else:
            raise ValueError(f"a version's id is a UUID, not {version!r}")

    @check_arguments
    def app(self, key: str | None = None, **settings: Any) -> App:
        """The app behind a key (made if it has none of its own yet), or the default one; with
        `settings` of `App` made. Raises ValueError for those there are not.
        """
        if key is not None and key not in self.apps:
            self.apps[key] = App(named_uuid("app", key))
        app = self.default if key is None else self.apps[key]
        unknown = sorted(set(settings) - _SETTABLE)
        if unknown:
            raise ValueError(f"an app has no {unknown}; there are {sorted(_SETTABLE)}")
        for name, value in settings.items():
            setattr(app, name, value)
        return app

    def configure(self, name: str, *scenarios: ScenarioSpec) -> None:
        """Like `workflow`, from plain JSON, see `behaviours.scenario`.

        name: "app" for the default app, an app's key, or a UUID for a version of the default app.
        """
        behaviours = [scenario(each) for each in scenarios]
        if name in _DEFAULT:
            self.workflow(*behaviours)
        elif canonical_uuid(name):
            self.workflow(*behaviours, version=name)
        else:
            self.workflow(*behaviours, key=name)

    def app_of(self, key: str | None) -> App:
        return self.apps.get(key or "", self.default)

    def end_user(self, app: App, user: str, now: float) -> EndUser:
        """The end user of that name, made the first time."""
        found = self.end_users.get(app.end_user_id(user))
        if found is None:
            found = EndUser(app.end_user_id(user), app.id, user, now)
            self.end_users[found.id] = found
        return found

    def runs_of(self, app: App) -> list[Run]:
        """The runs of an app, oldest first."""
        return [run for run in self.runs.values() if run.app_id == app.id]

    def run_of(self, app: App, run_id: str) -> Run | None:
        run = self.runs.get(run_id)
        return run if run is not None and run.app_id == app.id else None

    def active(self, app: App, modes: Sequence[Mode], now: float) -> int:
        """The number of active runs of an app."""
        own = (run for run in self.runs_of(app) if run.mode in modes)
        slots = (run for run in own if now - run.began < _SLOT_SECONDS)
        return sum(run.state(now).status == "running" for run in slots)

    def controls_of(self, app: App) -> Sequence[Mapping[str, Mapping[str, Any]]] | None:
        """The inputs an app asks for, as `/parameters` has them; None: any."""
        given = app.user_input_form
        if given is None and app is self.default:
            given = self.options.user_input_form
        return given

    def form_of(self, app: App) -> Mapping[str, Mapping[str, Any]] | None:
        """The form of an app: the settings of each variable by name; None: any inputs."""
        given = self.controls_of(app)
        if given is None:
            return None
        controls = ((kind, control) for item in given for kind, control in item.items())
        return {str(each.get("variable")): {"type": kind, **each} for kind, each in controls}
