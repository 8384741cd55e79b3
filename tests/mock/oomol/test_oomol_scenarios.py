"""Behaviours can be written as plain JSON, and nonsense is refused where it is written."""

import pytest

from penstock_mock.services import oomol
from penstock_mock.services.base import read_options
from penstock_mock.services.oomol import (
    INSTALL_SCENARIOS,
    SCENARIOS,
    Node,
    Options,
    install_scenario,
    scenario,
)
from penstock_mock.services.oomol.state import SECONDS, UPLOAD_LIMIT


@pytest.mark.table(
    ("given", "behaviour"),
    [
        ("succeed", oomol.succeed()),
        ({}, oomol.succeed()),
        ({"result": {"n": 1}}, oomol.succeed({"n": 1})),
        ({"name": "succeed", "result": None}, oomol.succeed(None)),
        ({"name": "fail", "reason": "no"}, oomol.fail("no")),
        ("crash", oomol.crash()),
        ("stop_itself", oomol.stop_itself()),
        (
            {"name": "stream_outputs", "values": {"a": 1}, "together": True},
            oomol.stream_outputs({"a": 1}, together=True),
        ),
        ("flow", oomol.flow()),
        (
            {"name": "flow", "nodes": [{"id": "a#1", "result": None}, {"id": "b", "error": "x"}]},
            oomol.flow(Node("a#1", None), Node("b", error="x")),
        ),
        (
            {"name": "flow", "nodes": [{"id": "a", "steps": [{"log": "hi"}]}]},
            oomol.flow(Node("a", steps=(oomol.log("hi"),))),
        ),
        ({"name": "subflow", "values": {"a": 1}}, oomol.subflow({"a": 1})),
        (
            {"name": "subflow", "values": {}, "nodes": [{"id": "a"}]},
            oomol.subflow({}, Node("a")),
        ),
        ({"name": "lag", "readings": 2, "then": "fail"}, oomol.lag(2, oomol.fail())),
        (
            {"name": "weird", "status": "x", "times": None, "then": {"name": "fail"}},
            oomol.weird("x", times=None, then=oomol.fail()),
        ),
        ("slow", oomol.slow()),
        ({"name": "slow", "polls": 3}, oomol.slow(3)),
        ({"name": "slow", "polls": None, "seconds": None, "then": None}, oomol.slow()),
        ({"name": "slow", "seconds": 3, "then": "fail"}, oomol.slow(None, 3, oomol.fail())),
        ({"name": "pending", "then": "fail"}, oomol.pending(oomol.fail())),
        (
            {"name": "lag", "then": {"name": "pending", "then": {"name": "fail", "polls": 3}}},
            oomol.lag(then=oomol.pending(oomol.fail().paced(polls=3))),
        ),
        ("stuck", oomol.stuck()),
        (
            {"name": "refuse", "status": 500, "error": "x", "form": "object", "retry_after": 1},
            oomol.refuse(500, "x", form="object", retry_after=1),
        ),
        ({"name": "unsuccessful", "error": "x"}, oomol.unsuccessful("x")),
        ("html_502", oomol.html_502()),
        (
            {"polls": 2, "lagging": 1, "oddly": "x", "after_pending": True},
            oomol.succeed().paced(polls=2).lagging(1).oddly("x").after_pending(),
        ),
        ({"after_pending": False}, oomol.succeed()),
    ],
)
def test_whatever_can_be_said_in_python_can_be_said_in_json(given, behaviour):
    assert scenario(given) == behaviour


def test_steps_can_be_written_as_well():
    steps = [
        {"log": "a"},
        {"log": ["b", "stderr"]},
        {"log_json": [1]},
        {"output": ["text", [1]]},
        {"outputs": {"a": 1}},
        {"progress": 50},
        {"warning": "w"},
        {"error": "e"},
        {"message": None},
        {"preview": ["text", "hi"]},
        {"event": ["BlockNews", {"n": 1}]},
    ]
    assert scenario({"steps": steps}) == oomol.succeed().saying(
        oomol.log("a"),
        oomol.log("b", "stderr"),
        oomol.log_json([1]),
        oomol.output("text", [1]),
        oomol.outputs({"a": 1}),
        oomol.progress(50),
        oomol.warning("w"),
        oomol.error("e"),
        oomol.message(None),
        oomol.preview("text", "hi"),
        oomol.Step("BlockNews", {"n": 1}),
    )


@pytest.mark.table(
    ("given", "installing"),
    [
        ("installs", oomol.installs()),
        ({"dependencies": [["a", "1.0.0"]]}, oomol.installs(("a", "1.0.0"))),
        (
            {"name": "install_fails", "error": "no", "polls": 2},
            oomol.install_fails("no").paced(polls=2),
        ),
        ({"name": "install_refused", "status": 404}, oomol.install_refused(status=404)),
    ],
)
def test_installations_can_be_written_too(given, installing):
    assert install_scenario(given) == installing


@pytest.mark.table("name", sorted(SCENARIOS))
def test_scenarios_are_named_like_their_function(name):
    assert callable(getattr(oomol, name))
    scenario(name)


@pytest.mark.table("name", sorted(INSTALL_SCENARIOS))
def test_so_are_those_of_installations(name):
    assert callable(getattr(oomol, name))
    install_scenario(name)


