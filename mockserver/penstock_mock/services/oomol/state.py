"""Oomol Connect's state in one session: installed packages, tasks, and behaviours."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from ...engine.session import Session
from ..base import Recent, ServiceState
from ..javascript import uuid4
from ..progress import Progress
from ..scenarios import ScenarioSpec
from ..sequence import BehaviourSequence
from . import catalogue, formatting
from .behaviours import BUILT_IN, Behaviour, flow, succeed
from .catalogue import Applet, Block, Flow, Handle, Package, version_key
from .events import Run, script
from .installing import (
    FAILING_VERSION,
    FIRST_VERSION,
    MISSING,
    Installation,
    Installing,
    install_fails,
    install_refused,
    installs,
)
from .options import Options, Pace, install_plan, task_plan
from .requests import TaskRequest, seen
from .scenarios import install_scenario, scenario
from .tasks import Task, Upload

# How `configure` is told of a package instead of a block, and of every block there is not.
_INSTALL = "install:"
_ANY = "*"


def _weight(task: Task) -> int:
    return len(repr(task.inputs)) + sum(len(upload.content) for upload in task.uploads)


@define(eq=False)
class OomolState(ServiceState[Options]):
    """Oomol Connect's world in one session. Use `block` to say what a block does."""

    service = "oomol"
    options_type = Options

    session: Session
    blocks: list[Block] = field(factory=lambda: list(catalogue.BLOCKS))
    flows: list[Flow] = field(factory=lambda: list(catalogue.FLOWS))
    packages: list[Package] = field(factory=lambda: list(catalogue.PACKAGES))
    applets: list[Applet] = field(factory=lambda: list(catalogue.APPLETS))
    tasks: dict[str, Task] = field(factory=lambda: Recent("Oomol's tasks", _weight))
    """By id, oldest first."""
    installations: dict[str, Installation] = field(factory=lambda: Recent("Oomol's installations"))
    """By id, oldest first."""
    scripts: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    install_scripts: dict[str, BehaviourSequence[Installing]] = field(factory=dict)
    last_log: int = 0
    _any: BehaviourSequence[Behaviour] | None = None

    # -- what a test says ---------------------------------------------------------------------

    def block(
        self,
        name: str,
        *behaviours: Behaviour,
        versions: Sequence[str] = (FIRST_VERSION,),
        inputs: Sequence[str] = (),
    ) -> None:
        """Say what a block ("package::name") does: each behaviour once, in turn, and the last one
        from then on; without any it gives back its inputs. A name without "::" is a flow's.

        One that isn't there is installed, in these versions and with these inputs.
        """
        if "::" not in name:
            self.flow(name, *behaviours)
            return
        kind, _, bare = name.partition("::")
        if self.find_block(name) is None and name not in BUILT_IN:
            handles = tuple(map(Handle, inputs))
            own = (None,) if kind == formatting.SELF else tuple(versions)
            self.blocks += (Block(kind, bare, each, None, handles) for each in own)
            self.packages += (
                package
                for each in own
                if each is not None and (package := Package(kind, each)) not in self.packages
            )
        self._script(name, behaviours or (succeed(),), "a block")

    def flow(self, name: str, *behaviours: Behaviour) -> None:
        """Say what a flow does, as for `block`; without any it has three nodes, and the last one
        gives back its inputs.
        """
        if self.find_flow(name) is None:
            self.flows.append(Flow(name))
        self._script(name, behaviours or (flow(),), "a flow")

    def any_block(self, *behaviours: Behaviour) -> None:
        """Say what every block and flow does that isn't there; without this, creating a task for
        one is a 422. Each keeps its own turn.
        """
        self._any = BehaviourSequence.of("a block", behaviours or (succeed(),), Behaviour)

    def package(self, name: str, *behaviours: Installing) -> None:
        """Say what installing a package comes to: each behaviour once, in turn, and the last one
        from then on.
        """
        self.install_scripts[name] = BehaviourSequence.of("a package", behaviours, Installing)

    def configure(self, name: str, *scenarios: ScenarioSpec) -> None:
        """Like `block`, from plain JSON, see `scenarios`; "*" stands for `any_block`, and
        "install:name" for `package`.
        """
        if name.startswith(_INSTALL):
            self.package(name.removeprefix(_INSTALL), *map(install_scenario, scenarios))
        elif name == _ANY:
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

    # -- what the handlers ask ----------------------------------------------------------------

    def find_block(self, name: str) -> Block | None:
        """The newest version of a block that is installed."""
        found = [each for each in self.blocks if each.id == name]
        return max(found, key=lambda each: version_key(each.version), default=None)

    def find_flow(self, name: str) -> Flow | None:
        """A flow by its name or by its file, from wherever the path begins."""
        tail = f"/{name.removeprefix('/')}"
        file = "flows/" in tail
        fits = (e for e in self.flows if e.name == name or (file and e.path.endswith(tail)))
        return next(fits, None)

    def behaviour(self, name: str) -> BehaviourSequence[Behaviour] | None:
        """The behaviours of a block or flow; None when there is no such."""
        found = self.find_flow(name)
        key = found.name if found else name
        if key not in self.scripts:
            if (script := self._out_of_the_box(name, found)) is None:
                return None
            self.scripts[key] = script
        return self.scripts[key]

    def _out_of_the_box(self, name: str, found: Flow | None) -> BehaviourSequence[Behaviour] | None:
        if name in BUILT_IN:
            return BehaviourSequence((BUILT_IN[name],))
        if self.find_block(name) is not None:
            return BehaviourSequence((succeed(),))
        if found is not None:
            return BehaviourSequence((flow(),))
        return self._any.fresh() if self._any else None

    def create(self, asked: TaskRequest, behaviour: Behaviour, now: float) -> Task:
        """Create a task with a behaviour."""
        options = self.options
        task_id = uuid4(self.session.random)
        uploads = tuple(
            Upload(f.name, f.media_type, f.content, formatting.upload_path(task_id, number, f.name))
            for number, f in enumerate(asked.files, 1)
        )
        run = self._run(task_id, asked, behaviour, uploads)
        pending = options.pending or behaviour.pending
        pace = behaviour.pace or Pace.of(options)
        plan = task_plan(pace, behaviour.end, pending=pending, odd=behaviour.odd)
        task = Task(
            id=task_id,
            manifest=asked.manifest,
            run=run,
            # The answer to its creation is the first look at it.
            progress=Progress.begun(plan, now).seen(now),
            script=script(run, plan),
            inputs=asked.inputs,
            next_id=self._next_log if options.log_ids == "server" else None,
            uploads=uploads,
            lag=behaviour.lag or options.log_lag,
            stop_lag=behaviour.stop_lag or options.stop_lag,
            heedless=behaviour.heedless,
        )
        self.tasks[task_id] = task
        return task

    def install(self, package: Package, installing: Installing, now: float) -> Installation:
        """Begin an installation."""
        plan = install_plan(installing.pace or Pace.of(self.options), installing.end)
        name = f"inst-{len(self.installations) + 1}"
        begun = Progress.begun(plan, now).seen(now)
        self.installations[name] = Installation(name, package, installing, begun)
        return self.installations[name]

    def installing(self, name: str, version: str | None) -> tuple[Package, Installing]:
        """The version that is installed for a package, and the result."""
        known = [each.version for each in self.packages if each.name == name]
        newest = max(known, key=version_key, default=FIRST_VERSION)
        package = Package(name, version or newest)
        if (script := self.install_scripts.get(name)) is not None:
            return package, script.advance()
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
        """List a package, and what it depends on, once it is installed."""
        if installation.status != "success":
            return
        brought = (installation.package, *installation.installing.dependencies)
        self.packages += (each for each in brought if each not in self.packages)

    def _run(
        self, task_id: str, asked: TaskRequest, behaviour: Behaviour, uploads: Sequence[Upload]
    ) -> Run:
        block = "::" in asked.manifest
        attached = {"files": [upload.wire() for upload in uploads]} if uploads else {}
        return Run(
            session_id=task_id,
            path=self._path(asked.manifest),
            # A flow that was given the behaviour of a block is a flow of one node.
            kind="flow" if behaviour.kind == "block" and not block else behaviour.kind,
            nodes=behaviour.nodes,
            inputs=seen(asked.inputs),
            outputs=behaviour.outputs,
            attached=attached,
            reason=behaviour.reason,
        )

    def _path(self, name: str) -> str:
        if (found := self.find_block(name)) is not None:
            return found.manifest
        if (known := self.find_flow(name)) is not None:
            return known.path
        package, colons, bare = name.partition("::")
        if not colons:
            return formatting.flow_path(name)
        return Block(package, bare).manifest

    def _script(self, name: str, behaviours: Sequence[object], what: str) -> None:
        self.scripts[name] = BehaviourSequence.of(what, behaviours, Behaviour)

    def _next_log(self) -> int:
        self.last_log += 1
        return self.last_log
