"""One command for a new version of the document: refused, or shown and put in its place whole."""

from __future__ import annotations

import contextlib
import itertools
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import generate
import pins
import pytest
import trees
import unasync
import update

COPIED = ("openapi.yaml", "pyproject.toml", "codegen", "generated", "requirements", "wrapper")
SOURCE = '"""Waiting."""\n\n\nasync def wait() -> None:\n    """Wait."""\n'
LABEL = "        label:\n          type: string\n"


@pytest.fixture
def root(tmp_path: Path, small: Path, small_package: Mapping[str, bytes]) -> Path:
    """A project in miniature: a document, its package, and an async source."""
    shutil.copy(pins.ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "openapi.yaml").write_bytes(small.read_bytes())
    output = tmp_path / generate.OUTPUT.relative_to(pins.ROOT)
    trees.write(output, small_package)
    trees.write(tmp_path / unasync.TREES[0][0], {"wait.py": SOURCE.encode()})
    return tmp_path


def written(root: Path, new: str) -> Path:
    """Return a new version of the document, beside the project."""
    path = root / "new.yaml"
    path.write_text(new, "utf-8")
    return path


def run(root: Path, *options: object) -> int:
    """Run the command on the project in miniature."""
    return update.main(["--root", str(root), *map(str, options)])


def edited(small: Path) -> str:
    """The small document with a field gone, and one that is new."""
    text = small.read_text("utf-8")
    return text.replace(LABEL, "        size:\n          type: integer\n")


@pytest.fixture(scope="module")
def edited_package(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The package of the edited document."""
    spec = tmp_path_factory.mktemp("edited") / "openapi.yaml"
    spec.write_text(edited(small), "utf-8")
    return generate.build(spec)


def test_a_new_document_takes_the_place_of_the_old(
    root: Path,
    small: Path,
    edited_package: Mapping[str, bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With all that is made from it; the change is shown, and the steps that follow."""
    new = written(root, edited(small))
    assert run(root, new) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "! - models.DemoUpload.label: was str | Unset",
        "  + models.DemoUpload.size: int | Unset",
        "2 changes of penstock_api: 1 new, 1 gone; 1 breaking (!).",
        "Every operation, parameter, type and field of openapi.yaml is in penstock_api.",
    ]
    assert lines[4].startswith("Next: ")
    spec, output = root / "openapi.yaml", root / "generated" / "penstock_api"
    assert spec.read_bytes() == new.read_bytes()
    assert trees.read(output) == edited_package
    assert "def wait()" in (root / unasync.TREES[0][1] / "wait.py").read_text("utf-8")


def test_the_document_may_be_edited_in_its_place(
    root: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a name, the change is that from what the package was made from."""
    (root / "openapi.yaml").write_text(edited(small), "utf-8")
    assert run(root) == 0
    assert "2 changes of penstock_api" in capsys.readouterr().out
    assert run(root) == 0
    assert capsys.readouterr().out.startswith("Nothing of penstock_api changes")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schemas/DemoThing'", "schemas/DemoGone'", "new.yaml:34: ["),
        ("openapi: 3.1.0", "openapi: [", "new.yaml:"),
        ("default: 3", "default: three", "the generator refused the document"),
    ],
)
def test_a_refused_document_changes_nothing(
    old: str,
    new: str,
    message: str,
    root: Path,
    small: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The reason names its line in the new document, and the remedy."""
    path = written(root, small.read_text("utf-8").replace(old, new))
    before = trees.read(root)
    assert run(root, path) == 1
    assert trees.read(root) == before
    assert capsys.readouterr().err.startswith(message)


def test_a_missing_document_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And is named."""
    before = trees.read(root)
    assert run(root, root / "none.yaml") == 1
    assert trees.read(root) == before
    assert "none.yaml: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("steps", range(3))
def test_an_interruption_leaves_files_whole(
    steps: int,
    root: Path,
    small: Path,
    small_package: Mapping[str, bytes],
    edited_package: Mapping[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each is the old one or the new one, and the command can be run again."""
    spec, output = root / "openapi.yaml", root / "generated" / "penstock_api"
    new = written(root, edited(small))
    count = itertools.count()

    def interrupted(method: Any) -> Any:
        def step(*arguments: Any) -> Any:
            if next(count) == steps:
                raise KeyboardInterrupt
            return method(*arguments)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "rename"):
            patch.setattr(Path, name, interrupted(getattr(Path, name)))
        with contextlib.suppress(KeyboardInterrupt):
            run(root, new)
    assert spec.read_bytes() in (small.read_bytes(), new.read_bytes())
    assert trees.read(output) in (small_package, edited_package)
    assert run(root) == 0
    is_old = spec.read_bytes() == small.read_bytes()
    assert trees.read(output) == (generate.build(spec) if is_old else edited_package)


