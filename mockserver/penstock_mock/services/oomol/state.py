"""Oomol Connect's state in one session: its options, installed packages, tasks, and behaviours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Literal, TypeAlias

from attrs import evolve, field

from ...document.values import define, frozen
from ...engine import checks
from ..base import Recent, ServiceState, by_annotation, dialects
from ..behaviours import BehaviourSequence, Plan, Progress, ScenarioSpec
from . import catalogue
from .behaviours import (
    BUILT_IN,
    Behaviour,
    Installing,
    flow,
    install_fails,
    install_refused,
    install_scenario,
    installs,
    scenario,
    succeed,
)
from .catalogue import NO_NODE, Applet, Block, Flow, Handle, Package, millis, version_key
from .events import Entry, Run, entries, session_finished
from .plans import Pace

# Of all the files of one request together. The server's own limit is not known; this is far above
# a test's files and below the server's limit on bodies (`asgi.MAX_BODY`).
UPLOAD_LIMIT = 100 * 1024 * 1024

# A second at work: long enough that a poll can see it, short enough for a test on a real port.
SECONDS = 1.0


@frozen(field_transformer=by_annotation)
class Options:
    """Options of the service "oomol" in one session.

    dialect: "2025-12", the only one. What changed since the documented page is in the clients
        (which of `manifest` and `blockId` they send); the server takes both.
    token: "any" takes the token as it is and after `Bearer `; "raw" only as it is; "none" is a
        server that asks for no token. `mock.keys` has the valid tokens.
    polls: of a task, or an installation, that find it at work before it ends; None: the clock
        alone ends it.
    seconds: at work; None: polls alone end it. With both, whichever comes first.
    pending: whether tasks wait in `pending` between `created` and `running`.
    logs: the order of a task's logs.
    log_ids: whether log ids start at 1 in each task, or count on through all of a server's tasks.
    log_lag: readings of a task's logs after its end that still miss the last of them.
    stop_lag: polls that still find a task at work after a stop request.
    envelope: "bare" answers with tasks as they are instead of {"task": ..., "success": true}.
    refusals: "quiet" answers errors with 200 and {"success": false}, but for a missing token.
    upload_limit: bytes of all files of one request.
    """

    dialect: str = field(**dialects("2025-12"))
    token: Literal["any", "raw", "none"] = "any"  # noqa: S105 - a rule, no password
    polls: int | None = field(default=1, validator=checks.at_least(1, or_none=True))
    seconds: float | None = field(default=SECONDS, validator=checks.span)
    pending: bool = False
    logs: Literal["ascending", "descending"] = "ascending"
    log_ids: Literal["task", "server"] = "task"
    log_lag: int = field(default=0, validator=checks.at_least(0))
    stop_lag: int = field(default=0, validator=checks.at_least(0))
    envelope: Literal["wrapped", "bare"] = "wrapped"
    refusals: Literal["status", "quiet"] = "status"
    upload_limit: int = field(default=UPLOAD_LIMIT, validator=checks.at_least(0))

    def __attrs_post_init__(self) -> None:
        if self.polls is None and self.seconds is None:
            raise ValueError("with neither polls nor seconds no task would ever end; give one")

    @property
    def pace(self) -> Pace:
        """The pace of tasks and installations that have none of their own."""
        return Pace(self.polls, self.seconds)


NodeInputs: TypeAlias = list[dict[str, Any]]


@frozen
class Upload:
    """A file that arrived with a task."""

    name: str
    media_type: str
    content: bytes
    path: str
    """On the server."""

    def wire(self) -> dict[str, Any]:
        size = len(self.content)
        return {"name": self.name, "size": size, "media_type": self.media_type, "path": self.path}


def seen(inputs: NodeInputs | None) -> dict[str, Any]:
    """The inputs as a block sees them, by handle; by node, and then by handle, when there are any
    for a node of its own.
    """
    by_node: dict[str, dict[str, Any]] = {}
    for node in inputs or ():
        values = {each["handle"]: each["value"] for each in node["inputs"]}
        by_node.setdefault(node["nodeId"], {}).update(values)
    return by_node.get(NO_NODE, {}) if set(by_node) <= {NO_NODE} else dict(by_node)


@define(eq=False)
class Task:
    """One task. Times are epoch seconds."""

    id: str
    manifest: str
    """As the client named it."""
    inputs: NodeInputs | None
    """As they were sent; None when none were."""
    uploads: tuple[Upload, ...]
    run: Run
    progress: Progress[Plan]
    entries: tuple[Entry, ...]
    """The logs it has and will have, as things stand."""
    lag: int
    """Readings of the logs after the end that still miss the last of them."""
    stop_lag: int
    """Polls that still find it at work after a stop request."""
    next_id: Callable[[], int] | None
    """Numbers its logs; None: they are 1, 2, ... in each task."""
    stopping: bool = False
    """A stop was requested."""
    logs: list[dict[str, Any]] = field(factory=list)
    """The logs that can be read, as they are sent, oldest first."""

    def observe(self, now: float, *, polled: bool = False) -> None:
        """Bring it up to `now`; a poll may move it on as well."""
        self.progress = self.progress.at(now, polled=polled and not self.stopping)
        if self.stopping and polled:
            self._wind_down(now)
        self._emit()

    def stop(self, now: float) -> None:
        """Request a stop, unless it has ended."""
        self.observe(now)
        if not self.run.behaviour.heedless:
            self.stopping = True
            if not self.stop_lag:
                self._wind_down(now)

    def _wind_down(self, now: float) -> None:
        """Stop it once it was polled often enough; it may have ended by itself before."""
        if self.progress.ended:
            return
        if self.stop_lag:
            self.stop_lag -= 1
            return
        kept = [entry for entry in self.entries if entry.step <= self.progress.index]
        plan = evolve(self.progress.plan, end="stopped")
        last = session_finished(self.run, "Task was stopped", len(plan.states))
        self.entries = (*kept, last) if kept else ()  # none, if it had not begun
        self.progress = evolve(self.progress.stopped(now), plan=plan)
        self._emit()

    def read_logs(self, now: float) -> list[dict[str, Any]]:
        """The logs, as a reading at `now` finds them."""
        self.observe(now)
        found = list(self.logs)
        if self.progress.ended and self.lag:
            self.lag -= 1
            self._emit()
        return found

    @property
    def status(self) -> str:
        """Its status as it is sent."""
        return self.progress.state or str(self.progress.plan.end)

    @property
    def ended(self) -> bool:
        """Return whether it has ended for good."""
        return self.progress.ended

    def wire(self) -> dict[str, Any]:
        given = {} if self.inputs is None else {"inputValues": self.inputs}
        return {
            "id": self.id,
            "status": self.status,
            "project_id": catalogue.PROJECT_ID,
            "manifest_path": self.run.path,
            **given,
            "created_at": millis(self.progress.created_at),
            "updated_at": millis(self.progress.entered[-1]),
        }

    def _emit(self) -> None:
        """Write the logs that are due."""
        last = len(self.progress.plan.states)
        for entry in self.entries[len(self.logs) :]:
            if entry.step > self.progress.index or (self.lag and entry.step == last):
                return
            at = millis(self.progress.entered[entry.step])
            event = {"type": entry.type, "session_id": self.id, **entry.fields}
            if entry.type.endswith("Started"):
                event["create_at"] = at
            elif entry.type.endswith("Finished"):
                event["finish_at"] = at
            log = {
                "id": self.next_id() if self.next_id else len(self.logs) + 1,
                "project_name": catalogue.PROJECT_NAME,
                "session_id": self.id,
                "node_id": entry.node_id,
                "manifest_path": self.run.path,
                "type": entry.type,
                "event": event,
                "created_at": at,
            }
            self.logs.append(log)


@define(eq=False)
class Installation:
    """One installation. Times are epoch seconds."""

    id: str
    package: Package
    installing: Installing
    progress: Progress[Plan]

    def observe(self, now: float, *, polled: bool = False) -> None:
        """Bring it up to `now`; a poll may move it on as well."""
        self.progress = self.progress.at(now, polled=polled)

    @property
    def status(self) -> str:
        """Its status as it is sent."""
        return self.progress.state or self.installing.end

    def wire(self) -> dict[str, Any]:
        outcome: dict[str, Any] = {}
        if self.status == "failed":
            missing = f"Version {self.package.version} does not exist"
            error = self.installing.error
            outcome = {"error": missing if error is None else error}
        elif self.status == "success":
            needed = [
                each.wire() | {"packagePath": each.path} for each in self.installing.dependencies
            ]
            outcome = {"packagePath": self.package.path, "dependencies": needed}
        return {
            "id": self.id,
            "name": self.package.name,
            "version": self.package.version,
            "status": self.status,
            **outcome,
            "createdAt": millis(self.progress.created_at),
            "updatedAt": millis(self.progress.entered[-1]),
        }


# The version of a package that is installed without one.
FIRST_VERSION = "1.0.0"
# A version that no package has, and a package that doesn't exist.
FAILING_VERSION = "0.0.0"
MISSING = "missing"
# Of those that clients install, besides the catalogue's.
_MOST_PACKAGES = 1000


def _weight(task: Task) -> int:
    """Bytes, about."""
    return 4_000 + len(repr(task.inputs)) + sum(len(upload.content) for upload in task.uploads)


@define(eq=False)
class OomolState(ServiceState[Options]):
    """Oomol Connect's state in one session: everything that is listed is installed, and gives back
    its inputs unless `block` sets its behaviours.
    """

    service = "oomol"
    options_type = Options

    blocks: list[Block] = field(factory=lambda: list(catalogue.BLOCKS))
    flows: list[Flow] = field(factory=lambda: list(catalogue.FLOWS))
    packages: list[Package] = field(factory=lambda: list(catalogue.PACKAGES))
    applets: list[Applet] = field(factory=lambda: list(catalogue.APPLETS))
    tasks: dict[str, Task] = field(factory=lambda: Recent("Oomol's tasks", _weight))
    """By id, oldest first."""
    installations: dict[str, Installation] = field(
        factory=lambda: Recent("Oomol's installations", lambda _: 1_000)
    )
    """By id, oldest first."""
    scripts: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    install_scripts: dict[str, BehaviourSequence[Installing]] = field(factory=dict)
    log_ids: Iterator[int] = field(factory=lambda: count(1))
    """Of all logs, for servers that count them through."""
    _any: BehaviourSequence[Behaviour] | None = None
    _turns: dict[str, BehaviourSequence[Behaviour]] = field(
        factory=lambda: Recent("The turns of Oomol's blocks")
    )
    """Of blocks that only `_any` has."""
    _installed: Iterator[int] = field(factory=lambda: count(1))

    def block(
        self,
        name: str,
        *behaviours: Behaviour,
        versions: Sequence[str] = (FIRST_VERSION,),
        inputs: Sequence[str] = (),
    ) -> None:
        """Set the behaviours of a block ("package::name"): each once, in turn, and the last one
        from then on; without any it gives back its inputs. A name without "::" is a flow's.

        One that isn't there is installed, in these versions and with these inputs.
        """
        if "::" not in checks.text("name", name):
            self.flow(name, *behaviours)
            return
        package, _, bare = name.partition("::")
        if self.find(name) is None and name not in BUILT_IN:
            handles = tuple(map(Handle, inputs))
            if package == catalogue.SELF:
                self.blocks.append(Block(package, bare, None, None, handles))
            else:
                self.blocks += (Block(package, bare, each, None, handles) for each in versions)
                self._list(Package(package, each) for each in versions)
        sequence = BehaviourSequence.of("a block", behaviours or (succeed(),), Behaviour)
        self.scripts[name] = sequence

    def flow(self, name: str, *behaviours: Behaviour) -> None:
        """Set the behaviours of a flow, as of a block; without any it has three nodes, and the last
        one gives back its inputs.
        """
        if self.find(name) is None:
            self.flows.append(Flow(name))
        self.scripts[name] = BehaviourSequence.of("a flow", behaviours or (flow(),), Behaviour)

    def any_block(self, *behaviours: Behaviour) -> None:
        """Set the behaviours of every block and flow that isn't there; without any, creating a
        task for one is a 422. Each has its own turn.
        """
        self._any = BehaviourSequence.of("a block", behaviours or (succeed(),), Behaviour)

    def package(self, name: str, *behaviours: Installing) -> None:
        """Set the results of installing a package: each once, in turn, and the last one from then
        on.
        """
        self.install_scripts[name] = BehaviourSequence.of("a package", behaviours, Installing)

    def configure(self, name: str, *scenarios: ScenarioSpec) -> None:
        """Like `block`, from plain JSON, see `behaviours.scenario`; "*" stands for `any_block`, and
        "install:name" for `package`.
        """
        if name.startswith("install:"):
            self.package(name.removeprefix("install:"), *map(install_scenario, scenarios))
        elif name == "*":
            self.any_block(*map(scenario, scenarios))
        else:
            self.block(name, *map(scenario, scenarios))

    @property
    def task(self) -> Task:
        """The newest task. Raises LookupError when there is none."""
        if not self.tasks:
            raise LookupError("no task was created in this session")
        return next(reversed(self.tasks.values()))

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """Every file that arrived, oldest first."""
        return tuple(upload for task in self.tasks.values() for upload in task.uploads)

    def find(self, name: str) -> Block | Flow | None:
        """The newest version of a block that is installed; or a flow by its name or by its file,
        from wherever the path begins.
        """
        blocks = [each for each in self.blocks if each.id == name]
        if blocks:
            return max(blocks, key=lambda each: version_key(each.version))
        tail = f"/{name.removeprefix('/')}"
        file = "flows/" in tail
        flows = (e for e in self.flows if e.name == name or (file and e.path.endswith(tail)))
        return next(flows, None)

    def behaviours(self, name: str) -> BehaviourSequence[Behaviour] | None:
        """The behaviours of a block or flow; None when there is no such."""
        found = self.find(name)
        key = found.name if isinstance(found, Flow) else name
        if key in self.scripts:
            return self.scripts[key]
        if name in BUILT_IN:
            return BehaviourSequence((BUILT_IN[name],))
        if found is not None:
            return BehaviourSequence((flow() if isinstance(found, Flow) else succeed(),))
        if self._any is not None and key not in self._turns:
            self._turns[key] = self._any.fresh()
        return self._turns.get(key)

    def create(
        self,
        manifest: str,
        behaviour: Behaviour,
        now: float,
        inputs: NodeInputs | None = None,
        files: Sequence[Mapping[str, Any]] = (),
    ) -> Task:
        """Create a task with a behaviour. files: parts of a form."""
        options, task_id = self.options, self.new_id()
        folder = f"{catalogue.STORAGE}/uploads/{task_id}"
        uploads = tuple(
            # text/plain is the media type of a part that has none (RFC 7578 4.4).
            Upload(name, part["content_type"] or "text/plain", part["data"], f"{folder}/{n}/{name}")
            for n, part in enumerate(files, 1)
            for name in [part["filename"]]
        )
        package, colons, bare = manifest.partition("::")
        if behaviour.kind == "block" and not colons:
            # A flow that was given the behaviour of a block is a flow of one node.
            behaviour = evolve(behaviour, kind="flow")
        place = self.find(manifest) or (Block(package, bare) if colons else Flow(manifest))
        run = Run(
            path=place.path if isinstance(place, Flow) else place.manifest,
            behaviour=behaviour,
            inputs=seen(inputs),
            attached={"files": [upload.wire() for upload in uploads]} if uploads else {},
        )
        queue = ["created", "pending"] if options.pending or behaviour.pending else ["created"]
        plan = (behaviour.pace or options.pace).plan(queue, behaviour.end, behaviour.odd)
        self.tasks[task_id] = task = Task(
            id=task_id,
            manifest=manifest,
            inputs=inputs,
            uploads=uploads,
            run=run,
            # The answer to its creation is the first poll.
            progress=Progress.begun(plan, now).at(now, polled=True),
            entries=entries(run, plan),
            lag=behaviour.lag or options.log_lag,
            stop_lag=behaviour.stop_lag or options.stop_lag,
            next_id=self.log_ids.__next__ if options.log_ids == "server" else None,
        )
        return task

    def install(self, package: Package, installing: Installing, now: float) -> Installation:
        """Begin an installation."""
        plan = (installing.pace or self.options.pace).plan(["pending"], installing.end)
        name = f"inst-{next(self._installed)}"
        begun = Progress.begun(plan, now).at(now, polled=True)
        self.installations[name] = Installation(name, package, installing, begun)
        return self.installations[name]

    def installing(self, name: str, version: str | None) -> tuple[Package, Installing]:
        """The version that is installed for a package, and the result."""
        known = [each.version for each in self.packages if each.name == name]
        package = Package(name, version or max(known, key=version_key, default=FIRST_VERSION))
        if name in self.install_scripts:
            return package, self.install_scripts[name].advance()
        if name == MISSING:
            return package, install_refused()
        return package, install_fails() if version == FAILING_VERSION else installs()

    def observe(self, now: float) -> None:
        """Bring everything up to `now`, as the clock alone moves it."""
        for task in self.tasks.values():
            task.observe(now)
        for installation in self.installations.values():
            installation.observe(now)
            self.settle(installation)

    def settle(self, installation: Installation) -> None:
        """List a package and its dependencies once it is installed."""
        if installation.status == "success":
            self._list((installation.package, *installation.installing.dependencies))

    def _list(self, packages: Iterable[Package]) -> None:
        self.packages += (each for each in packages if each not in self.packages)
        del self.packages[len(catalogue.PACKAGES) : -_MOST_PACKAGES]
