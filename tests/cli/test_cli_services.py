"""Each service's commands: results, streams, failures, and Ctrl-C."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from penstock.cli.output import Output
from penstock.cli.running import Run
from penstock_mock.frontends.server import Tenant
from penstock_mock.services import dify, oomol, sandbox_fusion, sim

Cli = Callable[..., Any]

KEY = "key-of-a-test"
SELECTED = ("--selected-outputs", "agent1.content")


def calls(mock: Tenant, operation_id: str) -> list[Any]:
    return [exchange.request for exchange in mock.journal.calls(operation_id)]


def body_of(mock: Tenant, operation_id: str) -> Any:
    return json.loads(calls(mock, operation_id)[-1].body)


# ------------------------------------------------------------------------------------------- sim


def test_a_workflow_runs_and_its_output_is_one_line_in_a_pipe(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.succeed({"content": "Grüße"}))
    done = cli("sim", "run", "wf", "--input", "message=hi", "--input", "n:=[1]")
    assert (done.status, done.err) == (0, "")
    assert done.document == {"content": "Grüße"}
    assert body_of(mock, "executeWorkflow") == {"message": "hi", "n": [1]}


def test_a_text_is_written_as_it_is(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.response_block("one\n\x1b[31mtwo"))
    assert cli("sim", "run", "wf").out == "one\n\x1b[31mtwo\n"


def test_the_document_of_a_run_has_the_words_of_all_services(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.succeed({"a": 1}))
    mock.oomol.block("audio-lab::text-to-audio", oomol.succeed({"a": 1}))
    mock.dify.workflow(dify.succeed({"a": 1}).lasting(0))
    Path("a.py").write_text("print(1)")
    run = ["audio-lab::text-to-audio", "--interval-ms", "1"]
    for arguments, output in (
        (["sim", "run", "wf"], {"a": 1}),
        (["dify", "run", "--user", "u"], {"a": 1}),
        (["oomol", "run", *run], {"a": 1}),
        (["sandbox", "run", "a.py"], "1\n"),
    ):
        found = cli(*arguments, "--json").document
        assert found["succeeded"] is True
        assert found["output"] == output
        assert {"run_id", "status", "is_paused", "error", "raw"} <= found.keys()


def test_a_stream_appears_chunk_by_chunk_and_as_documents(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = sim.stream(gap=0)
    mock.sim.workflow("wf", sim.succeed({"content": "One two"}).with_stream(plan))
    pieces: list[str] = []
    text = Output.text
    monkeypatch.setattr(Output, "text", lambda self, it: (pieces.append(it), text(self, it)))
    assert cli("sim", "run", "wf", "--stream", *SELECTED).out == "One two\n"
    assert pieces[:2] == ["One", " two"]
    *events, result = cli("sim", "run", "wf", "--stream", *SELECTED, "--jsonl").documents
    assert [event.get("chunk") for event in events[:-1]] == ["One", " two"]
    assert events[-1]["event"] == "done"
    assert result["succeeded"] is True
    assert cli("sim", "run", "wf", "--stream").document["content"] == "One two"


def test_a_queued_run_is_waited_for_and_shows_each_state(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.succeed({"a": 1}).with_job(sim.job(("queued", 0.0))))
    wait = ("--wait", "--poll", "0.01", "--jsonl")
    *states, result = cli("sim", "run", "wf", *wait).documents
    assert states[-1]["status"] == "completed"
    assert result["output"] == {"a": 1}
    job = states[0]["taskId"]
    assert cli("sim", "jobs", job).out.split("\t")[:2] == [job, "completed"]
    assert cli("sim", "jobs", job, "--wait").document == {"a": 1}
    both = cli("sim", "jobs", job, job, "--wait", "--json").document
    assert [found["output"] for found in both] == [{"a": 1}] * 2


def test_a_run_that_fails_has_status_1_and_its_reason_on_stderr(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.fail("Function 1: boom"))
    mock.dify.workflow(dify.fail("Node 'LLM' failed").lasting(0))
    mock.oomol.block("audio-lab::text-to-audio", oomol.fail("no voice"))
    Path("a.py").write_text("raise ValueError('no')")
    run = ("oomol", "run", "audio-lab::text-to-audio", "--interval-ms", "1")
    for arguments, reason in (
        (("sim", "run", "wf"), "Function 1: boom"),
        (("sim", "run", "wf", "--stream"), "Function 1: boom"),
        (("dify", "run", "--user", "u"), "Node 'LLM' failed"),
        (run, "no voice"),
        (("sandbox", "run", "a.py"), "ValueError: no"),
    ):
        done = cli(*arguments)
        assert done.status == 1, arguments
        assert reason in done.err
        assert done.err.splitlines()[-1].startswith("penstock: ")
        failed = cli(*arguments, "--json")
        assert (failed.status, failed.document["succeeded"]) == (1, False)


def test_a_refused_call_has_status_2_and_a_lost_one_3(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.not_found())
    done = cli("sim", "run", "wf")
    assert (done.status, done.out) == (2, "")
    assert "404" in done.err
    assert cli("sim", "run", "wf", "--wait", *SELECTED).status == 2
    assert cli("sim", "run", "wf", "--timeout", "soon").status == 2
    assert cli("sim", "run", "wf", "--input", "hi").status == 2
    assert cli("dify", "run").status == 2
    nowhere = ("--base-url", "http://127.0.0.1:9", "--retry", "none")
    mock.faults.add("html_502", on="executeWorkflow")
    failing = cli("sim", "run", "wf")
    assert (failing.status, failing.out) == (3, "")
    lost = cli("sim", "run", "wf", *nowhere)
    assert (lost.status, lost.out) == (3, "")
    assert KEY not in lost.err
    mock.sim.workflow("cut", sim.succeed("One two").with_stream(sim.stream(ending="truncated")))
    cut = cli("sim", "run", "cut", "--stream", *SELECTED)
    assert cut.status == 3


def test_an_unknown_outcome_comes_with_the_command_that_looks_it_up(mock: Tenant, cli: Cli) -> None:
    slow = sim.stream(sim.Say("agent1", "One"), ending="truncated")
    mock.sim.workflow("wf", sim.succeed().with_stream(slow).with_job(sim.job(("processing", 60.0))))
    mock.oomol.block("audio-lab::text-to-audio", oomol.stuck())
    quick = ("--interval-ms", "1", "--wait-timeout", "0.1")
    for arguments, command in (
        (
            ("sim", "run", "wf", "--wait", "--poll", "0.01", "--wait-timeout", "0.1"),
            "sim jobs run_",
        ),
        (("sim", "run", "wf", "--stream", *SELECTED, "--run-id", "mine"), "sim runs wf mine'"),
        (("oomol", "run", "audio-lab::text-to-audio", *quick), "oomol tasks "),
    ):
        done = cli(*arguments)
        assert done.status == 3
        assert f"; see 'penstock {command}" in done.err, done.err
    lost = cli("sim", "run", "wf", "--base-url", "http://127.0.0.1:9", "--retry", "0")
    assert "see '" not in lost.err  # there is no run


def test_a_wait_for_another_attempt_is_noted(mock: Tenant, cli: Cli) -> None:
    mock.stub("listRuns", status=429, headers={"Retry-After": "0"}, times=1)
    done = cli("sim", "runs", "wf")
    assert done.status == 0
    assert "429" in done.err
    assert "waiting" in done.err


def test_files_and_whole_inputs_are_read(mock: Tenant, cli: Cli) -> None:
    Path("data.json").write_text('{"a": [1]}')
    Path("mail.txt").write_text("Dear all")
    found = cli("sim", "run", "wf", "--input", "@data.json", "--file", "mail=mail.txt")
    assert found.document["input"]["mail"][0]["name"] == "mail.txt"
    assert found.document["input"]["a"] == [1]
    assert cli("sim", "run", "wf", "--input", "@-", stdin='{"b": 2}').document["input"] == {"b": 2}
    mock.dify.workflow(dify.succeed().lasting(0))
    run = ("dify", "run", "--user", "u", "--input", "@data.json")
    assert cli(*run, "--file", "m=mail.txt", "--file", "u=http://a.example/b.pdf").status == 0
    inputs = body_of(mock, "runWorkflow")["inputs"]
    assert inputs["m"]["transfer_method"] == "local_file"
    assert inputs["u"]["url"] == "http://a.example/b.pdf"
    assert cli(*run, "--file", "m=none.txt").status == 2
    assert cli("sim", "run", "wf", "--input", "@none.json").status == 2


def test_runs_are_listed_looked_up_cancelled_and_resumed(mock: Tenant, cli: Cli) -> None:
    mock.sim.workflow("wf", sim.paused(sim.succeed({"a": 1})))
    v2 = ("--api", "v2")
    done = cli("sim", "run", "wf", *v2)
    assert done.status == 0
    assert "is paused" in done.err
    for _ in range(2):
        cli("sim", "run", "wf", *v2)
    rows = [line.split("\t") for line in cli("sim", "runs", "wf").out.splitlines()]
    assert [row[1] for row in rows] == ["paused"] * 3
    cut = cli("sim", "runs", "wf", "--first", "1", "--jsonl")
    assert cut.document["runId"] == rows[0][0]
    assert "there are more" in cut.err
    assert cli("sim", "runs", "wf", rows[0][0], "--json").document["status"] == "paused"
    resumed = cli("sim", "resume", "wf", rows[0][0], "--input", "ok:=true")
    assert (resumed.status, resumed.document) == (0, {"a": 1})
    cancelled = cli("sim", "cancel", rows[1][0], "--workflow-id", "wf")
    assert cancelled.status == 0
    assert cancelled.out.startswith("true\t")
    again = cli("sim", "cancel", rows[1][0], "--workflow-id", "wf")
    assert "had ended before" in again.err
    assert cli("sim", "status", "wf", "--json").document["isDeployed"] is True
    assert "rateLimit" in cli("sim", "usage").document


# ------------------------------------------------------------------------------------------ dify


def test_a_run_of_dify_streams_and_its_events_are_as_sent(mock: Tenant, cli: Cli) -> None:
    mock.dify.workflow(
        dify.succeed({"text": "Hi"}).of(dify.node("LLM", dify.say("H"), dify.say("i"))).lasting(0)
    )
    assert cli("dify", "run", "--user", "u", "--stream").out == "Hi\n"
    *events, result = cli("dify", "run", "--user", "u", "--jsonl").documents
    assert events[0]["event"] == "workflow_started"
    assert result["output"] == {"text": "Hi"}
    blocking = cli("dify", "run", "--user", "u", "--response-mode", "blocking")
    assert blocking.document == {"text": "Hi"}


def test_a_run_of_dify_is_started_waited_for_and_in_the_logs(mock: Tenant, cli: Cli) -> None:
    mock.dify.workflow(dify.succeed({"text": "Hi"}).lasting(0))
    run_id, task_id, _ = cli("dify", "start", "--user", "u").out.split("\t")
    assert cli("dify", "wait", run_id).document == {"text": "Hi"}
    assert cli("dify", "stop", task_id, "--user", "u").out == "success\n"
    row = cli("dify", "logs", "--status", "succeeded").out.split("\t")
    assert row[:2] == [run_id, "succeeded"]
    assert cli("dify", "logs", "--status", "running").status == 2
    assert "info" in cli("dify", "info", "--json").document


def test_the_form_of_a_paused_run_is_shown_and_answered(mock: Tenant, cli: Cli) -> None:
    mock.dify.workflow(dify.pause(then=dify.succeed({"text": "Hi"}).lasting(0)).lasting(0))
    paused = cli("dify", "run", "--user", "u", "--json")
    assert (paused.status, paused.document["is_paused"]) == (0, True)
    token = paused.document["raw"]["data"]["reasons"][0]["form_token"]
    shown = cli("dify", "forms", token, "--json").document
    action = shown["user_actions"][0]["id"]
    assert cli("dify", "forms", token, "--action", action).status == 2
    answer = ("--action", action, "--user", "u", "--input", "comment=fine")
    wait = ("--wait", paused.document["run_id"], "--poll", "0.01")
    assert cli("dify", "forms", token, *answer, *wait).document == {"text": "Hi"}


# ----------------------------------------------------------------------------------------- oomol


def test_what_a_workspace_of_oomol_has_is_listed(mock: Tenant, cli: Cli) -> None:
    block = ("oomol", "run", "audio-lab::text-to-audio", "--input", "text=hi")
    assert cli(*block, "--interval-ms", "1").document == {"echo": {"text": "hi"}}
    task = cli("oomol", "tasks").out.split("\t")
    assert task[1] == "completed"
    found = cli("oomol", "tasks", task[0], "--json").document
    assert found["task"]["id"] == task[0]
    assert found["logs"]
    assert "audio-lab\t0.9.0" in cli("oomol", "packages").out
    assert cli("oomol", "flows", "--jsonl").documents[0]["name"] == "poster"
    assert "audio-lab::text-to-audio" in cli("oomol", "blocks").out
    installed = cli("oomol", "packages", "--install", "ffmpeg@1.0.0", "--interval-ms", "1")
    assert (installed.status, installed.out) == (0, "ffmpeg\t1.0.0\tsuccess\n")
    Path("mail.txt").write_text("Dear all")
    assert cli(*block, "--file", "mail.txt", "--interval-ms", "1").status == 0
    assert cli("oomol", "run", "nope").status == 2


# --------------------------------------------------------------------------------------- sandbox


def test_a_programs_streams_are_this_commands(mock: Tenant, cli: Cli) -> None:
    Path("a.py").write_text("print(input())")
    assert cli("sandbox", "run", "a.py", "--stdin", "-", stdin="hello\n").out == "hello\n"
    Path("data.csv").write_text("1")
    assert cli("sandbox", "run", "a.py", "--file", "data.csv", "--file", "b=data.csv").status == 1
    assert body_of(mock, "runCode")["files"].keys() == {"data.csv", "b"}
    mock.sandbox_fusion.script("main", sandbox_fusion.result("out\n", stderr="warned\n"))
    done = cli("sandbox", "run", "-", "--language", "cpp", "--run-timeout", "2.5", stdin="main")
    assert (done.status, done.out, done.err) == (0, "out\n", "warned\n")
    assert body_of(mock, "runCode")["run_timeout"] == 2.5
    assert cli("sandbox", "run", "-", stdin="main").status == 2


def test_a_notebook_and_a_submission_run(mock: Tenant, cli: Cli) -> None:
    Path("a.py").write_text("# %% one\nprint(1)\n# %%\nprint(2)\n")
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": ["print(1)\n", "print(2)"]},
    ]
    Path("a.ipynb").write_text(json.dumps({"cells": cells}))
    assert cli("sandbox", "notebook", "a.py").out == "1\n2\n"
    assert cli("sandbox", "notebook", "a.ipynb").out == "1\n2\n"
    assert body_of(mock, "runJupyter")["cells"] == ["print(1)\nprint(2)"]
    problem: dict[str, Any] = {"id": 1, "content": "Echo the input.", "labels": {}}
    problem["test"] = [{"input": {"stdin": "hi\n"}, "output": {"stdout": "hi\n"}}]
    Path("problem.json").write_text(json.dumps(problem))
    config = ("--dataset-type", "CommonOJDataset", "--provided-data", "@problem.json")
    submit = ("sandbox", "submit", "echo", "1", "-", "--language", "python", *config)
    refused = cli(*submit, stdin="no code")
    assert (refused.status, refused.out) == (1, "wrong_answer\nfalse\twrong_answer\n")
    sent = body_of(mock, "submit")
    assert (sent["id"], sent["config"]["provided_data"]) == (1, problem)
    assert cli(*submit, stdin="```python\nprint(input())\n```").out == (
        "accepted\ntrue\taccepted\n"
    )


def test_a_batch_writes_each_outcome_and_goes_on_where_it_ended(mock: Tenant, cli: Cli) -> None:
    lines = [
        {"code": "print(1)", "language": "python"},
        {"code": "raise SystemExit(3)", "language": "python"},
        {"cells": ["print(2)"]},
        {"code": "main", "language": "cpp"},
    ]
    Path("judge.jsonl").write_text("\n".join(map(json.dumps, lines)))
    mock.sandbox_fusion.script("main", sandbox_fusion.sandbox_error("no pods"))
    batch = ("sandbox", "batch", "judge.jsonl", "--out", "results.jsonl", "--retry", "0")
    done = cli(*batch)
    assert (done.status, done.out) == (2, "")
    assert "4 done, 2 of them failed" in done.err
    rows = [json.loads(line) for line in Path("results.jsonl").read_text().splitlines()]
    found = {row["index"]: row for row in rows}
    assert found[0]["result"]["output"] == "1\n"
    assert found[1]["result"]["verdict"] == "runtime_error"
    assert found[3]["error"]["type"] == "SandboxError"
    assert cli(*batch).status == 2
    mock.sandbox_fusion.script("main", sandbox_fusion.result("ok\n"))
    with Path("results.jsonl").open("a") as results:
        results.write('{"index": 3, "resu')  # left behind by a crash
    again = cli(*batch, "--resume")
    assert (again.status, again.err.split(",")[0]) == (0, "penstock: 1 done")
    assert len(Path("results.jsonl").read_text().splitlines()) == 6
    assert "can't write no/such/folder" in cli(*batch[:4], "no/such/folder").err
    piped = cli("sandbox", "batch", "-", stdin=json.dumps(lines[0]))
    assert piped.document["result"]["succeeded"] is True
    wrong = cli("sandbox", "batch", "-", stdin='{"code": "1"}')
    assert wrong.status == 2
    assert "line 1: RunCodeRequest needs language" in wrong.err


# ---------------------------------------------------------------------------------------- Ctrl-C


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes with the first event or state."""

    def interrupt(self: Output, value: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Output, "event", interrupt)


