"""Streams, written out byte by byte."""

import json

import pytest

from penstock_mock.services.formatting import words
from penstock_mock.services.sim import (
    Block,
    BlockError,
    Frame,
    Raw,
    Say,
    Wait,
    chunk_reset,
    stream,
    succeed,
    thinking,
    tool,
)
from penstock_mock.services.sim.behaviours import ENDINGS, Result
from penstock_mock.services.sim.streams import Stage, Transcript

ONE = "7b7735b9-19e5-4bd6-818b-46aae2596e9f"
TWO = "2f6d1c3a-5d0e-4a36-9d24-0c9b7e1a8f42"
BLOCKS = (
    Block("Agent 1", {"content": "One, two"}, id=ONE),
    Block("Function 1", {"result": {"a": 1}}, id=TWO, agent=False),
)
OUTPUT = {"content": "One, two"}


def scene(plan=None, *, dialect="2025-10", result=None, **more) -> Transcript:
    return Transcript(
        plan=plan or stream(),
        result=result or Result("completed", OUTPUT),
        stage=Stage("wf", BLOCKS, OUTPUT),
        dialect=dialect,
        **more,
    )


def text(given: Transcript) -> str:
    return b"".join(data for _, data in given.writes()).decode()


def frames(given: Transcript) -> list[object]:
    events = text(given).split("\n\n")[:-1]
    return [json.loads(e.removeprefix("data: ")) for e in events if e != "data: [DONE]"]


def chunks(given: Transcript) -> list[str]:
    return [f["chunk"] for f in frames(given) if isinstance(f, dict) and "chunk" in f]


def test_the_bytes_of_a_minimal_success():
    expected = """data: {"blockId":"ID","chunk":"One,"}

data: {"blockId":"ID","chunk":" two"}

data: {"event":"final","data":{"success":true,"output":{"ID":{"content":"One, two"}}}}

data: "[DONE]"

"""
    plan = stream(ending="final")
    assert text(scene(plan, selected=("agent1.content",))) == expected.replace("ID", ONE)


def test_out_of_the_box_the_documented_stream_ends_as_its_page_shows():
    assert text(scene(selected=())) == (
        'data: {"event":"done","success":true,"output":{"content":"One, two"},'
        '"metadata":{"duration":50}}\n\ndata: [DONE]\n\n'
    )


def test_without_selected_outputs_there_are_no_chunks_and_the_whole_output():
    assert frames(scene(stream(ending="final"))) == [
        {"event": "final", "data": {"success": True, "output": OUTPUT}},
        "[DONE]",
    ]


def test_unknown_selected_outputs_leave_only_the_final_frame():
    assert chunks(scene(selected=("agent9.content", "nonsense"))) == []


def test_each_further_output_begins_with_a_blank_line():
    given = scene(selected=("agent1.content", "function1.result"))
    assert chunks(given) == ["One,", " two", '\n\n{\n  "a": 1\n}']


NO_AGENT = Stage("wf", (Block("F", {"out": "a b c"}, id=TWO, agent=False),), {})


def test_a_block_that_is_no_agent_says_a_string_verbatim_and_at_once():
    given = Transcript(stream(), Result("completed", {}), NO_AGENT, "2025-10", ("f.out",))
    assert chunks(given) == ["a b c"]


def test_in_2026_08_a_block_that_is_no_agent_is_in_the_final_frame_only():
    given = Transcript(stream(), Result("completed", {}), NO_AGENT, "2026-08", ("f.out",))
    assert chunks(given) == []
    assert frames(given)[0]["data"]["output"] == {TWO: {"out": "a b c"}}


def test_in_2026_08_the_final_frame_leaves_out_what_was_streamed():
    final = frames(scene(selected=("agent1.content",), dialect="2026-08"))[-2]
    assert final == {"event": "final", "data": {"success": True, "output": {}}}


def test_in_2026_08_a_selected_output_that_was_not_streamed_is_in_the_final_frame():
    plan = stream(Say("agent1", "One"))
    given = scene(plan, selected=("agent1.content", "function1.result"), dialect="2026-08")
    assert frames(given)[-2]["data"]["output"] == {TWO: {"result": {"a": 1}}}


def test_scripted_blocks_interleave_and_only_the_second_begins_with_a_blank_line():
    plan = stream(Say("agent1", "a"), Say("function1", "b"), Say("agent1", "c"), Say(TWO, "d"))
    given = scene(plan)
    assert chunks(given) == ["a", "\n\nb", "c", "d"]
    assert [f["blockId"] for f in frames(given)[:4]] == [ONE, TWO, ONE, TWO]


def test_gaps_are_the_plans_or_the_steps_own_and_waits_add_to_the_next():
    plan = stream(Say("agent1", "a"), Say("agent1", "b", gap=1.0), Wait(30), Say("agent1", "c"))
    waits = [wait for wait, _ in scene(plan).writes()]
    assert waits == [0.05, 1.0, 30.05, 0.05, 0.0]


def test_a_failed_run_is_a_final_frame_at_first_and_an_error_frame_in_2026_08():
    failed = Result("failed", {}, "boom")
    assert frames(scene(result=failed)) == [
        {"event": "final", "data": {"success": False, "error": "boom", "output": {}}},
        "[DONE]",
    ]
    assert frames(scene(result=failed, dialect="2026-08")) == [
        {"event": "error", "error": "boom"},
        "[DONE]",
    ]


def test_what_keeps_a_run_from_running_ends_the_documented_stream_without_a_sentinel():
    failed = Result("failed", {}, "no trigger", setup=True)
    assert frames(scene(result=failed)) == [{"event": "error", "error": "no trigger"}]


