"""POST /run_code: each row of the table of what a program can come to, with its whole body."""

import base64
import re

import pytest

from penstock_mock.services.sandbox_fusion import (
    compile_error,
    compile_timed_out,
    killed,
    out_of_memory,
    result,
    sandbox_error,
    spawn_failed,
    timed_out,
    toolchain_missing,
    undecodable,
)

FINISHED = {
    "status": "Finished",
    "execution_time": 0.01,
    "return_code": 0,
    "stdout": "",
    "stderr": "",
}
COMPILED = {**FINISHED, "execution_time": 0.1}
EXPIRED = {
    "status": "TimeLimitExceeded",
    "execution_time": 10.0001,
    "return_code": None,
    "stdout": "",
    "stderr": "",
}


def answer(status, compiled=None, run=None, message="", files=None):
    """The whole body: every key, nulls included."""
    return {
        "status": status,
        "message": message,
        "compile_result": compiled,
        "run_result": run,
        "executor_pod_name": None,
        "files": files or {},
    }


def test_the_documented_example_prints(world):
    answered = world.post("/run_code", {"code": "print(123)", "language": "python"})
    assert answered.text == (
        '{"status":"Success","message":"","compile_result":null,"run_result":{"status":"Finished",'
        '"execution_time":0.01,"return_code":0,"stdout":"123\\n","stderr":""},'
        '"executor_pod_name":null,"files":{}}'
    )
    assert answered.header("content-type") == "application/json"


ROWS = {
    "ok": (result("hello\n"), "python", answer("Success", None, {**FINISHED, "stdout": "hello\n"})),
    "ok, compiled": (
        result("hello\n"),
        "cpp",
        answer("Success", COMPILED, {**FINISHED, "stdout": "hello\n"}),
    ),
    "exit code": (
        result(return_code=3),
        "python",
        answer("Failed", None, {**FINISHED, "return_code": 3}),
    ),
    "signal 11": (
        killed(11),
        "cpp",
        answer("Failed", COMPILED, {**FINISHED, "return_code": -11}),
    ),
    "compile error": (
        compile_error("main.cpp: no\n"),
        "cpp",
        answer("Failed", {**COMPILED, "return_code": 1, "stderr": "main.cpp: no\n"}),
    ),
    "compile timeout": (compile_timed_out(), "java", answer("Failed", EXPIRED)),
    "run timeout": (
        timed_out("before\n"),
        "python",
        answer("Failed", None, {**EXPIRED, "stdout": "before\n"}),
    ),
    "tool missing": (
        toolchain_missing("php"),
        "php",
        answer(
            "Failed",
            None,
            {
                **FINISHED,
                "return_code": 127,
                "stderr": "/bin/bash: line 1: php: command not found\n",
            },
        ),
    ),
    "sandbox error": (
        sandbox_error("no pods"),
        "python",
        answer("SandboxError", message="no pods"),
    ),
    "not started": (
        spawn_failed("no processes left"),
        "python",
        answer(
            "SandboxError",
            None,
            {
                "status": "Error",
                "execution_time": None,
                "return_code": None,
                "stdout": None,
                "stderr": "no processes left",
            },
            "no processes left",
        ),
    ),
    "no UTF-8": (
        undecodable(),
        "python",
        answer(
            "Success",
            None,
            {
                **FINISHED,
                "stdout": "[DecodeError] 'utf-8' codec can't decode byte 0xff in position 0: "
                "invalid start byte",
            },
        ),
    ),
}


@pytest.mark.table("row", ROWS)
def test_a_scripted_program_comes_to(row, world):
    scripted, language, expected = ROWS[row]
    world.sandbox.script("code", scripted)
    assert world.run("code", language) == expected


def test_a_program_that_meets_its_memory_limit_looks_like_any_other_failure(world):
    world.sandbox.script("code", out_of_memory())
    assert world.run("code")["status"] == "Failed"
    assert world.run("'x' * 20_000_000", memory_limit_MB=16)["run_result"]["stderr"].endswith(
        "\nMemoryError\n"
    )
    assert world.run("x = 'x' * 3_000_000")["status"] == "Success"


