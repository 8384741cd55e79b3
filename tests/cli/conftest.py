"""The command in this process, its services played over a port by a mock that a module shares."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from attrs import frozen

from penstock.cli import main
from penstock_mock.frontends.server import Tenant

SETTINGS = {
    "sim": ("SIM_BASE_URL", "SIM_API_KEY"),
    "dify": ("DIFY_BASE_URL", "DIFY_API_KEY"),
    "oomol": ("OOMOL_CONNECT_BASE_URL", "OOMOL_CONNECT_API_TOKEN"),
    "sandbox_fusion": ("SANDBOX_FUSION_ENDPOINT", None),
}
OTHERS = ("SANDBOX_FUSION_DATASET_ENDPOINT", "PENSTOCK_LOG", "_PENSTOCK_COMPLETE")
KEY = "key-of-a-test"


@frozen
class Done:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def documents(self) -> list[Any]:
        """Stdout as JSON, one document a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def document(self) -> Any:
        (only,) = self.documents
        return only


class Cli:
    """Runs the command."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *arguments: object, stdin: str = "") -> Done:
        self._patch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        try:
            status = main(list(map(str, arguments)))
        except SystemExit as ended:  # click's, of a completion
            status = int(ended.code or 0)
        out, err = self._capsys.readouterr()
        return Done(status, out, err)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is set, and the working directory is empty."""
    for variables in SETTINGS.values():
        for variable in filter(None, variables):
            monkeypatch.delenv(variable, raising=False)
    for variable in OTHERS:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path_factory.mktemp("work"))


@pytest.fixture
def mock(
    environment: None, penstock_module_server: Tenant, monkeypatch: pytest.MonkeyPatch
) -> Tenant:
    """The services, with their addresses and keys in the environment."""
    penstock_module_server.reset()
    for service, (url, key) in SETTINGS.items():
        monkeypatch.setenv(url, penstock_module_server.url_for(service))
        if key:
            monkeypatch.setenv(key, KEY)
    return penstock_module_server


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return Cli(capsys, monkeypatch)
