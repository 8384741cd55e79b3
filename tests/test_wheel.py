"""The built wheel, alone in an empty environment, imports, serves and answers a client."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent

SMOKE = """
import os, re, subprocess, sys
server = subprocess.Popen(
    [os.path.join(os.path.dirname(sys.executable), "penstock-mock"), "serve", "--port", "0"],
    stdout=subprocess.PIPE, text=True)
try:
    base = next(m[0] for line in server.stdout if (m := re.search(r"http://\\S+/sim", line)))
    from penstock.sim import Sim
    with Sim("key", base_url=base) as sim:
        assert sim.execute_workflow("wf", {"message": "hi"}).success
        with sim.stream_workflow("wf", {"message": "hi"}, selected_outputs=["agent1.content"]) as s:
            assert s.collect().success
finally:
    server.terminate()
    assert server.wait(5) == 0
command = os.path.join(os.path.dirname(sys.executable), "penstock")
refused = subprocess.run([command, "--help"], capture_output=True, text=True)  # it has no rich
assert refused.returncode == 2 and "pip install 'penstock[cli]'" in refused.stderr, refused.stderr
import penstock_api, penstock_mock
assert "site-packages" in penstock_api.__file__
for package in (penstock_api, penstock_mock, sys.modules["penstock"]):
    assert os.path.exists(os.path.join(os.path.dirname(package.__file__), "py.typed"))
print("smoke ok")
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


def test_its_metadata_is_what_an_index_shows(wheel: Path) -> None:
    name = f"penstock-{wheel.name.split('-')[1]}.dist-info/METADATA"
    with zipfile.ZipFile(wheel) as archive:
        found = email.message_from_bytes(archive.read(name))
    assert found["Summary"]
    assert found["License-Expression"] == "Apache-2.0"
    assert {"sdk", "openapi", "sim", "dify"} <= set(found["Keywords"].split(","))
    assert str(found.get_payload()).startswith("# Penstock")
    versions = re.findall(r"Python :: (3\.\d+)$", "\n".join(found.get_all("Classifier", [])), re.M)
    assert versions == ["3.11", "3.12", "3.13"]
    assert found["Requires-Python"] == f">={versions[0]}"


def test_each_extra_that_is_named_exists() -> None:
    """In errors, help and documentation: `pip install 'penstock[cli]'`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    texts += [*ROOT.glob("wrapper/**/*.py"), *ROOT.glob("mockserver/**/*.py")]
    named = {
        extra
        for path in texts
        for extra in re.findall(r"penstock\[(\w+)\]", path.read_text("utf-8"))
    }
    assert {"mock", "cli"} <= named <= set(project["optional-dependencies"])


def needed(distribution: metadata.Distribution, extra: str = "") -> set[str]:
    """Return the names of what a distribution requires, and of what that requires in turn."""
    given = map(Requirement, distribution.requires or ())
    now = [r for r in given if r.marker is None or r.marker.evaluate({"extra": extra})]
    extras = [(r.name, extra) for r in now for extra in ("", *r.extras)]
    inner = (needed(metadata.distribution(name), extra) for name, extra in extras)
    return {r.name for r in now}.union(*inner)


def link(project: str, folder: Path) -> None:
    """Have an installed distribution, and nothing else of this environment, in a folder."""
    distribution = metadata.distribution(project)
    files = distribution.files or ()
    for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
        (folder / top).symlink_to(str(distribution.locate_file(top)))


def test_the_wheel_and_its_dependencies_alone_import_serve_and_pass_a_smoke_test(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    # With this environment's pip: to make one more for that one takes as long as the rest.
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "-q", "--no-compile", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    packages = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (installed,) = metadata.distributions(path=[str(packages)])
    for project in needed(installed, "mock"):
        link(project, packages)
    assert "smoke ok" in run(python, "-c", SMOKE, cwd=tmp_path)