@pytest.mark.usefixtures("interrupted")
def test_ctrl_c_cancels_the_run_where_the_service_can(mock: Tenant, cli: Cli) -> None:
    mock.admin.set_option("sim", "dialect", "2026-08")
    slow = sim.stream(sim.Say("agent1", "One"), sim.Wait(60))
    job = sim.job(("processing", 60.0))
    mock.sim.workflow("wf", sim.succeed().with_stream(slow).with_job(job))
    mock.dify.workflow(dify.succeed().lasting(60))
    mock.oomol.block("audio-lab::text-to-audio", oomol.slow(polls=100))
    for arguments, operation in (
        (("sim", "run", "wf", "--wait", "--poll", "0.01"), "cancelExecution"),
        (("sim", "run", "wf", "--wait", "--poll", "0.01", "--api", "v2"), "cancelRun"),
        (("sim", "run", "wf", "--stream", *SELECTED, "--api", "v2"), "cancelRun"),
        (("sim", "run", "wf", "--stream", *SELECTED, "--run-id", "mine"), "cancelRun"),
        (("dify", "run", "--user", "u"), "stopWorkflowTask"),
        (("oomol", "run", "audio-lab::text-to-audio", "--interval-ms", "1"), "stopTask"),
    ):
        done = cli(*arguments)
        assert done.status == 130
        assert calls(mock, operation), done.err
        # The server cancels a run whose stream is lost; that may come before the command does.
        left = "interrupted; (run|task) .* (was cancelled|was asked to stop|had ended)"
        assert re.search(left, done.err), done.err


