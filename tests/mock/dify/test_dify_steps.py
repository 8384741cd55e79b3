"""The steps of a workflow: every event of the catalogue, in both generations."""

import base64

import pytest

from penstock_mock.services import dify


def told(stream, *kinds):
    """The data of the events of some kinds."""
    return [e["data"] for e in stream.events if e != "ping" and e["event"] in kinds]


def test_a_node_begins_and_ends_as_itself(either):
    either.does(dify.succeed().of(dify.node("Sum up", dify.say("x"), tokens=7, price="0.0006835")))
    stream = either.stream()
    (begun,), (ended,) = told(stream, "node_started"), told(stream, "node_finished")
    assert begun["id"] == ended["id"] != begun["node_id"]
    assert begun["node_id"].isdigit()
    assert (begun["title"], begun["node_type"], begun["index"]) == ("Sum up", "llm", 1)
    assert (begun["inputs"], ended["inputs"]) == (None, {})
    assert ended["outputs"] == {"text": "x", "finish_reason": "stop"}
    (finished,) = told(stream, "workflow_finished")
    assert (finished["total_tokens"], finished["total_steps"]) == (7, 1)


@pytest.mark.table(("dialect", "price"), [("2024-12", 0.0006835), ("2026-08", "0.0006835")])
def test_a_price_is_a_number_on_the_documented_page_and_text_in_2026_08(make, dialect, price):
    world = make(dialect=dialect)
    world.does(dify.succeed().of(dify.node("LLM", price="0.0006835", tokens=1)))
    (ended,) = told(world.stream(), "node_finished")
    assert ended["execution_metadata"] == {
        "total_tokens": 1,
        "total_price": price,
        "currency": "USD",
    }


def test_a_node_keeps_the_id_its_title_has(either):
    either.does(dify.succeed().of(dify.node("A"), dify.node("A"), dify.node("B", id="7")))
    nodes = told(either.stream(), "node_started")
    assert nodes[0]["node_id"] == nodes[1]["node_id"] != nodes[2]["node_id"] == "7"
    assert len({node["id"] for node in nodes}) == 3
    numbers = [1, 1, 1] if either.dify.options.modern else [1, 2, 3]
    assert [node["index"] for node in nodes] == numbers


def test_a_node_can_be_tried_again(newer):
    steps = [dify.retry("once"), dify.retry("twice")]
    newer.does(dify.succeed().of(dify.node("HTTP", *steps, type="http-request")))
    retries = told(newer.stream(), "node_retry")
    assert [(r["retry_index"], r["error"], r["status"]) for r in retries] == [
        (1, "once", "retry"),
        (2, "twice", "retry"),
    ]


@pytest.mark.table(
    "wrong",
    [
        lambda lost: dify.succeed().of(lost),
        lambda lost: dify.loop("A", [lost]),
        lambda lost: dify.branches([lost]),
    ],
)
def test_a_retry_belongs_into_a_node(wrong):
    with pytest.raises(ValueError, match="belongs into a node"):
        wrong(dify.retry("lost"))


@pytest.mark.table("kind", ["iteration", "loop"])
def test_containers_have_events_of_their_own(newer, kind):
    rounds = [[dify.node("Code", type="code", tokens=n)] for n in (1, 2)]
    newer.does(dify.succeed().of(getattr(dify, kind)("Each", *rounds, outputs={"output": [1, 2]})))
    stream = newer.stream()
    assert stream.kinds == [
        *("ping", "workflow_started", f"{kind}_started"),
        *(f"{kind}_next", "node_started", "node_finished") * 2,
        *(f"{kind}_completed", "workflow_finished"),
    ]
    (begun,), (ended,) = told(stream, f"{kind}_started"), told(stream, f"{kind}_completed")
    assert begun["id"] == begun["node_id"] == ended["id"]
    assert begun["node_type"] == kind
    assert [each["index"] for each in told(stream, f"{kind}_next")] == [0, 1]
    assert {each[f"{kind}_id"] for each in told(stream, "node_started")} == {begun["id"]}
    assert (ended["steps"], ended["total_tokens"], ended["outputs"]) == (2, 3, {"output": [1, 2]})
    inside = [node["execution_metadata"][f"{kind}_index"] for node in told(stream, "node_finished")]
    assert inside == [0, 1]


def test_a_failed_container_tells_no_error(newer):
    newer.does(dify.fail("boom").of(dify.loop("Until", [dify.node("A")], status="failed")))
    (ended,) = told(newer.stream(), "loop_completed")
    assert (ended["status"], ended["error"]) == ("failed", None)


