"""The way of one request through the mock, counted: it must not grow longer unseen."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FrameType
from typing import Any

import httpx

import penstock_mock
from penstock_mock import Contract, Mock

# Files of the package, and the names that attrs gives to what it writes for its classes.
OURS = (*penstock_mock.__path__, "<attrs generated methods penstock_mock.")

PET = {
    "type": "object",
    "required": ["name"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}
REX = {"content": {"application/json": {"schema": PET, "example": {"id": 7, "name": "Rex"}}}}
PETS = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://pets.example/v1"}],
    "paths": {
        "/pets": {
            "post": {
                "operationId": "addPet",
                "requestBody": {"required": True, "content": {"application/json": {"schema": PET}}},
                "responses": {"201": {"description": "", **REX}},
            }
        },
        "/pets/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
            ],
            "get": {"operationId": "getPet", "responses": {"200": {"description": "", **REX}}},
        },
    },
}
SIM, SANDBOX = "https://www.sim.ai/api/workflows/wf", "https://sandbox.example"
HELLO = {"json": {"message": "Hello"}}

# Function calls on CPython 3.11 and from 3.12 on, where most comprehensions are none (PEP 709),
# and files.
MOST = {
    "own GET": (47, 44, 12),
    "own POST": (49, 46, 14),
    "Sim execute, 2025-10": (124, 124, 20),
    "Sim execute, 2026-08": (149, 144, 23),
    "Sim status": (68, 63, 18),
    "run_code": (148, 135, 25),
}


def calls(send: Callable[[], httpx.Response]) -> Counter[str]:
    """Function calls within the package for a request, by file; the second time it is made."""
    assert send().is_success
    seen = Counter[str]()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            seen[frame.f_code.co_filename] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        assert send().is_success
    finally:
        sys.setprofile(before)
    return seen


def client(mock: Mock) -> httpx.Client:
    return httpx.Client(transport=mock.transport, headers={"X-API-Key": "k"})


def requests() -> dict[str, Callable[[], httpx.Response]]:
    pets = client(Mock(Contract.load(PETS), validation="strict"))
    sim, newer = client(Mock()), client(Mock(dialect="2026-08"))
    sandbox = client(Mock(hosts={"sandbox_fusion": SANDBOX}))
    program = {"code": "print(123)", "language": "python"}
    return {
        "own GET": lambda: pets.get("https://pets.example/v1/pets/7"),
        "own POST": lambda: pets.post("https://pets.example/v1/pets", json={"name": "Rex"}),
        "Sim execute, 2025-10": lambda: sim.post(f"{SIM}/execute", **HELLO),
        "Sim execute, 2026-08": lambda: newer.post(f"{SIM}/execute", **HELLO),
        "Sim status": lambda: sim.get(f"{SIM}/status"),
        "run_code": lambda: sandbox.post(f"{SANDBOX}/run_code", json=program),
    }


def test_a_request_is_no_longer_way_than_it_was(table: AbstractContextManager[Any]) -> None:
    recent = sys.version_info >= (3, 12)
    with table as case:
        for name, send in requests().items():
            with case(name):
                seen = calls(send)
                ours = [file for file in seen if not file.startswith("<attrs")]
                assert seen.total() <= MOST[name][recent], seen
                assert len(ours) <= MOST[name][2], ours


if __name__ == "__main__":
    for name, send in requests().items():
        seen = calls(send)
        print(name, seen.total(), len([file for file in seen if not file.startswith("<attrs")]))
