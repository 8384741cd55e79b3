"""Faults of docstrings and comments: each is found with its place and a remedy, no other is."""

from __future__ import annotations

from pathlib import Path

import prose
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.table(
    ("source", "line"),
    [
        ('"""What comes back."""\n', 1),
        ('"""Answers."""\n\nclass A:\n    """How it waits."""\n', 4),
        ('def f():\n    """Return it.\n\n    The server tells the time.\n    """\n', 4),
        ('async def f():\n    """Return it, for whoever asks."""\n', 2),
        ('class A:\n    a: int = 1\n    """Which of them."""\n', 3),
        ("a = 1\nb = 2  # the header says so\n", 2),
    ],
)
def test_a_fault_is_found_at_its_line(source: str, line: int) -> None:
    ((found, fault),) = prose.faults(source)
    assert found == line
    assert "; " in fault  # with a remedy


@pytest.mark.table(
    "source",
    [
        '"""Whatever the status, the body is parsed. Nobody\'s name."""\n'.replace("Nobody", "A"),
        'NAME = "nobody"\n',
        "# How long a caller waits is up to it.\n",
        'def f():\n    """Return whether the server retries, and how often."""\n',
    ],
)
def test_other_text_is_left_alone(source: str) -> None:
    assert prose.faults(source) == []


def test_a_fault_fails_the_check_and_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Who may call."""\n', "utf-8")
    assert prose.main([str(module)]) == 1
    assert capsys.readouterr().out.startswith(f"{module}:1: opens with 'Who'; ")


def test_the_trees_that_are_checked_are_there() -> None:
    assert [name for name in prose.CHECKED if not (ROOT / name).is_dir()] == []
