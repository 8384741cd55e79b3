"""Options of clients: one list for all of them, by keyword, in a new client and in a view."""

from __future__ import annotations

import asyncio
import logging
import shutil
import ssl
import sys
import threading
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest

import penstock
from penstock import UsageError
from penstock.dify import AsyncDify, Dify
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion
from penstock.sim import AsyncSim, Sim

CLIENTS = [Sim, AsyncSim, Dify, AsyncDify, Oomol, AsyncOomol, SandboxFusion, AsyncSandboxFusion]
STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}


def made(cls: Any, **options: Any) -> Any:
    return cls("http://localhost" if "Sandbox" in cls.__name__ else "key-123456", **options)


def answering(body: Any = STATUS) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200, json=body))


# --- one list -----------------------------------------------------------------------------------


@pytest.mark.table("cls", CLIENTS)
def test_every_client_takes_every_option(cls: Any) -> None:
    values: dict[str, Any] = {
        "timeout": 5, "retry": 1, "headers": {"x-a": "1"}, "pacing": True,
        "max_response_bytes": 1000, "max_in_flight": 3, "max_streams": 2, "verify": True,
        "cert": None, "proxy": None, "extra_headers": {"x-b": "1"}, "extra_query": {"a": 1},
        "extra_body": {"a": 1}, "on_request": print, "on_response": print, "on_retry": print,
        "on_error": print, "transport": None, "http_client": None, "http": None, "clock": None,
            "random": None,
    }  # fmt: skip
    listed = penstock.AsyncClientOptions if cls.__name__[:5] == "Async" else penstock.ClientOptions
    assert set(typing.get_type_hints(listed)) == set(values)
    assert made(cls, **values).base_url


@pytest.mark.table("cls", CLIENTS)
def test_every_view_takes_every_option_that_can_change(cls: Any) -> None:
    values: dict[str, Any] = {
        "timeout": 5, "retry": 1, "headers": {"x-a": "1"}, "pacing": True,
        "max_response_bytes": 1000, "max_in_flight": 3, "max_streams": 2,
        "extra_headers": {"x-b": "1"}, "extra_query": {"a": 1}, "extra_body": {"a": 1},
        "on_request": print, "on_response": print, "on_retry": print, "on_error": print,
        "base_url": "http://other",
    }  # fmt: skip
    listed = penstock.AsyncViewOptions if cls.__name__[:5] == "Async" else penstock.ViewOptions
    assert set(typing.get_type_hints(listed)) == {*values, "api_key"}
    assert made(cls).with_options(**values).base_url == "http://other"


@pytest.mark.table("cls", CLIENTS)
@pytest.mark.table(
    ("given", "near"),
    [("timout", "timeout"), ("max_retry", "retry"), ("header", "headers"), ("proxi", "proxy")],
)
def test_an_unknown_option_is_named_with_the_nearest(cls: Any, given: str, near: str) -> None:
    message = rf"{cls.__name__}\(\) has no option {given!r}; did you mean '{near}'\?"
    with pytest.raises(TypeError, match=message):
        made(cls, **{given: 1})
    if near != "proxy":
        with pytest.raises(TypeError, match=rf"has no option {given!r}; did you mean '{near}'\?"):
            made(cls).with_options(**{given: 1})


def test_options_of_one_service_are_suggested_too() -> None:
    with pytest.raises(TypeError, match=r"did you mean 'task_key'\?"):
        Oomol("key", **typing.cast("Any", {"taskkey": "both"}))
    with pytest.raises(TypeError, match=r"did you mean 'dataset_url'\?"):
        SandboxFusion("http://a").with_options(**typing.cast("Any", {"datasets_url": "http://b"}))
    with pytest.raises(TypeError, match=r"Sim\(\) has no option 'colour'; there are api, "):
        Sim("key-123456", **typing.cast("Any", {"colour": "red"}))