# -- time -----------------------------------------------------------------------------------------


def test_sleeping_takes_the_sessions_time_and_nobodys_own(world):
    answered = world.post(
        "/run_code", {"code": "import time; time.sleep(4); print(123)", "language": "python"}
    )
    assert answered.json["run_result"]["execution_time"] == 4.01
    assert answered.json["run_result"]["stdout"] == "123\n"
    assert answered.seconds == 4.01


UNFLUSHED = {
    "print('lost')": "",
    "print('kept', flush=True)\nprint('lost')": "kept\n",
    "print('kept')\nsys.stdout.flush()": "kept\n",
    "sys.stdout.write('lost')": "",
    "input('kept')\nprint('lost')": "kept",
    "print('x' * 9000)\nprint('lost')": "x" * 9000 + "\n",
    "print('lost', file=open('a', 'w'), flush=True)": "",
}


@pytest.mark.table("code", UNFLUSHED)
def test_a_program_that_sleeps_too_long_is_ended_and_loses_what_it_has_not_flushed(code, world):
    code_, kept = f"import sys, time\n{code}\ntime.sleep(5)\nprint('after')", UNFLUSHED[code]
    ran = world.run(code_, run_timeout=1, stdin="\n")
    assert ran == answer("Failed", None, {**EXPIRED, "execution_time": 1.0001, "stdout": kept})


def test_a_killed_program_has_its_errors_all_the_same(world):
    code = "import sys, time\nprint('seen', file=sys.stderr)\ntime.sleep(5)"
    assert world.run(code, run_timeout=1)["run_result"]["stderr"] == "seen\n"


@pytest.mark.table("code", ["while True: pass", "for i in range(10**9): i", "sum(range(9**9))"])
def test_a_program_without_an_end_is_ended(code, world):
    answered = world.post("/run_code", {"code": code, "language": "python", "run_timeout": 3})
    assert answered.json == answer("Failed", None, {**EXPIRED, "execution_time": 3.0001})
    assert answered.seconds == 3.0001


@pytest.mark.table("limit", [0, -1, "0"])
def test_no_time_at_all_is_over_at_once(limit, world):
    ran = world.run("print(1)", run_timeout=limit)
    assert ran == answer("Failed", None, {**EXPIRED, "execution_time": 0.0001})


def test_no_time_to_compile_is_over_before_the_run(world):
    world.sandbox.script("code", result("1\n"))
    ran = world.run("code", "cpp", compile_timeout=0)
    assert ran == answer("Failed", {**EXPIRED, "execution_time": 0.0001})
    assert world.run("code", compile_timeout=0)["status"] == "Success"  # python has no such step


def test_a_scripted_program_may_take_longer_than_it_has(world):
    world.sandbox.script("code", result("1\n", seconds=2))
    assert world.run("code", run_timeout=3)["run_result"]["execution_time"] == 2
    assert world.run("code", run_timeout=2)["run_result"]["status"] == "TimeLimitExceeded"


def test_a_timeout_that_is_no_number_is_the_sandboxs_error(world):
    answered = world.post(
        "/run_code", raw=b'{"code":"print(1)","language":"python","run_timeout":NaN}'
    )
    ran = answered.json
    assert (ran["status"], ran["run_result"]["status"]) == ("SandboxError", "Error")
    assert ran["run_result"]["return_code"] is ran["run_result"]["stdout"] is None
    assert ran["message"] == ran["run_result"]["stderr"]
    command = r"exception on running command python /tmp/\w+/\w+\.py"
    why = ": cannot convert float NaN to integer | None"
    assert re.fullmatch(command + re.escape(why), ran["message"])


def test_without_a_limit_a_program_that_ends_is_answered_and_another_never(world):
    sent = b'{"code":"%b","language":"python","run_timeout":1e999}'
    assert world.post("/run_code", raw=sent % b"print(1)").json["status"] == "Success"
    assert world.post("/run_code", raw=sent % b"while 1: pass").status is None


# -- files ----------------------------------------------------------------------------------------


