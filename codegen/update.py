"""Take a new version of the document: show the change, regenerate, prove that it is whole.

    python codegen/update.py [NEW] [--fail-on-breaking] [--dry-run]

The change is shown in Python's terms, against the document that the generated package was made
from; so NEW may be `openapi.yaml` itself, edited, which is the default. `!` marks what can break a
program. A document that breaks a rule, or that the generator can't express, changes nothing.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import changes
import generate
import losses
import pins
import trees
import unasync
from document import Document, load

NEXT = """\
Next: read the diff (`git diff --stat`); run `make check`, which finds handwritten code that names
what is gone, and `make test`; note what is breaking in CHANGELOG.md; commit all of it."""


@dataclass(frozen=True)
class Update:
    """A document that may take the place of the present one, and what it becomes."""

    document: Document
    text: bytes
    package: trees.Tree
    changes: Sequence[changes.Change]

    @property
    def is_breaking(self) -> bool:
        return any(change.is_breaking for change in self.changes)


def prepare(spec: Path, output: Path, new: Path) -> Update:
    """Return the update to the document at *new*.

    Raises if it can't be, with the remedy, and for changes in *spec* that would be overwritten.
    """
    present = output / generate.DOCUMENT
    written = json.loads(present.read_bytes()) if present.exists() else {}
    old = Document(present.name, written, {(): 1})
    is_other = spec.exists() and not (new.exists() and new.samefile(spec))
    if is_other and load(spec).written != written:
        raise generate.GenerationError(
            f"Nothing was written: {spec.name} has changes that {generate.OUTPUT.name} has not. "
            f"Remedy: run `make update SPEC={spec.name}` and commit first, or undo them."
        )
    document = load(new)
    package = generate.package_of(document, spec.name)
    found = changes.compare(changes.describe(old), changes.describe(document))
    return Update(document, new.read_bytes(), package, found)


def write(update: Update, root: Path, spec: Path, output: Path) -> list[str]:
    """Put everything in its place; return one line for each thing that is wrong with the result."""
    fresh = spec.with_name(f".{spec.name}.new")
    fresh.write_bytes(update.text)
    fresh.replace(spec)  # whole, or not at all
    generate.swap(output, update.package)
    problems = unasync.run(root, unasync.TREES, check=False)
    return problems + losses.report(update.document, trees.read(output))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take a new version of the document.")
    parser.add_argument("new", type=Path, nargs="?", help="the new version (default: as edited)")
    parser.add_argument(
        "--fail-on-breaking", action="store_true", help="write nothing and exit 2 if it breaks"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the change only")
    parser.add_argument("--root", type=Path, default=pins.ROOT, help="the project's folder")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = _arguments(arguments)
    spec, output = (
        options.root / path.relative_to(pins.ROOT) for path in (generate.SPEC, generate.OUTPUT)
    )
    try:
        update = prepare(spec, output, options.new or spec)
        print(*changes.report(update.changes, output.name), sep="\n")
        if options.fail_on_breaking and update.is_breaking:
            print("Nothing was written, for it breaks programs.", file=sys.stderr)
            return 2
        problems = [] if options.dry_run else write(update, options.root, spec, output)
    except (*generate.REFUSALS, unasync.UnasyncError) as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not (problems or options.dry_run):
        print(f"Every operation, parameter, type and field of {spec.name} is in {output.name}.")
        print(NEXT)
    return 1 if problems else 0


if __name__ == "__main__":
    gc.disable()  # it ends before it pays
    sys.exit(main())
