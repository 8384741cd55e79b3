"""Streams of runs: the order of events, the silences between them, and the ends they can have."""

import asyncio

import httpx
import pytest

from penstock_mock.services import dify

TWO = dify.succeed({"text": "One two"})


def test_the_documented_stream(world):
    world.does(TWO)
    stream = world.stream()
    assert stream.kinds == [
        "workflow_started",
        *("node_started", "node_finished"),
        *("node_started", "text_chunk", "text_chunk", "node_finished"),
        *("node_started", "node_finished"),
        "workflow_finished",
    ]
    assert list(stream.events[0]) == ["event", "task_id", "workflow_run_id", "data"]
    assert stream.events[0]["data"]["sequence_number"] == 1
    assert "reason" not in stream.events[0]["data"]
    assert "parallel_id" in stream.events[1]["data"]


def test_the_newer_stream(newer):
    newer.does(TWO)
    stream = newer.stream()
    assert stream.kinds[:2] == ["ping", "workflow_started"]
    assert stream.kinds[-1] == "workflow_finished"
    started = stream.events[1]
    assert list(started) == ["event", "workflow_run_id", "task_id", "data"]
    assert started["data"]["reason"] == "initial"
    assert "sequence_number" not in started["data"]
    assert stream.events[2]["data"]["inputs_truncated"] is False


def test_the_head_of_a_stream(either):
    with either.streaming() as stream:
        headers = stream.answer.headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "cache-control" not in headers
    assert "content-length" not in headers


def test_frames_are_escaped_and_spaced_in_the_past_and_raw_in_2026_08(world, newer):
    for each, said in ((world, '{"text": "\\u8336"'), (newer, '{"text":"茶"')):
        each.does(dify.succeed({"text": "茶"}))
        assert said in each.stream().text


def test_text_chunks_give_the_output_of_their_node(either):
    either.does(TWO)
    events = [each for each in either.stream().events if each != "ping"]
    chunks = [each["data"] for each in events if each["event"] == "text_chunk"]
    (model,) = (
        each["data"]
        for each in events
        if each["event"] == "node_finished" and each["data"]["node_type"] == "llm"
    )
    assert "".join(chunk["text"] for chunk in chunks) == model["outputs"]["text"] == "One two"
    assert {tuple(chunk["from_variable_selector"]) for chunk in chunks} == {
        (model["node_id"], "text")
    }


def test_sequence_numbers_count_the_runs_of_an_app(world):
    numbers = [world.stream().events[0]["data"]["sequence_number"] for _ in range(2)]
    world.dify.app("other")
    assert numbers == [1, 2]
    assert world.stream(key="other").events[0]["data"]["sequence_number"] == 1


@pytest.mark.table(
    ("behaviour", "status", "error", "exceptions"),
    [
        (dify.fail("boom"), "failed", "boom", 0),
        (dify.partly(error="odd"), "partial-succeeded", None, 1),
        (dify.stop(2), "stopped", "Stopped by user.", 0),
    ],
)
def test_every_outcome_is_a_finished_event(either, behaviour, status, error, exceptions):
    either.does(behaviour)
    last = either.stream().events[-1]
    data = last["data"]
    assert (last["event"], data["status"], data["error"]) == ("workflow_finished", status, error)
    assert data.get("exceptions_count", exceptions) == exceptions


def test_the_node_that_failed_says_so(either):
    either.does(dify.fail("boom"))
    nodes = [e["data"] for e in either.stream().events if e != "ping" and "node_fin" in e["event"]]
    assert (nodes[-1]["status"], nodes[-1]["error"], nodes[-1]["outputs"]) == (
        "failed",
        "boom",
        None,
    )


# -- silences -----------------------------------------------------------------------------------


def test_a_ping_comes_after_every_ten_silent_seconds(newer):
    newer.does(dify.succeed().of(dify.node("Slow", dify.wait(35))))
    with newer.streaming() as stream:
        at = [(newer.now, event if event == "ping" else event["event"]) for event in stream]
    pings = [round(moment, 2) for moment, event in at if event == "ping"]
    assert pings == [0, 10.05, 20.05, 30.05]
    assert at[-1] == (pytest.approx(35.15), "workflow_finished")


def test_the_cadence_and_the_first_ping_are_options(make):
    world = make(ping=1, leading_ping=True)
    world.does(dify.succeed().of(dify.wait(3.5)))
    assert world.stream().kinds == ["ping", "workflow_started", *["ping"] * 3, "workflow_finished"]