def test_files_go_in_and_come_out_under_the_names_they_were_asked_for_by(world):
    code = "open('out.bin', 'wb').write(b'\\x00' + open('in/a.txt', 'rb').read())"
    sent = {"in/a.txt": base64.b64encode("aé".encode()).decode(), "absent": None}
    ran = world.run(code, files=sent, fetch_files=["out.bin", "missing", "./in/a.txt", "absent"])
    assert ran["files"] == {"out.bin": "AGHDqQ==", "./in/a.txt": "YcOp"}


def test_files_come_back_from_a_program_that_failed(world):
    code = "open('a', 'w').write('x')\nraise SystemExit(2)"
    ran = world.run(code, fetch_files=["a"])
    assert (ran["status"], ran["files"]) == ("Failed", {"a": "eA=="})


def test_absolute_paths_and_those_that_lead_out_are_honoured(world):
    code = "open('../b', 'w').write(open('/data/a').read())"
    ran = world.run(code, files={"/data/a": "eA=="}, fetch_files=["/data/a", "../b"])
    assert ran["files"] == {"/data/a": "eA==", "../b": "eA=="}


def test_a_file_of_a_certain_name_is_skipped(world):
    ran = world.run("open('IGNORE_THIS_FILE')", files={"IGNORE_THIS_FILE": "eA=="})
    assert "FileNotFoundError" in ran["run_result"]["stderr"]


def test_files_of_one_run_are_gone_in_the_next(world):
    world.run("open('/tmp/a', 'w').write('x')")
    assert world.run("open('/tmp/a')")["run_result"]["return_code"] == 1


def test_a_file_that_is_no_base64_is_the_sandboxs_error_with_the_whole_code(world):
    ran = world.run("print(1)", files={"a": "abc"})
    message = "exception on running code print(1): Incorrect padding None"
    assert ran == answer("SandboxError", message=message)


def test_a_script_may_leave_files(world):
    world.sandbox.script("code", result(files={"a.txt": "hi", "b": b"\xff"}))
    assert world.run("code", "cuda", fetch_files=["a.txt"])["files"] == {}  # gives none back
    ran = world.run("code", "cpp", fetch_files=["a.txt", "b"])
    assert ran["files"] == {"a.txt": "aGk=", "b": "/w=="}


IMPOSSIBLE = {
    "NUL": (["a\0b"], "embedded null byte"),
    "long": (["x" * 300], f"[Errno 36] File name too long: '{{}}/{'x' * 300}'"),
    "long in bytes": (["a/" + "é" * 128], f"[Errno 36] File name too long: '{{}}/a/{'é' * 128}'"),
    "empty": ([""], "[Errno 21] Is a directory: '{}/'"),
    "dot": (["."], "[Errno 21] Is a directory: '{}/.'"),
    "slash": (["a/"], "[Errno 21] Is a directory: '{}/a/'"),
    "a file's": (["a", "a/b"], "[Errno 17] File exists: '{}/a'"),
    "far below a file": (["a", "a/b/c"], "[Errno 20] Not a directory: '{}/a/b'"),
    "a directory's": (["a/b", "a"], "[Errno 21] Is a directory: '{}/a'"),
    "notebook's own": (
        ["tmp/sandbox/configs/x"],
        "[Errno 17] File exists: '{}/tmp/sandbox/configs'",
    ),
}


@pytest.mark.table("kind", IMPOSSIBLE)
def test_a_file_that_can_not_be_stored_is_the_sandboxs_error(kind, world):
    names, said = IMPOSSIBLE[kind]
    files = dict.fromkeys(names, "eA==")
    end = re.escape(f": {said} None").replace(r"\{\}", r"/tmp/\w+")
    for ran, what in (
        (world.notebook("print(1)", files=files), "jupyter"),
        (world.run("print(1)", files=files), "code"),
    ):
        if (kind, what) == ("notebook's own", "code"):
            assert ran["status"] == "Success"
            continue
        assert (ran["status"], ran["files"]) == ("SandboxError", {})
        assert re.fullmatch(f"exception on running {what} print\\(1\\){end}", ran["message"])


