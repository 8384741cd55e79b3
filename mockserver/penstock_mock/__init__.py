"""A mock server that plays an OpenAPI document back, in process and over a port."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document.contract import Contract as Contract
    from .engine.clock import RealClock as RealClock
    from .engine.clock import SteerableClock as SteerableClock
    from .engine.clock import VirtualClock as VirtualClock
    from .engine.coverage import Coverage as Coverage
    from .engine.engine import Engine as Engine
    from .engine.exchange import JournalOverflow as JournalOverflow
    from .engine.session import Session as Session
    from .engine.session import VerificationError as VerificationError
    from .engine.stubs import Stub as Stub
    from .engine.timeline import Timeline as Timeline
    from .frontends.admin import HttpAdmin as HttpAdmin
    from .frontends.asgi import App as App
    from .frontends.httpx_transport import MockTransport as MockTransport
    from .frontends.respx_router import Router as Router
    from .frontends.server import Server as Server
    from .mock import Mock as Mock
    from .services.dify import DifyState as DifyState
    from .services.oomol import OomolState as OomolState
    from .services.sandbox_fusion import SandboxFusionState as SandboxFusionState
    from .services.sim import SimState as SimState
else:
    # Loaded on first use: the pytest plugin imports this package in every run of its users' tests.
    _HOMES = {
        "App": "frontends.asgi",
        "Contract": "document.contract",
        "Coverage": "engine.coverage",
        "DifyState": "services.dify",
        "Engine": "engine.engine",
        "HttpAdmin": "frontends.admin",
        "JournalOverflow": "engine.exchange",
        "Mock": "mock",
        "MockTransport": "frontends.httpx_transport",
        "OomolState": "services.oomol",
        "RealClock": "engine.clock",
        "Router": "frontends.respx_router",
        "SandboxFusionState": "services.sandbox_fusion",
        "Server": "frontends.server",
        "Session": "engine.session",
        "SimState": "services.sim",
        "SteerableClock": "engine.clock",
        "Stub": "engine.stubs",
        "Timeline": "engine.timeline",
        "VerificationError": "engine.session",
        "VirtualClock": "engine.clock",
    }
    __all__ = sorted(_HOMES)

    def __getattr__(name):
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)

    def __dir__():
        return [*__all__]
