"""Behaviours can be written as plain JSON, and nonsense is refused where it is written."""

import pytest

from penstock_mock.mock import Mock
from penstock_mock.services import sim
from penstock_mock.services.base import read_options
from penstock_mock.services.sim import Options, behaviours, scenario
from penstock_mock.services.sim.behaviours import SCENARIOS
from penstock_mock.services.sim.errors import ERRORS, V2_CODES


def test_a_name_is_enough():
    assert scenario("not_found") == sim.not_found()
    assert scenario({}) == sim.succeed()


def test_an_object_has_the_functions_own_arguments():
    given = {"name": "fail", "error": "boom", "status": 422}
    assert scenario(given) == sim.fail("boom", status=422)


def test_jobs_streams_and_blocks_can_be_written_as_well():
    given = {
        "seconds": 2,
        "job": {"states": ["queued", ["processing", 30]], "end": "cancelled"},
        "stream": {
            "steps": [
                {"say": ["agent1", "One"]},
                {"wait": 5},
                {"frame": {"x": 1}},
                {"raw": ": ok\n\n"},
                {"thinking": ["agent1", "hm"]},
                {"tool": ["agent1", "start", "search"]},
                {"chunk_reset": "agent1"},
                {"block_error": ["agent1", "lost"]},
            ],
            "ending": "truncated",
            "split": 3,
        },
        "blocks": [{"name": "Agent 1"}],
        "cancelling": "conflict",
    }
    assert scenario(given) == (
        sim.succeed()
        .lasting(2)
        .with_job(sim.job("queued", ("processing", 30.0), end="cancelled"))
        .with_stream(
            sim.stream(
                sim.Say("agent1", "One"),
                sim.Wait(5),
                sim.Frame({"x": 1}),
                sim.Raw(b": ok\n\n"),
                sim.thinking("agent1", "hm"),
                sim.tool("agent1", "start", "search"),
                sim.chunk_reset("agent1"),
                sim.BlockError("agent1", "lost"),
                ending="truncated",
                split=3,
            )
        )
        .with_blocks(sim.Block("Agent 1"))
        .cancelling("conflict")
    )


def test_a_pause_can_say_how_it_goes_on():
    given = {"name": "paused", "then": {"name": "fail", "error": "no"}, "context_id": "c"}
    assert scenario(given) == sim.paused(sim.fail("no"), context_id="c")


@pytest.mark.table("name", sorted(set(SCENARIOS) - {"response_block", "refuse"}))
def test_every_scenario_can_be_had_by_name_alone(name):
    assert isinstance(scenario(name), sim.Behaviour)


@pytest.mark.table(
    "given",
    [
        "nonsense",
        {"name": "fail", "eror": "boom"},
        {"name": "fail", "status": 99},
        {"stream": {"steps": [{"shout": "x"}]}},
        {"stream": {"steps": [{"say": ["a", "b"], "wait": 1}]}},
        {"stream": {"ending": "sideways"}},
        {"stream": {"gap": -1}},
        {"job": {"polls": 0}},
        {"seconds": -1},
        {"cancelling": "because"},
        {"name": "refuse", "refusal": "x"},
    ],
)
def test_nonsense_is_refused(given):
    with pytest.raises(ValueError):
        scenario(given)


def test_a_refusal_is_known_by_its_name():
    with pytest.raises(ValueError, match="no such refusal"):
        behaviours.refuse("nonsense")


@pytest.mark.table("refusal", ERRORS.values(), ids=lambda r: r.name)
def test_every_refusal_of_v2_has_a_status_with_a_code(refusal):
    assert refusal.forms["v2"].status in V2_CODES


@pytest.mark.table(
    "given",
    [
        {"dialect": "b"},
        {"plan": "gold"},
        {"v2_gate": "off"},
        {"rate_limit_headers": "soon"},
        {"usage_limit": -1},
        {"run_cost": float("nan")},
        {"colour": "red"},
    ],
)
def test_options_are_checked(given):
    with pytest.raises(ValueError):
        read_options(Options, "sim", given)


def test_options_have_defaults():
    options = read_options(Options, "sim", {})
    assert (options.dialect, options.plan, options.v2_gate) == ("2025-10", "pro", True)
    state = Mock().sim
    assert state.look("k", "sync", 0.0).limit == 25
    assert state.usage_cap == 20.0


def test_whoever_steers_a_mock_can_set_them():
    mock = Mock()
    mock.admin.scenario("sim", "wf", ["not_found", {"name": "fail", "error": "boom"}])
    assert mock.sim.script("wf").behaviours == (sim.not_found(), sim.fail("boom"))
    with pytest.raises(ValueError, match="no such scenario"):
        mock.admin.scenario("sim", "wf", ["nonsense"])


@pytest.mark.table("behaviours_given", [(), ("fail",), (None,)])
def test_a_workflow_does_something(behaviours_given):
    with pytest.raises(ValueError, match="needs behaviours"):
        Mock().sim.workflow("wf", *behaviours_given)


@pytest.mark.table(
    ("given", "behaviour"), [(True, sim.succeed().outdated()), (False, sim.succeed())]
)
def test_a_workflow_changed_since_it_was_deployed_can_be_asked_for(given, behaviour):
    assert scenario({"outdated": given}) == behaviour
