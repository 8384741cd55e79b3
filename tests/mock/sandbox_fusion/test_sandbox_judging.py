"""POST /submit: what is accepted, what is not, and what is the server's own failure."""

import pytest

from penstock_mock.services.sandbox_fusion import compile_error, result, sandbox_error, timed_out
from penstock_mock.services.sandbox_fusion.judging import extracted, same_output


def case(stdin="1 2\n", stdout="3\n"):
    return {"input": {"stdin": stdin}, "output": {"stdout": stdout}}


def problem(*cases):
    return {"id": 1, "content": "Add.", "labels": {}, "test": list(cases) or [case()]}


def fenced(code, language="python"):
    return f"Here it is:\n```{language}\n{code}\n```\n"


ADDING = "a,b=map(int,input().split())\nprint(a+b)"


def test_the_whole_body_of_an_accepted_submission(world):
    answered = world.submit(fenced(ADDING), problem(), id="007")
    assert answered.json == {
        "id": "007",
        "accepted": True,
        "extracted_code": ADDING,
        "full_code": None,
        "test_code": None,
        "tests": [
            {
                "passed": True,
                "exec_info": {
                    "status": "Success",
                    "message": "",
                    "compile_result": None,
                    "run_result": {
                        "status": "Finished",
                        "execution_time": 0.01,
                        "return_code": 0,
                        "stdout": "3\n",
                        "stderr": "",
                    },
                    "executor_pod_name": None,
                    "files": {},
                },
                "test_info": {"input": {"stdin": "1 2\n"}, "output": {"stdout": "3\n"}},
            }
        ],
        "extracted_type": None,
        "extra": None,
    }


@pytest.mark.table(
    ("code", "status", "step"),
    [
        ("print(4)", "Success", "Finished"),  # a wrong answer
        ("1/0", "Failed", "Finished"),
        ("while True: pass", "Failed", "TimeLimitExceeded"),
    ],
)
def test_what_is_not_accepted_is_200_all_the_same(code, status, step, world):
    judged = world.submit(fenced(code), problem()).json
    (test,) = judged["tests"]
    assert (judged["accepted"], test["passed"]) == (False, False)
    assert (test["exec_info"]["status"], test["exec_info"]["run_result"]["status"]) == (
        status,
        step,
    )


def test_a_compile_error_is_not_accepted(world):
    world.sandbox.script("int main() {", compile_error("no\n"))
    judged = world.submit(fenced("int main() {", "cpp"), problem(), config={"language": "cpp"})
    (test,) = judged.json["tests"]
    assert test["exec_info"]["compile_result"]["stderr"] == "no\n"
    assert test["exec_info"]["run_result"] is None


def test_the_first_failure_ends_it_unless_all_are_wanted(world):
    tests = [case(stdout="9"), case(), case("2 2", "4")]
    judged = world.submit(fenced(ADDING), problem(*tests)).json
    assert [test["passed"] for test in judged["tests"]] == [False]
    config = {"extra": {"run_all_cases": True}}
    judged = world.submit(fenced(ADDING), problem(*tests), config=config).json
    assert [test["passed"] for test in judged["tests"]] == [False, True, True]
    assert judged["accepted"] is False


def test_long_texts_of_tests_that_passed_are_cut_unless_wanted(world):
    long = case("x" * 3000, "x" * 3000)
    judged = world.submit(fenced("print(input())"), problem(long)).json
    shown = judged["tests"][0]["test_info"]["input"]["stdin"]
    assert len(shown) < 1001
    assert "..." in shown
    config = {"extra": {"return_full_case": True}}
    judged = world.submit(fenced("print(input())"), problem(long), config=config).json
    assert judged["tests"][0]["test_info"] == long


def test_tests_are_run_three_at_a_time(world):
    cases = [case("", "") for _ in range(9)]
    answered = world.submit(fenced("import time; time.sleep(1)"), problem(*cases))
    assert answered.json["accepted"] is True
    assert answered.seconds == pytest.approx(3 * 1.01)


@pytest.mark.table(
    ("language", "config", "limit"),
    [("python", {}, 20), ("cpp", {}, 10), ("rust", {}, 20), ("python", {"run_timeout": 3}, 3)],
)
def test_a_run_has_the_time_the_server_gives_it(language, config, limit, world):
    world.sandbox.script("code", timed_out())
    judged = world.submit(
        fenced("code", language), problem(), config={"language": language, **config}
    )
    run = judged.json["tests"][0]["exec_info"]["run_result"]
    assert run["execution_time"] == limit + 0.0001


def test_a_submission_of_this_kind_has_to_say_its_language(world):
    answered = world.submit("", problem(), config={"language": None})
    detail = "config.language field must exist for CommonOJDataset, got None"
    assert (answered.status, answered.json) == (400, {"detail": detail})


def test_a_sandbox_that_fails_is_tried_five_times_and_then_the_cause_is_lost(world):
    entry = world.sandbox.script("code", sandbox_error("no pods"))
    answered = world.submit(fenced("code"), problem())
    assert (answered.status, answered.json) == (
        500,
        {"detail": "Failed to check stdio test case: "},
    )
    assert len(entry.answered) == 5
    assert answered.seconds == 15


