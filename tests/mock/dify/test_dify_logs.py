"""The log of runs: newest first, page by page, with filters."""

import pytest

from penstock_mock.services import dify


def ids(answer):
    return [entry["workflow_run"]["id"] for entry in answer.json()["data"]]


def logs(world, query=""):
    return world.get(f"/workflows/logs{query}")


def ran(world, *behaviours, **more):
    world.does(*behaviours)
    return [world.run(**more).json()["workflow_run_id"] for _ in behaviours]


def test_a_fresh_app_has_none(either):
    assert logs(either).json() == {
        "page": 1,
        "limit": 20,
        "total": 0,
        "has_more": False,
        "data": [],
    }


def test_an_entry_of_each_generation(world, newer):
    for each in (world, newer):
        each.run({"topic": "tea"})
    old, new = (logs(each).json()["data"][0] for each in (world, newer))
    assert old["created_by_end_user"]["type"] == "service_api"
    assert new["created_by_end_user"]["type"] == "service-api"
    assert set(new) - set(old) == {"details"}
    assert set(new["workflow_run"]) - set(old["workflow_run"]) == {"triggered_from"}
    assert old["created_by_account"] is None
    assert old["workflow_run"]["version"] == "2025-12-31 00:00:00.123456"


def test_newest_first_and_page_by_page(either):
    runs = ran(either, *[dify.succeed()] * 5)
    first = logs(either, "?limit=2")
    assert ids(first) == runs[:2:-1]
    assert first.json()["has_more"]
    last = logs(either, "?limit=2&page=3")
    assert (ids(last), last.json()["has_more"], last.json()["total"]) == (runs[:1], False, 5)
    assert ids(logs(either, "?page=9")) == []


@pytest.mark.table("status", ["succeeded", "failed", "stopped"])
def test_by_status(either, status):
    runs = ran(either, dify.succeed(), dify.fail(), dify.stop(1))
    order = ("succeeded", "failed", "stopped")
    assert ids(logs(either, f"?status={status}")) == [runs[order.index(status)]]


def test_by_keyword(either):
    (first,), (second,) = (
        ran(either, dify.succeed({"out": word}), body={"inputs": {"in": word}})
        for word in ("茶", "coffee")
    )
    assert ids(logs(either, "?keyword=茶")) == [first]
    assert ids(logs(either, "?keyword=coff")) == [second]
    assert ids(logs(either, "?keyword=abc-123")) == [second, first]
    assert ids(logs(either, f"?keyword={second}")) == [second]
    assert ids(logs(either, "?keyword=" + "x" * 40)) == []


def test_by_user_and_time_in_2026_08(newer, world):
    (mine,) = ran(newer, dify.succeed(), user="me")
    newer.advance(3600)
    (theirs,) = ran(newer, dify.succeed(), user="you")
    assert ids(logs(newer, "?created_by_end_user_session_id=me")) == [mine]
    assert ids(logs(newer, "?created_at__before=2026-01-01T00:30:00Z")) == [mine]
    assert ids(logs(newer, "?created_at__after=2026-01-01T00:30:00")) == [theirs]
    assert ids(logs(newer, "?created_at__after=2026-01-01T00:00:00Z")) == [theirs, mine]
    ran(world, dify.succeed())
    assert len(ids(logs(world, "?created_at__before=nonsense"))) == 1  # it knows no such filter


@pytest.mark.table(
    ("query", "old", "new"),
    [
        ("limit=101", "limit", "less than or equal to 100 [type=less_than_equal"),
        ("limit=0", "limit", "greater than or equal to 1 [type=greater_than_equal"),
        ("limit=", "limit", "valid integer, unable to parse string as an integer"),
        ("page=100000", "page", "less than or equal to 99999"),
        ("status=running", "status", "'succeeded', 'failed' or 'stopped'"),
        ("status=", "status", "'succeeded', 'failed' or 'stopped'"),
    ],
)
def test_a_query_it_does_not_take(world, newer, query, old, new):
    answer = logs(world, f"?{query}")
    assert (answer.status_code, answer.json()["params"]) == (400, old)
    answer = logs(newer, f"?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert new in answer.json()["message"]


@pytest.mark.table(
    ("query", "text"),
    [
        ("created_at__before=zzz", "ISO string too short"),
        ("created_at__after=1767225600", "ISO time too short"),
        ("created_by_account=a@b.example", "Account not found: a@b.example"),
    ],
)
def test_more_that_the_newer_server_does_not_take(newer, query, text):
    answer = logs(newer, f"?{query}")
    assert (answer.status_code, answer.json()["message"]) == (400, text)


def test_a_run_at_work_is_in_the_log(newer):
    with newer.streaming() as stream:
        next(iter(stream))
        (entry,) = logs(newer).json()["data"]
    assert entry["workflow_run"]["status"] == "running"
    assert entry["workflow_run"]["finished_at"] is None


def test_an_app_sees_its_own_runs_only(newer):
    newer.dify.app("other")
    newer.run()
    assert ids(newer.get("/workflows/logs", key="other")) == []
