"""Answers that a real SandboxFusion was seen to give: replayed in document, mock and wrapper."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import httpx
import jsonschema_rs
import pytest
from seen_sandbox_fusion import ALL, Seen

from penstock.errors import PenstockError
from penstock.sandbox_fusion import EvalResult, SandboxFusion, Verdict, verdict
from penstock_mock import Contract, Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock
from penstock_mock.services.sandbox_fusion import result, sandbox_error

DOCUMENT = Contract.default().document.root
SEEN = [pytest.param(seen, id=name) for name, seen in ALL.items()]
BODIES = [pytest.param(seen, id=name) for name, seen in ALL.items() if seen.method != "HEAD"]
FIXED = {
    "traceback": ["Traceback (most recent call last):", ""],
    "execution_time": 0.01,
    "labels": {},
}


def fits(found: Any, seen: Any, place: str = "") -> None:
    """Fail where an answer isn't what was seen, naming the place."""
    if seen is ...:
        return
    if isinstance(seen, re.Pattern):
        assert isinstance(found, str), place
        assert seen.fullmatch(found), (place, found[:200], seen.pattern)
    elif isinstance(seen, dict):
        assert isinstance(found, dict), place
        assert sorted(found) == sorted(seen), place
        for name, value in seen.items():
            fits(found[name], value, f"{place}/{name}")
    elif isinstance(seen, list):
        assert isinstance(found, list), place
        assert len(found) == len(seen), place
        for number, value in enumerate(seen):
            fits(found[number], value, f"{place}/{number}")
    else:
        assert (type(found), found) == (type(seen), seen), place


def made(seen: Any, name: str = "") -> Any:
    """Return an answer that fits."""
    if seen is ...:
        return FIXED.get(name, "…")
    if isinstance(seen, re.Pattern):
        return SAMPLES[seen.pattern]
    if isinstance(seen, dict):
        return {key: made(value, key) for key, value in seen.items()}
    return [made(value) for value in seen] if isinstance(seen, list) else seen


def patterns(seen: Any) -> Iterator[str]:
    if isinstance(seen, re.Pattern):
        yield seen.pattern
    elif isinstance(seen, dict | list):
        for value in seen.values() if isinstance(seen, dict) else seen:
            yield from patterns(value)


def sample(text: str) -> str:
    """Return a text that the pattern of this kind, a text with gaps and choices, matches."""
    plain = re.sub(r"x\{(\d+)\}", lambda found: "x" * int(found[1]), text)
    plain = re.sub(r"\((\d+)\|\d+\)", r"\1", plain).replace(".*", "'/tmp/tmpab/x'")
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), plain)


SAMPLES = {text: sample(text) for seen in ALL.values() for text in patterns(seen.body)}


MISSED = {404: "SandboxNotFound", 405: "SandboxMethodNotAllowed"}


@cache
def validator(path: str, method: str, status: int) -> jsonschema_rs.Draft202012Validator:
    """Return what checks an answer; that of no operation is one of the components."""
    operation = DOCUMENT["paths"].get(path, {}).get(method.lower(), {})
    answer: Any = operation.get("responses", {}).get(str(status))
    answer = answer or {"$ref": f"#/components/responses/{MISSED.get(status)}"}
    while "$ref" in answer:
        kind, name = answer["$ref"].removeprefix("#/components/").split("/")
        answer = DOCUMENT["components"][kind][name]
    found: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**found, "components": DOCUMENT["components"]})


def check(seen: Seen, body: Any) -> None:
    fits(body, seen.body)
    validator(seen.path, seen.method, seen.status).validate(body)


@pytest.mark.table("seen", BODIES)
def test_the_document_has_what_was_seen(seen: Seen) -> None:
    check(seen, made(seen.body))


def request(seen: Seen) -> dict[str, Any]:
    if seen.asked is None:
        return {}
    asked = seen.asked if isinstance(seen.asked, bytes) else json.dumps(seen.asked).encode()
    return {"content": asked, "headers": dict(seen.sent)}


