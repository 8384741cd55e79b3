"""Write the blocking twin of each async source tree.

    python codegen/unasync.py            write the twins
    python codegen/unasync.py --check    compare them with what would be written

`translation` defines the changes. The check compares whole trees, left-over files included, and a
rule of the translation that no longer fires anywhere is an error of it.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pins
import translation
import trees

_PACKAGES = ("_core", "dify", "oomol", "sandbox_fusion", "sim")
TREES = tuple(
    (f"wrapper/penstock/{name}/_async", f"wrapper/penstock/{name}/_sync") for name in _PACKAGES
)
# Translated when the tests run, and not written.
TESTS = "tests/penstock/_async"
HEADER = (
    "# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is\n# "
)

_CLASHES = ("check", "--select", "F811,F821", "--output-format", "concise")


class UnasyncError(Exception):
    """Nothing was written; the text names the file and the remedy."""


def twins(folder: Path, where: str, fired: set[str]) -> dict[str, bytes]:
    """Return the translation of each Python file under *folder*, not yet formatted."""
    made = {}
    for name, data in trees.read(folder, "*.py").items():
        try:
            text = data.decode("utf-8")
            compile(text, name, "exec", dont_inherit=True)
            text = translation.translate(text, fired)  # ruff refuses what is no Python
        except (translation.TranslationError, SyntaxError) as error:
            raise UnasyncError(f"{where}/{name}: {error}") from error
        made[name] = f"{HEADER}{where}/{name}\n\n{text.lstrip()}".encode()
    return made


def formatted(made: Mapping[str, trees.Tree], root: Path) -> dict[str, dict[str, bytes]]:
    """Return trees by folder as the project's ruff leaves them: imports sorted, lines joined.

    Two names that became one (F811), and names that nothing defines (F821), are refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        for twin, tree in made.items():
            trees.write(Path(folder, twin), tree)
        options = ["--no-cache", "--quiet", *_settings(root, Path(folder)), folder]
        for command in (["check", "--select", "F401,I", "--fix-only"], ["format"], _CLASHES):
            ruff = [str(pins.scripts() / "ruff"), *command, *options]
            done = subprocess.run(ruff, cwd=root, capture_output=True, text=True)
            if done.returncode:
                problems = (done.stdout + done.stderr).strip().replace(f"{folder}/", "")
                raise UnasyncError(f"{problems}\nRemedy: rename it in the source.")
        return {twin: trees.read(Path(folder, twin)) for twin in made}


def _settings(root: Path, folder: Path) -> list[str]:
    """Return the project's settings, with the new files in *folder* counted as its own.

    Otherwise the order of imports would depend on which twins exist already.
    """
    path = root / "pyproject.toml"
    ruff = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("ruff", {})
    sources = [str(base / name) for base in (root, folder) for name in ruff.get("src", ["."])]
    return ["--config", str(path), "--config", f"src = {json.dumps(sources)}"]


def run(
    root: Path, pairs: Sequence[tuple[str, str]], *, check: bool, fired: set[str] | None = None
) -> list[str]:
    """Write (or compare) the twin of each pair of folders; return what is wrong.

    Rules that are in *fired* have been used elsewhere.
    """
    fired = set[str]() if fired is None else fired
    problems: list[str] = []
    made = {twin: twins(root / source, source, fired) for source, twin in pairs}
    for twin, wanted in formatted(made, root).items():
        found = trees.read(root / twin, "*.py")
        if check:
            problems += trees.differences(wanted, found, twin)
        else:
            problems += _write(root / twin, twin, wanted, found)
    complete = all(made.values())  # an empty source tree is yet to be written: rules may be for it
    return problems + (dead_rules(fired) if check and complete else [])


def dead_rules(fired: set[str]) -> list[str]:
    """Return a line for each name of the translation that no source holds any more."""
    names = (*translation.RENAMES, *translation.KEPT)
    unused = [name for name in names if name not in fired]
    return [f"rule never fires, drop it from codegen/translation.py: {name}" for name in unused]


def _write(folder: Path, where: str, wanted: trees.Tree, found: trees.Tree) -> list[str]:
    """Write what changed; remove what is left over, if this script made it."""
    stale = found.keys() - wanted.keys()
    ours = {name for name in stale if found[name].startswith(HEADER.encode())}
    trees.remove(folder, ours)
    trees.write(folder, {name: data for name, data in wanted.items() if found.get(name) != data})
    return [f"not made by this script, move it: {where}/{name}" for name in sorted(stale - ours)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description="Write the blocking twins of the async sources.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    check = parser.parse_args(arguments).check
    try:
        pins.require("ruff")
        fired: set[str] = set()
        twins(pins.ROOT / TESTS, TESTS, fired)
        problems = run(pins.ROOT, TREES, check=check, fired=fired)
    except (pins.PinError, UnasyncError) as error:
        problems, check = [str(error)], False
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems and check:
        print("Remedy: run `make generate` and commit what it writes.", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    gc.disable()  # it ends before it pays
    sys.exit(main())