def test_views_take_what_is_one_services_own() -> None:
    bodies: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append((request.headers.get("authorization"), request.content))
        return httpx.Response(200, json={"task": {"id": "t", "status": "running"}})

    oomol = Oomol("token-123456", transport=httpx.MockTransport(answer))
    view = oomol.with_options(auth_scheme="Bearer", task_key="both", applets_base_url="http://a")
    asked = {"manifest": "a::b", "inputValues": {}}
    view.tasks.create(asked)
    oomol.tasks.create(asked)
    assert [header for header, _ in bodies] == ["Bearer token-123456", "token-123456"]
    assert [(b'"blockId"' in body, b'"manifest"' in body) for _, body in bodies] == [
        (True, True),
        (False, True),
    ]
    with pytest.raises(UsageError, match="task_key must be"):
        oomol.with_options(task_key=typing.cast("Any", "neither"))
    with pytest.raises(UsageError, match="one word"):
        oomol.with_options(auth_scheme="Bearer token")


def test_a_views_bound_is_within_its_clients() -> None:
    """The view's own calls wait for each other, and for the client's."""
    under_way, most, lock = 0, 0, threading.Lock()
    gates = threading.Barrier(2, timeout=10)

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        gates.wait()
        with lock:
            under_way -= 1
        return httpx.Response(200, json=STATUS)

    with Sim("key-123456", transport=httpx.MockTransport(answer), max_in_flight=4) as sim:
        view = sim.with_options(max_in_flight=2)
        threads = [
            threading.Thread(target=view.get_workflow_status, args=("wf",)) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert most == 2
    with pytest.raises(UsageError, match="max_in_flight must be 1 or more"):
        sim.with_options(max_in_flight=0)


def test_a_views_bound_fails_in_time() -> None:
    """With the error that names the argument."""
    entered, leave = threading.Event(), threading.Event()

    def answer(_: httpx.Request) -> httpx.Response:
        entered.set()
        leave.wait(10)
        return httpx.Response(200, json=STATUS)

    with Sim("key-123456", transport=httpx.MockTransport(answer)) as sim:
        view = sim.with_options(max_in_flight=1)
        other = threading.Thread(target=view.get_workflow_status, args=("wf",))
        other.start()
        assert entered.wait(10)
        with pytest.raises(penstock.RequestTimeoutError, match="raise max_in_flight"):
            view.get_workflow_status("wf", timeout=0.01)
        leave.set()
        other.join(10)


def test_the_same_in_async_code() -> None:
    async def run() -> int:
        under_way, most = 0, 0

        async def answer(_: httpx.Request) -> httpx.Response:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            for _ in range(5):
                await asyncio.sleep(0)
            under_way -= 1
            return httpx.Response(200, json=STATUS)

        async with AsyncSim("key-123456", transport=httpx.MockTransport(answer)) as sim:
            view = sim.with_options(max_in_flight=2)
            await asyncio.gather(*(view.get_workflow_status("wf") for _ in range(6)))
        return most

    assert asyncio.run(run()) == 2


def test_a_view_of_sandboxes_has_one_bound_for_runs_and_datasets() -> None:
    sandbox = SandboxFusion("http://a", dataset_url="http://b", max_response_bytes=10)
    view = sandbox.with_options(max_in_flight=1, max_response_bytes=20)
    assert view._caller.bounds == view._datasets.bounds != sandbox._caller.bounds
    assert view._datasets.options.max_response_bytes == 20


def test_an_answer_larger_than_a_view_allows_is_refused() -> None:
    view = made(Sim, transport=answering()).with_options(max_response_bytes=5)
    with pytest.raises(penstock.ResponseError, match="larger than 5 bytes"):
        view.get_workflow_status("wf")


# --- keys ---------------------------------------------------------------------------------------


async def awaited() -> str:
    return "sk-awaited-1"


class Vault:
    async def __call__(self) -> str:
        return "sk-awaited-1"


@pytest.mark.table("source", [awaited, Vault(), lambda: awaited()])
def test_a_coroutine_function_gives_an_async_client_its_key(source: Any) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["x-api-key"])
        return httpx.Response(200, json=STATUS)

    async def run() -> None:
        async with AsyncSim(source, transport=httpx.MockTransport(answer)) as sim:
            await sim.get_workflow_status("wf")

    asyncio.run(run())
    assert seen == ["sk-awaited-1"]


