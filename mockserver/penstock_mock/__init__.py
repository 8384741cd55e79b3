"""A mock server that plays an OpenAPI document back, in process and over a port."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asgi import App as App
    from .clock import RealClock as RealClock
    from .clock import VirtualClock as VirtualClock
    from .contract import Contract as Contract
    from .control import HttpAdmin as HttpAdmin
    from .engine import Engine as Engine
    from .mock import Mock as Mock
    from .respx_router import Router as Router
    from .serve import Server as Server
    from .services.dify import DifyState as DifyState
    from .services.oomol import OomolState as OomolState
    from .services.sandbox_fusion import SandboxFusionState as SandboxFusionState
    from .services.sim import SimState as SimState
    from .session import Session as Session
    from .steerable import SteerableClock as SteerableClock
    from .stubs import Stub as Stub
    from .timeline import Timeline as Timeline
    from .transport import MockTransport as MockTransport

# Loaded on first use: the pytest plugin imports this package in every run of its users' tests.
_HOMES = {
    "App": "asgi",
    "Contract": "contract",
    "DifyState": "services.dify",
    "Engine": "engine",
    "HttpAdmin": "control",
    "Mock": "mock",
    "MockTransport": "transport",
    "OomolState": "services.oomol",
    "RealClock": "clock",
    "Router": "respx_router",
    "SandboxFusionState": "services.sandbox_fusion",
    "Server": "serve",
    "Session": "session",
    "SimState": "services.sim",
    "SteerableClock": "steerable",
    "Stub": "stubs",
    "Timeline": "timeline",
    "VirtualClock": "clock",
}

__all__ = [
    "App",
    "Contract",
    "DifyState",
    "Engine",
    "HttpAdmin",
    "Mock",
    "MockTransport",
    "OomolState",
    "RealClock",
    "Router",
    "SandboxFusionState",
    "Server",
    "Session",
    "SimState",
    "SteerableClock",
    "Stub",
    "Timeline",
    "VirtualClock",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
