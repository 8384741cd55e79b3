"""Dify's state in one session: apps, runs, uploads and end users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, fields

from ...engine.session import Session
from ..base import Recent, ServiceState
from ..javascript import uuid4
from ..scenarios import ScenarioSpec
from ..sequence import BehaviourSequence
from .behaviours import Behaviour
from .formatting import is_uuid, named_uuid
from .inputs import Upload
from .options import Mode, Options
from .runs import Asked, Run
from .scenarios import scenario

# Of every app on the mock: its workspace.
TENANT = named_uuid("workspace")
# The one everybody is who doesn't say who he is.
NOBODY = "DEFAULT-USER"


@define(eq=False)
class EndUser:
    """Somebody an app's caller spoke for. Times are epoch seconds."""

    id: str
    app_id: str
    name: str
    created_at: float


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

    def script_of(self, version: str) -> BehaviourSequence[Behaviour]:
        """A version's behaviours. Raises KeyError for one there isn't."""
        return self.script if version == self.version else self.versions[version]

    def end_user_id(self, user: str) -> str:
        """The id of an end user in this app."""
        return named_uuid(self.id, "end-user", user)


# Other names for the app behind every key that has none of its own.
_DEFAULT = frozenset({"", "*", "app", "default"})
# The server counts a run as active no longer than this, whatever became of it.
_SLOT_SECONDS = 10 * 60
_SETTABLE = frozenset(f.name for f in fields(App)) - {"id", "script", "versions", "runs"}


@define(eq=False)
class DifyState(ServiceState[Options]):
    """Dify's world in one session.

    Use `workflow` to say what the app does, and `app` to say what it is. Every key without an app
    of its own leads to the same one, which takes any inputs and gives them back.
    """

    service = "dify"
    options_type = Options
    session: Session
    began: float = 0.0
    apps: dict[str, App] = field(factory=dict)
    """Those with a key of their own, by that key."""
    default: App = field(factory=lambda: App(named_uuid("app")))
    runs: dict[str, Run] = field(
        factory=lambda: Recent("Dify's runs", lambda run: len(repr(run.scene.given)))
    )
    """By run id, oldest first."""
    uploads: dict[str, Upload] = field(
        factory=lambda: Recent("Dify's uploads", lambda upload: len(upload.data))
    )
    end_users: dict[str, EndUser] = field(factory=lambda: Recent("Dify's end users"))

    # -- what a test says ---------------------------------------------------------------------

    def workflow(
        self, *behaviours: Behaviour, key: str | None = None, version: str | None = None
    ) -> None:
        """Say what the app does: each behaviour once, in turn, and the last one from then on.

        key: the app with this key, which is made if there is none. version: not the current
        version, but another published one, by its id (a UUID).

        Raises ValueError for what is no behaviour, and for a version that is no UUID.
        """
        app = self.app(key)
        script = BehaviourSequence.of("a workflow", behaviours, Behaviour)
        if version is None or version == app.version:
            app.script = script
        elif is_uuid(version):
            app.versions[version] = script
        else:
            raise ValueError(f"a version's id is a UUID, not {version!r}")

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
        """Like `workflow`, from plain JSON, see `scenarios.scenario`.

        name: "app" for the default app, an app's key, or a UUID for a version of the default app.
        """
        behaviours = [scenario(each) for each in scenarios]
        if name in _DEFAULT:
            self.workflow(*behaviours)
        elif is_uuid(name):
            self.workflow(*behaviours, version=name)
        else:
            self.workflow(*behaviours, key=name)

    # -- what the handlers ask ----------------------------------------------------------------

    def app_of(self, key: str | None) -> App:
        """The app a key leads to."""
        return self.apps.get(key or "", self.default)

    def new_id(self) -> str:
        """A new id."""
        return uuid4(self.session.random)

    def end_user(self, app: App, user: str, now: float) -> EndUser:
        """Somebody in an app, known from the first time on."""
        found = self.end_users.get(app.end_user_id(user))
        if found is None:
            found = EndUser(app.end_user_id(user), app.id, user, now)
            self.end_users[found.id] = found
        return found

    def run_of(self, app: App, run_id: str) -> Run | None:
        """A run of an app."""
        run = self.runs.get(run_id)
        return run if run is not None and run.app_id == app.id else None

    def task(self, app: App, task_id: str) -> Run | None:
        """A run of an app by its task's id."""
        own = (run for run in self.runs.values() if run.app_id == app.id)
        return next((run for run in own if run.scene.task_id == task_id), None)

    def form(self, app: App, token: str) -> tuple[Run, Asked] | None:
        """A form of an app by its token, and the run that asks."""
        own = (run for run in self.runs.values() if run.app_id == app.id)
        forms = ((run, asked) for run in own for asked in run.forms())
        return next((pair for pair in forms if pair[1].token == token), None)

    def active(self, app: App, modes: Sequence[Mode], now: float) -> int:
        """The number of active runs of an app."""
        own = (run for run in self.runs.values() if run.app_id == app.id and run.mode in modes)
        slots = (run for run in own if now - run.began < _SLOT_SECONDS)
        return sum(run.state(now).status == "running" for run in slots)

    def form_of(self, app: App) -> Mapping[str, Mapping[str, Any]] | None:
        """The form of an app: the settings of each variable by name; None: any inputs."""
        given = app.user_input_form
        if given is None and app is self.default:
            given = self.options.user_input_form
        if given is None:
            return None
        controls = ((kind, said) for item in given for kind, said in item.items())
        return {str(said.get("variable")): {"type": kind, **said} for kind, said in controls}
