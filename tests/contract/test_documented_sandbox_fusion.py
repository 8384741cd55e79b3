"""Every example of SandboxFusion's documented page runs with nothing changed but its import line.

Most of them throw away what they are given, so that each is run as one would type it: what an
expression comes to is kept.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen

from penstock import sandbox_fusion
from penstock.errors import RequestTimeoutError
from penstock.sandbox_fusion import (
    EvalResult,
    Prompt,
    RunCodeResponse,
    RunJupyterResponse,
    close,
    set_endpoint,
)
from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock

EXAMPLES = Path(__file__).parent / "documented" / "sandbox_fusion"
PLACES = ["http://your-api-endpoint.com", "https://faas-code-sandbox.bytedance.net"]
FUNCTIONS = ("run_code", "run_jupyter", "get_prompts", "get_prompt_by_id", "submit", "submit_safe")
IN_PROCESS = pytest.mark.parametrize("page", ["in-process"], indirect=True)
SETTERS = ("set_endpoint", "set_sandbox_endpoint", "set_dataset_endpoint")


@frozen
class Page:
    """A place to run the examples at."""

    mock: Mock
    named: list[str]
    """The addresses that the examples have named, where they are led elsewhere."""
    led: bool
    """True if they are."""
    names: dict[str, Any] = field(factory=dict)
    """The names that the examples have left behind."""

    def play(self, example: str) -> list[Any]:
        """Run an example; return what each of its expressions came to."""
        tree = ast.parse((EXAMPLES / f"{example}.py").read_text())
        values = []
        for part in tree.body:
            if isinstance(part, ast.Expr):
                code = compile(ast.Expression(part.value), example, "eval")
                values.append(eval(code, self.names))
            else:
                exec(compile(ast.Module([part], []), example, "exec"), self.names)
        return values

    def asked(self, address: str) -> bool:
        """Return True if all requests went to the address, as far as the examples show."""
        if self.led:
            return self.named == [address]
        return {call.request.base_url for call in self.mock.journal} == {address.rstrip("/")}


def forget() -> None:
    """Begin as a fresh process would."""
    set_endpoint(None)
    close()


def lead(monkeypatch: pytest.MonkeyPatch, url: str, named: list[str]) -> None:
    """Make of every address that is named the mock's."""

    def leading(function: Callable[..., Any]) -> Callable[..., Any]:
        def led(*args: Any, **kwargs: Any) -> Any:
            if "endpoint" in kwargs:
                named.append(kwargs.pop("endpoint"))
                return function(*args, endpoint=url, **kwargs)
            return function(*args, **kwargs)

        return led

    def leading_setter(setter: Callable[[str], None]) -> Callable[[str], None]:
        def led(endpoint: str) -> None:
            named.append(endpoint)
            setter(url)

        return led

    for name in FUNCTIONS:
        monkeypatch.setattr(sandbox_fusion, name, leading(getattr(sandbox_fusion, name)))
    for name in SETTERS:
        monkeypatch.setattr(sandbox_fusion, name, leading_setter(getattr(sandbox_fusion, name)))


