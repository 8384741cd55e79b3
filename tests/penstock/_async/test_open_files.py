"""Open files, wherever one can be handed over: one that stands at its end would send nothing."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from penstock import run_concurrent_async
from penstock.errors import FileInputError
from penstock.sandbox_fusion import RunCodeRequest, RunJupyterRequest

pytestmark = pytest.mark.anyio

DATA = b"%PDF-1.7"


async def dify_upload(clients: Any, file: Any) -> Any:
    return await clients.dify.files.upload(file, "abc-123")


async def sim_execute(clients: Any, file: Any) -> Any:
    return await clients.sim.execute_workflow("wf", {"docs": [{"x": (1, file)}]})


async def sim_official_form(clients: Any, file: Any) -> Any:
    if isinstance(file, tuple):
        file = file[1]
    return await clients.sim.execute_workflow("wf", {"doc": {"type": "file", "data": file}})


async def sim_queue(clients: Any, file: Any) -> Any:
    return await clients.sim.execute_workflow("wf", {"doc": file}, async_execution=True)


async def sim_wait(clients: Any, file: Any) -> Any:
    return await clients.sim.run_and_wait("wf", {"doc": file})


async def sim_execute_run(clients: Any, file: Any) -> Any:
    return await clients.sim.execute_run("wf", {"doc": file})


async def sim_start_run(clients: Any, file: Any) -> Any:
    return await clients.sim.start_run("wf", {"doc": file})


async def sim_resume_run(clients: Any, file: Any) -> Any:
    return await clients.sim.resume_run("wf", "run-1", "ctx-1", {"doc": file})


async def sim_stream(clients: Any, file: Any) -> Any:
    async with clients.sim.stream_workflow("wf", {"doc": file}) as stream:
        return await stream.collect()


async def sim_batch(clients: Any, file: Any) -> Any:
    calls = [["wf", {"doc": file}]]
    return await run_concurrent_async(clients.sim.execute_workflow, args=calls)


async def oomol_create(clients: Any, file: Any) -> Any:
    return await clients.oomol.tasks.create_with_files("a::b", None, file)


async def oomol_create_and_wait(clients: Any, file: Any) -> Any:
    return await clients.oomol.tasks.create_with_files_and_wait("a::b", None, [b"x", file])


async def oomol_run(clients: Any, file: Any) -> Any:
    return await clients.oomol.tasks.run_with_files("a::b", None, (item for item in [file]))


async def sandbox_run_code(clients: Any, file: Any) -> Any:
    asked = RunCodeRequest(code="", language="python", files={"in": file})
    return await clients.sandbox.run_code(asked)


async def sandbox_run_jupyter(clients: Any, file: Any) -> Any:
    return await clients.sandbox.run_jupyter(RunJupyterRequest(cells=[], files={"in": file}))


async def sandbox_batch(clients: Any, file: Any) -> Any:
    asked = RunCodeRequest(code="", language="python", files={"in": file})
    return await run_concurrent_async(clients.sandbox.run_code, args=[[asked]])


HANDED_OVER = [
    dify_upload,
    sim_execute,
    sim_official_form,
    sim_queue,
    sim_wait,
    sim_execute_run,
    sim_start_run,
    sim_resume_run,
    sim_stream,
    sim_batch,
    oomol_create,
    oomol_create_and_wait,
    oomol_run,
    sandbox_run_code,
    sandbox_run_jupyter,
    sandbox_batch,
]


class Clients:
    def __init__(self, **clients: Any) -> None:
        vars(self).update(clients)


@pytest.fixture
def clients(sim: Any, dify: Any, oomol: Any, sandbox: Any) -> Clients:
    return Clients(sim=sim, dify=dify, oomol=oomol, sandbox=sandbox)


def written(make: Callable[[], Any], wrap: Callable[[Any], Any] = lambda file: file) -> Any:
    """Return a file that was just written, and the form in which it is handed over."""
    file = make()
    file.write(DATA)
    return file, wrap(file)


FORMS: dict[str, Any] = {
    "open file": partial(written, io.BytesIO),
    "temporary file": partial(written, tempfile.TemporaryFile),
    "named temporary file": partial(written, tempfile.NamedTemporaryFile),
    "spooled temporary file": partial(written, tempfile.SpooledTemporaryFile),
    "(name, file)": partial(written, io.BytesIO, lambda file: ("a.pdf", file)),
    "(name, file, type)": partial(written, io.BytesIO, lambda file: ("a.pdf", file, "x/y")),
}


@pytest.mark.table("hand_over", HANDED_OVER)
async def test_a_file_at_its_end_is_refused(clients, server, hand_over, table) -> None:
    """Before anything is sent; the remedy is named, and the file stays where it stands."""
    with table as case:
        for name, form in FORMS.items():
            file, given = form()
            with case(name), file:
                with pytest.raises(FileInputError, match=r"stands at its end.*seek\(0\)"):
                    await hand_over(clients, given)
                assert file.tell() == len(DATA)
    assert server.requests == []


class Sent(Exception):
    """Raised in place of an answer."""


@pytest.mark.table("where", [0, 3])
@pytest.mark.table("hand_over", HANDED_OVER)
async def test_a_file_that_stands_elsewhere_is_sent(clients, server, hand_over, where) -> None:
    """From where it stands."""
    server.will(Sent())
    file = io.BytesIO(DATA)
    file.seek(where)
    with pytest.raises(Sent):
        await hand_over(clients, file)
    assert len(server.requests) == 1
    assert file.tell() == where


@pytest.mark.table("hand_over", HANDED_OVER)
async def test_an_empty_file_is_sent(clients, server, hand_over) -> None:
    """Wherever it stands: there is nothing to rewind to."""
    server.will(Sent())
    for where in (0, 5):
        file = io.BytesIO()
        file.seek(where)
        with pytest.raises(Sent):
            await hand_over(clients, file)
    assert len(server.requests) == 2


async def test_a_file_opened_to_append_is_refused(clients, server, tmp_path: Path) -> None:
    """It stands at its end from the beginning."""
    path = tmp_path / "a.pdf"
    path.write_bytes(DATA)
    with path.open("ab+") as file, pytest.raises(FileInputError, match=r"a\.pdf.*seek\(0\)"):
        await dify_upload(clients, file)
    assert server.requests == []