@pytest.mark.table(
    "given",
    [
        "nonsense",
        {"name": "fail", "colour": "red"},
        {"name": "fail", "s": 1},
        {"name": "fail", "reason": 5},
        {"name": "succeed", "result": "text"},
        {"name": "stream_outputs", "values": 5},
        {"name": "subflow", "values": [1]},
        {"name": "flow", "nodes": [{"colour": "red"}]},
        {"name": "flow", "nodes": [5]},
        {"name": "lag", "readings": -1},
        {"name": "weird", "times": 0},
        {"name": "weird", "status": 5},
        {"name": "slow", "polls": 0},
        {"name": "slow", "seconds": -1},
        {"polls": 1.5},
        {"seconds": "soon"},
        {"seconds": float("nan")},
        {"polls": None},
        {"lagging": "long"},
        {"steps": [{"shout": "hi"}]},
        {"steps": [{"log": "a", "warning": "b"}]},
        {"steps": [{"output": "text"}]},
        {"steps": [{"outputs": 5}]},
        {"steps": [{"event": ["BlockNews", 5]}]},
        {"name": "refuse", "status": 99},
        {"name": "refuse", "status": None},
        {"name": "refuse", "status": 500, "form": "sung"},
        {"name": "refuse", "status": 429, "retry_after": "a\nb"},
        {"name": "lag", "then": "nonsense"},
    ],
)
def test_nonsense_is_refused(given):
    with pytest.raises(ValueError):
        scenario(given)


@pytest.mark.table(
    "given", ["succeed", {"error": "x"}, {"name": "install_fails", "error": 5}, {"polls": 0}]
)
def test_nonsense_of_installations_is_refused(given):
    with pytest.raises(ValueError):
        install_scenario(given)


@pytest.mark.table(
    ("say", "wrong"),
    [
        (lambda state: state.block("a::b", "fail"), "a block needs behaviours"),
        (lambda state: state.flow("f", oomol.installs()), "a flow needs behaviours"),
        (lambda state: state.any_block(None), "a block needs behaviours"),
        (lambda state: state.package("a"), "a package needs behaviours"),
        (lambda state: state.package("a", oomol.succeed()), "a package needs behaviours"),
    ],
)
def test_only_behaviours_are_behaviours(world, say, wrong):
    with pytest.raises(ValueError, match=wrong):
        say(world.oomol)


def test_whoever_steers_a_mock_can_set_them(world):
    admin = world.mock.admin
    admin.scenario("oomol", "my::own", ["fail", {"name": "succeed", "result": {"n": 1}}])
    assert world.statuses(world.create("my::own"), 2)[-1] == "failed"
    assert world.results(world.create("my::own")) == [{"n": 1}]
    admin.scenario("oomol", "poster", [{"name": "flow", "nodes": [{"id": "a#1", "error": "jam"}]}])
    assert world.statuses(world.create("poster"), 2)[-1] == "failed"
    admin.scenario("oomol", "*", ["stuck"])
    assert world.statuses(world.create("nobody::knows"), 2)[-1] == "running"
    admin.scenario("oomol", "install:image-kit", [{"name": "install_refused", "error": "Busy"}])
    assert world.install("image-kit").json["error"] == "Busy"
    with pytest.raises(ValueError, match="no such scenario"):
        admin.scenario("oomol", "my::own", ["nonsense"])


# -- options ----------------------------------------------------------------------------------


@pytest.mark.table(
    "given",
    [
        {"dialect": "b"},
        {"token": "basic"},
        {"polls": 0},
        {"polls": True},
        {"seconds": -1},
        {"seconds": "1"},
        {"polls": None, "seconds": None},
        {"pending": "yes"},
        {"logs": "random"},
        {"log_ids": "uuid"},
        {"log_lag": None},
        {"log_lag": -1},
        {"envelope": "paper"},
        {"refusals": "loud"},
        {"upload_limit": None},
        {"upload_limit": 1.5},
        {"colour": "red"},
        {"logs": []},
    ],
)
def test_options_are_checked(given):
    with pytest.raises(ValueError):
        read_options(Options, "oomol", given)


@pytest.mark.parametrize("given", [None, 1.5, "x", True, -1])
def test_the_error_of_a_number_of_an_option_names_those_there_are(given):
    with pytest.raises(ValueError, match=r"log_lag is .*; give a whole number of 0 or more"):
        read_options(Options, "oomol", {"log_lag": given})


def test_options_have_defaults():
    options = read_options(Options, "oomol", {})
    assert (options.dialect, options.token, options.envelope) == ("2025-12", "any", "wrapped")
    assert (options.polls, options.seconds, options.pending) == (1, SECONDS, False)
    assert (options.logs, options.log_ids, options.log_lag) == ("ascending", "task", 0)
    assert (options.refusals, options.upload_limit) == ("status", UPLOAD_LIMIT)


def test_options_can_be_set_on_the_way_and_a_wrong_one_changes_nothing(world):
    world.mock.admin.set_option("oomol", "token", "none")
    assert world.call("GET", "/v1/tasks", token=None).status == 200
    with pytest.raises(ValueError):
        world.mock.admin.set_option("oomol", "token", "basic")
    assert world.call("GET", "/v1/tasks", token=None).status == 200
