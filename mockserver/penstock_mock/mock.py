"""A mock in one object: a contract, played in one session, and every way to reach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property, partial
from importlib import import_module
from typing import Any

import penstock_mock  # annotations name what is loaded on use

from .document.contract import Contract
from .engine import checks
from .engine.clock import Clock
from .engine.engine import Engine, Hosts, Mounts
from .engine.exchange import CAPACITY, Journal
from .engine.faults import Faults
from .engine.service import Service, Services
from .engine.session import Keys, Session, Validation
from .frontends.admin import Admin

# The services that have behaviour of their own, by tag: module and class. Any other tag of a
# document is answered from its examples.
_BEHAVIOURS = {
    "dify": (".services.dify", "Dify"),
    "oomol": (".services.oomol", "Oomol"),
    "sandbox_fusion": (".services.sandbox_fusion", "SandboxFusion"),
    "sim": (".services.sim", "Sim"),
}


class Mock:
    """Plays a contract to one test.

        mock = Mock(seed=7)
        client = Sim(api_key="k", transport=mock.transport, clock=mock.clock)
        mock.stub("getJobStatus", status=404, times=1)
        ...
        mock.verify()

    By default it plays Penstock's own contract on a virtual clock: waiting takes no
    time.
    """

    def __init__(
        self,
        contract: Contract | None = None,
        *,
        engine: Engine | None = None,
        seed: int = 0,
        clock: Clock | None = None,
        strict: bool = True,
        validation: Validation = "report",
        allow_breaches: bool | str | Iterable[str] = False,
        journal: int = CAPACITY,
        coverage: penstock_mock.Coverage | bool | None = None,
        hosts: Hosts | None = None,
        dialect: str | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """A mock with a fresh session.

        contract: what to play. engine: shares one that is there already, contract and all.
        hosts: base URLs at which transport, router and app answer in process, by service, besides
        the document's: {"dify": "https://dify.internal/v1"}; "" is all of the document.
        dialect: short for options={"sim": {"dialect": ...}}. coverage: True counts what calls
        exercise of the contract; a `Coverage` adds to one that other mocks share; unless given it
        counts for pytest's --penstock-coverage, and with False not for that either. The rest: see
        `Session`.

        Raises ValueError for an option, or a service of one, there isn't, for what is no URL, and
        for the coverage, or the engine, of another contract; LookupError for an operation there
        isn't; TypeError for a value of another type.
        """
        checks.of_type(
            "contract", contract, Contract | None, "Contract.load() of a file or a parsed document"
        )
        checks.of_type("engine", engine, Engine | None, "that of another mock")
        checks.of_type("dialect", dialect, str | None, "the name of one of Sim's")
        checks.options(options)
        if contract is not None and engine is not None and engine.contract is not contract:
            raise ValueError("engine plays another contract; give the engine alone")
        self.engine = engine or default_engine(contract)
        self._hosts = {} if hosts is None else hosts
        if self._hosts != {}:
            Mounts(self.engine.contract, hosts=self._hosts)
        given = {service: dict(values) for service, values in (options or {}).items()}
        if dialect is not None:
            given.setdefault("sim", {})["dialect"] = dialect
        self.session: Session = self.engine.session(
            seed=seed,
            clock=clock,
            strict=strict,
            validation=validation,
            allow_breaches=allow_breaches,
            journal=journal,
            coverage=coverage,
        )
        for service, values in given.items():
            try:
                self.engine.service(service)
            except KeyError as unknown:
                raise ValueError(unknown.args[0]) from None
            for name, value in values.items():
                self.admin.set_option(service, name, value)

    # -- what a test looks at and turns ---------------------------------------------------------

    @property
    def contract(self) -> Contract:
        """The document that is played."""
        return self.engine.contract

    @property
    def clock(self) -> Clock:
        """The session's clock; give it to the client too, so that both live at the same pace."""
        return self.session.clock

    @property
    def journal(self) -> Journal:
        """The exchanges."""
        return self.session.journal

    @property
    def coverage(self) -> penstock_mock.Coverage | None:
        """The count of what calls exercise of the contract, if it is kept."""
        return self.session.coverage

    @property
    def faults(self) -> Faults:
        """The faults."""
        return self.session.faults

    @property
    def keys(self) -> Keys:
        """The API keys that are accepted."""
        return self.session.keys

    def stub(self, operation_id: str, **answer: Any) -> penstock_mock.Stub:
        """Answer an operation yourself; see `Session.stub`."""
        return self.session.stub(operation_id, **answer)

    @property
    def allow_breaches(self) -> bool | frozenset[str]:
        """The operations whose calls may break the contract; see `Session.allow_breaches`."""
        return self.session.allow_breaches

    @allow_breaches.setter
    def allow_breaches(self, allowed: bool | str | Iterable[str]) -> None:
        self.session.allow_breaches = allowed

    def breaches_allowed(self, operation_id: str | None = None) -> AbstractContextManager[None]:
        """Accept calls that break the contract, within the context; see `Session`."""
        return self.session.breaches_allowed(operation_id)

    def verify(self) -> None:
        """Raise AssertionError unless all that happened was expected; see `Session.verify`."""
        self.session.verify()

    def reset(self) -> None:
        """Begin anew; see `Session.reset`."""
        self.session.reset()

    def state(self, service: str) -> Any:
        """The state of a service, where its scenarios are set. Raises KeyError for none."""
        return self.session.state(self.engine.service(service))

    @property
    def sim(self) -> penstock_mock.SimState:
        """Sim's world: `mock.sim.workflow("wf-1", fail("boom"))`."""
        state: penstock_mock.SimState = self.state("sim")
        return state

    @property
    def dify(self) -> penstock_mock.DifyState:
        """Dify's world: what its app does, and its files, runs and forms."""
        state: penstock_mock.DifyState = self.state("dify")
        return state

    @property
    def oomol(self) -> penstock_mock.OomolState:
        """Oomol Connect's world: its blocks and packages, and what tasks do."""
        state: penstock_mock.OomolState = self.state("oomol")
        return state

    @property
    def sandbox_fusion(self) -> penstock_mock.SandboxFusionState:
        """SandboxFusion's world: what code answers, and the datasets."""
        state: penstock_mock.SandboxFusionState = self.state("sandbox_fusion")
        return state

    # -- the ways to reach it -------------------------------------------------------------------

    @cached_property
    def transport(self) -> penstock_mock.MockTransport:
        """An httpx transport, for blocking and async clients alike."""
        from .frontends.httpx_transport import MockTransport

        return MockTransport(self.engine, self.session, self._hosts)

    @property
    def async_transport(self) -> penstock_mock.MockTransport:
        """The same transport, for those who look for it under this name."""
        return self.transport

    @cached_property
    def router(self) -> penstock_mock.Router:
        """A respx router with a route per operation: `with mock.router: ...` patches httpx."""
        from .frontends.respx_router import Router

        return Router(self.transport)

    @cached_property
    def app(self) -> penstock_mock.App:
        """An ASGI application: at names of this machine as on a port, each service below its
        prefix, and in process also at the addresses of `transport`.
        """
        from .engine.session import Sessions
        from .frontends.asgi import App

        return App(self.engine, Sessions(self.engine.session, self.session), hosts=self._hosts)

    @property
    def admin(self) -> Admin:
        """The admin interface; `control.HttpAdmin` is the same for a mock on a port."""
        return Admin(self.engine, self.session)


def default_engine(contract: Contract | None = None) -> Engine:
    """An engine for a contract (Penstock's own unless given) with every behaviour there is."""
    played = contract or Contract.default()
    makers = {tag: partial(_behaviour, tag) for tag in played.services if tag in _BEHAVIOURS}
    return Engine(played, Services(makers))


def _behaviour(tag: str) -> Service:
    module, name = _BEHAVIOURS[tag]
    service: Service = getattr(import_module(module, __package__), name)()
    return service
