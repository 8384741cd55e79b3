"""Scripts of programs: by text, pattern or rule, in sequences, over a port, in comments."""

import re

import pytest

from penstock_mock.services.sandbox_fusion import (
    cell,
    compile_error,
    result,
    sandbox_error,
    scenario,
)
from penstock_mock.services.sandbox_fusion.behaviours import SCENARIOS


def stdout(ran):
    return ran["run_result"]["stdout"]


def test_a_script_is_for_exactly_that_text(world):
    world.sandbox.script("print(1)", result("scripted"))
    assert stdout(world.run("print(1)")) == "scripted"
    assert stdout(world.run("print(1) ")) == "1\n"


def test_a_script_is_for_whatever_a_pattern_is_found_in(world):
    world.sandbox.script(re.compile(r"import\s+numpy"), result("numbers"))
    assert stdout(world.run("x = 1\nimport  numpy")) == "numbers"
    assert stdout(world.run("print(1)")) == "1\n"


def test_a_script_is_for_what_a_rule_takes_and_may_be_worked_out(world):
    entry = world.sandbox.script(
        lambda program: program.stdin is not None, lambda program: result(program.stdin.upper())
    )
    assert stdout(world.run("anything", "ruby", stdin="abc")) == "ABC"
    assert stdout(world.run("print(1)")) == "1\n"
    assert [program.language for program in entry.answered] == ["ruby"]


def test_results_come_in_turn_and_the_last_one_stays(world):
    world.sandbox.script("code", sandbox_error(), compile_error(), result("fine"))
    ran = [world.run("code", "cpp")["status"] for _ in range(4)]
    assert ran == ["SandboxError", "Failed", "Success", "Success"]


def test_the_newest_script_wins_and_a_language_narrows_it(world):
    world.sandbox.script("code", result("any"))
    world.sandbox.script("code", result("perl"), language="perl")
    assert [stdout(world.run("code", name)) for name in ("perl", "ruby")] == ["perl", "any"]


@pytest.mark.table(
    ("match", "results"),
    [("code", ()), ("code", ("1\n",)), ("code", (cell("1"),)), (5, (result(),))],
)
def test_nonsense_is_refused_where_it_is_written(match, results, world):
    with pytest.raises(ValueError, match="script"):
        world.sandbox.script(match, *results)


def test_a_reset_forgets_scripts_and_datasets(world):
    world.sandbox.script("code", result("1"))
    world.sandbox.dataset("mine", [])
    world.mock.reset()
    assert stdout(world.run("print(2)")) == "2\n"
    assert "mine" not in world.call("GET", "/list_datasets").json


# -- from plain JSON ------------------------------------------------------------------------------


@pytest.mark.table("name", SCENARIOS)
def test_every_result_can_be_had_by_its_name(name, world):
    given = {"name": name, "tool": "php"} if name == "toolchain_missing" else name
    world.mock.admin.scenario("sandbox_fusion", "code", [given])
    assert world.run("code", "cpp")["status"] in ("Success", "Failed", "SandboxError")
    assert world.sandbox.not_understood == []


def test_a_scenario_says_what_it_is_for(world):
    admin = world.mock.admin
    admin.scenario("sandbox_fusion", "re:^boom", [{"stdout": "pattern"}])
    admin.scenario("sandbox_fusion", "perl:code", [{"stdout": "perl", "return_code": 2}])
    admin.scenario("sandbox_fusion", "cell:plot()", [{"display": [{"image/png": "eA=="}]}])
    admin.scenario("sandbox_fusion", "notebook:re:train", ["kernel_died"])
    admin.scenario("sandbox_fusion", "dataset:mine", [{"id": "007"}])
    assert stdout(world.run("boom", "lua")) == "pattern"
    assert world.run("code", "perl")["run_result"]["return_code"] == 2
    assert "mock.sandbox_fusion" in world.run("code", "lua")["run_result"]["stderr"]
    assert world.notebook("plot()")["cells"][0]["display"] == [{"image/png": "eA=="}]
    assert world.notebook("train()")["status"] == "Failed"
    assert "mine" in world.call("GET", "/list_datasets").json


@pytest.mark.table(
    ("name", "step", "message"),
    [
        ("code", "nope", "there are"),
        ("code", {"stdout": "1", "colour": 2}, "colour"),
        ("code", 5, "a name or an object"),
        ("code", {"name": "toolchain_missing"}, "tool"),
        ("re:(", "result", "no pattern"),
        ("cell:x", {"stdin": 1}, "stdin"),
        ("dataset:x", {"content": 1}, "id"),
    ],
)
def test_a_scenario_that_makes_no_sense_says_what_would(name, step, message, world):
    with pytest.raises(ValueError, match=message):
        world.mock.admin.scenario("sandbox_fusion", name, [step])


def test_seconds_of_a_result_are_no_less_than_none():
    with pytest.raises(ValueError, match="seconds"):
        scenario({"seconds": -1})


REMARKS = {
    "cpp": '// mock: {"stdout": "1\\n"}\nint main() {}',
    "python": 'print(2)\n# mock: {"stdout": "1\\n"}',
    "lua": '-- mock: {"stdout": "1\\n"}',
    "java": '/* mock: {"stdout": "1\\n"} */',
}


@pytest.mark.table("language", REMARKS)
def test_a_comment_in_a_program_gives_its_result(language, world):
    assert stdout(world.run(REMARKS[language], language)) == "1\n"


def test_a_comment_may_be_a_name_only(world):
    assert world.run("// mock: compile_error", "cpp")["run_result"] is None


@pytest.mark.table("comment", ["nope", '{"stdout": ', '{"colour": 1}'])
def test_a_comment_that_makes_no_sense_is_reported(comment, world):
    ran = world.run(f"# mock: {comment}\nprint(1)")
    assert (ran["status"], "its comment" in ran["run_result"]["stderr"]) == ("Failed", True)


def test_a_script_is_preferred_to_a_comment(world):
    world.sandbox.script("# mock: compile_error", result("scripted"))
    assert stdout(world.run("# mock: compile_error")) == "scripted"
