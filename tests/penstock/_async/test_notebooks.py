"""Streams, batches and waits in a notebook: displays that are updated, and data frames."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from penstock import ExecutionError, LiveDisplay, UsageError, iter_concurrent_async
from penstock.sim import AsyncSim

pytestmark = pytest.mark.anyio

FRAMES = [
    1.0,
    b'data: {"blockId": "a", "chunk": "One"}\n\n',
    1.0,
    b'data: {"blockId": "a", "chunk": " two"}\n\n',
    b'data: {"blockId": "a", "chunk": " three"}\n\n',
    1.0,
    b'data: {"event": "final", "data": {"success": true, "output": {}}}\n\n',
    b"data: [DONE]\n\n",
]


class Notebook:
    """Stands in for IPython: keeps each display and its updates."""

    def __init__(self, kernel: bool) -> None:
        self.shell = SimpleNamespace(kernel=None) if kernel else SimpleNamespace()
        self.shown: list[str] = []

    def display(self, data: dict[str, str], *, raw: bool, display_id: bool = False) -> Notebook:
        assert raw
        self.shown.append(data["text/html"])
        return self

    def update(self, data: dict[str, str], *, raw: bool) -> None:
        self.display(data, raw=raw)


@pytest.fixture
def ipython(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Notebook]:
    def start(*, kernel: bool = True) -> Notebook:
        notebook = Notebook(kernel)
        module, inner = ModuleType("IPython"), ModuleType("IPython.display")
        module.get_ipython = lambda: notebook.shell  # type: ignore[attr-defined]
        inner.display = notebook.display  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "IPython", module)
        monkeypatch.setitem(sys.modules, "IPython.display", inner)
        return notebook

    return start


async def double(number: int) -> int:
    if number == 1:
        raise ValueError("one")
    return number * 2


async def test_a_stream_that_is_displayed_is_updated_as_it_comes(
    sim: AsyncSim, server: Any, ipython: Callable[..., Notebook]
) -> None:
    notebook = ipython()
    server.will(server.stream(*FRAMES))
    stream = sim.stream_workflow("wf", {})
    stream._ipython_display_()
    assert "not opened yet" in notebook.shown[0]
    result = await stream.collect()
    texts = [html for html in notebook.shown if "One" in html]
    assert "two" not in texts[0]
    assert "One two three" in texts[-1]
    assert "closed" in texts[-1]
    assert result.text == "One two three"


async def test_a_displayed_stream_ends_with_its_error(
    sim: AsyncSim, server: Any, ipython: Callable[..., Notebook]
) -> None:
    notebook = ipython()
    server.will(server.stream(*FRAMES[:2], b'data: {"event": "error", "error": "<no>"}\n\n'))
    stream = sim.stream_workflow("wf", {})
    stream._ipython_display_()
    async with stream:
        assert await anext(stream)
        assert await anext(stream)
        with pytest.raises(ExecutionError, match="no"):
            await anext(stream)
    assert "&lt;no&gt;" in notebook.shown[-1]


async def test_a_batch_that_is_displayed_counts_up(
    clock: Any, ipython: Callable[..., Notebook]
) -> None:
    notebook = ipython()

    async def work(number: int) -> int:
        clock.now += 1
        return await double(number)

    batch = iter_concurrent_async(work, args=[[n] for n in range(3)], concurrency=1, clock=clock)
    batch._ipython_display_()
    async with batch:
        assert [outcome.ok async for outcome in batch] == [True, False, True]
    counts = [html.partition("</progress>")[2].strip() for html in notebook.shown]
    assert list(dict.fromkeys(counts)) == [
        "0 of 3 done, 0 failed",
        "1 of 3 done, 0 failed",
        "2 of 3 done, 1 failed",
        "3 of 3 done, 1 failed",
    ]


async def test_updates_that_come_faster_than_anybody_reads_are_left_out_but_for_the_last(
    clock: Any, ipython: Callable[..., Notebook]
) -> None:
    notebook = ipython()
    batch = iter_concurrent_async(double, args=[[n] for n in range(2, 500)], clock=clock)
    batch._ipython_display_()
    async with batch:
        assert len([outcome async for outcome in batch]) == 498
    assert len(notebook.shown) < 5
    assert "498 of 498 done" in notebook.shown[-1]


async def test_progress_and_states_go_to_one_display(
    sim: AsyncSim, server: Any, ipython: Callable[..., Notebook]
) -> None:
    notebook = ipython()
    states = ("queued", "processing", "completed")
    server.will(*({"success": True, "taskId": "t", "status": state} for state in states))
    await sim.wait_for_job("t", on_update=LiveDisplay())
    assert len(notebook.shown) == 3
    assert all(state in html for state, html in zip(states, notebook.shown, strict=True))
    notebook.shown.clear()
    progress = LiveDisplay()
    batch = iter_concurrent_async(double, args=[[2], [3]], on_progress=progress)
    async with batch:
        assert len([outcome async for outcome in batch]) == 2
    assert "2 of 2 done" in notebook.shown[-1]


async def test_without_a_notebook_nothing_is_displayed_and_ipython_not_imported(
    monkeypatch: pytest.MonkeyPatch, ipython: Callable[..., Notebook]
) -> None:
    terminal = ipython(kernel=False)
    LiveDisplay()(1)
    assert terminal.shown == []
    batch = iter_concurrent_async(double, args=[[2]])
    batch._ipython_display_()
    async with batch:
        assert [outcome.value async for outcome in batch] == [4]
    assert len(terminal.shown) == 1  # a terminal can't update what it has written
    monkeypatch.setitem(sys.modules, "IPython", None)
    LiveDisplay()(1)


async def test_a_batch_gives_a_data_frame_in_the_order_of_its_inputs() -> None:
    batch = iter_concurrent_async(double, args=[[n] for n in range(3)], concurrency=3)
    frame = await batch.to_dataframe("polars")
    assert frame.to_dicts() == [
        {"index": 0, "exception": None, "value": 0},
        {"index": 1, "exception": "ValueError: one", "value": None},
        {"index": 2, "exception": None, "value": 4},
    ]
    assert (await iter_concurrent_async(double, args=[]).to_dataframe("polars")).columns == [
        "index",
        "exception",
    ]


async def test_a_list_gives_a_data_frame_of_all_its_pages(sim: AsyncSim, server: Any) -> None:
    server.will(
        {"data": [{"runId": "a", "status": "completed"}], "nextCursor": "c"},
        {"data": [{"runId": "b", "status": "failed"}]},
    )
    frame = await sim.runs.list("wf").to_dataframe("polars")
    assert frame["run_id"].to_list() == ["a", "b"]
    assert frame["status"].to_list() == ["completed", "failed"]


async def test_nothing_is_called_for_a_data_frame_that_cant_be_made(
    sim: AsyncSim, server: Any
) -> None:
    called = []

    async def note(number: int) -> None:
        called.append(number)

    unknown: Any = "numpy"
    with pytest.raises(UsageError, match="pandas"):
        await iter_concurrent_async(note, args=[[1]]).to_dataframe(unknown)
    with pytest.raises(UsageError, match="pandas"):
        await sim.runs.list("wf").to_dataframe(unknown)
    assert called == server.requests == []