@pytest.fixture(params=["in-process", "port"])
def page(
    request: pytest.FixtureRequest, penstock_port: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    monkeypatch.delenv("SANDBOX_FUSION_ENDPOINT", raising=False)
    monkeypatch.delenv("SANDBOX_FUSION_DATASET_ENDPOINT", raising=False)
    forget()
    with ExitStack() as stack:
        stack.callback(forget)
        named: list[str] = []
        if request.param == "in-process":
            mock = Mock(hosts={"sandbox_fusion": PLACES})
            stack.enter_context(mock.router)
        else:
            mock = stack.enter_context(penstock_port.tenant(clock=VirtualClock()))
            monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", mock.url_for("sandbox_fusion"))
            lead(monkeypatch, mock.url_for("sandbox_fusion"), named)
        yield Page(mock, named, request.param == "port")
        mock.verify()


def test_there_is_no_example_that_is_not_run() -> None:
    run = {name for name in globals() if name.startswith("test_")}

    assert {f"test_{path.stem}" for path in EXAMPLES.glob("*.py")} <= run


def test_set_endpoint(page: Page) -> None:
    page.play("set_endpoint")
    page.play("run_code")
    page.play("get_prompts")

    assert page.asked("http://your-api-endpoint.com")


def test_endpoint_argument(page: Page) -> None:
    """It is for its one call, and goes before what was set."""
    (prompt,) = page.play("endpoint_argument")

    assert page.asked("http://your-api-endpoint.com")
    assert isinstance(prompt, Prompt)
    assert prompt.id == 1
    assert "Echo the input." in prompt.prompt


@IN_PROCESS
def test_without_any_endpoint_the_documented_one_is_asked(page: Page) -> None:
    page.play("run_code")

    assert page.asked("http://localhost:8000")


@IN_PROCESS
def test_the_environment_names_the_endpoint(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a port all tests here are led by it."""
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "http://your-api-endpoint.com")
    page.play("submit")

    assert page.asked("http://your-api-endpoint.com")


def test_run_code(page: Page) -> None:
    results = page.play("run_code")

    assert [type(result) for result in results] == [RunCodeResponse] * 2
    assert [result.run_result.stdout for result in results] == ["123\n"] * 2
    assert len(page.mock.journal.calls("runCode")) == 2


def test_run_jupyter(page: Page) -> None:
    (result,) = page.play("run_jupyter")

    assert isinstance(result, RunJupyterResponse)
    assert [cell.stdout for cell in result.cells] == ["", "123\n"]


def test_get_prompts(page: Page) -> None:
    ((prompt,),) = page.play("get_prompts")

    assert isinstance(prompt, Prompt)
    assert prompt.id == 1
    assert "Echo the input." in prompt.prompt


def test_get_prompt_by_id(page: Page) -> None:
    (prompt,) = page.play("get_prompt_by_id")

    assert isinstance(prompt, Prompt)
    assert prompt.id == 1


def test_submit(page: Page) -> None:
    (result,) = page.play("submit")

    assert isinstance(result, EvalResult)
    assert result.accepted
    assert result.extracted_code.strip() == "print(input())"


def test_submit_safe(page: Page) -> None:
    """First the server judges, then there is no judge left."""
    (judged,) = page.play("submit_safe")
    page.mock.faults.add("status", status=404, on="submit")
    (rejected,) = page.play("submit_safe")

    assert judged.accepted
    assert judged.exception is None
    assert isinstance(rejected, EvalResult)
    assert not rejected.accepted
    assert rejected.exception is not None


def test_run_concurrent(page: Page) -> None:
    page.play("run_concurrent")
    results = page.names["results"]

    assert [result.run_result.stdout for result in results] == [f"{i}\n" for i in range(123, 456)]
    assert page.asked("https://faas-code-sandbox.bytedance.net/")


def test_client_timeout(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """The program takes 4 s, and the example waits for 3 of them.

    On a port these would be real seconds: there the mock's clock is ahead of them, and the example
    prints what it would if it waited longer.
    """
    if page.led:
        page.play("client_timeout")
        assert "stdout='123\\n'" in capsys.readouterr().out
    else:
        with pytest.raises(RequestTimeoutError, match="in time"):
            page.play("client_timeout")
        assert page.mock.clock.monotonic() == pytest.approx(3, abs=0.1)
    assert len(page.mock.journal.calls("runCode")) == 1


# Statements of the page beside its examples.

ATTEMPTS = {
    "run_code": 5,
    "run_jupyter": 3,
    "get_prompts": 1,
    "get_prompt_by_id": 1,
    "submit": 5,
    "submit_safe": 5,
}


@pytest.mark.table("name", FUNCTIONS)
def test_each_function_tries_as_often_as_documented(name: str) -> None:
    for function in (getattr(sandbox_fusion, name), getattr(sandbox_fusion, f"{name}_async")):
        parameters = inspect.signature(function).parameters
        assert parameters["max_attempts"].default == ATTEMPTS[name]
        assert [*parameters][:4] == ["request", "endpoint", "max_attempts", "client_timeout"]


@pytest.mark.table("name", FUNCTIONS)
def test_each_function_has_an_async_form(page: Page, name: str) -> None:
    """The page: add `_async` to its name."""
    source = (EXAMPLES / f"{name}.py").read_text().replace(f"{name}(", f"await {name}_async(")
    source = source.replace(f"import {name},", f"import {name}_async,")
    lines = [line for line in source.splitlines() if line and not line.startswith("#")]
    lines[1:] = [f"    found.append({line})" for line in lines[1:]]
    names: dict[str, Any] = {"found": []}
    exec("\n".join([lines[0], "async def main():", *lines[1:]]), names)
    asyncio.run(names["main"]())

    assert [type(one) for one in names["found"]] == [type(one) for one in page.play(name)]
    assert len(page.mock.journal) == 2 * len(names["found"])
