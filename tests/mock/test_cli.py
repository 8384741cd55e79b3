"""The command penstock-mock, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from penstock_mock import Timeline
from penstock_mock.cli import _report, main
from penstock_mock.document.request import Request
from penstock_mock.document.validation import finding
from penstock_mock.engine.exchange import Exchange


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]) -> Path:
    path = tmp_path_factory.mktemp("spec") / "two.json"
    path.write_text(json.dumps(document))
    return path


@contextmanager
def serving(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "penstock_mock.cli", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines(process: subprocess.Popen[str]) -> dict[str, str]:
    """The base URL of each service, as printed."""
    assert process.stdout is not None
    told: dict[str, str] = {}
    for line in process.stdout:
        if line.startswith("Ctrl+C"):
            return told
        service, url = line.split()
        told[service] = url
    raise AssertionError(process.communicate()[1])


def test_it_prints_a_line_per_service_that_is_the_base_url_of_its_client(spec: Path) -> None:
    with serving("--spec", spec) as process:
        told = lines(process)
        assert list(told) == ["/v1", "/", "things", "stock"]
        assert told["things"].endswith("/things/v1")
        assert httpx.get(f"{told['/v1']}/things/5").json() == {"name": "getThing"}
        assert httpx.get(f"{told['things']}/things/5").json() == {"name": "getThing"}
        assert httpx.get(f"{told['stock']}/stock/5").json() == {"name": "getStock"}


def test_one_service_is_served_at_the_root(spec: Path) -> None:
    with serving("--spec", spec, "--service", "stock") as process:
        told = lines(process)
        assert list(told) == ["stock"]
        assert httpx.get(f"{told['stock']}/stock/5").json() == {"name": "getStock"}
        assert told["stock"].count("/") == 2


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_at_once_and_cleanly_even_with_an_open_stream(
    spec: Path, name: str
) -> None:
    with serving("--spec", spec) as process:
        url = httpx.URL(lines(process)["things"])
        admin = url.copy_with(path="/__penstock__/stub")
        httpx.post(admin, json={"operation_id": "watch", "json": {}, "delay": 600.0})
        with socket.create_connection((url.host, url.port or 0), timeout=2) as peer:
            peer.sendall(b"GET /things/v1/events HTTP/1.1\r\nHost: mock\r\n\r\n")
            time.sleep(0.05)
            began = time.perf_counter()
            process.send_signal(getattr(signal, name))
            assert process.wait(3) == 0
            assert time.perf_counter() - began < 2
        assert "Traceback" not in process.communicate()[1]


@pytest.mark.parametrize(
    ("name", "during"),
    [
        ("SIGINT", "penstock_mock.mock"),
        ("SIGTERM", "uvicorn"),
        ("SIGINT", "penstock_mock.frontends.server"),
    ],
)
def test_a_signal_during_the_start_ends_it_quietly(spec: Path, name: str, during: str) -> None:
    # An import hook sends the signal just when a slow import begins.
    program = f"""if True:
        import os, signal, sys
        class Finder:
            def find_spec(self, module, *_):
                if module == {during!r}:
                    os.kill(os.getpid(), signal.{name})
        sys.meta_path.insert(0, Finder())
        from penstock_mock.cli import main
        sys.exit(main(["serve", "--port", "0", "--spec", {str(spec)!r}]))"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=10, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_signals_are_whose_they_were_afterwards(spec: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    main(["serve", "--spec", str(spec), "--host", ""])
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


# -- messages on stderr ------------------------------------------------------------------------


def told(process: subprocess.Popen[str]) -> list[str]:
    """The lines on stderr, once the server is stopped."""
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=3)[1].splitlines()


def variant(spec: Path, tmp_path: Path, **changes: Any) -> Path:
    path = tmp_path / "variant.json"
    path.write_text(json.dumps({**json.loads(spec.read_text()), **changes}))
    return path


@pytest.fixture
def faulty(spec: Path, document: dict[str, Any], tmp_path: Path) -> Path:
    """A document with an example that breaks its schema, and a callback."""
    paths = json.loads(json.dumps(document["paths"]))
    get = paths["/stock/{id}"]["get"]
    get["callbacks"] = {"later": {}}
    get["responses"]["200"]["content"]["application/json"]["examples"]["plain"]["value"] = 5
    return variant(spec, tmp_path, paths=paths)


def test_the_start_counts_the_findings_of_a_document(faulty: Path) -> None:
    with serving("--spec", faulty) as process:
        lines(process)
        assert process.stderr is not None
        line = process.stderr.readline().rstrip()
    assert line.startswith("penstock-mock: 1 part is wrong (example 1), ")
    assert "callbacks 1" in line
    assert line.endswith(f"; see: penstock-mock check {faulty}")


