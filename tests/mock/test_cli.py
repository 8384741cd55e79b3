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

from penstock_mock.cli import main


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
        assert list(told) == ["things", "stock"]
        assert told["things"].endswith("/things/v1")
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
        assert process.communicate()[1] == ""


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


def test_our_own_contract_is_the_default_and_options_reach_its_services() -> None:
    with serving("--dialect", "today", "--option", "sim.plan=free", "--seed", "3") as process:
        url = lines(process)["sim"]
        assert url.endswith("/sim")
        options = httpx.post(httpx.URL(url).copy_with(path="/__penstock__/options")).json()
        assert options == {"result": {"sim": {"dialect": "today", "plan": "free"}}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--service", "nope"], "no service 'nope', only: sim"),
        (["--spec", "/no/such/file.json"], "can't read /no/such/file.json"),
        (["--spec", os.devnull], "holds no OpenAPI document"),
        (["--dialect", "latin"], "must be in ('documented', 'today')"),
        (["--option", "nope.a=1"], "no service 'nope'"),
        (["--host", "192.0.2.1"], "give another --host"),
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


def test_a_taken_port_is_said_with_its_remedy(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--spec", str(spec), "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}: Address already in use; give another --port" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "arguments",
    [["--port", "65536"], ["--port", "x"], ["--option", "plain"], ["--option", ".a=1"], ["--nope"]],
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
    monkeypatch.delitem(sys.modules, "penstock_mock.serve", raising=False)
    assert main(["serve"]) == 2
    assert "pip install 'penstock[mock]'" in capsys.readouterr().err
