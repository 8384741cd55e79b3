"""What the README shows, runs."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from penstock_mock.mock import Mock

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
TESTS = [block for block in PYTHON if "def test_" in block]
# The document of the tests that name one.
DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"201": {description: It is there.}}
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: A pet.}}
"""
PROGRAMS = [block for block in PYTHON if block not in TESTS]


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_example_runs(
    program: str, penstock_mock: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", penstock_mock.clock.sleep)
    with penstock_mock.router:
        exec(compile(program, "README.md", "exec"), {"__name__": "readme"})
    assert len(penstock_mock.journal)


def test_the_examples_of_tests_pass(tmp_path: Path) -> None:
    """In one process of their own, however long a busy machine takes to start it."""
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    for number, test in enumerate(TESTS):
        (tmp_path / f"test_readme_{number}.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_make_target_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:\$ |`)make ([a-z]+)\b", README))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


def test_its_first_commands_are_the_ones_the_check_of_a_submission_runs() -> None:
    assert re.search(r"^\$ make test\b", README, re.MULTILINE)
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