@pytest.mark.usefixtures("interrupted")
def test_ctrl_c_reports_what_is_left_running(mock: Tenant, cli: Cli) -> None:
    long = sim.succeed().with_job(sim.job(("processing", 60.0)))
    mock.sim.workflow("wf", long.cancelling("redis_write_failed"))
    done = cli("sim", "run", "wf", "--wait", "--poll", "0.01")
    assert done.status == 130
    assert "is left running: redis_write_failed" in done.err
    mock.admin.set_option("dify", "dialect", "2026-08")
    mock.dify.workflow(dify.succeed().lasting(60))
    run_id = cli("dify", "start", "--user", "u").out.split("\t")[0]
    done = cli("dify", "wait", run_id)
    assert (done.status, done.err) == (130, f"penstock: interrupted; run {run_id} goes on\n")


def test_ctrl_c_leaves_programs_running_and_says_so(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    Path("judge.jsonl").write_text('{"code": "print(1)", "language": "python"}\n' * 3)
    monkeypatch.setattr("penstock.cli.batches.written", interrupt)
    batch = ("sandbox", "batch", "judge.jsonl", "--out", "out.jsonl", "--concurrency", "2")
    done = cli(*batch)
    assert done.status == 130
    left = r"interrupted; 0 of 3 are done, and [12] under way may run on; --resume goes on"
    assert re.search(left, done.err), done.err
    Path("a.py").write_text("print(1)")
    monkeypatch.setattr("penstock.sandbox_fusion.SandboxFusion.run_code", interrupt)
    done = cli("sandbox", "run", "a.py", "--run-timeout", "3")
    assert done.status == 130
    assert "may run on until its time of 3 s is over" in done.err
    monkeypatch.setattr("penstock.sim.RunsClient.run", interrupt)
    done = cli("sim", "run", "wf")
    assert (done.status, done.out) == (130, "")
    assert "ends with its connection on servers since 2026-08" in done.err


def test_a_run_that_had_ended_is_reported_so() -> None:
    assert Run("7", cancel=lambda: "had ended").left() == "run 7 had ended"
    assert Run().left() == "nothing was left running"
