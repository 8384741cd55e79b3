"""Behaviours can be written as plain JSON, and nonsense is refused where it is written."""

import pytest

from penstock_mock import Mock
from penstock_mock.services import dify
from penstock_mock.services.base import read_options
from penstock_mock.services.dify import SCENARIOS, Options, scenario


def test_a_name_is_enough():
    assert scenario("quota") == dify.quota()
    assert scenario({}) == dify.succeed()


def test_an_object_has_the_functions_own_arguments():
    assert scenario({"name": "fail", "error": "boom"}) == dify.fail("boom")


def test_streams_and_times_can_be_written_as_well():
    given = {"seconds": 2, "gap": 0.5, "stream": {"ending": "reset", "after": 3, "split": 2}}
    assert scenario(given) == dify.succeed().lasting(2).paced(0.5).streaming(
        ending="reset", after=3, split=2
    )


def test_a_pause_can_say_what_it_asks_and_how_it_goes_on():
    given = {"name": "pause", "form": {"content": "?", "actions": ["a", "b"]}, "then": "fail"}
    form = dify.make_form("?", actions=["a", "b"])
    assert scenario(given) == dify.pause(form, dify.fail())


def test_every_step_can_be_written_as_well():
    given = {
        "steps": [
            {"node": {"title": "A", "type": "agent", "steps": [
                {"say": "x"}, {"think": "y"}, {"think": {"text": "", "final": True}},
                {"log": "l"}, {"log": {"label": "m", "status": "error"}}, {"retry": "r"},
            ]}},
            {"iteration": {"title": "I", "rounds": [[{"say": "1"}], []]}},
            {"loop": {"title": "L", "rounds": [[]], "status": "failed"}},
            {"branches": [[{"wait": 1}], []]},
            {"audio": "a"}, {"audio": {"data": "b", "late": True}},
            {"event": {"event": "x"}}, {"raw": ": ok\n\n"},
        ]
    }  # fmt: skip
    agent = dify.node(
        "A",
        *(dify.say("x"), dify.think("y"), dify.think("", True)),
        *(dify.log("l"), dify.log("m", status="error"), dify.retry("r")),
        type="agent",
    )
    assert scenario(given) == dify.succeed().of(
        agent,
        dify.iteration("I", [dify.say("1")], []),
        dify.loop("L", [], status="failed"),
        dify.branches([dify.wait(1)], []),
        dify.audio(b"a"),
        dify.audio(b"b", late=True),
        dify.event({"event": "x"}),
        dify.raw(b": ok\n\n"),
    )


@pytest.mark.table("name", sorted(set(SCENARIOS) - {"refuse"}))
def test_every_scenario_can_be_had_by_name_alone(name):
    assert isinstance(scenario(name), dify.Behaviour)
    assert name == "pause" or SCENARIOS[name] is getattr(dify, name)


@pytest.mark.table(
    "given",
    [
        "nonsense",
        {"name": "fail", "eror": "boom"},
        {"name": "refuse", "refusal": "x"},
        {"name": "refuse"},
        {"name": "pause", "then": "nonsense"},
        {"seconds": -1},
        {"stream": {"ending": "sideways"}},
        {"stream": {"colour": "red"}},
        {"stream": 5},
        {"steps": [{"shout": "x"}]},
        {"steps": [{"say": "x", "wait": 1}]},
        {"steps": ["say"]},
        {"steps": [{"node": {"type": "llm"}}]},
        {"steps": 5},
    ],
)
def test_nonsense_is_refused(given):
    with pytest.raises(ValueError):
        scenario(given)


@pytest.mark.table(
    "given",
    [
        {"dialect": "b"},
        {"colour": "red"},
        {"concurrency": -1},
        {"concurrency": True},
        {"concurrency_status": 503},
        {"concurrency_modes": "blocking"},
        {"concurrency_modes": ["sideways"]},
        {"quota": -1},
        {"stop_outcome": "gone"},
        {"ping": 0},
        {"idle": float("inf")},
        {"newer_paths": "no"},
        {"upload_limits": {"picture": 1}},
        {"upload_limits": {"image": -1}},
        {"upload_limits": 5},
        {"user_input_form": "topic"},
        {"user_input_form": [{"paragraph": {}}]},
        {"user_input_form": 5},
        {"blocked_extensions": "exe"},
        {"version": 1.16},
    ],
)
def test_options_are_checked(given):
    with pytest.raises(ValueError):
        read_options(Options, "dify", given)


def test_options_have_defaults():
    options = read_options(Options, "dify", {})
    assert (options.dialect, options.server_version) == ("2024-12", "0.14.2")
    assert (options.pings_first, options.closes_after_error) == (False, True)
    newer = read_options(Options, "dify", {"dialect": "2026-08"})
    assert (newer.pings_first, newer.closes_after_error, newer.refuses_inputs) == (
        True,
        False,
        "event",
    )


def test_whoever_steers_a_mock_can_set_them():
    mock = Mock()
    version = "11111111-2222-4333-8444-555555555555"
    mock.admin.scenario("dify", "app", ["quota", {"name": "fail", "error": "boom"}])
    mock.admin.scenario("dify", "app-key", ["partly"])
    mock.admin.scenario("dify", version, ["fail"])
    mock.admin.set_option("dify", "dialect", "2026-08")
    assert mock.dify.default.script.behaviours == (dify.quota(), dify.fail("boom"))
    assert mock.dify.apps["app-key"].script.behaviours == (dify.partly(),)
    assert mock.dify.default.versions[version].behaviours == (dify.fail(),)
    assert mock.dify.options.modern
    for wrong in (["nonsense"], []):
        with pytest.raises(ValueError):
            mock.admin.scenario("dify", "app", wrong)
    with pytest.raises(ValueError, match="no such option"):
        mock.admin.set_option("dify", "dialekt", "2026-08")


@pytest.mark.table("behaviours", [(), ("fail",), (None,)])
def test_a_workflow_does_something(behaviours):
    with pytest.raises(ValueError, match="needs behaviours"):
        Mock().dify.workflow(*behaviours)


def test_a_session_begins_anew():
    mock = Mock()
    mock.dify.workflow(dify.fail())
    mock.reset()
    assert mock.dify.default.script.behaviours == (dify.succeed(),)
