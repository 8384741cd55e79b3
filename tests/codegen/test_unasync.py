"""The blocking twins as trees: written, compared, formatted, never half done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import translation
import trees
import unasync

PROJECT = Path(__file__).resolve().parent.parent.parent / "pyproject.toml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one source tree, whose twin is written."""
    shutil.copy(PROJECT, tmp_path)
    trees.write(
        tmp_path / "a" / "_async",
        {
            "__init__.py": b'"""A."""\n',
            "deep/flow.py": (
                b'"""Flow."""\n\nimport pytest\nfrom b import AsyncSim, Sim, aclose\n\n'
                b"pytestmark = pytest.mark.anyio\n\n\n"
                b"async def run(sim: AsyncSim | Sim) -> None:\n"
                b"    async with aclose(\n        sim\n    ):\n        await sim.run()\n"
            ),
        },
    )
    assert unasync.run(tmp_path, PAIRS, check=False) == []
    return tmp_path


PAIRS = [("a/_async", "a/_sync")]


def problems(project: Path) -> list[str]:
    """Return the output of the check, but for rules these few lines don't use."""
    found = unasync.run(project, PAIRS, check=True)
    return [line for line in found if not line.startswith("rule never fires")]


def test_the_twin_is_formatted_and_names_its_source(project: Path) -> None:
    """Imports are merged, unused ones dropped, lines joined; the header names the command."""
    assert (project / "a/_sync/deep/flow.py").read_text() == (
        "# Made by `python codegen/unasync.py` (`make generate`): edit the source instead,"
        " which is\n# a/_async/deep/flow.py\n\n"
        '"""Flow."""\n\nfrom b import Sim, close\n\n\n'
        "def run(sim: Sim | Sim) -> None:\n    with close(sim):\n        sim.run()\n"
    )


def test_a_current_twin_passes_the_check(project: Path) -> None:
    """And writing it again changes nothing, not even a file's time."""
    path = project / "a/_sync/deep/flow.py"
    before = path.stat().st_mtime_ns
    assert problems(project) == []
    assert unasync.run(project, PAIRS, check=False) == []
    assert path.stat().st_mtime_ns == before


def test_the_check_compares_whole_trees(project: Path) -> None:
    """Edited, missing and left-over files are each named."""
    twin = project / "a/_sync"
    (twin / "old.py").write_text("x = 1\n")
    (twin / "__init__.py").unlink()
    with (twin / "deep/flow.py").open("a") as file:
        file.write("\n")
    assert problems(project) == [
        "missing: a/_sync/__init__.py",
        "edited: a/_sync/deep/flow.py",
        "left over: a/_sync/old.py",
    ]


def test_a_rule_that_never_fires_is_an_error_of_the_check(project: Path) -> None:
    """A dead rule would be read and believed."""
    found = unasync.run(project, PAIRS, check=True)
    assert "rule never fires, drop it from codegen/translation.py: asleep" in found
    assert "rule never fires, drop it from codegen/translation.py: aclose" not in found


def test_rules_are_not_judged_while_a_source_tree_is_empty(project: Path) -> None:
    """They may be for the files to come."""
    assert unasync.run(project, [*PAIRS, ("b/_async", "b/_sync")], check=True) == []


def test_the_twin_of_a_removed_source_is_removed(project: Path) -> None:
    """With the folder it leaves empty."""
    shutil.rmtree(project / "a/_async/deep")
    assert unasync.run(project, PAIRS, check=False) == []
    assert not (project / "a/_sync/deep").exists()


def test_a_file_written_by_hand_is_never_removed(project: Path) -> None:
    """It is in the wrong place, but it may be work that is not committed."""
    (project / "a/_sync/mine.py").write_text("x = 1\n")
    expected = ["not made by this script, move it: a/_sync/mine.py"]
    assert unasync.run(project, PAIRS, check=False) == expected
    assert (project / "a/_sync/mine.py").exists()


def test_two_names_that_become_one_are_refused(project: Path) -> None:
    """The blocking code would quietly use the wrong one."""
    path = project / "a/_async/both.py"
    path.write_text("from b import AsyncOne\nfrom c import One\n\n__all__ = ['AsyncOne', One]\n")
    with pytest.raises(unasync.UnasyncError, match=r"a/_sync/both.py:\d+:\d+: F811 .*`One`"):
        unasync.run(project, PAIRS, check=False)


def test_the_first_run_writes_what_the_second_does(project: Path) -> None:
    """Imports are sorted the same whether their modules exist already or are being made."""
    settings = project / "pyproject.toml"
    settings.write_text('[tool.ruff]\nsrc = ["src"]\n')
    source = b"import attrs\n\nfrom m._async import x\nfrom m.y import z\n\nprint(attrs, x, z)\n"
    trees.write(project / "src/m", {"y.py": b"", "_async/x.py": b"", "_async/w.py": source})
    pairs = [("src/m/_async", "src/m/_sync")]
    unasync.run(project, pairs, check=False)
    first = trees.read(project / "src/m/_sync")
    assert b"import attrs\n\nfrom m._sync import x\nfrom m.y import z\n" in first["w.py"]
    unasync.run(project, pairs, check=False)
    assert trees.read(project / "src/m/_sync") == first


@pytest.mark.table(
    ("text", "message"),
    [
        (b"def (:\n", r"a/_async/bad.py: .*line 1"),
        (b"x = [\n", r"a/_async/bad.py: .*line 1"),
        (b"f((await g())) ; x = await y\n", r"a/_async/bad.py: .*outside"),
        (b"x = 1  # unasync: what\n", "a/_async/bad.py: line 1: unknown directive"),
    ],
)
def test_a_source_that_cannot_be_translated_is_named(
    project: Path, text: bytes, message: str
) -> None:
    """And nothing is written."""
    (project / "a/_async/bad.py").write_bytes(text)
    with pytest.raises(unasync.UnasyncError, match=message):
        unasync.run(project, PAIRS, check=False)
    assert not (project / "a/_sync/bad.py").exists()


def test_the_command_names_the_remedy(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A failed check names the command to run."""
    monkeypatch.setattr(unasync.pins, "ROOT", project)
    monkeypatch.setattr(unasync, "TREES", PAIRS)
    monkeypatch.setattr(translation, "RENAMES", {})
    monkeypatch.setattr(translation, "KEPT", ())
    assert unasync.main([]) == 0
    (project / "a/_sync/__init__.py").unlink()
    assert unasync.main(["--check"]) == 1
    assert capsys.readouterr().err == (
        "missing: a/_sync/__init__.py\nRemedy: run `make generate` and commit what it writes.\n"
    )