def test_pings_can_be_events_with_data(make):
    world = make(dialect="2026-08", data_pings=True)
    stream = world.stream()
    assert stream.events[0] == {"event": "ping"}


def test_a_client_with_little_patience_hears_nothing_in_time(make):
    world = make(dialect="2026-08")
    world.does(dify.succeed().of(dify.wait(30)))
    with pytest.raises(httpx.ReadTimeout), world.streaming(timeout=5) as stream:
        stream.read()
    assert world.now == pytest.approx(5)


# -- ends ---------------------------------------------------------------------------------------


def test_an_error_ends_the_documented_stream(world):
    world.does(dify.breaks("no", code="completion_request_error"))
    stream = world.stream()
    error = stream.events[-1]
    assert error["event"] == "error"
    assert error["code"] == "completion_request_error"
    assert error["status"] == 400
    assert "task_id" not in error
    assert world.now < 1


def test_after_an_error_the_newer_stream_is_open_and_silent_for_300_seconds(newer):
    newer.does(dify.breaks())
    stream = newer.stream()
    assert stream.kinds[-1] == "error"
    assert newer.now == pytest.approx(300, abs=1)
    (run,) = newer.dify.runs.values()
    assert newer.detail(run.id)["status"] == "failed"


def test_an_error_before_the_run_began_has_no_id(newer):
    newer.does(dify.breaks("no", code="provider_not_initialize", early=True).lasting(3))
    stream = newer.stream()
    assert stream.kinds[:2] == ["ping", "error"]
    assert stream.events[1]["workflow_run_id"] is None
    newer.does(dify.breaks(early=True, status=429, code="rate_limit_error"))
    assert newer.run().status_code == 429


@pytest.mark.table(("closes", "seconds"), [(True, 0), (False, 300)])
def test_whether_an_error_closes_is_an_option(make, closes, seconds):
    world = make(error_closes=closes)
    world.does(dify.breaks())
    world.stream()
    assert world.now == pytest.approx(seconds, abs=1)


def test_a_stream_cut_off_while_its_run_goes_on(either):
    either.does(dify.stream(TWO, ending="truncated"))
    stream = either.stream()
    assert "workflow_finished" not in stream.kinds
    (run_id,) = either.dify.runs
    either.advance(1)
    assert either.detail(run_id)["status"] == "succeeded"


def test_a_stream_can_break_after_some_events_and_its_run_goes_on(either):
    either.does(dify.stream(ending="reset", after=2))
    seen = []
    with pytest.raises(httpx.ReadError), either.streaming() as stream:
        seen.extend(event["event"] for event in stream if event != "ping")
    assert seen == ["workflow_started", "node_started"]
    (run_id,) = either.dify.runs
    either.advance(1)
    assert either.detail(run_id)["status"] == "succeeded"


def test_a_stream_can_stall(either):
    either.does(dify.stream(ending="stall", after=1))
    with pytest.raises(httpx.ReadTimeout):
        either.stream()
    assert either.now == pytest.approx(400)  # the client's own limit


def test_a_stream_can_hang_without_an_end(either):
    either.does(dify.stream(ending="hang"))
    stream = either.stream()
    assert "workflow_finished" not in stream.kinds
    assert stream.kinds[-1] == "ping"
    assert either.now == pytest.approx(300, abs=1)
    (run_id,) = either.dify.runs
    assert either.detail(run_id)["status"] == "succeeded"


def test_a_worker_that_dies_leaves_a_run_that_never_ends(either):
    either.does(dify.stick())
    stream = either.stream()
    assert stream.kinds[-1] == "ping"
    (run_id,) = either.dify.runs
    assert either.detail(run_id)["status"] == "running"


def test_the_idle_limit_is_an_option(make):
    world = make(dialect="2026-08", idle=25)
    world.does(dify.stick())
    assert world.stream().kinds[-3:] == ["text_chunk", "ping", "ping"]
    assert world.now == pytest.approx(25, abs=1)


# -- bytes --------------------------------------------------------------------------------------


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
@pytest.mark.table("split", [1, 2, 7])
def test_a_stream_can_be_cut_anywhere(make, dialect, split):
    texts = []
    for size in (None, split):
        world = make(dialect=dialect)
        world.does(dify.stream(dify.succeed({"text": "お茶 🍵"}), split=size))
        with world.streaming() as stream:
            parts = list(stream.answer.iter_raw())
        texts.append(b"".join(parts).decode())
    assert max(map(len, parts)) == split
    assert texts[0] == texts[1]


