"""The commands that the README names; its programs are tested with those of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:\$ |`)make ([a-z]+)\b", README))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


def test_its_first_commands_are_the_ones_the_check_of_a_submission_runs() -> None:
    assert re.search(r"^\$ make test\b", README, re.MULTILINE)
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