@pytest.mark.table("source", [awaited, Vault()])
@pytest.mark.table("cls", [Sim, Dify, Oomol])
def test_a_blocking_client_refuses_one(cls: Any, source: Any) -> None:
    for make in (cls, made(cls).set_api_key, lambda key: made(cls).with_options(api_key=key)):
        with pytest.raises(UsageError, match=r"api_key is a coroutine function.*async client"):
            make(source)


def test_a_blocking_client_refuses_what_can_only_be_awaited() -> None:
    sim = Sim(lambda: typing.cast("Any", awaited()), transport=answering())
    with pytest.raises(UsageError, match="a coroutine function can't be called back"):
        sim.get_workflow_status("wf")


# --- connections --------------------------------------------------------------------------------


@pytest.mark.table("name", ["verify", "cert", "proxy"])
@pytest.mark.table("cls", CLIENTS)
def test_they_are_refused_beside_what_has_its_own(cls: Any, name: str) -> None:
    value = {"verify": False, "cert": "client.pem", "proxy": "http://proxy:8080"}[name]
    is_async = cls.__name__[:5] == "Async"
    own: Any = httpx.AsyncClient() if is_async else httpx.Client()
    for given in ({"transport": answering()}, {"http_client": own}):
        where = next(iter(given))
        with pytest.raises(UsageError, match=f"{name}= is for .* set it on the {where} that you"):
            made(cls, **given, **{name: value})


@pytest.mark.table(
    ("options", "message"),
    [
        ({"verify": "/no/such/file"}, "verify: there is no file '/no/such/file'"),
        ({"verify": 7}, "verify must be True, False, a path or an ssl.SSLContext, not int"),
        ({"cert": "/no/such/file"}, "cert: there is no file"),
        ({"cert": ["a", "b"]}, "cert must be a path"),
        ({"proxy": "proxy:8080"}, "proxy must be the address of one, beginning with http://"),
        ({"proxy": 8080}, "proxy must be the address of one"),
    ],
)
@pytest.mark.table("cls", [Sim, AsyncDify])
def test_what_cannot_be_meant_is_refused_at_once(
    cls: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        made(cls, **options)


def test_a_context_of_the_callers_holds_the_certificate_itself() -> None:
    with pytest.raises(UsageError, match="load_cert_chain"):
        made(Sim, verify=ssl.create_default_context(), cert=certifi.where())


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("nothing")
    for name in ("verify", "cert"):
        sim = made(Sim, **{name: wrong})
        with pytest.raises(UsageError, match=f"{name}= can't be used for TLS"):
            sim.get_workflow_status("wf")


def context_of(cls: Any, **options: Any) -> ssl.SSLContext:
    """The context that connections of a client are made with."""
    client = made(cls, **options)
    pool = client._caller.pool.client("https://host")._transport._pool
    return typing.cast("ssl.SSLContext", pool._ssl_context)


def test_certificates_are_checked_as_the_caller_says(tmp_path: Path) -> None:
    own = ssl.create_default_context()
    assert context_of(Sim, verify=own) is own
    unchecked = context_of(Sim, verify=False)
    assert (unchecked.verify_mode, unchecked.check_hostname) == (ssl.CERT_NONE, False)
    roots = shutil.copy(certifi.where(), tmp_path / "roots.pem")  # another file than by default
    for path in (str(roots), roots):
        named = context_of(Sim, verify=path)
        assert (named.verify_mode, named.check_hostname) == (ssl.CERT_REQUIRED, True)
        assert named is not context_of(Sim)
    assert context_of(Sim).verify_mode is ssl.CERT_REQUIRED  # as before


def test_all_requests_go_through_a_proxy_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """For any value in the environment."""
    monkeypatch.setenv("NO_PROXY", "*")
    with Sim("key-123456", "http://sim.invalid", proxy="http://127.0.0.1:9", retry=0) as sim:
        with pytest.raises(penstock.NotSentError, match="nothing was sent"):
            sim.get_workflow_status("wf")
        pool = sim._caller.pool.client("http://sim.invalid")._mounts
        assert [pattern.pattern for pattern in pool] == ["all://"]


def test_no_password_of_a_proxy_is_shown() -> None:
    for proxy in ("http://user:hunter22@127.0.0.1:bad", "ftp://user:hunter22@host"):
        with pytest.raises(UsageError) as caught:
            made(Sim, proxy=proxy, base_url="http://sim.invalid").get_workflow_status("wf")
        assert "hunter22" not in f"{caught.value!r}{caught.value.__cause__!r}"


# --- PENSTOCK_LOG -------------------------------------------------------------------------------


@pytest.fixture
def bare_log() -> Iterator[logging.Logger]:
    log = logging.getLogger("penstock")
    handlers, level = list(log.handlers), log.level
    yield log
    log.handlers, log.level = handlers, level
    log.setLevel(level)


@pytest.mark.usefixtures("bare_log")
@pytest.mark.table(("level", "lines"), [("debug", 3), ("INFO", 0)])
def test_a_variable_sends_the_log_to_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], level: str, lines: int
) -> None:
    """Once, however many clients there are; and redacted."""
    monkeypatch.setenv("PENSTOCK_LOG", level)
    for _ in range(2):
        sim = made(Sim, transport=answering())
    sim.get_workflow_status("wf")
    shown = capsys.readouterr().err
    assert shown.count("GET /api/workflows/wf/status") == (2 if lines else 0)
    assert "key-123456" not in shown


