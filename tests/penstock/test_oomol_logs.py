"""A task's log: its result, its outputs, its failure, its end."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.oomol import TaskLog
from penstock.oomol._logs import (
    IsComplete,
    NewEntries,
    in_order,
    outputs_by_node,
    reason_of,
    result_of,
)


def log(number: Any, kind: str, /, node: str = "", **event: Any) -> TaskLog:
    return TaskLog({"id": number, "type": kind, "node_id": node, "event": event})


def at(*nodes: str) -> list[dict[str, str]]:
    return [{"flow_job_id": "f", "flow": "p", "node_id": node} for node in nodes]


A = log(1, "BlockFinished", result={"a": 1})
B = log(2, "BlockFinished", result={"b": 2})
FAILED = log(3, "BlockFinished", error="boom")
BARE = log(4, "BlockFinished")
NULL = log(5, "BlockFinished", result=None)


@pytest.mark.table(
    ("logs", "result"),
    [
        ([A], {"a": 1}),
        ([A, B], {"b": 2}),
        ([B, A], {"b": 2}),
        ([A, B, FAILED], {"b": 2}),
        ([A, B, FAILED, BARE, NULL], {"b": 2}),
        ([FAILED], None),
        ([BARE], None),
        ([], None),
        ([log(1, "BlockFinished", result=0)], 0),
        ([log(1, "BlockFinished", result={})], {}),
        ([log(1, "BlockFinished", result=[1])], [1]),
        ([log(1, "SubflowBlockFinished", result={"no": 1})], None),
        ([log(1, "BlockOutput", handle="x", output=1)], {"x": 1}),
        (
            [
                log(1, "BlockOutput", handle="x", output=1),
                log(2, "BlockOutput", handle="x", output=2),
                log(3, "BlockOutputs", outputs={"y": 3}),
                BARE,
            ],
            {"x": 2, "y": 3},
        ),
        ([log(1, "SubflowBlockOutput", handle="x", output=None)], {"x": None}),
        (
            [
                log(1, "BlockOutput", handle="inner", output=1, stacks=at("a")),
                log(2, "SubflowBlockOutput", handle="outer", output=2, stacks=[]),
            ],
            {"outer": 2},
        ),
        (
            [
                log(1, "BlockOutput", handle="x", output=1, stacks=at("a")),
                log(2, "BlockOutput", handle="deep", output=1, stacks=at("a", "b")),
                log(3, "BlockOutput", handle="y", output=2, stacks=at("c")),
            ],
            {"x": 1, "y": 2},
        ),
        ([log(1, "BlockOutput", handle="x", output=1), A], {"a": 1}),
        ([log(1, "BlockOutput", output=1)], None),
        ([log(1, "BlockOutputs", outputs="x")], None),
        ([log(1, "SomethingNew", result={"no": 1})], None),
        ([TaskLog({"id": 1, "type": "BlockFinished"})], None),
        ([TaskLog({"id": 1, "type": "BlockFinished", "event": "text"})], None),
        ([TaskLog({})], None),
    ],
)
def test_the_result_is_the_last_one_there_is(logs: list[TaskLog], result: Any) -> None:
    """Else what was put out; not the error, not the first, not an inner node's."""
    assert result_of(logs) == result


@given(st.permutations([A, B, FAILED, BARE, log(0, "SessionStarted")]))
def test_the_order_of_the_log_plays_no_part(logs: list[TaskLog]) -> None:
    """Ids tell what came first."""
    assert [entry["id"] for entry in in_order(logs)] == [0, 1, 2, 3, 4]
    assert result_of(logs) == {"b": 2}
    assert reason_of(logs) == "boom"
    assert outputs_by_node(logs) == {"_": {"a": 1, "b": 2}}


def test_a_log_without_ids_is_taken_as_it_comes() -> None:
    """There is nothing better."""
    plain = [TaskLog({"type": "BlockFinished", "event": {"result": n}}) for n in (2, 1)]
    assert result_of(plain) == 1


