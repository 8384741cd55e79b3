"""Streams over the wire: heads, frames, timing, and the contents of each dialect."""

import pytest

from penstock_mock.services import sim

COUNT = {"message": "Count to five", "selectedOutputs": ["agent1.content"]}


@pytest.mark.table("how", ["body", "header"])
def test_a_stream_can_be_asked_for_in_two_ways(either, how):
    if how == "body":
        answer = either.stream(COUNT)
    else:
        answer = either.execute(COUNT, headers={"X-Stream-Response": "true"})
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    assert "content-length" not in answer.headers
    assert "x-execution-id" not in answer.headers
    assert answer.chunks == ["Count", " to", " five"]


def test_words_come_fifty_milliseconds_apart(world):
    steps = world.stream(COUNT).timeline.steps
    assert [round(delay, 3) for delay, _ in steps] == [0, 0.05, 0.05, 0.05, 0.05, 0]


def test_each_frame_is_written_on_its_own(world):
    assert len(world.stream(COUNT).timeline.chunks) == 5


def test_the_documented_final_frame_repeats_what_was_selected(world):
    done = world.stream(COUNT).frames[-2]
    ((block_id, output),) = done["output"].items()
    assert output == {"content": "Count to five"}
    assert world.stream(COUNT).frames[0]["blockId"] == block_id


def test_the_newer_final_frame_does_not(newer):
    assert newer.stream(COUNT).frames[-2:] == [
        {"event": "final", "data": {"success": True, "output": {}}},
        "[DONE]",
    ]


def test_without_selected_outputs_only_the_end_is_streamed(either):
    first, second = either.stream({"message": "hi"}).frames
    end = first if first["event"] == "done" else first["data"]
    assert end["output"]["content"] == "hi"
    assert second == "[DONE]"


def test_documented_usage_is_told_inside_the_stream_without_a_sentinel(make):
    world = make(usage=20)
    answer = world.stream(COUNT)
    assert answer.status == 200
    (frame,) = answer.frames
    assert frame["event"] == "error"
    assert frame["error"].startswith("Usage limit exceeded: 20.00$ used of 20.00$ limit")
    assert world.sim.runs == {}


@pytest.mark.table("behaviour", [sim.usage_exceeded(), sim.concurrency(), sim.internal_error()])
def test_every_late_refusal_is_told_inside_the_documented_stream(world, behaviour):
    world.does(behaviour, sim.succeed())
    answer = world.stream(COUNT)
    assert (answer.status, len(answer.frames)) == (200, 1)
    assert world.stream(COUNT).frames[-1] == "[DONE]"


def test_set_up_errors_end_the_documented_stream_without_a_sentinel(world):
    world.does(sim.setup_error("Start block missing"))
    assert world.stream(COUNT).frames == [{"event": "error", "error": "Start block missing"}]


def test_a_failed_run_in_each_dialect(world, newer):
    for each in (world, newer):
        each.does(sim.fail("boom"))
    assert world.stream(COUNT).frames == [
        {"event": "final", "data": {"success": False, "error": "boom", "output": {}}},
        "[DONE]",
    ]
    assert newer.stream(COUNT).frames == [{"event": "error", "error": "boom"}, "[DONE]"]
    newer.does(sim.fail("boom"))
    assert newer.run({"stream": True}).frames == [{"event": "error", "error": "boom"}, "[DONE]"]


def test_the_early_checks_are_plain_json(either):
    either.does(sim.not_found())
    assert either.stream(COUNT).status == 404
    either.does(sim.rate_limited())
    assert either.stream(COUNT).status == 429


def test_a_stream_cut_off_ends_cleanly_without_a_terminal_frame(either):
    either.does(sim.succeed().with_stream(sim.stream(ending="truncated")))
    answer = either.stream(COUNT)
    assert answer.chunks == ["Count", " to", " five"]
    assert len(answer.frames) == 3
    assert answer.timeline.fault is None


@pytest.mark.table("ending", ["reset", "stall"])
def test_a_stream_can_break(either, ending):
    either.does(sim.succeed().with_stream(sim.stream(ending=ending)))
    fault = either.stream(COUNT).timeline.fault
    assert fault is not None
    assert fault.kind == ending


def test_a_long_silence_keeps_the_connection_open(world):
    plan = sim.stream(sim.Say("agent1", "One"), sim.Wait(45), sim.Say("agent1", ", two"))
    world.does(sim.succeed().with_stream(plan))
    assert max(delay for delay, _ in world.stream(COUNT).timeline.steps) == pytest.approx(45.05)


def test_the_documented_pages_own_transcript_can_be_played(world):
    plan = sim.stream(
        sim.Say("7b7735b9-19e5-4bd6-818b-46aae2596e9f", "One"),
        sim.Say("7b7735b9-19e5-4bd6-818b-46aae2596e9f", ", two"),
        ending="done_event",
        gap=0.2,
    )
    world.does(sim.succeed({}).with_stream(plan))
    assert world.stream({}).text == (
        'data: {"blockId":"7b7735b9-19e5-4bd6-818b-46aae2596e9f","chunk":"One"}\n\n'
        'data: {"blockId":"7b7735b9-19e5-4bd6-818b-46aae2596e9f","chunk":", two"}\n\n'
        'data: {"event":"done","success":true,"output":{},"metadata":{"duration":600}}\n\n'
        "data: [DONE]\n\n"
    )


def test_agent_events_reach_only_those_who_negotiated_them(newer):
    plan = sim.stream(
        sim.thinking("agent1", "hm"),
        sim.Say("agent1", "Sunny"),
        sim.tool("agent1", "start", "weather"),
        sim.chunk_reset("agent1"),
    )
    newer.does(sim.succeed().with_stream(plan))
    protocol = {"X-Sim-Stream-Protocol": "agent-events-v1"}
    asked = {"includeThinking": True, "includeToolCalls": True}
    assert len(newer.stream(COUNT).frames) == 3
    assert len(newer.stream(COUNT, headers=protocol).frames) == 4
    assert len(newer.stream(COUNT | asked, headers=protocol).frames) == 6
    run = {"stream": True, "selectedOutputs": ["agent1.content"], **asked}
    assert len(newer.run(run, headers=protocol).frames) == 6


def test_the_documented_server_knows_no_agent_events(world):
    world.does(sim.succeed().with_stream(sim.stream(sim.chunk_reset("agent1"))))
    answer = world.stream(COUNT, headers={"X-Sim-Stream-Protocol": "agent-events-v1"})
    assert len(answer.frames) == 2
    assert "x-sim-stream-protocol" not in answer.headers


def test_a_streamed_run_is_a_run_that_ends_when_the_stream_does(newer):
    newer.run({"stream": True, "selectedOutputs": ["agent1.content"]}, headers={"X-Run-Id": "s"})
    assert newer.get_run("s").json["data"]["status"] == "running"
    newer.advance(10)
    assert newer.get_run("s").json["data"]["status"] == "completed"


def test_v2_streams_tell_of_the_limit_but_not_of_the_run(world):
    answer = world.run({"stream": True})
    assert answer.headers["x-ratelimit-limit"] == "200"
    assert "x-run-id" not in answer.headers
