"""Emit the typed client from the OpenAPI document.

    python codegen/generate.py            lint, generate, swap the new tree in
    python codegen/generate.py --check    compare the whole tree with what would be written

openapi-python-client loses what it can't express, often without a word. So the document is linted
before, and after it every operation, parameter, type and field is looked for in what came out.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import emission
import index
import lint
import losses
import pins
import trees
from document import Document, DocumentError, load

HERE = Path(__file__).resolve().parent
SPEC = pins.ROOT / "openapi.yaml"
OUTPUT = pins.ROOT / "generated" / "penstock_api"
DOCUMENT = "openapi.json"  # beside the code: the document that it was made from
INDEX = "index.json"  # of that document
REMEDY = "Remedy: run `make generate` and commit what it writes."
HEADER = "# Made by `python codegen/generate.py` (`make generate`): edit {name} instead.\n"


class GenerationError(Exception):
    """Nothing was written; the message has the reason and the remedy."""


REFUSALS = (GenerationError, DocumentError, pins.PinError)


def build(spec: Path) -> dict[str, bytes]:
    """Return the whole package that *spec* stands for, by relative path."""
    return package_of(load(spec), spec.name)


def package_of(document: Document, name: str) -> dict[str, bytes]:
    """Return the whole package of a document that is, or will be, in the file called *name*."""
    pins.require("openapi-python-client", "ruff")
    _refuse(lint.report(document), f"{document.name} breaks the rules that keep the client whole")
    try:
        tree = emission.emit(document)
    except emission.RefusedError as error:
        raise GenerationError(f"the generator refused the document:\n{error}") from error
    _refuse(losses.report(document, tree), "the generator lost a part of the document")
    _refuse(compile_errors(tree), "the generator wrote code that is no Python")
    return finish(document, name, tree)


def compile_errors(tree: trees.Tree) -> list[str]:
    """Return one line for each file that Python refuses or warns about."""
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        for name, data in tree.items():
            try:
                compile(data, name, "exec", dont_inherit=True)
            except SyntaxError as error:
                found.append(f"{name}:{error.lineno}: {error.msg}")
    return found


def finish(document: Document, source: str, tree: trees.Tree) -> dict[str, bytes]:
    """Return *tree* with what the generator leaves out: headers, marker, the document itself."""
    sources = {"runtime.py": "codegen/runtime.py"}
    package = {
        name: HEADER.format(name=sources.get(name, source)).encode() + data
        for name, data in tree.items()
    }
    text = (json.dumps(document.written, ensure_ascii=False, indent=1) + "\n").encode()
    return {**package, DOCUMENT: text, INDEX: index.emit(document, text), "py.typed": b""}


def swap(folder: Path, tree: trees.Tree) -> bool:
    """Put *tree* in the place of *folder* whole; return whether anything changed."""
    if trees.read(folder) == tree:
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as aside:
        fresh, old = Path(aside, "new"), Path(aside, "old")
        trees.write(fresh, tree)
        try:
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
        except BaseException:  # an interruption, too: what is aside is removed
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
    return True


def _refuse(problems: Sequence[str], what: str) -> None:
    if problems:
        raise GenerationError("\n".join([*problems, f"Nothing was written: {what}."]))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Emit the typed client from the document.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    parser.add_argument("--spec", type=Path, default=SPEC, help="the document")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the package's folder")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = _arguments(arguments)
    try:
        tree = build(options.spec)
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        found = trees.differences(tree, trees.read(options.output), options.output.name)
        for line in [*found, REMEDY] if found else []:
            print(line, file=sys.stderr)
        return 1 if found else 0
    changed = swap(options.output, tree)
    print(f"{options.output}: {'written' if changed else 'already current'}, {len(tree)} files")
    return 0


if __name__ == "__main__":
    gc.disable()  # it ends before it pays
    sys.exit(main())