def test_a_sandbox_that_recovers_costs_time_only(world):
    world.sandbox.script("code", sandbox_error(), sandbox_error(), result("3"))
    answered = world.submit(fenced("code"), problem())
    assert answered.json["accepted"] is True
    assert answered.seconds == pytest.approx(3.01)


@pytest.mark.table("test", [5, [5], [{"input": {}}], [{"input": {"stdin": 1}, "output": {}}], "{"])
def test_tests_the_server_can_make_nothing_of_crash_it(test, world):
    data = {"id": 1, "content": "", "labels": {}, "test": test}
    answered = world.submit(fenced("1"), data)
    assert answered.status == 500
    assert "traceback" in answered.json


def test_a_test_without_input_is_told_of(world):
    test = {"input": {"file": "x"}, "output": {"stdout": ""}}
    assert world.submit(fenced("1"), problem(test)).status == 500


def test_the_code_of_a_test_of_a_function_is_run_behind_it(world):
    data = {
        "labels": {"programming_language": "python"},
        "test": '{"code": "assert add(1, 2) == 3"}',
    }
    config = {"dataset_type": "AutoEvalDataset", "language": None}
    code = 'def add(a, b):\n    return a + b\nif __name__ == "__main__":\n    boom()'
    judged = world.submit(fenced(code), data, config=config).json
    assert judged["accepted"] is True
    assert judged["full_code"] == "def add(a, b):\n    return a + b\nassert add(1, 2) == 3"
    assert judged["extra"] == {}
    assert judged["tests"][0]["test_info"] is None
    wrong = world.submit(fenced("def add(a, b): return 0"), data, config=config).json
    assert wrong["accepted"] is False
    assert wrong["tests"][0]["exec_info"]["run_result"]["stderr"].endswith("AssertionError\n")


def test_a_test_may_have_a_place_for_the_code(world):
    test = {"code": "x = 1\n#<INSERT>\nassert y == 2"}
    data = {"labels": {"programming_language": "python"}, "test": test}
    config = {"dataset_type": "AutoEvalDataset"}
    judged = world.submit(fenced("y = x + 1"), data, config=config).json
    assert (judged["accepted"], judged["full_code"]) == (True, "x = 1\ny = x + 1\nassert y == 2")


def test_a_sandbox_error_of_such_a_test_is_told_with_its_message(world):
    world.sandbox.script(lambda program: True, sandbox_error("no pods"))
    data = {"labels": {"programming_language": "python"}, "test": {"code": ""}}
    answered = world.submit("", data, config={"dataset_type": "AutoEvalDataset"})
    detail = "failed to request sandbox: Sanbox responded with error: no pods"
    assert (answered.status, answered.json) == (500, {"detail": detail})


@pytest.mark.table(
    "data",
    [
        {"labels": {}, "test": {"code": ""}},
        {"labels": {"programming_language": "python"}, "test": {}},
    ],
)
def test_such_a_test_needs_its_keys(data, world):
    assert world.submit("", data, config={"dataset_type": "AutoEvalDataset"}).status == 500


def test_sample_problems_can_be_solved(world):
    solved = {"doubled": "return number * 2", "vowels": "return sum(c in 'aeiou' for c in number)"}
    for given, (name, body) in zip((11, 12), solved.items(), strict=True):
        code = fenced(f"def {name}(number):\n    {body}")
        asked = {"dataset": "mbpp", "id": given, "completion": code, "config": {}}
        assert world.post("/submit", asked).json["accepted"] is True
    mean = "import sys\nn = [int(x) for x in sys.stdin]\nprint(sum(n) / len(n))"
    asked = {"dataset": "code_contests", "id": 2, "completion": fenced(mean)}
    answered = world.post("/submit", {**asked, "config": {"language": "python"}})
    assert answered.json["accepted"] is True


# -- comparing ------------------------------------------------------------------------------------


@pytest.mark.table(
    ("mine", "wanted", "alike"),
    [
        ("3\n", "3", True),
        ("YES", "yes", True),
        ("  a  \n b", "a\nb\n\n", True),
        ("a b", "a  b", False),
        ("0.333333", "0.33333333", True),
        ("1.001", "1.0", False),
        ("1e0", "1", True),
        ("nan", "nan", True),
        ("inf", "1", False),
        ("1\n2", "1", False),
        ("", "", True),
        ("", "0", False),
        ("0", "0.0", True),
        ("1 2.0", "1 2", False),
    ],
)
def test_output_is_compared_line_by_line(mine, wanted, alike):
    assert same_output(mine, wanted) is alike


# -- extraction -----------------------------------------------------------------------------------


@pytest.mark.table(
    ("completion", "language", "code"),
    [
        ("```python\na\n```", "python", "a"),
        ("```\na\n```", "python", "a"),
        ("```cpp\na\n```\n```py\nb\n```", "python", "b"),
        ("```cpp\na\n```\n```\nb\n```", "python", "a"),
        ("```python\n```", "python", ""),
        ("text\n```python\na\nb", "python", "a\nb"),
        ("import x\ndef f():\n    pass\n\nDone.", "python", "import x\ndef f():\n    pass\n"),
        ("print(1)", "python", ""),
        ("int main() {}", "cpp", ""),
        ("", "python", ""),
        ("```C++\na\n```", "cpp", "a"),
        ("```python\na\n  ```", "python", "a"),
    ],
)
def test_the_code_is_found_in_what_a_model_wrote(completion, language, code):
    assert extracted(completion, language) == code