def test_a_frame_that_was_being_sent_when_the_run_was_stopped_is_sent_whole(newer):
    newer.does(dify.stream(dify.succeed({"text": "茶 " * 9}).lasting(60), split=5))
    with newer.streaming() as stream:
        parts = stream.answer.iter_raw()
        read = b"".join(next(parts) for _ in range(400))
        (run,) = newer.dify.runs.values()
        newer.stop(run.scene.task_id)
        read += b"".join(parts)
    stream.text = read.decode()
    assert stream.kinds[-1] == "workflow_finished"
    assert stream.events[-1]["data"]["status"] == "stopped"


def test_characters_are_cut_too(newer):
    newer.does(dify.stream(dify.succeed({"text": "茶"}), split=1))
    with newer.streaming() as stream:
        assert "茶".encode()[:1] in set(stream.answer.iter_raw())


def test_any_bytes_and_any_event_can_be_sent(either):
    either.does(
        dify.succeed().of(
            dify.raw(": hello\n\n"),
            dify.event({"event": "ping"}),
            dify.event({"event": "from_the_future", "data": {"x": 1}}),
        )
    )
    text = either.stream_text()
    assert ": hello\n\n" in text
    assert '"from_the_future"' in text


# -- inputs the app can't take ------------------------------------------------------------------

FORM = [{"paragraph": {"variable": "topic", "required": True}}]


def test_bad_inputs_are_400_in_both_modes_on_the_documented_server(make):
    world = make(user_input_form=FORM)
    for mode in ("blocking", "streaming"):
        answer = world.run(body={"response_mode": mode})
        assert answer.status_code == 400
        assert answer.json()["message"] == "topic is required in input form"
    assert world.dify.runs == {}


def test_bad_inputs_are_an_error_event_without_ids_in_the_newer_stream(make):
    world = make(dialect="2026-08", user_input_form=FORM)
    assert world.run().status_code == 400
    stream = world.stream()
    assert stream.events[1] == {
        "event": "error",
        "message": "topic is required in input form",
        "status": 500,
    }
    assert stream.kinds == ["ping", "error"]
    assert world.now == pytest.approx(300)
    assert world.dify.runs == {}


def test_bad_inputs_can_be_met_with_silence(make):
    world = make(dialect="2026-08", user_input_form=FORM, bad_inputs="silence")
    assert set(world.stream().kinds) == {"ping"}


# -- time that passes elsewhere -----------------------------------------------------------------


def test_what_was_due_while_the_client_did_something_else_comes_at_once(newer):
    newer.does(dify.succeed({"text": "One two three"}).lasting(60))
    with newer.streaming() as stream:
        events = iter(stream)
        assert next(events) == "ping"
        newer.advance(40)
        next(events)
        seen = [next(events)["event"] for _ in range(5)]
        assert newer.now == pytest.approx(40)
        assert seen[-1] == "text_chunk"
        rest = list(events)
    assert rest[-1]["event"] == "workflow_finished"
    assert newer.now == pytest.approx(60)


def test_silence_is_over_when_the_clock_says_so(newer):
    newer.does(dify.stick())
    with newer.streaming() as stream:
        events = iter(stream)
        next(events)
        newer.advance(1000)
        kinds = [each if each == "ping" else each["event"] for each in events]
    assert kinds[0] == "workflow_started"
    assert kinds.count("ping") <= 1
    assert newer.now == pytest.approx(1000, abs=11)


# -- several at once ----------------------------------------------------------------------------


def test_an_async_client_can_stop_what_it_reads(make):
    world = make(dialect="2026-08")
    world.does(dify.succeed().lasting(120))

    async def go() -> tuple[str, float]:
        async with httpx.AsyncClient(
            transport=world.mock.transport,
            base_url="https://api.dify.ai/v1",
            headers={"Authorization": "Bearer app-test"},
            timeout=60,
        ) as client:
            body = {"inputs": {}, "user": "u", "response_mode": "streaming"}
            reading = asyncio.create_task(client.post("/workflows/run", json=body))
            await world.mock.clock.asleep(7.3)
            (run,) = world.dify.runs.values()
            await client.post(f"/workflows/tasks/{run.scene.task_id}/stop", json={"user": "u"})
            answer = await reading
            return answer.text, world.now

    text, now = asyncio.run(go())
    assert '"status":"stopped"' in text
    assert 7.3 < now < 7.5
