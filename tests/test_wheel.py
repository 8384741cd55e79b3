"""The built wheel, alone in an empty environment, imports, serves and answers a client."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

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


def test_the_wheel_installed_alone_imports_serves_and_passes_a_smoke_test(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    pins = ROOT / "requirements" / "dev.txt"
    # With this environment's pip: to make one more for that one takes as long as the rest.
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "-q", "--no-compile", "-c", pins, f"{wheel}[mock]", cwd=tmp_path)
    assert "smoke ok" in run(python, "-c", SMOKE, cwd=tmp_path)