def test_outputs_are_told_by_node() -> None:
    """A nested node by its path; a block that runs by itself by the wire's placeholder."""
    logs = [
        log(1, "BlockOutput", "a", handle="x", output=1, stacks=at("a")),
        log(2, "BlockFinished", "a", result={"y": 2}, stacks=at("a")),
        log(3, "BlockFinished", "c", result={"z": 3}, stacks=at("b", "c")),
        log(4, "BlockFinished", "d", result={"w": 4}),
        log(5, "BlockFinished", result={"v": 5}),
        log(6, "BlockFinished", "e", error="no"),
        log(7, "BlockFinished", "f", result=[1]),
        log(8, "BlockFinished", "g", result={"u": 6}, stacks=[{"flow": "x"}, 7]),
    ]
    assert outputs_by_node(logs) == {
        "a": {"x": 1, "y": 2},
        "b/c": {"z": 3},
        "d": {"w": 4},
        "_": {"v": 5, "u": 6},
    }


@pytest.mark.table(
    ("logs", "reason"),
    [
        ([FAILED], "boom"),
        ([FAILED, log(9, "SessionFinished", error="outer")], "outer"),
        ([FAILED, log(9, "SessionFinished", error=None)], "boom"),
        ([FAILED, log(9, "SessionFinished", error="  ")], "boom"),
        ([log(1, "BlockError", error="e")], "e"),
        ([log(1, "FlowFinished", error={"message": " m ", "stack": "…"})], "m"),
        ([log(1, "SubflowBlockFinished", error="s")], "s"),
        ([log(1, "BlockWarning", error="w")], None),
        ([log(1, "BlockFinished", error={"stack": "…"})], None),
        ([A, B], None),
        ([], None),
    ],
)
def test_the_reason_is_the_last_error(logs: list[TaskLog], reason: str | None) -> None:
    """As text, of all that ends with one; the task itself never has it."""
    assert reason_of(logs) == reason


def test_each_entry_is_handed_out_once() -> None:
    """Whatever its id, and whichever way the log is sent."""
    feed = NewEntries()
    entries = [log(n, "BlockLog", log=str(n)) for n in range(9)]
    seen = []
    for length in (0, 3, 6, 6, 9):
        sent = entries[:length]
        random.Random(length).shuffle(sent)
        seen += feed.fresh(sent)
    assert seen == entries
    assert feed.fresh(entries[::-1]) == []


@pytest.mark.table("number", [None, 1.5, [1], {"a": 1}, True])
def test_an_entry_without_an_id_is_told_apart_by_all_it_says(number: Any) -> None:
    """None of them gets lost, none comes twice."""
    feed = NewEntries()
    one, other = log(number, "BlockLog", log="1"), log(number, "BlockLog", log="2")
    assert feed.fresh([one, other, one]) == [one, other]
    assert feed.fresh([other, one]) == []


def test_an_id_may_be_a_text() -> None:
    """Then it can't be sorted by, but it still distinguishes entries."""
    feed, one = NewEntries(), log("b", "BlockLog")
    assert feed.fresh([one, log("a", "BlockLog"), log("b", "BlockLog", log="again")]) == [
        one,
        log("a", "BlockLog"),
    ]


STARTED, ENDED = log(0, "SessionStarted"), log(9, "SessionFinished")


@pytest.mark.table(
    ("rounds", "reads", "number"),
    [
        (3, [[STARTED, A, ENDED]], 1),  # complete
        (3, [[A]], 1),  # nothing of sessions is kept here, and the result is there
        (3, [[STARTED, A], [STARTED, A, B], [STARTED, A, B, ENDED]], 3),  # still coming
        (3, [[STARTED, A]] * 9, 4),  # nothing new three times over
        (3, [[]] * 9, 4),
        (3, [[], [], [A]], 3),  # late
        (3, [[], [], [], [STARTED], [STARTED], [STARTED, A], [ENDED]], 7),
        (0, [[]], 1),
        (1, [[], [STARTED], [STARTED]], 3),
        (3, [[ENDED]], 1),
        (3, [[STARTED, *[log(n, "BlockLog") for n in range(k)]] for k in range(99)], 11),
    ],
)
def test_a_log_that_lags_is_read_again_for_a_while(
    rounds: int, reads: list[list[TaskLog]], number: int
) -> None:
    """Until it is complete, or nothing new comes, or it has gone on for too long."""
    is_complete = IsComplete(result_of, rounds)
    assert [is_complete(logs) for logs in reads[:number]] == [False] * (number - 1) + [True]
