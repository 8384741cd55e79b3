"""A task's logs: they grow, their ids only ever rise, and the result and the reason are in them."""

import pytest

from penstock_mock.services import oomol
from penstock_mock.services.oomol import Node

from .conftest import flat

BLOCK = ["SessionStarted", "BlockStarted", "BlockFinished", "SessionFinished"]
FLOW_OPENS = ["SessionStarted", "FlowStarted", "FlowNodesWillRun"]
ONE_NODE = ["BlockStarted", "BlockFinished"]


def event(logs, kind):
    return next(log["event"] for log in logs if log["type"] == kind)


@pytest.mark.table(
    ("behaviour", "types"),
    [
        (oomol.succeed(), BLOCK),
        (oomol.fail(), BLOCK),
        (oomol.crash(), ["SessionStarted", "BlockStarted", "SessionFinished"]),
        (oomol.stop_itself(), ["SessionStarted", "BlockStarted", "SessionFinished"]),
        (
            oomol.stream_outputs({"a": 1, "b": 2}),
            [*BLOCK[:2], "BlockOutput", "BlockOutput", *BLOCK[2:]],
        ),
        (
            oomol.stream_outputs({"a": 1}, together=True),
            [*BLOCK[:2], "BlockOutputs", *BLOCK[2:]],
        ),
        (oomol.flow(), [*FLOW_OPENS, *ONE_NODE * 3, "FlowFinished", "SessionFinished"]),
        (
            oomol.flow(Node("a#1"), Node("b#1", error="no"), Node("c#1")),
            [*FLOW_OPENS, *ONE_NODE * 2, "FlowFinished", "SessionFinished"],
        ),
        (
            oomol.subflow({"a": 1, "b": 2}),
            [
                *("SessionStarted", "SubflowBlockStarted", *ONE_NODE),
                *("SubflowBlockOutput", "SubflowBlockOutput"),
                *("SubflowBlockFinished", "SessionFinished"),
            ],
        ),
        (
            oomol.subflow({"a": 1}, Node("a#1", error="no")),
            [
                *("SessionStarted", "SubflowBlockStarted", *ONE_NODE),
                *("SubflowBlockFinished", "SessionFinished"),
            ],
        ),
    ],
)
def test_every_log_of_a_task_in_order(world, behaviour, types):
    logs = world.ended(world.run(behaviour))
    assert [log["type"] for log in logs] == types
    assert [log["id"] for log in logs] == list(range(1, len(types) + 1))


def test_logs_grow_with_every_poll(world):
    task = world.run(oomol.slow(polls=5))
    grown = [len(world.logs(task))]
    for _ in range(6):
        world.status(task)
        grown.append(len(world.logs(task)))
    assert grown == [0, 3, 4, 5, 6, 6, 8]


def test_logs_grow_with_time(world):
    task = world.run(oomol.slow(seconds=10))
    grown = []
    for _ in range(6):
        world.advance(2.2)
        grown.append(len(world.logs(task)))
    assert grown[-1] == 8
    assert grown == sorted(grown)
    assert len(set(grown)) >= 4


def test_a_log_keeps_its_id_and_all_else_once_it_was_read(world):
    task = world.run(oomol.slow(polls=4))
    seen = []
    for _ in range(6):
        world.status(task)
        world.advance(1)
        logs = world.logs(task)
        assert logs[: len(seen)] == seen
        seen = logs


def test_every_log_says_whose_it_is_and_when(world):
    task = world.create("audio-lab::text-to-audio")
    world.advance(2)
    for log in world.logs(task):
        assert log["session_id"] == log["event"]["session_id"] == task
        assert log["event"]["type"] == log["type"]
        assert log["manifest_path"].endswith("/audio-lab-0.9.0/blocks/text-to-audio/block.oo.yaml")
    assert [log["node_id"] for log in world.logs(task)] == ["", "_", "_", ""]
    at = [log["created_at"] for log in world.logs(task)]
    start = 1_767_225_600_000
    assert at == [start + 500, start + 500, start + 1500, start + 1500]


def test_a_block_gives_back_its_inputs_unless_it_has_a_result(world):
    inputs = flat(image="/cat.png", width=640)
    assert world.results(world.create(inputs=inputs)) == [
        {"echo": {"image": "/cat.png", "width": 640}}
    ]
    assert world.results(world.run(oomol.succeed({"n": 1}), inputs)) == [{"n": 1}]
    assert world.results(world.run(oomol.succeed({}))) == [{}]
    assert world.results(world.run(oomol.succeed(None))) == []