def test_branches_come_interleaved(either):
    sides = [[dify.node("A", dify.wait(1))], [dify.node("B", dify.wait(0.5)), dify.node("C")]]
    either.does(dify.succeed().of(dify.branches(*sides)))
    stream = either.stream()
    order = [
        (e["event"].removeprefix("node_"), e["data"]["title"])
        for e in stream.events
        if e != "ping" and e["event"].startswith("node_")
    ]
    assert order[:2] == [("started", "A"), ("started", "B")]
    assert order[-1] == ("finished", "A")
    assert either.now < 1.6  # side by side, not one after the other


def test_only_old_servers_tell_of_branches(world, newer):
    for each, count in ((world, 2), (newer, 0)):
        each.does(dify.succeed().of(dify.branches([dify.node("A")], [dify.node("B")])))
        stream = each.stream()
        assert len(told(stream, "parallel_branch_started")) == count
        assert len(told(stream, "parallel_branch_finished")) == count
    branch = told(world.stream(), "parallel_branch_started")[0]
    node = told(world.stream(), "node_started")[0]
    assert node["parallel_id"] is not None
    assert node["parallel_start_node_id"] == node["node_id"] == branch["parallel_branch_id"]


def test_reasoning_and_agent_logs(newer):
    agent = dify.node(
        "Agent",
        dify.think("Hm"),
        dify.think("", final=True),
        dify.log("ROUND 1", status="start", data={"x": 1}),
        type="agent",
        strategy="ReAct",
        icon="icon.svg",
    )
    newer.does(dify.succeed().of(agent))
    stream = newer.stream()
    thoughts = told(stream, "reasoning_chunk")
    assert [(t["reasoning"], t["is_final"], t["message_id"]) for t in thoughts] == [
        ("Hm", False, None),
        ("", True, None),
    ]
    (begun,), (line,) = told(stream, "node_started"), told(stream, "agent_log")
    assert begun["agent_strategy"] == {"name": "ReAct", "icon": None}
    assert begun["extras"] == {"icon": "icon.svg"}
    assert (line["label"], line["status"], line["data"]) == ("ROUND 1", "start", {"x": 1})
    assert line["node_execution_id"] == begun["id"]
    assert line["node_id"] == begun["node_id"] == thoughts[0]["node_id"]


def test_speech_that_is_late_reaches_nobody_in_2026_08(world, newer):
    steps = (dify.audio(b"one"), dify.node("LLM"), dify.audio("two", late=True))
    for each in (world, newer):
        each.does(dify.succeed().of(*steps))
    assert world.stream().kinds[-3:] == ["workflow_finished", "tts_message", "tts_message_end"]
    assert newer.stream().kinds[-1] == "workflow_finished"
    (first, second, end) = [e for e in world.stream().events if e["event"].startswith("tts")]
    assert [base64.b64decode(e["audio"]) for e in (first, second, end)] == [b"one", b"two", b""]
    assert "data" not in first


def test_waits_and_gaps(newer):
    newer.does(dify.succeed().of(dify.wait(2), dify.node("A", dify.wait(3))).paced(0.5))
    newer.stream()
    assert newer.now == pytest.approx(6.5)


def test_a_run_told_how_long_to_take_keeps_the_proportions(newer):
    newer.does(dify.succeed().of(dify.node("A", dify.wait(1)), dify.node("B")).lasting(100))
    stream = newer.stream()
    first, second = told(stream, "node_finished")
    assert first["elapsed_time"] > 10 * second["elapsed_time"]
    assert first["finished_at"] - first["created_at"] == pytest.approx(84, abs=5)


def test_what_is_no_step_is_refused_where_it_is_written():
    with pytest.raises(ValueError, match="no steps"):
        dify.succeed().of("text")
    with pytest.raises(TypeError, match="takes Step as steps"):
        dify.node("A", {"say": "x"})


@pytest.mark.table(
    "wrong",
    [
        lambda: dify.node("A", status="odd"),
        lambda: dify.wait(-1),
        lambda: dify.succeed().lasting(float("nan")),
        lambda: dify.succeed().paced(-1),
        lambda: dify.stream(ending="sideways"),
        lambda: dify.stream(split=0),
        lambda: dify.stream(after=-1),
        lambda: dify.stop(1, outcome="gone"),
        lambda: dify.stop(-1),
        lambda: dify.gateway_timeout(-1),
        lambda: dify.refuse("nonsense"),
    ],
)
def test_nonsense_is_refused_where_it_is_written(wrong):
    with pytest.raises(ValueError):
        wrong()
