"""Every example of Oomol Connect's documented page runs with nothing changed but its import line.

The page's fragments await at their top level and use a `client` that it makes elsewhere.
"""

from __future__ import annotations

import ast
import asyncio
import runpy
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import anyio
import pytest
from attrs import frozen

from penstock.oomol import BackoffStrategy, OomolConnectClient, RunResult
from penstock_mock import Server
from penstock_mock.mock import Mock
from penstock_mock.services.oomol import fail, lag, succeed, unsuccessful

EXAMPLES = Path(__file__).parent / "documented" / "oomol"
Names: TypeAlias = dict[str, Any]
# The documented token is sent as it is, without a word before it.
OPTIONS = {"oomol": {"token": "raw"}}


@frozen
class Page:
    """A place to run the examples at."""

    mock: Mock
    settings: dict[str, Any]
    """The arguments of the page's `client`, besides its token."""

    def play(self, name: str, then: Callable[[Names], Any] | None = None) -> Names:
        """Run a fragment; return the names it leaves behind. `then` awaits something with them."""
        return asyncio.run(self._play(name, then))

    async def _play(self, name: str, then: Callable[[Names], Any] | None) -> Names:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile((EXAMPLES / f"{name}.py").read_text(), f"{name}.py", "exec", flags)
        async with OomolConnectClient(api_token="key", **self.settings) as client:
            names: Names = {"client": client}
            running = eval(code, names)
            if running is not None:
                await running
            if then is not None:
                names["then"] = await then(names)
        return names

    def sent(self, operation_id: str = "createTask") -> list[Any]:
        """The JSON of each request to an operation."""
        return [call.request.json() for call in self.mock.journal.calls(operation_id)]


def hurry(mock: Any) -> Callable[[float], Awaitable[None]]:
    """Return a sleep that lets the time of a mock on a port pass instead."""

    async def sleep(seconds: float) -> None:
        mock.clock.advance(seconds)

    return sleep


