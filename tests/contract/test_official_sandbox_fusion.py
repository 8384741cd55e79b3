"""The official SandboxFusion SDK, unmodified, against the mock on a port.

What it can do works; what it gets wrong, it gets wrong as it does against the real server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import frozen
from official import run

from penstock_mock import Server
from penstock_mock.mock import Mock
from penstock_mock.services.sandbox_fusion import compile_error, result, sandbox_error, timed_out

PIN = "sandbox-fusion==0.3.7"

# Nothing really sleeps.
PRELUDE = """
nap = asyncio.sleep
async def hurry(seconds, result=None):
    slept.append(seconds)
    await nap(0)
asyncio.sleep = hurry
def tell(name, call):
    def plain():
        value = call()
        value = asyncio.run(value) if inspect.iscoroutine(value) else value
        return [v.dict() for v in value] if isinstance(value, list) else value.dict()
    slept.clear()
    show(name, plain)
    told["slept " + name] = [*slept]
def program(code, language="python", **more):
    return RunCodeRequest(code=code, language=language, **more)
ECHO = {"id": 1, "content": "Echo the input.", "labels": {},
        "test": [{"input": {"stdin": "hi\\n"}, "output": {"stdout": "hi\\n"}}]}
def config(data):
    return {"dataset_type": "CommonOJDataset", "language": "python", "provided_data": data}
def submission(code="print(input())", id=1):
    completion = "```python\\n" + code + "\\n```"
    return SubmitRequest(dataset="echo", id=id, completion=completion, config=config(ECHO))
def prompts(**more):
    return GetPromptsRequest(dataset="echo", config=config([ECHO]), **more)
def prompt(id=1):
    return GetPromptByIdRequest(dataset="echo", id=id, config=config(ECHO))
"""


@frozen
class Session:
    """The values one program of the SDK's showed, and its requests. To start it takes the time."""

    told: dict[str, Any]
    mock: Mock

    def sent(self, operation: str, **part: Any) -> list[Any]:
        """The JSON of each request to an operation that holds these fields."""
        bodies = [call.request.json() for call in self.mock.journal.calls(operation)]
        return [body for body in bodies if part.items() <= body.items()]


def play(port: Server, arrange: Callable[[Mock], None], program: str) -> Iterator[Session]:
    with port.tenant(strict=False) as mock:
        arrange(mock)
        yield Session(run(PIN, mock.url_for("sandbox_fusion"), PRELUDE + program), mock)


# -- what works ------------------------------------------------------------------------------------

EACH = """
tell("code@", lambda: run_code@(program("print(123)")))
tell("failing@", lambda: run_code@(program("raise SystemExit(3)")))
tell("stdin@", lambda: run_code@(program("print(input())", stdin="hi")))
tell("file@", lambda: run_code@(program("print(open('a.txt').read())",
                                        files={"a.txt": "aGk="}, fetch_files=["a.txt"])))
tell("jupyter@", lambda: run_jupyter@(RunJupyterRequest(cells=["a = 123", "print(a)"])))
tell("prompts@", lambda: get_prompts@(prompts()))
tell("prompt@", lambda: get_prompt_by_id@(prompt()))
tell("accepted@", lambda: submit@(submission()))
tell("wrong@", lambda: submit@(submission("print(4)")))
tell("safe@", lambda: submit_safe@(submission()))
tell("outage@", lambda: run_code@(program("print('outage@')")))
"""
WORKS = """
args = [[program(f"print({i})")] for i in range(40)]
results = run_concurrent(run_code, args=args, concurrency=8)
show("printed", lambda: [r.run_result.stdout for r in results])

words = SummaryMapping(CompileFailed="CE", RunTimeout="TLE", RunFailed="RE")
for name in ("bad", "slow", "raise SystemExit(1)", "1"):
    language = "cpp" if name == "bad" else "python"
    made = run_code(program(name, language, run_timeout=0.1))
    show("summary of " + name, lambda: str(summary_run_code_result(made, words)))
"""


def usual(mock: Mock) -> None:
    mock.sandbox_fusion.script("bad", compile_error())
    mock.sandbox_fusion.script("slow", timed_out())
    for form in FORMS:
        where = {"json": {"code": f"print('outage{form}')"}}
        mock.stub("runCode", status=503, media="text/plain", times=2, where=where)