def test_check_lists_each_finding_with_pointer_remedy_and_kind(
    faulty: Path, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(faulty)]) == 1
    wrong, *gaps, last = capsys.readouterr().out.splitlines()
    assert wrong.startswith("error: #/paths/~1stock~1{id}/get/responses/200/content/")
    assert wrong.endswith("[example]")
    (gap,) = [gap for gap in gaps if "callbacks" in gap]
    assert gap.startswith("warning: #/paths/~1stock~1{id}/get/callbacks: ")
    assert last.startswith("5 operations; 1 part is wrong (example 1), ")
    assert main(["check", str(spec)]) == 0


@pytest.mark.parametrize(
    ("examples", "line"),
    [
        ([1], "1 operation; nothing is wrong, everything is played as written"),
        (["x"], "1 operation; 1 part is wrong (example 1)"),
        (["x", "y", 1], "1 operation; 2 parts are wrong (example 2)"),
        ([], "1 operation; nothing is wrong, 1 part is not played as written (generated 1)"),
    ],
)
def test_the_counts_read_as_english(
    examples: list[Any], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {str(number): {"value": value} for number, value in enumerate(examples)}
    media = {"schema": {"type": "integer"}, "examples": named}
    responses = {"200": {"description": "", "content": {"application/json": media}}}
    info = {"title": "t", "version": "1"}
    document = {
        "openapi": "3.1.0",
        "info": info,
        "paths": {"/x": {"get": {"responses": responses}}},
    }
    (tmp_path / "a.json").write_text(json.dumps(document))
    main(["check", str(tmp_path / "a.json")])
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_a_reader_that_ends_first_costs_no_traceback(spec: Path) -> None:
    command = [sys.executable, "-m", "penstock_mock.cli", "check", str(spec)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_check_writes_json(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", str(faulty)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["operations"], report["counts"]["error"]) == (5, 1)
    assert set(report["findings"][0]) == {"pointer", "kind", "level", "message", "remedy"}
    assert report["findings"][0]["kind"] == "example"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"swagger": "2.0", "paths": {}}'])
def test_a_document_that_cannot_be_checked_ends_with_2_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text)
    assert main(["check", str(path)]) == 2
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert capsys.readouterr().err.count("penstock-mock: ") == 2


def test_a_token_for_other_machines_is_printed_or_taken_from_the_environment(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("--spec", spec, "--admin-token", "--allow-host", "mock.internal") as process:
        told_lines = lines(process)
        assert len(told_lines.pop("X-Penstock-Token:")) > 30
        named = {"Host": "Mock.Internal"}
        health = told_lines["/"] + "/__penstock__/health"
        assert httpx.get(health, headers=named).status_code == 200
        assert httpx.get(health, headers={"Host": "other.internal"}).status_code == 403
    monkeypatch.setenv("PENSTOCK_ADMIN_TOKEN", "from-outside")
    with serving("--spec", spec, "--admin-token", "--host", "0.0.0.0") as process:
        assert "X-Penstock-Token:" not in lines(process)
        assert told(process)[0].endswith("the admin interface only with its token")


def test_an_address_that_other_machines_reach_is_warned_of(spec: Path) -> None:
    with serving("--spec", spec, "--host", "0.0.0.0") as process:
        lines(process)
        line, *_ = told(process)
    assert "can be reached from other machines" in line
    assert line.endswith("the admin interface only with --admin-token, which isn't given")


@pytest.mark.parametrize(("mode", "status"), [("report", 200), ("strict", 400), ("off", 200)])
def test_a_call_that_breaks_the_contract_is_told_on_one_line_unless_validation_is_off(
    spec: Path, document: dict[str, Any], tmp_path: Path, mode: str, status: int
) -> None:
    paths = json.loads(json.dumps(document["paths"]))
    paths["/stock/{id}"]["get"]["parameters"][0]["schema"] = {"type": "integer"}
    path = variant(spec, tmp_path, paths=paths)
    with serving("--spec", path, "--validation", mode) as process:
        url = lines(process)["stock"]
        headers = {"Authorization": "Bearer hush"}
        assert httpx.get(f"{url}/stock/x%0ay", headers=headers).status_code == status
        assert httpx.get(f"{url}/stock/5").status_code == 200
        calls = [line for line in told(process) if "getStock" in line]
    assert len(calls) == (0 if mode == "off" else 1)
    for line in calls:
        assert line.startswith("penstock-mock: #1 GET /stock/x\\ny (getStock): ")
        assert "path /id: it is not of type" in line
        assert "hush" not in line


def test_an_unexpected_call_is_told_with_the_nearest_operation(spec: Path) -> None:
    with serving("--spec", spec) as process:
        url = lines(process)["/"]
        assert httpx.get(f"{url}/stocks/5?key=hush").status_code == 404
        (line,) = [line for line in told(process) if "unexpected" in line]
    assert line.startswith("penstock-mock: #1 GET /stocks/5 (no operation): unexpected, 404; ")
    assert "nearest: GET /stock/{id} (getStock)" in line
    assert "hush" not in line


def test_of_many_findings_the_first_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = tuple(finding("body", "type", f"/{n}", "wrong") for n in range(8))
    _report(Exchange("1", Request("GET", "/"), Timeline.reply(200), findings=found))
    _report(Exchange("2", Request("GET", "/"), Timeline.reply(200)))
    (line,) = capsys.readouterr().err.splitlines()
    assert "/4: wrong" in line
    assert "/5: wrong" not in line
    assert line.endswith("; 3 more")


def test_a_failure_of_the_mock_is_told_by_its_last_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _report(Exchange("1", Request("GET", "/"), Timeline.reply(500), error="Traceback\nOops: no\n"))
    assert capsys.readouterr().err.endswith("; Oops: no\n")


def test_a_server_that_is_killed_breaks_its_streams(spec: Path) -> None:
    with serving("--spec", spec) as process:
        url = httpx.URL(lines(process)["things"])
        events = {"operation_id": "watch", "status": 200, "sse": ["one"] * 3, "delay": 0.0}
        httpx.post(url.copy_with(path="/__penstock__/stub"), json=events)
        slow = {"kind": "slow", "chunk_size": 1, "gap": 30.0}
        httpx.post(url.copy_with(path="/__penstock__/add_fault"), json=slow)
        with httpx.stream("GET", f"{url}/events") as answer:
            process.kill()
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                answer.read()


@pytest.mark.parametrize("given", ["2", "0", "auto"])
def test_more_workers_than_one_are_refused_with_the_reason(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--workers", given])
    refused = capsys.readouterr().err
    assert "the state of a session" in refused
    assert "on ports of their own" in refused


def test_our_own_contract_is_the_default_and_options_reach_its_services() -> None:
    with serving("--dialect", "2026-08", "--option", "sim.plan=free", "--seed", "3") as process:
        url = lines(process)["sim"]
        assert url.endswith("/sim")
        options = httpx.post(httpx.URL(url).copy_with(path="/__penstock__/options")).json()
        assert options == {"result": {"sim": {"dialect": "2026-08", "plan": "free"}}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--service", "nope"], "no service 'nope', only: sim"),
        (["--spec", "/no/such/file.json"], "can't read /no/such/file.json"),
        (["--spec", os.devnull], "holds no OpenAPI document"),
        (["--dialect", "latin"], "must be in ('2025-10', '2026-08')"),
        (["--option", "nope.a=1"], "no service 'nope'"),
        (["--host", "192.0.2.1"], "give another --host"),
        (["--host", "a" * 64], "there is no such host; give another --host"),
        (["--host", ""], "give --host an address"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_remedy_and_ends_with_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "0", *arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.startswith("penstock-mock: ")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_former_name_of_a_dialect_is_accepted_with_a_warning() -> None:
    words = "'today' of sim is now called '2026-08'"
    with pytest.warns(DeprecationWarning, match=words):
        assert main(["serve", "--port", "0", "--dialect", "today", "--service", "nope"]) == 2


@pytest.mark.parametrize("paths", [[], None, "x"])
def test_a_document_whose_paths_are_no_mapping_is_refused(
    spec: Path, tmp_path: Path, paths: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = variant(spec, tmp_path, paths=paths)
    assert main(["serve", "--port", "0", "--spec", str(path)]) == 2
    assert "`paths` must be a mapping" in capsys.readouterr().err


def test_a_taken_port_is_said_with_its_remedy(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--spec", str(spec), "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}: Address already in use; give another --port" in (
        capsys.readouterr().err
    )


@pytest.mark.table(
    "arguments",
    [
        ["--port", "65536"],
        ["--port", "x"],
        ["--option", "plain"],
        ["--option", ".a=1"],
        ["--nope"],
        ["--validation", "x"],
    ],
)
def test_an_argument_that_makes_no_sense_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    assert ended.value.code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["--version"]])
def test_help_and_version_are_printed_and_end_well(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "penstock-mock" in capsys.readouterr().out


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "uvicorn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "penstock_mock.frontends.server", raising=False)
    assert main(["serve"]) == 2
    assert "pip install 'penstock[mock]'" in capsys.readouterr().err


def test_what_was_exercised_is_written_at_the_end(spec: Path, tmp_path: Path) -> None:
    file = tmp_path / "coverage.json"
    with serving("--spec", spec, "--coverage", file) as process:
        told = lines(process)
        httpx.get(f"{told['stock']}/stock/5")
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0
    (document,) = json.loads(file.read_text())["documents"]
    assert document["operations"]["getStock"]["statuses"] == {"200": 1}
    assert document["operations"]["getThing"]["calls"] == 0


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_served(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--spec", str(spec), "--coverage", str(tmp_path)]) == 2
    assert "can't write" in capsys.readouterr().err