@pytest.fixture(params=["in-process", "port"])
def page(
    request: pytest.FixtureRequest, penstock_port: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    with ExitStack() as stack:
        if request.param == "in-process":
            mock = Mock(options=OPTIONS)
            settings, sleep = {"transport": mock.transport}, mock.clock.asleep
        else:
            mock = stack.enter_context(penstock_port.tenant(options=OPTIONS))
            settings, sleep = {"base_url": mock.url_for("oomol")}, hurry(mock)
        monkeypatch.delenv("OOMOL_CONNECT_API_TOKEN", raising=False)
        monkeypatch.delenv("OOMOL_CONNECT_BASE_URL", raising=False)
        # The page's client sleeps on the system's clock, which is anyio's.
        monkeypatch.setattr(anyio, "sleep", sleep)
        yield Page(mock, settings)
        mock.verify()


def test_there_is_no_example_that_is_not_run() -> None:
    run = {name for name in globals() if name.startswith("test_")}

    assert {f"test_{path.stem}" for path in EXAMPLES.glob("*.py")} <= run


def test_quickstart(
    page: Page, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names http://localhost:3000/api itself, so on a port its connections are led there."""
    page.mock.keys.only("your-api-token")
    if "base_url" in page.settings:
        lead(monkeypatch, page.settings["base_url"])
        runpy.run_path(str(EXAMPLES / "quickstart.py"))
    else:
        with page.mock.router:
            runpy.run_path(str(EXAMPLES / "quickstart.py"))

    assert capsys.readouterr().out.splitlines() == [
        f"任务 ID: {page.mock.oomol.task.id}",
        "结果: {'echo': {'text': '你好，世界'}}",
    ]


def lead(monkeypatch: pytest.MonkeyPatch, base_url: str) -> None:
    """Make of the page's address the mock's."""
    init = OomolConnectClient.__init__

    def led(self: Any, *args: Any, **kwargs: Any) -> None:
        assert kwargs.pop("base_url") == "http://localhost:3000/api"
        init(self, *args, base_url=base_url, **kwargs)

    monkeypatch.setattr(OomolConnectClient, "__init__", led)


def test_client(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its base URL is only a path: at the server the environment names, else the usual one."""
    page.mock.keys.only("your-token")
    at = page.settings.get("base_url", "http://localhost:3000/api")
    if "base_url" in page.settings:
        monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", at)

    async def use(names: Names) -> Any:
        async with names["client"] as client:
            return client.base_url, await client.flows.list()

    with ExitStack() as stack:
        if "transport" in page.settings:
            stack.enter_context(page.mock.router)
        base_url, flows = page.play("client", use)["then"]

    assert base_url == at
    assert "flow-1" in [flow["name"] for flow in flows["flows"]]


def test_run(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.mock.oomol.block("flow-name", succeed({"output": 1}))
    result = page.play("run")["result"]
    lines = capsys.readouterr().out.splitlines()

    assert page.sent()[0] == {
        "manifest": "flow-name",
        "inputValues": [{"nodeId": "_", "inputs": [{"handle": "input1", "value": "value1"}]}],
    }
    assert result["result"] == result.result == {"output": 1}
    assert result["task_id"] == result.task_id == page.mock.oomol.task.id
    assert [line for line in lines if line.startswith("状态")] == [
        "状态: running",
        "状态: completed",
    ]
    told = [line.removeprefix("日志: ") for line in lines if line.startswith("日志")]
    assert told == [log.type for log in result.logs]
    assert told[-1] == "SessionFinished"


def test_input_formats(page: Page) -> None:
    """Three values; each is sent as the reference documents it."""
    tree = ast.parse((EXAMPLES / "input_formats.py").read_text())
    values = [ast.literal_eval(part.value) for part in tree.body if isinstance(part, ast.Expr)]

    async def run_each() -> list[RunResult]:
        async with OomolConnectClient(api_token="key", **page.settings) as client:
            wanted = [{"manifest": "audio-lab::text-to-audio", "inputValues": v} for v in values]
            return [await client.tasks.run(request) for request in wanted]

    results = asyncio.run(run_each())
    by_name, _, by_node = (body["inputValues"] for body in page.sent())

    assert by_name == page.sent()[1]["inputValues"]
    assert by_name == [{"nodeId": "_", "inputs": values[1]}]
    assert by_node == values[2]
    given = [result.result["echo"] for result in results]
    assert given == [values[0], values[0], {"node1": {"input1": "value1"}}]


def test_upload(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    contents = {"test.txt": b"a", "file1.txt": b"\r\n--b", "file2.txt": bytes(range(256))}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    result = page.play("upload")["result"]
    arrived = {upload.name: upload.content for upload in page.mock.oomol.uploads}

    assert arrived == contents
    assert {upload.media_type for upload in page.mock.oomol.uploads} == {"text/plain"}
    assert [len(task.uploads) for task in page.mock.oomol.tasks.values()] == [1, 2]
    assert result["result"]["echo"] == {"input1": "value"}


def test_flows(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.play("flows")

    assert "poster /app/workspace/flows/poster/flow.oo.yaml" in capsys.readouterr().out


def test_blocks(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.play("blocks")

    assert "audio-lab text-to-audio" in capsys.readouterr().out.splitlines()


def test_packages(page: Page) -> None:
    names = page.play("packages", lambda names: names["client"].packages.list())
    task = names["install_task"]

    assert {"name": "image-kit", "version": "1.4.2"} in names["packages"]["packages"]
    assert (task["status"], task["name"], task["version"]) == ("success", "package-name", "1.0.0")
    assert {"name": "package-name", "version": "1.0.0"} in names["then"]["packages"]
    assert page.sent("installPackage") == [{"name": "package-name", "version": "1.0.0"}] * 2


def test_polling_options(page: Page) -> None:
    """A dict that is used nowhere on the page; here a task is run with it."""
    request = {"manifest": "flow-1"}

    async def run(names: Names) -> RunResult:
        result: RunResult = await names["client"].tasks.run(request, names["polling_options"])
        return result

    names = page.play("polling_options", run)

    assert names["then"].task.status == "completed"
    assert names["polling_options"]["backoff_strategy"] is BackoffStrategy.EXPONENTIAL


def test_error_handling(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """Once nothing goes wrong; then the task fails, then the server refuses it, also with 200."""
    page.mock.oomol.block("flow-1", succeed(), fail("no such file"), unsuccessful("quota"))
    names = page.play("error_handling")
    assert names["result"]["result"] == {"echo": {"input": "test"}}
    assert capsys.readouterr().out == ""

    page.play("error_handling")
    assert capsys.readouterr().out == f"任务失败: {page.mock.oomol.task.id}\n"

    page.play("error_handling")
    assert capsys.readouterr().out == "HTTP 200: quota\n"


def test_concurrent(page: Page) -> None:
    page.mock.oomol.block("flow-1", lag(then=succeed()))
    results = page.play("concurrent")["results"]

    echoes = [result["result"]["echo"] for result in results]
    assert echoes == [{"input": f"test-{number}"} for number in range(5)]
    assert len({result["task_id"] for result in results}) == 5


def test_backoff(page: Page) -> None:
    """Waits of 1, 2, 4, 5 and 5 s; its empty inputs are no inputs."""
    page.mock.oomol.block("long-running-flow", succeed({"done": True}).paced(polls=5))
    began = page.mock.clock.monotonic()
    result = page.play("backoff")["result"]

    assert result["result"] == {"done": True}
    assert page.sent()[0] == {"manifest": "long-running-flow", "inputValues": []}
    assert len(page.mock.journal.calls("getTask")) == 6
    assert page.mock.clock.monotonic() - began == pytest.approx(1 + 2 + 4 + 5 + 5, abs=1)