@pytest.mark.usefixtures("bare_log")
def test_without_it_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PENSTOCK_LOG", " ")
    made(Sim, transport=answering()).get_workflow_status("wf")
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("bare_log")
@pytest.mark.parametrize("value", ["1", "true", "loud"])
def test_a_level_there_is_not_is_ignored_with_one_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    """It helps to find mistakes, and must not end a program."""
    monkeypatch.setenv("PENSTOCK_LOG", value)
    with pytest.warns(RuntimeWarning, match=f"PENSTOCK_LOG={value} is ignored; set it to") as seen:
        made(Dify)
    made(Sim, transport=answering()).get_workflow_status("wf")  # a second warning would raise
    assert [warning.filename for warning in seen] == [__file__]
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("bare_log")
def test_a_line_comes_once_where_the_program_logs_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Wherever its logging was set up before or after, and beside a file of its own."""
    monkeypatch.setenv("PENSTOCK_LOG", "debug")
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    sim = made(Sim, transport=answering())
    for handler in (
        logging.StreamHandler(sys.stderr),
        logging.StreamHandler(sys.stdout),
        logging.FileHandler(tmp_path / "log", delay=True),
    ):
        root.handlers = [handler]
        sim.get_workflow_status("wf")
        handler.close()
        captured = capsys.readouterr()
        assert (captured.err + captured.out).count("wf/status attempt 1: 200") == 1


# --- what is shown ------------------------------------------------------------------------------


def test_dir_shows_what_is_public() -> None:
    assert not [name for name in dir(penstock) if name[0] == "_" and name != "__version__"]
    assert {"Timeouts", "hooks", "sim", "ClientOptions"} <= set(dir(penstock))
    for name in ("sim", "dify", "oomol", "sandbox_fusion"):
        module = __import__(f"penstock.{name}", fromlist=["x"])
        assert dir(module) == sorted(module.__all__)
    assert all(getattr(penstock, name, None) is not None for name in dir(penstock))


# --- hooks --------------------------------------------------------------------------------------


def test_an_async_client_awaits_its_hooks() -> None:
    seen: list[str] = []

    async def note(event: Any) -> None:
        await asyncio.sleep(0)
        seen.append(type(event).__name__)

    async def run() -> None:
        async with AsyncSim(
            "key-123456", transport=answering([]), on_request=note, on_response=note, on_error=note
        ) as sim:
            with pytest.raises(penstock.ResponseError):
                await sim.get_workflow_status("wf")

    asyncio.run(run())
    assert seen == ["RequestEvent", "ResponseEvent", "FailureEvent"]


@pytest.mark.table("name", ["on_request", "on_response", "on_retry", "on_error"])
def test_a_blocking_client_refuses_a_hook_to_be_awaited(name: str) -> None:
    for make in (lambda **given: made(Sim, **given), made(Dify).with_options):
        with pytest.raises(UsageError, match=rf"{name} is a coroutine function.*async client"):
            make(**{name: awaited})