def test_inputs_for_nodes_are_given_back_by_node(world):
    inputs = [
        {"nodeId": "a#1", "inputs": [{"handle": "x", "value": 1}]},
        {"nodeId": "_", "inputs": [{"handle": "y", "value": None}]},
        {"nodeId": "a#1", "inputs": [{"handle": "x", "value": 2}]},
    ]
    assert world.results(world.create(inputs=inputs)) == [
        {"echo": {"a#1": {"x": 2}, "_": {"y": None}}}
    ]


def test_a_failure_says_why_in_the_blocks_finish_and_in_the_sessions(world):
    logs = world.ended(world.run(oomol.fail("no such file")))
    assert event(logs, "BlockFinished")["error"] == "no such file"
    assert "result" not in event(logs, "BlockFinished")
    assert event(logs, "SessionFinished")["error"] == "no such file"


def test_a_crash_says_why_in_the_session_alone(world):
    logs = world.ended(world.run(oomol.crash("out of memory")))
    assert [e["event"]["error"] for e in logs if "error" in e["event"]] == ["out of memory"]


def test_a_success_has_no_error_anywhere(world):
    logs = world.ended(world.run(oomol.flow()))
    assert all(e["event"].get("error") is None for e in logs)
    assert "error" not in event(logs, "SessionFinished")


def test_each_node_of_a_flow_has_its_result_and_its_place(world):
    task = world.run(oomol.flow(Node("a#1", {"n": 1}), Node("b#1", None), Node("c#1", {"n": 3})))
    assert world.results(task) == [{"n": 1}, {"n": 3}]
    done = [log for log in world.logs(task) if log["type"] == "BlockFinished"]
    assert [log["node_id"] for log in done] == ["a#1", "b#1", "c#1"]
    assert [log["event"]["stacks"][-1]["node_id"] for log in done] == ["a#1", "b#1", "c#1"]
    nodes = event(world.logs(task), "FlowNodesWillRun")
    assert (nodes["start_nodes"], nodes["mid_nodes"], nodes["end_nodes"]) == (
        ["a#1"],
        ["b#1"],
        ["c#1"],
    )


def test_a_node_is_given_what_the_one_before_it_returned(world):
    task = world.run(oomol.flow(Node("a#1", {"n": 1}), Node("b#1")), flat(x=0))
    assert world.results(task) == [{"n": 1}, {"echo": {"n": 1}}]
    started = [e["event"]["inputs"] for e in world.logs(task) if e["type"] == "BlockStarted"]
    assert started == [{"x": 0}, {"n": 1}]


def test_a_failed_flow_says_why_in_all_three_places(world):
    logs = world.ended(world.run(oomol.flow(Node("a#1"), Node("b#1", error="jam"))))
    said = [e["type"] for e in logs if e["event"].get("error") == "jam"]
    assert said == ["BlockFinished", "FlowFinished", "SessionFinished"]


def test_a_flow_that_was_given_what_a_block_does_is_a_flow_of_one_node(world):
    world.oomol.flow("poster", oomol.succeed({"n": 1}))
    logs = world.ended(world.create("poster"))
    assert [log["type"] for log in logs][:3] == FLOW_OPENS
    assert event(logs, "FlowNodesWillRun")["end_nodes"] == ["_"]


def test_outputs_of_a_block_stand_at_the_root_and_a_nodes_do_not(world):
    alone = event(world.ended(world.run(oomol.stream_outputs({"a": 1}))), "BlockOutput")
    assert (alone["handle"], alone["output"], alone["stacks"]) == ("a", 1, [])
    inner = oomol.flow(Node("a#1", None, (oomol.outputs({"x": 1}),)))
    within = event(world.ended(world.run(inner)), "BlockOutputs")
    assert (within["outputs"], len(within["stacks"])) == ({"x": 1}, 1)


def test_outputs_come_before_the_end(world):
    task = world.run(oomol.stream_outputs({"a": 1}))
    assert world.status(task) == "running"
    assert world.types(task)[-1] == "BlockOutput"