def test_a_file_of_ten_megabytes_is_read_and_given_back(world):
    code = "print(len(open('a').read()), open('b', 'wb').write(open('a', 'rb').read()))"
    sent = base64.b64encode(b"x" * 10_000_000).decode()
    ran = world.run(code, files={"a": sent}, fetch_files=["b"])
    assert ran["run_result"]["stdout"] == "10000000 10000000\n"
    assert ran["files"] == {"b": sent}


@pytest.mark.table(("language", "step"), [("python", "run_result"), ("go", "compile_result")])
def test_a_memory_limit_that_can_not_be_set_is_the_sandboxs_error(language, step, world):
    ran = world.run("print(1)", language, memory_limit_MB=2**60)
    assert (ran["status"], ran[step]["status"]) == ("SandboxError", "Error")
    assert ran["message"].endswith(": Exception occurred in preexec_fn. | None")


def test_a_memory_limit_too_low_for_python_keeps_it_from_starting(world):
    ran = world.run("print(1)", memory_limit_MB=5)["run_result"]
    assert (ran["return_code"], ran["stdout"]) == (127, "")
    assert ran["stderr"].endswith("failed to map segment from shared object\n")


# -- languages ------------------------------------------------------------------------------------


def test_a_language_without_a_runner_is_the_sandboxs_error(world):
    message = "exception on running code select 1: 'sql' None"
    assert world.run("select 1", "sql") == answer("SandboxError", message=message)


PRINTING = {
    "cpp": ('int main() { std::cout << 123 << " \\n" << std::endl; }', "123 \n\n"),
    "java": ('class Main { void main() { System.out.println("a\\tb"); } }', "a\tb\n"),
    "nodejs": ("console.log('hi'); console.log(1.5)", "hi\n1.5\n"),
    "bash": ("#!/bin/bash\necho hello world\necho 'x'", "hello world\nx\n"),
    "go": ('package main\nfunc main() { fmt.Println("a") }', "a\n"),
    "rust": ('fn main() { println!("a"); }', "a\n"),
    "perl": ('print "a\\n";', "a\n"),
    "ruby": ("puts 'a'", "a\n"),
}


@pytest.mark.table("language", PRINTING)
def test_in_other_languages_a_printed_literal_is_printed(language, world):
    code, printed = PRINTING[language]
    ran = world.run(code, language)
    assert (ran["status"], ran["run_result"]["stdout"]) == ("Success", printed)


@pytest.mark.table(
    ("code", "language"),
    [
        ("for (int i = 0; i < 3; i++) std::cout << 1;", "cpp"),
        ("int main() {}", "cpp"),
        ("echo $HOME", "bash"),
        ("(displayln 1)", "racket"),
        ('"' * 100_000, "ruby"),
    ],
)
def test_a_program_in_another_language_needs_a_script_and_says_how(code, language, world):
    ran = world.run(code, language)
    assert ran["status"] == "Failed"
    assert "mock.sandbox_fusion.script(" in ran["run_result"]["stderr"]
    assert len(world.sandbox.not_understood) == 1


@pytest.mark.table("scripted", [True, False])
@pytest.mark.table(("language", "step"), [("php", "run_result"), ("go", "compile_result")])
def test_a_machine_may_lack_a_languages_tools(language, step, scripted, make):
    world = make() if scripted else make(missing=[language])
    world.sandbox.script("code", toolchain_missing(language))
    ran = world.run("code", language)
    other = {"run_result": "compile_result", "compile_result": "run_result"}[step]
    assert (ran["status"], ran[step]["return_code"], ran[other]) == ("Failed", 127, None)
    assert ran[step]["stderr"] == f"/bin/bash: line 1: {language}: command not found\n"


def test_a_machine_without_jest_has_npm_report_it(make):
    ran = make(missing=["jest"]).run("code", "jest")["run_result"]
    assert (ran["return_code"], ran["stderr"]) == (127, "sh: 1: jest: not found\n")


@pytest.mark.table("language", ["python", "python_gpu", "bash"])
def test_a_machine_without_python_or_a_shell_fails_by_itself(language, make):
    ran = make(missing=[language]).run("code", language)
    assert ran["status"] == "SandboxError"
    assert ran["message"]