@pytest.mark.table("place", ["in-process", "port"])
@pytest.mark.table("seen", SEEN)
def test_the_mock_answers_what_was_seen(place: str, seen: Seen, penstock_port: Server) -> None:
    known = {"sandbox_fusion": {"missing": seen.by.get("missing", [])}}
    if place == "port":  # its work takes no time here either
        with penstock_port.tenant(strict=False, clock=VirtualClock(), options=known) as tenant:
            replay(
                seen, tenant, httpx.Client(base_url=tenant.url_for("sandbox_fusion"), timeout=60)
            )
    else:
        mock = Mock(strict=False, options=known)
        url = mock.contract.of("sandbox_fusion")[0].servers[0].url
        replay(seen, mock, httpx.Client(base_url=url, transport=mock.transport, timeout=60))


def replay(seen: Seen, mock: Mock | Tenant, client: httpx.Client) -> None:
    if "script" in seen.by:
        mock.sandbox_fusion.script(seen.asked["code"], result(**seen.by["script"]))
    if "broken" in seen.by:
        mock.sandbox_fusion.script(seen.asked["code"], sandbox_error(seen.by["broken"]))
    with client:
        answer = client.request(seen.method, seen.path, **request(seen))
    assert answer.status_code == seen.status, answer.text[:300]
    if seen.status == 405:
        assert answer.headers["allow"] in ("GET", "POST")
    if seen.method == "HEAD":
        assert answer.content == b""
        return
    assert answer.headers["content-type"] == "application/json"
    check(seen, answer.json())


CALLS: dict[str, Callable[[SandboxFusion, Any], Any]] = {
    "/run_code": SandboxFusion.run_code,
    "/run_jupyter": SandboxFusion.run_jupyter,
    "/submit": SandboxFusion.submit,
    "/list_ids": SandboxFusion.list_ids,
    "/get_prompts": SandboxFusion.get_prompts,
    "/get_prompt_by_id": SandboxFusion.get_prompt_by_id,
    "/get_metrics": lambda sandbox, asked: sandbox.get_metrics(
        {**asked, "results": [EvalResult.from_dict(each) for each in asked["results"]]}
    ),
    "/get_metrics_function": SandboxFusion.get_metrics_function,
}
USUAL = {"code": "print(1)", "language": "python"}
UNSENT = ("UsageError", "FileInputError")


@pytest.mark.table("seen", SEEN)
def test_the_wrapper_reads_what_was_seen(seen: Seen) -> None:
    """Neither side is held to account for the other, and nothing is asked again in vain."""
    body = b"" if seen.method == "HEAD" else json.dumps(made(seen.body)).encode()

    def answered(_: httpx.Request) -> httpx.Response:
        return httpx.Response(seen.status, content=body, headers=dict(seen.sent))

    settings: Any = {"transport": httpx.MockTransport(answered), "clock": VirtualClock()}
    with SandboxFusion("http://sandbox", **settings) as sandbox, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            outcome = called(sandbox, seen)
        except PenstockError as error:
            outcome = error
    if seen.told in [*Verdict]:
        assert verdict(outcome) == seen.told
    else:
        assert type(outcome).__name__ == seen.told
    if seen.told not in UNSENT:
        assert getattr(outcome, "attempts", 1) == seen.attempts


def called(sandbox: SandboxFusion, seen: Seen) -> Any:
    """Make the same call, as far as the wrapper can."""
    if seen.asked is None:
        return sandbox.ping()
    asked = seen.asked
    if isinstance(asked, bytes):
        asked = {**USUAL, "code": "\ud800"} if b"ud800" in asked else USUAL
    return CALLS[seen.path](sandbox, {k: v for k, v in asked.items() if k != "colour"})


def test_the_facts_are_many() -> None:
    assert len(ALL) > 80