def test_a_block_can_say_anything_on_the_way(world):
    steps = (
        oomol.log("so far"),
        oomol.log("oops", "stderr"),
        oomol.log_json({"n": 1}),
        oomol.output("text", "hi"),
        oomol.outputs({"text": "hi"}),
        oomol.progress(50),
        oomol.warning("hot"),
        oomol.error("lost one"),
        oomol.message(None),
        oomol.preview("text", "hi"),
        oomol.Step("BlockNews", {"more": True}),
    )
    logs = world.ended(world.run(oomol.succeed({"n": 1}).saying(*steps)))
    assert [log["type"] for log in logs[2:-2]] == [step.type for step in steps]
    for log, step in zip(logs[2:-2], steps, strict=True):
        assert log["event"].items() >= dict(step.fields).items()


# -- what makes reading logs hard -------------------------------------------------------------


@pytest.mark.table("readings", [0, 1, 3])
def test_the_last_logs_can_lag_behind_the_end(world, readings):
    task = world.run(oomol.lag(readings))
    assert world.statuses(task, 2)[-1] == "completed"
    for _ in range(readings):
        assert world.types(task) == BLOCK[:2]
    assert world.types(task) == world.types(task) == BLOCK


def test_only_readings_after_the_end_count(world):
    task = world.run(oomol.lag(1))
    for _ in range(5):
        world.logs(task)
    world.statuses(task, 2)
    assert world.types(task) == BLOCK[:2]
    assert world.types(task) == BLOCK


def test_lag_can_be_an_option_and_any_behaviour_can_have_it(make):
    world = make(log_lag=1)
    task = world.run(oomol.fail())
    world.statuses(task, 2)
    assert [len(world.logs(task)) for _ in range(2)] == [2, 4]
    other = world.run(oomol.fail().lagging(2))
    world.statuses(other, 2)
    assert [len(world.logs(other)) for _ in range(3)] == [2, 2, 4]


def test_logs_can_come_newest_first(make):
    world = make(logs="descending")
    task = world.create()
    ids = [log["id"] for log in world.ended(task)]
    assert ids == sorted(ids, reverse=True)
    assert world.logs(task)[0]["type"] == "SessionFinished"


def test_ids_can_count_on_through_all_tasks(make):
    world = make(log_ids="server")
    one, other = world.create(), world.create()
    for _ in range(2):
        world.status(one), world.status(other)
    ids = [[log["id"] for log in world.logs(task)] for task in (one, other)]
    assert ids == [[1, 2, 5, 6], [3, 4, 7, 8]]


# -- stopped ----------------------------------------------------------------------------------


def test_a_task_stopped_before_it_began_leaves_no_logs(world):
    task = world.create()
    world.stop(task)
    assert world.logs(task) == []


def test_a_task_stopped_at_work_has_what_it_had_and_a_last_word(world):
    task = world.run(oomol.slow(polls=5))
    world.statuses(task, 2)
    before = world.types(task)
    world.stop(task)
    assert world.types(task) == [*before, "SessionFinished"]
    assert world.logs(task)[-1]["event"]["error"] == "Task was stopped"
    world.advance(100)
    world.status(task)
    assert world.types(task) == [*before, "SessionFinished"]


def test_a_task_may_take_its_time_to_stop(make):
    for world, behaviour in (
        (make(stop_lag=2), oomol.slow(polls=5)),
        (make(), oomol.slow(polls=5).stopping(2)),
    ):
        task = world.run(behaviour)
        world.statuses(task, 2)
        assert [world.stop(task)["status"] for _ in range(2)] == ["running", "running"]
        assert world.types(task)[-1] != "SessionFinished"
        assert world.statuses(task, 4) == ["running", "running", "stopped", "stopped"]
        assert world.types(task)[-1] == "SessionFinished"


def test_a_task_may_end_by_itself_while_it_stops(world):
    task = world.run(oomol.slow(seconds=5).stopping(3))
    world.advance(1)
    assert world.stop(task)["status"] == "running"
    world.advance(10)
    assert world.statuses(task, 5) == ["completed"] * 5
    assert "error" not in world.logs(task)[-1]["event"]


def test_a_task_may_go_on_though_it_was_told_to_stop(world):
    task = world.run(oomol.slow(polls=2).ignoring_stop())
    world.status(task)
    assert world.stop(task)["status"] == "running"
    assert world.statuses(task, 3) == ["running", "completed", "completed"]


def test_a_task_stopped_in_a_state_nobody_knows(world):
    task = world.run(oomol.weird(times=None))
    world.statuses(task, 3)
    assert world.stop(task)["status"] == "stopped"
    assert world.types(task)[-1] == "SessionFinished"