def test_tests_are_collected_and_called(world):
    code = "def test_a(): assert 1 == 1\ndef test_b(): assert 1 == 2, 'no'\ndef helper(): 1/0"
    ran = world.run(code, "pytest")
    assert ran["run_result"]["return_code"] == 1
    assert "test_b - AssertionError: no" in ran["run_result"]["stdout"]
    assert ran["run_result"]["stdout"].endswith("1 failed, 1 passed\n")
    assert world.run("def test_a(): pass", "pytest")["status"] == "Success"
    assert world.run("x = 1", "pytest")["run_result"]["return_code"] == 5


# -- input, output, and what stands around it -----------------------------------------------------


@pytest.mark.table("stdin", [None, ""])
def test_no_input_is_the_end_of_it(stdin, world):
    ran = world.run("input()", stdin=stdin)
    assert ran["run_result"]["stderr"].endswith("EOFError: EOF when reading a line\n")


@pytest.mark.table("stream", ["stdout", "stderr"])
def test_long_output_is_cut_and_longer_output_hangs_as_on_a_server(stream, world, make):
    code = f"import sys\nprint('x' * (2**18 - 1), file=sys.{stream})"
    assert len(world.run(code.replace("18", "17"))["run_result"][stream]) == 2**17
    ran = world.run(code)
    assert (ran["status"], len(ran["run_result"][stream])) == ("Success", 219_264)
    hung = world.run(code.replace("18", "20"), run_timeout=3)
    assert (hung["status"], hung["run_result"]["status"]) == ("Failed", "TimeLimitExceeded")
    assert (len(hung["run_result"][stream]), hung["run_result"]["return_code"]) == (219_264, None)
    patient = make(output_limit=None).run(code.replace("18", "20"))
    assert (patient["status"], len(patient["run_result"][stream])) == ("Success", 2**20)
    cutting = make(output_limit=100, output_hang=None).run(code)
    assert (cutting["status"], len(cutting["run_result"][stream])) == ("Success", 100)


@pytest.mark.table(
    ("code", "said"),
    [
        ("print(input() == 'abc')", "False\n"),
        ("print(repr(input()))", "'abc\\r'\n"),
        ("import sys\nprint(repr(sys.stdin.read()))", "'abc\\r\\n'\n"),
        ("import sys\nprint([line for line in sys.stdin])", "['abc\\r\\n']\n"),
        ("print(repr(open('a').read()))", "'abc\\n'\n"),
    ],
)
def test_standard_input_keeps_its_ends_of_lines_and_files_have_python_s(code, said, world):
    ran = world.run(code, stdin="abc\r\n", files={"a": base64.b64encode(b"abc\r\n").decode()})
    assert ran["run_result"]["stdout"] == said


def test_the_machine_may_have_a_name(make):
    assert make(executor_pod_name="pod-1").run("print(1)")["executor_pod_name"] == "pod-1"


def test_large_code_and_large_input_are_fine(world):
    assert world.run("#" * 2_000_000 + "\nprint(1)")["status"] == "Success"
    ran = world.run("import sys\nprint(len(sys.stdin.read()))", stdin="x" * 5_000_000)
    assert ran["run_result"]["stdout"] == "5000000\n"


def test_half_a_surrogate_pair_in_the_code_crashes_the_server(world):
    answered = world.post("/run_code", raw=b'{"code":"print(1)#\\ud800","language":"python"}')
    assert answered.status == 500
    assert "surrogates not allowed" in answered.json["detail"]
    assert answered.json["traceback"][-1] == ""


def test_half_a_surrogate_pair_in_the_input_is_left_out(world):
    answered = world.post(
        "/run_code", raw=b'{"code":"print(1)","language":"python","stdin":"\\ud800"}'
    )
    assert answered.json["run_result"]["stdout"] == "1\n"


def test_the_same_seed_gives_the_same_answers(make):
    one, other = make(), make()
    for code in ("1/0", "print(1)", "2/0"):
        assert one.run(code) == other.run(code)