def test_a_timeout_is_an_error_frame():
    failed = Result("failed", {}, "Execution timed out after 5 minutes", "TIMEOUT")
    assert frames(scene(result=failed, dialect="2026-08"))[0]["event"] == "error"


def test_a_paused_run_says_so_in_its_final_frame():
    paused = Result("paused", {"contextId": "c"})
    assert frames(scene(result=paused, dialect="2026-08"))[0]["data"]["status"] == "paused"


@pytest.mark.table(
    ("ending", "tail"),
    [
        ("final", '"output":{"content":"One, two"}}}\n\ndata: "[DONE]"\n\n'),
        ("bare_done", '"output":{"content":"One, two"}}}\n\ndata: [DONE]\n\n'),
        ("no_sentinel", '"output":{"content":"One, two"}}}\n\n'),
        ("sentinel_only", '"chunk":"One"}\n\ndata: [DONE]\n\n'),
        ("error_close", '{"event":"error","error":"went wrong"}\n\n'),
        ("error_sentinel", '{"event":"error","error":"went wrong"}\n\ndata: "[DONE]"\n\n'),
        ("truncated", '"chunk":"One"}\n\n'),
        ("reset", '"chunk":"One"}\n\n'),
        ("stall", '"chunk":"One"}\n\n'),
        (
            "done_event",
            '{"event":"done","success":true,"output":{"content":"One, two"},'
            '"metadata":{"duration":100}}\n\ndata: [DONE]\n\n',
        ),
    ],
)
def test_each_ending(ending, tail):
    given = scene(stream(Say("agent1", "One"), ending=ending, error="went wrong"))
    assert text(given).endswith(tail)


def test_only_reset_and_stall_break_the_connection(world):
    ends = {}
    for ending in ENDINGS:
        world.does(succeed().with_stream(stream(Say("agent1", "x"), ending=ending)))
        ends[ending] = world.stream().timeline.fault
    assert {e: end.kind for e, end in ends.items() if end} == {"reset": "reset", "stall": "stall"}


def test_an_output_that_could_not_be_read_does_not_end_the_stream():
    plan = stream(BlockError("agent1", "lost"), Say("function1", "b"), ending="final")
    assert frames(scene(plan))[0] == {"event": "stream_error", "blockId": ONE, "error": "lost"}
    assert frames(scene(plan))[-2]["event"] == "final"


def test_an_output_too_large_to_inline_is_an_error_of_its_block_only():
    plan = stream(BlockError("agent1", "too large", fatal=True), Say("function1", "b"))
    first, second, *_ = frames(scene(plan, dialect="2026-08"))
    assert first == {"event": "error", "error": "too large", "blockId": ONE}
    assert second["chunk"] == "b"


AGENT = stream(
    thinking("agent1", "hm"),
    Say("agent1", "Let me see"),
    tool("agent1", "start", "weather"),
    tool("agent1", "end", "weather", status="success"),
    chunk_reset("agent1"),
    Say("agent1", "Sunny"),
)


def agent_events(**more) -> list[str]:
    events = frames(scene(AGENT, dialect="2026-08", **more))
    return [e["event"] for e in events if isinstance(e, dict) and "blockId" in e and "event" in e]


def test_agent_events_need_the_protocol_and_their_option():
    assert agent_events() == []
    assert agent_events(thinking=True, tools=True) == []
    assert agent_events(negotiated=True) == ["chunk_reset"]
    assert agent_events(negotiated=True, tools=True) == ["tool", "tool", "chunk_reset"]
    assert agent_events(negotiated=True, thinking=True) == ["thinking", "chunk_reset"]


def test_a_tool_event_has_the_wires_fields():
    events = frames(scene(AGENT, dialect="2026-08", negotiated=True, tools=True))
    ended = next(e for e in events if isinstance(e, dict) and e.get("phase") == "end")
    assert ended == {
        "blockId": ONE,
        "event": "tool",
        "phase": "end",
        "id": "call-1",
        "name": "weather",
        "status": "success",
    }


def test_writes_can_be_cut_inside_a_character():
    plan = stream(Say("agent1", "日本語"), split=1)
    writes = scene(plan).writes()
    assert {len(data) for _, data in writes} == {1}
    whole = scene(stream(Say("agent1", "日本語"))).writes()
    assert b"".join(d for _, d in writes) == b"".join(d for _, d in whole)
    assert sum(w for w, _ in writes) == sum(w for w, _ in whole)


def test_raw_bytes_and_frames_go_out_as_they_are():
    plan = stream(Raw(b": hello\n\n"), Frame({"new": "frame"}), Raw(b"data:no space\r\n\r\n"))
    assert text(scene(plan, dialect="2026-08")).startswith(
        ': hello\n\ndata: {"new":"frame"}\n\ndata:no space\r\n\r\ndata: {"event":"final"'
    )


def test_no_steps_at_all_is_not_the_same_as_no_plan():
    from penstock_mock.services.sim import StreamPlan

    assert chunks(scene(StreamPlan(steps=()), selected=("agent1.content",))) == []


@pytest.mark.table("said", ["", " ", "a", " a", "a ", "One, two\nthree  ", "日 本"])
def test_words_lose_nothing(said):
    assert "".join(words(said)) == said


def test_lone_surrogates_stay_valid_json():
    plan = stream(Say("agent1", "\ud83d"))
    assert '"chunk":"\\ud83d"' in text(scene(plan))


def test_an_unknown_ending_is_refused_where_it_is_written():
    with pytest.raises(ValueError, match="no such ending"):
        stream(ending="sideways")  # type: ignore[arg-type]
