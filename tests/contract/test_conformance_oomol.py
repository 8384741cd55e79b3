"""Promises of Oomol Connect, asked of the mock and, where one is named, of a real server.

A real server needs PENSTOCK_LIVE_OOMOL, its base URL with /api, a token in PENSTOCK_LIVE_OOMOL_KEY,
and in PENSTOCK_LIVE_OOMOL_MANIFEST a block or a flow that runs without inputs, to its end in a
minute.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from fronts import PLACES, Front, at

from penstock.errors import APIError
from penstock.oomol import Oomol, PollingOptions

MANIFEST = os.environ.get("PENSTOCK_LIVE_OOMOL_MANIFEST", "").strip() or "audio-lab::text-to-audio"
NOBODY = "00000000-0000-4000-8000-000000000000"
# Where nothing is virtual, no test waits for more than it must.
SOON = PollingOptions(interval_ms=200, timeout_ms=60_000)


@pytest.fixture(params=PLACES)
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    yield from at(request.param, "oomol", polls=1, seconds=None)


@pytest.fixture
def oomol(front: Front) -> Iterator[Oomol]:
    with Oomol(front.key, **front.settings) as client:
        yield client


def test_a_task_runs_to_its_end(oomol: Oomol) -> None:
    states: list[str] = []
    options = PollingOptions(
        interval_ms=200, timeout_ms=60_000, on_progress=lambda task: states.append(task.status)
    )
    run = oomol.tasks.run({"manifest": MANIFEST}, options)

    assert run.task.status == states[-1] == "completed"
    assert run.task.id == run.task_id
    assert 0 < run.task.created_at <= run.task.updated_at


def test_a_log_tells_what_was_done(oomol: Oomol) -> None:
    logs = oomol.tasks.run({"manifest": MANIFEST}, SOON).logs

    assert len({log.id for log in logs}) == len(logs) > 0
    assert "BlockFinished" in {log.type for log in logs}


def test_a_new_task_is_listed_and_found_by_its_id(oomol: Oomol) -> None:
    made = oomol.tasks.create({"manifest": MANIFEST})

    assert made.id in [task.id for task in oomol.tasks.list().tasks]
    assert oomol.tasks.get(made.id).manifest_path == made.task.manifest_path
    assert oomol.tasks.get_result(made.id, SOON).task_id == made.id


def test_a_task_can_be_stopped(oomol: Oomol) -> None:
    made = oomol.tasks.create({"manifest": MANIFEST})
    stopped = oomol.tasks.stop(made.id)

    assert stopped.id == made.id
    assert stopped.status in {"stopped", "stopping", "completed"}


def test_files_arrive_as_a_form(oomol: Oomol) -> None:
    made = oomol.tasks.create_with_files(MANIFEST, {}, [("a.txt", b"hello"), ("b.bin", b"\x00")])

    assert made.id


def test_what_can_be_run_is_listed(oomol: Oomol) -> None:
    blocks = oomol.blocks.list()
    newest = oomol.blocks.list(include_all_versions=False)

    assert all(block.block_id == f"{block.package}::{block.name}" for block in blocks.blocks)
    assert {block.block_id for block in newest.blocks} == {b.block_id for b in blocks.blocks}
    assert len({block.block_id for block in newest.blocks}) == len(newest.blocks)


def test_packages_have_versions(oomol: Oomol) -> None:
    packages = oomol.packages.list().packages

    assert packages
    assert all(package.name and package.version for package in packages)


def test_installations_are_listed(oomol: Oomol) -> None:
    assert all(task.id and task.status for task in oomol.packages.list_install_tasks().tasks)


@pytest.mark.parametrize("ask", ["get", "stop", "get_logs"])
def test_a_task_that_never_was_is_not_found(oomol: Oomol, ask: str) -> None:
    """With which status isn't documented; that it is an ApiError is."""
    with pytest.raises(APIError) as raised:
        getattr(oomol.tasks, ask)(NOBODY)

    assert raised.value.status in {200, 400, 404}
    assert raised.value.message


def test_a_block_there_is_not_is_refused(oomol: Oomol) -> None:
    with pytest.raises(APIError):
        oomol.tasks.create({"manifest": "no-such-package::no-such-block"})


def test_a_wrong_token_is_refused(front: Front) -> None:
    with Oomol("invalid-key", **front.settings) as oomol, pytest.raises(APIError) as raised:
        oomol.tasks.list()

    assert raised.value.status in {401, 403}