FORMS = ("", "_async")


@pytest.fixture(scope="module")
def works(penstock_port: Server) -> Iterator[Session]:
    each = "".join(EACH.replace("@", form) for form in FORMS)
    yield from play(penstock_port, usual, each + WORKS)


@pytest.mark.table("form", FORMS)
def test_every_function_works(works: Session, form: str) -> None:
    def told(name: str) -> Any:
        return works.told[name + form]

    assert told("code")["status"] == "Success"
    assert told("code")["run_result"]["stdout"] == "123\n"
    assert told("failing")["run_result"]["return_code"] == 3
    assert told("stdin")["run_result"]["stdout"] == "hi\n"
    assert told("file")["files"] == {"a.txt": "aGk="}
    assert [cell["stdout"] for cell in told("jupyter")["cells"]] == ["", "123\n"]
    assert "Echo the input." in told("prompts")[0]["prompt"]
    assert told("prompt")["id"] == 1
    assert told("accepted")["accepted"] is told("safe")["accepted"] is True
    assert told("wrong")["accepted"] is False


@pytest.mark.table("form", FORMS)
def test_an_outage_is_survived(works: Session, form: str) -> None:
    assert works.told[f"outage{form}"]["run_result"]["stdout"] == f"outage{form}\n"
    assert len(works.told[f"slept outage{form}"]) == 2


def test_a_batch_keeps_its_order(works: Session) -> None:
    assert works.told["printed"] == [f"{i}\n" for i in range(40)]


def test_a_result_has_a_summary(works: Session) -> None:
    assert works.told["summary of bad"] == "CE"
    assert works.told["summary of slow"] == "TLE"
    assert works.told["summary of raise SystemExit(1)"] == "RE"


# -- what it gets wrong ----------------------------------------------------------------------------

WRONG = """
tell("language", lambda: run_code(program("1", "python2"), max_attempts=3))
tell("dataset", lambda: submit(SubmitRequest(
    dataset="nope", id=1, completion="", config={}), max_attempts=3))
tell("sql", lambda: run_code(program("select 1", "sql")))

tell("007", lambda: get_prompt_by_id(prompt("007")))
tell("0123", lambda: submit(submission(id="0123")))
tell("memory", lambda: run_code(program("'memory'", memory_limit_MB=64, run_timout=1)))

args = [[program(f"print({i})  # of a batch"), "", 1] for i in range(12)]
show("batch", lambda: run_concurrent(run_code, args=args, concurrency=2))
made = run_concurrent(run_code_async, args=[[program("'never'")]])
show("never", lambda: [type(one).__name__ for one in made])
[one.close() for one in made]

tell("safe", lambda: submit_safe(submission("'outage'", id=9)))
tell("prompts", lambda: get_prompts(prompts(limit=9)))
tell("busy", lambda: run_code(program("'busy'")))
tell("conversation", lambda: get_prompt_by_id(prompt(9)))

tell("none", lambda: run_code(program("'none'"), max_attempts=0))
tell("at once", lambda: run_code(program("1"), max_attempts=1, client_timeout=0))
tell("unbound", lambda: run_code_async(program("'unbound'"), max_attempts=1, client_timeout=0))
tell("late", lambda: run_code_async(program("'late'"), max_attempts=1, client_timeout=0.1))
tell("echoed", lambda: run_code(program("x = 1\\n" * 5000), max_attempts=1))
tell("long", lambda: run_code(program("long")))
show("summary", lambda: str(summary_run_code_result(run_code(program("1")), SummaryMapping())))

set_endpoint("http://127.0.0.1:9")
set_sandbox_endpoint(URL)
tell("here", lambda: run_code(program("print(1)")))
tell("elsewhere", lambda: get_prompts(prompts()))
"""
CODE = "x = 1\n" * 5000


def unusual(mock: Mock) -> None:
    echo = sandbox_error(f"exception on running code {CODE}: boom None")
    mock.sandbox_fusion.script(re.compile("^x = 1"), echo)
    mock.sandbox_fusion.script("print(1)  # of a batch", sandbox_error())
    mock.sandbox_fusion.script("long", result("x" * 219_264))
    mock.sandbox_fusion.script("'late'", result().lasting(5))
    wait = {"headers": {"Retry-After": "60"}, "times": 1}
    mock.stub("runCode", status=429, where={"json": {"code": "'busy'"}}, **wait)
    mock.stub("submit", status=502, where={"json": {"id": 9}})
    mock.stub("getPrompts", status=503, where={"json": {"limit": 9}})
    mock.stub("getPromptById", status=200, example="messages", where={"json": {"id": 9}})


