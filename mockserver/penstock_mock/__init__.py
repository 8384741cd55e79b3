"""A mock server that plays an OpenAPI document back, in process and over a port."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import RealClock as RealClock
    from .clock import VirtualClock as VirtualClock
    from .contract import Contract as Contract
    from .control import HttpAdmin as HttpAdmin
    from .engine import Engine as Engine
    from .mock import Mock as Mock
    from .serve import Server as Server
    from .session import Session as Session
    from .steerable import SteerableClock as SteerableClock
    from .timeline import Timeline as Timeline

# Loaded on first use: the pytest plugin imports this package in every run of its users' tests.
_HOMES = {
    "Contract": "contract",
    "Engine": "engine",
    "HttpAdmin": "control",
    "Mock": "mock",
    "RealClock": "clock",
    "Server": "serve",
    "Session": "session",
    "SteerableClock": "steerable",
    "Timeline": "timeline",
    "VirtualClock": "clock",
}

__all__ = [
    "Contract",
    "Engine",
    "HttpAdmin",
    "Mock",
    "RealClock",
    "Server",
    "Session",
    "SteerableClock",
    "Timeline",
    "VirtualClock",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
