"""The cells of the documentation's page on notebooks, run in a kernel."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from penstock_mock.frontends.server import Tenant

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guides" / "notebooks.md"
CELL = re.compile(r"^```python notebook\n(.*?)^```", re.M | re.S)


class Recorder(NotebookClient):
    """Keeps each table that a display of a cell has shown, in order."""

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        if msg["msg_type"] in ("display_data", "update_display_data"):
            shown = cell.metadata.setdefault("shown", [])
            shown.append(unescape(msg["content"]["data"]["text/html"]))
        return super().process_message(msg, cell, cell_index)


# One test, for a kernel takes most of its time to start.
def test_the_cells_of_the_guide_run_and_show_tables_that_are_updated(
    penstock_server: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "SIM_API_KEY": "sk-sim-0123456789",
        "SIM_BASE_URL": penstock_server.url_for("sim"),
        "SANDBOX_FUSION_ENDPOINT": penstock_server.url_for("sandbox_fusion"),
        "NO_PROXY": "127.0.0.1",
        "IPYTHONDIR": str(tmp_path),
        "JUPYTER_RUNTIME_DIR": str(tmp_path),
        "JUPYTER_PLATFORM_DIRS": "1",  # without it jupyter_core warns
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    programs = CELL.findall(PAGE.read_text("utf-8"))
    book = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, programs)))
    arguments = ["--HistoryManager.enabled=False"]
    Recorder(book, timeout=60, kernel_name="python3", extra_arguments=arguments).execute()

    result, stream, batch, wait, in_async, frames = book.cells
    (table,) = result.outputs
    assert "WorkflowExecutionResult: completed" in table.data["text/html"]
    assert table.data["text/plain"].startswith("WorkflowExecutionResult(")
    assert "not opened yet" in stream.metadata["shown"][0]
    assert "One two three" in stream.metadata["shown"][-1]
    assert "0 of 5 done" in batch.metadata["shown"][0]
    assert "5 of 5 done, 0 failed" in batch.metadata["shown"][-1]
    assert "runtime_error" in batch.outputs[-1].data["text/html"]
    assert "completed" in wait.metadata["shown"][-1]
    assert "closed" in in_async.metadata["shown"][-1]
    assert in_async.outputs[-1].data["text/plain"] == "(True, True)"
    printed, frame = frames.outputs
    assert printed.text == "True\n"
    assert "started_at" in frame.data["text/html"]
    # A display is one output, with the last of its tables.
    assert len(stream.outputs) == len(wait.outputs) == 1
