"""Commands in general: options out of the clients, help, formats, and any operation."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import penstock
from penstock.cli import configuration
from penstock.cli.app import penstock as root
from penstock.cli.command import Command
from penstock.cli.options import HELP
from penstock.cli.output import plain
from penstock_api import operations
from penstock_mock.frontends.server import Tenant

SHOWN = Path(__file__).resolve().parents[2] / "docs" / "guides" / "command-line.md"
Cli = Callable[..., Any]


def walk(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group) and name != "call":
            yield from walk(found, *path, name)
        else:
            yield (*path, name), found


def test_every_option_of_every_command_has_its_help(table: Any) -> None:
    seen = set[str]()
    with table as case:
        for path, found in walk(root):
            with case(path):
                text = found.get_help(click.Context(found, info_name=path[-1]))
                assert found.help
                for param in found.get_params(click.Context(found)):
                    if isinstance(param, click.Option):
                        assert param.help, param.name
                        assert param.opts[0] in text
                        seen.add(param.name or "")
    assert HELP.keys() - seen == set()


def test_a_new_option_of_the_clients_is_one_of_the_commands() -> None:
    """The options are those that a program has, but for callbacks and the like."""
    found = root.get_command(click.Context(root), "sim")
    assert isinstance(found, click.Group)
    run = found.get_command(click.Context(found), "run")
    assert isinstance(run, Command)
    names = {param.name for param in run.get_params(click.Context(run))}
    programs = set(penstock.ClientOptions.__annotations__)
    unwritable = {"transport", "http_client", "clock", "random"}
    assert programs - names == unwritable | {name for name in programs if name.startswith("on_")}
    assert {"selected_outputs", "poll", "api", "base_url", "api_key"} <= names


def test_the_mocks_command_goes_by_the_name_it_was_called_by(cli: Cli) -> None:
    assert cli("mock", "--help").out.startswith("usage: penstock mock [-h]")
    refused = cli("mock", "serve", "--port", "x")
    assert refused.status == 2
    assert "penstock mock serve: error: argument --port" in refused.err


def test_help_and_completion_are_at_hand(cli: Cli) -> None:
    done = cli("--help")
    assert done.status == 0
    for word in ("sim", "dify", "oomol", "sandbox", "call", "doctor", "Exit status: 0", "130"):
        assert word in done.out
    assert cli("--version").out == f"penstock {penstock.__version__}\n"
    for shell, word in (("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete --")):
        script = cli("completion", shell)
        assert script.status == 0
        assert word in script.out
        assert "_PENSTOCK_COMPLETE" in script.out
    assert cli("completion", "tcsh").status == 2
    assert cli("sim", "run").status == 2
    assert cli("nothing").status == 2
    alone = cli("sim")  # before click 8.2 its help goes to stdout
    assert "Commands:\n  cancel" in alone.err + alone.out


def completed(monkeypatch: pytest.MonkeyPatch, cli: Cli, *words: str) -> list[str]:
    monkeypatch.setenv("_PENSTOCK_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(("penstock", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    found: list[str] = cli().out.splitlines()
    return found


def test_a_shell_completes_commands_operations_parameters_and_values(
    monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    assert "sandbox" in completed(monkeypatch, cli, "sa")
    assert "--selected-outputs" in completed(monkeypatch, cli, "sim", "run", "--sel")
    assert "getUsageLimits" in completed(monkeypatch, cli, "call", "getU")
    assert "order=" in completed(monkeypatch, cli, "call", "listRuns", "or")
    assert "typescript" in completed(monkeypatch, cli, "sandbox", "run", "a", "--language", "type")


def test_any_operation_is_called_by_its_id(mock: Tenant, cli: Cli) -> None:
    assert cli("call", "getUsageLimits").document["usage"]["plan"] == "pro"
    assert cli("--jsonl", "sim", "status", "wf").document["isDeployed"] is True
    assert cli("call", "get_workflow_status", "id=wf", "--json").document["isDeployed"] is True
    body = ("user=7", "response_mode=streaming", 'inputs={"n": 1}')
    events = cli("call", "runWorkflow", *body, "--stream").documents
    assert events[-1]["event"] == "workflow_finished"
    assert "here that is --stream" in cli("call", "runWorkflow", *body).err
    sent = json.loads(mock.journal.calls("runWorkflow")[-1].request.body)
    assert sent == {"user": "7", "response_mode": "streaming", "inputs": {"n": 1}}
    one = cli("call", "runWorkflow", *body, "--stream", "--json").document
    assert [event["event"] for event in one] == [event["event"] for event in events]
    run_id = events[0]["workflow_run_id"]
    assert cli("call", "getWorkflowRun", f"workflow_run_id={run_id}").status == 0
    Path("mail.txt").write_text("Dear all")
    assert cli("call", "uploadFile", "file=@mail.txt", "user=7").document["size"] == 8
    files = ("manifest=audio-lab::text-to-audio", "inputValues=[]", "files=@mail.txt")
    assert cli("call", "createTask", *files).status == 0
    Path("run.json").write_text('{"code": "print(1)", "language": "python"}')
    ran = cli("call", "runCode", "--body", "@run.json", "run_timeout=5").document
    assert ran["run_result"]["stdout"] == "1\n"
    sent = json.loads(mock.journal.calls("runCode")[-1].request.body)
    assert sent["run_timeout"] == 5
    assert cli("call", "ping").out == "pong\n"


def test_a_service_without_a_client_of_its_own_is_called_by_its_tag(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configuration, "CLIENTS", {})
    assert cli("call", "getUsageLimits").document["usage"]["plan"] == "pro"
    Path("penstock.toml").write_text("[sim]\ntimeot = 1\n")
    refused = cli("call", "getUsageLimits")
    assert (refused.status, "did you mean 'timeout'?" in refused.err) == (2, True)


def test_what_an_operation_lacks_goes_into_its_body(mock: Tenant, cli: Cli) -> None:
    done = cli("call", "executeWorkflow", "id=wf", "message=hi", "n=1")
    assert done.document["output"]["input"] == {"message": "hi", "n": 1}
    near = cli("call", "executeWorkflow", "id=wf", "x-execution-mode=sync")
    assert "did you mean 'x_execution_mode'?" in near.err


def test_a_wrong_call_of_an_operation_is_refused_before_it_is_sent(mock: Tenant, cli: Cli) -> None:
    for arguments, reason in (
        (("getWorkflowStatus",), "getWorkflowStatus needs id=…"),
        (("listRuns", "id=wf", "ordr=asc"), "did you mean 'order'?"),
        (("getUsageLimits", "a=1"), "it takes none"),
        (("runCode", "code=1"), "the body of runCode needs language=…"),
        (("runCode", "--body", "{"), "holds no JSON"),
        (("runCode", "--body", "[1]", "code=1"), "adds to a --body that is an object"),
        (("getWorkflowStatus", "wf"), "neither NAME=TEXT nor NAME:=JSON"),
        (("nothing",), "No such command 'nothing'"),
    ):
        done = cli("call", *arguments)
        assert done.status == 2
        assert reason in done.err, done.err
    assert not len(mock.journal)


def test_the_help_of_an_operation_has_its_parameters_and_fields(cli: Cli) -> None:
    text = cli("call", "runWorkflow", "--help").out
    for word in ("POST /workflows/run of dify", "x_trace_id:", "inputs (needed)", "--stream"):
        assert word in text
    listed = cli("call", "--help").out
    assert all(name in listed for name in operations.MODULES)


def test_an_option_of_another_kind_of_call_is_refused(mock: Tenant, cli: Cli) -> None:
    done = cli("sim", "run", "wf", "--poll", "1")
    assert done.status == 2
    assert "--poll has no effect on this kind of call" in done.err


def test_options_reach_the_call_and_the_client(mock: Tenant, cli: Cli) -> None:
    options = ("--headers", "x-one=1", "--extra-query", "debug:=true", "--timeout", "none")
    with mock.breaches_allowed():
        done = cli("sim", "run", "wf", *options, "--run-id", "mine", "--max-response-bytes", "10")
    assert done.status == 3  # an answer longer than that can't be read
    sent = mock.journal.calls("executeWorkflow")[-1].request
    assert sent.header("x-one") is not None
    assert sent.header("x-execution-id") == "mine"
    assert ("debug", "true") in sent.query


def test_a_warning_is_a_note(mock: Tenant, cli: Cli) -> None:
    Path("a.py").write_text("print(1)")
    with mock.breaches_allowed():
        done = cli("sandbox", "run", "a.py", "--language", "pyhton")
    assert "penstock: warning: language 'pyhton' is not a language of SandboxFusion" in done.err


def test_values_of_all_kinds_have_a_form_in_json() -> None:
    from datetime import UTC, datetime
    from enum import Enum

    class Kind(Enum):
        ONE = "one"

    class Plain:
        def __init__(self) -> None:
            self.a = {1, 2}

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert plain([Kind.ONE, moment, Plain(), None, 1.5, 1j]) == [
        *("one", "2026-01-01T00:00:00+00:00", {"a": [1, 2]}, None, 1.5, "1j")
    ]


def test_the_commands_of_the_documentation_run(mock: Tenant, cli: Cli) -> None:
    Path("mail.txt").write_text("Dear all")
    Path("main.py").write_text("print(input())")
    Path("judge.jsonl").write_text('{"code": "print(1)", "language": "python"}')
    lines = re.findall(r"^\$ penstock (.*)", SHOWN.read_text("utf-8"), re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        arguments = shlex.split(line, comments=True)
        quick = ("--interval-ms", "1") if arguments[:2] == ["oomol", "run"] else ()
        done = cli(*arguments, *quick, stdin="hello")
        assert done.status == 0, done.err


def test_the_mock_is_a_command_here(cli: Cli) -> None:
    assert cli("mock", "check", "nothing.yaml").status == 2
    assert cli("mock", "--help").status == 0
    assert cli("mock", "serve", "--port", "x").status == 2
