"""POST /run_jupyter: cells share one world, and a cell that raises stops none of the others."""

import pytest

from penstock_mock.services.sandbox_fusion import (
    cell,
    cell_error,
    kernel_died,
    notebook,
    notebook_sandbox_error,
    notebook_timed_out,
)


def test_the_whole_body_of_a_notebook(world):
    ran = world.notebook("a = 123", "a", "print(a)")
    config = ran["driver"].pop("stdout")
    assert config.startswith("config: \n{")
    assert ran == {
        "status": "Success",
        "message": "",
        "driver": {
            "status": "Finished",
            "execution_time": 0.1,
            "return_code": 0,
            "stderr": "",
        },
        "cells": [
            {"stdout": "", "stderr": "", "display": [], "error": []},
            {"stdout": "", "stderr": "", "display": [{"text/plain": "123"}], "error": []},
            {"stdout": "123\n", "stderr": "", "display": [], "error": []},
        ],
        "executor_pod_name": None,
        "files": {},
    }


def test_cells_go_on_after_one_raised_and_the_status_is_success(world):
    ran = world.notebook("raise RuntimeError('error message')", "print('still here')")
    (raised,) = ran["cells"][0]["error"]
    assert (raised["ename"], raised["evalue"]) == ("RuntimeError", "error message")
    assert raised["traceback"][-1] == "RuntimeError: error message"
    assert ran["cells"][1]["stdout"] == "still here\n"
    assert ran["status"] == "Success"


CELLS = {
    "1/0": ("ZeroDivisionError", "division by zero"),
    "input()": ("EOFError", "EOF when reading a line"),
    "(": ("SyntaxError", "'(' was never closed (<cell 1>, line 1)"),
    "import sys; sys.exit(3)": ("SystemExit", "3"),
    "nope": ("NameError", "name 'nope' is not defined"),
}


@pytest.mark.table("code", CELLS)
def test_what_a_cell_raises(code, world):
    (raised,) = world.notebook(code)["cells"][0]["error"]
    assert (raised["ename"], raised["evalue"]) == CELLS[code]


def test_a_cell_that_is_not_understood_says_so_and_the_next_one_runs(world):
    ran = world.notebook("class A: pass", "import sys; sys.stderr.write('x')")
    (raised,) = ran["cells"][0]["error"]
    assert "script_cell(" in raised["evalue"]
    assert ran["cells"][1]["stderr"] == "x"
    assert len(world.sandbox.not_understood) == 1


@pytest.mark.table(
    ("code", "shown"),
    [("1 + 1", "2"), ("'a'", "'a'"), ("None", None), ("x = 1", None), ("[1, 'b']", "[1, 'b']")],
)
def test_the_last_expression_of_a_cell_is_shown(code, shown, world):
    display = world.notebook(code)["cells"][0]["display"]
    assert display == ([] if shown is None else [{"text/plain": shown}])


def test_what_one_cell_defines_and_writes_the_next_one_has(world):
    ran = world.notebook(
        "def f(n): return n + 1",
        "open('a.txt', 'w').write(str(f(1)))",
        "open('a.txt').read() + open('in.txt').read()",
        files={"in.txt": "aGk="},
        fetch_files=["a.txt", "missing"],
    )
    assert ran["cells"][2]["display"] == [{"text/plain": "'2hi'"}]
    assert ran["files"] == {"a.txt": "Mg=="}


def test_a_notebook_is_ended_ten_seconds_late_and_loses_everything(world):
    answered = world.post(
        "/run_jupyter",
        {
            "cells": ["print(1)", "import time; time.sleep(60)"],
            "total_timeout": 5,
            "cell_timeout": 1,
            "fetch_files": ["a"],
        },
    )
    ran = answered.json
    assert (ran["status"], ran["cells"], ran["files"]) == ("Failed", [], {})
    assert ran["driver"] == {
        "stdout": "",
        "status": "TimeLimitExceeded",
        "execution_time": 15.0,
        "return_code": None,
        "stderr": "",
    }
    assert answered.seconds == 15.0


def test_within_its_ten_seconds_a_notebook_ends_well(world):
    ran = world.notebook("import time; time.sleep(12)", total_timeout=5)
    assert (ran["status"], ran["driver"]["execution_time"]) == ("Success", 12.1)


def test_cells_that_never_end_end_the_notebook(world):
    assert world.notebook("while True: pass")["driver"]["status"] == "TimeLimitExceeded"


def test_a_file_that_is_no_base64_is_the_sandboxs_error(world):
    ran = world.notebook("print(1)", files={"a": "abc"})
    assert (ran["status"], ran["driver"], ran["cells"]) == ("SandboxError", None, [])
    assert ran["message"] == "exception on running jupyter print(1): Incorrect padding None"


def test_a_cell_can_be_scripted_among_others(world):
    world.sandbox.script_cell("plot()", cell(display=[{"image/png": "eA=="}], seconds=2))
    world.sandbox.script_cell("bad()", cell_error("KeyError", "'x'"))
    ran = world.notebook("x = 1", "plot()", "bad()", "x")
    assert ran["cells"][1]["display"] == [{"image/png": "eA=="}]
    assert ran["cells"][2]["error"][0]["ename"] == "KeyError"
    assert ran["cells"][3]["display"] == [{"text/plain": "1"}]
    assert ran["driver"]["execution_time"] == 2.1


@pytest.mark.table(
    ("scripted", "status", "driver"),
    [
        (notebook(cell("a"), files={"f": b"x"}), "Success", "Finished"),
        (notebook_timed_out(), "Failed", "TimeLimitExceeded"),
        (kernel_died(), "Failed", "TimeLimitExceeded"),
        (notebook_sandbox_error("no pods"), "SandboxError", None),
    ],
)
def test_a_whole_notebook_can_be_scripted(scripted, status, driver, world):
    world.sandbox.script_notebook("one\n\ntwo", scripted)
    ran = world.notebook("one", "two", fetch_files=["f"])
    assert ran["status"] == status
    assert (ran["driver"] or {}).get("status") == driver
    assert bool(ran["cells"]) is bool(ran["files"]) is (status == "Success")


@pytest.mark.table("scripted", [kernel_died("gone\n"), notebook_timed_out()])
def test_a_kernel_that_is_lost_takes_all_the_time_there_is(scripted, world):
    world.sandbox.script_notebook("one", scripted)
    ran = world.notebook("one", total_timeout=3, fetch_files=["f"])
    assert ran["driver"]["execution_time"] == 13
    assert ran["driver"]["return_code"] is None
    assert ran["driver"]["stdout"] == ""
    assert (ran["status"], ran["cells"], ran["files"]) == ("Failed", [], {})


def test_a_kernel_that_is_lost_may_have_said_something(world):
    world.sandbox.script_notebook("one", kernel_died("gone\n"))
    assert world.notebook("one")["driver"]["stderr"] == "gone\n"


def test_a_notebooks_time_that_is_no_number_fails_it(world):
    answered = world.post("/run_jupyter", raw=b'{"cells":["1"],"total_timeout":NaN}')
    assert (answered.json["status"], answered.json["driver"]["status"]) == ("Failed", "Error")


def test_half_a_surrogate_pair_crashes_the_server(world):
    assert world.post("/run_jupyter", raw=b'{"cells":["\\ud800"]}').status == 500