def test_edits_that_were_never_generated_are_not_overwritten(
    root: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They would be lost, and are no part of the change that is shown."""
    path = written(root, small.read_text("utf-8"))
    (root / "openapi.yaml").write_text(edited(small), "utf-8")
    before = trees.read(root)
    assert run(root, path) == 1
    assert trees.read(root) == before
    assert "make update SPEC=openapi.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "status"),
    [(["--dry-run"], 0), (["--fail-on-breaking"], 2), (["--dry-run", "--fail-on-breaking"], 2)],
)
def test_the_change_is_only_shown_on_request(
    options: list[str], status: int, root: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --fail-on-breaking, a breaking one is refused as well."""
    path = written(root, edited(small))
    before = trees.read(root)
    assert run(root, path, *options) == status
    assert trees.read(root) == before
    assert "1 breaking (!)" in capsys.readouterr().out


def test_a_change_that_breaks_nothing_passes_fail_on_breaking(root: Path, small: Path) -> None:
    """A new optional field, for one."""
    text = small.read_text("utf-8").replace(LABEL, LABEL + "        size: {type: integer}\n")
    path = written(root, text)
    assert run(root, path, "--fail-on-breaking") == 0
    assert (root / "openapi.yaml").read_text("utf-8") == text


def test_a_first_document_is_all_new(
    root: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no package is, nothing breaks."""
    shutil.rmtree(root / "generated")
    (root / "openapi.yaml").unlink()
    assert run(root, written(root, small.read_text("utf-8"))) == 0
    out = capsys.readouterr().out
    assert "  + api.demo: a service\n" in out
    assert "new; none breaking." in out


def test_the_command_updates_a_copy_of_the_project(tmp_path: Path) -> None:
    """The whole document: an operation renamed, a field of a request required, a value more."""
    for name in COPIED:
        source = pins.ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path)
    text = (tmp_path / "openapi.yaml").read_text("utf-8")
    path = written(
        tmp_path,
        text.replace("operationId: cancelRun\n", "operationId: stopRun\n")
        .replace("required: [inputs, user]", "required: [inputs, user, trace_id]")
        .replace("enum: [scheduled, running,", "enum: [queued, scheduled, running,"),
    )
    command = [sys.executable, "codegen/update.py", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    readme = (pins.ROOT / "README.md").read_text("utf-8")
    shown = readme.partition("$ make update SPEC=new.yaml\n")[2].partition("```")[0]
    assert shown.count("\n") == 6
    assert done.stdout.startswith(shown)
    changed = trees.differences(
        trees.read(tmp_path / "generated"), trees.read(pins.ROOT / "generated"), "generated"
    )
    assert changed == [
        "left over: generated/penstock_api/api/sim/cancel_run.py",
        "missing: generated/penstock_api/api/sim/stop_run.py",
        "edited: generated/penstock_api/index.json",
        "edited: generated/penstock_api/models/dify_run_request.py",
        "edited: generated/penstock_api/models/dify_run_status.py",
        "edited: generated/penstock_api/openapi.json",
        "edited: generated/penstock_api/operations.py",
    ]
    twin = unasync.TREES[0][1]
    assert trees.read(tmp_path / twin, "*.py") == trees.read(pins.ROOT / twin, "*.py")


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.parametrize(
    ("spec", "arguments"), [("SPEC=a new.yaml", ["a new.yaml"]), ("SPEC=", []), ("FLAGS=", [])]
)
def test_the_make_target_passes_the_name_on(spec: str, arguments: list[str]) -> None:
    """One with spaces, and none at all."""
    # Beneath another make it would print the folder as well.
    command = ["make", "--no-print-directory", "--dry-run", "update", spec]
    made = subprocess.run(command, cwd=pins.ROOT, capture_output=True, text=True, check=True)
    line = made.stdout.splitlines()[-1]
    assert shlex.split(line)[2:] == arguments