@pytest.fixture(scope="module")
def wrong(penstock_port: Server) -> Iterator[Session]:
    yield from play(penstock_port, unusual, WRONG)


def test_what_can_never_pass_is_tried_again_all_the_same(wrong: Session) -> None:
    told = wrong.told

    assert "code 422" in told["language"]["text"]
    assert len(told["slept language"]) == 2
    assert len(wrong.sent("runCode", language="python2")) == 3
    assert "code 400" in told["dataset"]["text"]
    assert len(told["slept dataset"]) == 2
    assert told["sql"]["text"].startswith("Sandbox responded with error: exception on running code")
    assert sum(told["slept sql"]) >= 15
    assert len(wrong.sent("runCode", language="sql")) == 5


def test_an_id_of_digits_becomes_a_number(wrong: Session) -> None:
    assert len(wrong.sent("getPromptById", id=7)) == 1
    assert len(wrong.sent("submit", id=123)) == 1
    assert wrong.told["0123"]["id"] == 123


def test_a_memory_limit_and_misspelt_fields_are_not_sent(wrong: Session) -> None:
    (body,) = wrong.sent("runCode", code="'memory'")

    assert body["run_timeout"] == 10
    assert not {"memory_limit_MB", "run_timout"} & body.keys()


def test_one_failure_loses_a_whole_batch_and_waits_for_the_rest(wrong: Session) -> None:
    batch = [body for body in wrong.sent("runCode") if body["code"].endswith("# of a batch")]

    assert wrong.told["batch"]["raised"] == "Exception"
    assert len(batch) == 12


def test_a_batch_of_an_async_function_is_coroutines_nobody_awaits(wrong: Session) -> None:
    assert wrong.told["never"] == ["coroutine"]
    assert not wrong.sent("runCode", code="'never'")


def test_an_outage_is_told_as_a_rejection(wrong: Session) -> None:
    told = {name: value for name, value in wrong.told["safe"].items() if value is not None}

    assert told == {"id": 9, "accepted": False, "extracted_code": "", "tests": []}
    assert len(wrong.sent("submit", id=9)) == 5


def test_prompts_are_asked_for_once_whatever_happens(wrong: Session) -> None:
    assert "code 503" in wrong.told["prompts"]["text"]
    assert len(wrong.sent("getPrompts", limit=9)) == 1


def test_a_wait_the_server_asks_for_is_not_waited(wrong: Session) -> None:
    assert wrong.told["busy"]["status"] == "Success"
    assert sum(wrong.told["slept busy"]) <= 2


def test_a_conversation_as_a_prompt_can_not_be_read(wrong: Session) -> None:
    assert wrong.told["conversation"]["raised"] == "ValidationError"


def test_no_attempts_are_one_attempt(wrong: Session) -> None:
    assert wrong.told["none"]["status"] == "Success"


def test_no_time_is_a_mistake_or_all_the_time_there_is(wrong: Session) -> None:
    assert wrong.told["at once"]["raised"] == "ValueError"
    assert wrong.told["unbound"]["status"] == "Success"


def test_an_async_timeout_says_nothing(wrong: Session) -> None:
    assert (wrong.told["late"]["raised"], wrong.told["late"]["text"]) == ("TimeoutError", "")


def test_its_exceptions_carry_the_whole_program(wrong: Session) -> None:
    assert wrong.told["echoed"]["raised"] == "Exception"
    assert CODE in wrong.told["echoed"]["text"]


def test_what_the_server_cuts_is_taken_for_all_there_is(wrong: Session) -> None:
    assert len(wrong.told["long"]["run_result"]["stdout"]) == 219_264


def test_a_summary_that_was_not_renamed_is_an_enums_member(wrong: Session) -> None:
    assert wrong.told["summary"] == "RunStatus.Success"


def test_running_and_judging_have_addresses_of_their_own(wrong: Session) -> None:
    assert wrong.told["here"]["run_result"]["stdout"] == "1\n"
    assert wrong.told["elsewhere"]["raised"] == "ConnectionError"
