"""Emit the typed client from the OpenAPI document.

    python codegen/generate.py            lint, generate, swap the new tree in
    python codegen/generate.py --check    compare the whole tree with what would be written

openapi-python-client loses what it can't express, often without a word. So the document is linted
before, and after it every operation, parameter, type and field is looked for in what came out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import lint
import losses
import pins
import trees
from document import Document, DocumentError, Node, load, operations

HERE = Path(__file__).resolve().parent
SPEC = pins.ROOT / "openapi.yaml"
OUTPUT = pins.ROOT / "generated" / "penstock_api"
REMEDY = "Remedy: run `make generate` and commit what it writes."
HEADER = "# Made by `python codegen/generate.py` (`make generate`): edit {name} instead.\n"

# The generator's mark for "not given" is copied and unpickled to a second object, which then isn't
# equal to the first, and `to_dict` lets it through into the JSON. By name there is only one.
UNSET_CLASS = "class Unset:\n"
UNSET_BY_NAME = """class Unset:
    def __reduce__(self) -> str:
        return "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

"""

# Of an operation with two bodies the generator forgets that one is required: it lets `Unset` in,
# which such a module need not even import.
BODY_FORGOTTEN = re.compile(r"(\n    body: [^=,]*?)\s*\| Unset = UNSET,")


REQUIRED_MODULE = '''"""What each schema requires of an object, by its wire names."""

from collections.abc import Mapping
from typing import Final

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
ROWS}
"""The fields that are required."""

HELD: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
INNER}
"""The schemas with required fields of which what a field holds is one, or an array of them."""
'''


class GenerationError(Exception):
    """Nothing was written; the text says why and what to do."""


def build(spec: Path) -> dict[str, bytes]:
    """Return the whole package that *spec* stands for, by relative path."""
    pins.require("openapi-python-client", "ruff")
    document = load(spec)
    _refuse(lint.report(document), f"{spec.name} breaks the rules that keep the client whole")
    tree = mended(emit(_json(document.data)), bodies_required(document))
    _refuse(losses.report(document, tree), "the generator lost a part of the document")
    _refuse(compile_errors(tree), "the generator wrote code that is no Python")
    return finish(document, tree, _json(document.written))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def emit(text: str) -> dict[str, bytes]:
    """Run the generator over the document's JSON *text*, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        # As JSON: it was parsed already, and the generator's YAML parser takes seconds.
        spec, package = Path(folder, "openapi.json"), Path(folder, "package")
        spec.write_text(text, "utf-8")
        options = ["--meta", "none", "--fail-on-warning", "--config", str(HERE / "config.yml")]
        options += ["--custom-template-path", str(HERE / "templates")]
        options += ["--path", str(spec), "--output-path", str(package)]
        done = subprocess.run(
            [sys.executable, "-m", "openapi_python_client", "generate", *options],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise GenerationError(
                f"the generator refused the document:\n{done.stdout}{done.stderr}"
            )
        return trees.read(package)


def _environment() -> dict[str, str]:
    """Let the hooks find this interpreter's ruff, whose version was checked, before any other."""
    path = os.pathsep.join([str(pins.scripts()), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "120"}


def bodies_required(document: Document) -> set[str]:
    """Return the modules of the operations that can't be called without a body."""
    found = ((node, node.get("requestBody").resolved()) for node in operations(document))
    return {losses.module(node) for node, body in found if body.get("required").value is True}


def mended(tree: trees.Tree, required: Collection[str] = ()) -> dict[str, bytes]:
    """Return *tree* with an `UNSET` that stays itself when a model is copied or pickled, and with
    the bodies of the modules in *required* required.
    """
    text = tree["types.py"].decode()
    if text.count(UNSET_CLASS) != 1:
        raise GenerationError("types.py has no class Unset to mend: look at what it became")
    modules = {name: _body_required(tree[name]) for name in tree if name in required}
    return {**tree, **modules, "types.py": text.replace(UNSET_CLASS, UNSET_BY_NAME).encode()}


def _body_required(data: bytes) -> bytes:
    text, count = BODY_FORGOTTEN.subn(r"\1,", data.decode())
    if count and text.count("UNSET") == 1:  # nothing but its import is left
        text = text.replace("import UNSET, ", "import ")
    return text.encode()


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


def finish(document: Document, tree: trees.Tree, text: str) -> dict[str, bytes]:
    """Return *tree* with what the generator leaves out: headers, marker, the document itself."""
    header = HEADER.format(name=document.name).encode()
    package = {name: header + data for name, data in tree.items() if name.endswith(".py")}
    package["required.py"] = header + required(document).encode()
    return {**package, "openapi.json": text.encode(), "py.typed": b""}


def required(document: Document) -> str:
    """Return the module that says what each schema requires, by the document's names."""
    schemas = list(document.at("components", "schemas").items())
    rows = "".join(f"    {schema.key!r}: {_due(schema)!r},\n" for schema in schemas)
    found = {schema.key: _held(schema) for schema in schemas}
    inner = "".join(f"    {name!r}: {held!r},\n" for name, held in found.items() if held)
    return REQUIRED_MODULE.replace("ROWS", rows).replace("INNER", inner)


def _due(schema: Node) -> tuple[str, ...]:
    """Return the fields an object must have; of several forms those of all, if each has some."""
    forms = [_due(form.resolved()) for form in schema.get("anyOf").items()]
    either = tuple(dict.fromkeys(chain.from_iterable(forms))) if all(forms) else ()
    return tuple(schema.get("required").texts) or either


def _held(schema: Node) -> dict[str, tuple[str, ...]]:
    """Return the schemas of the objects in each field; of several forms those of all."""
    found: dict[str, tuple[str, ...]] = {}
    for form in schema.get("anyOf").items():
        found |= _held(form.resolved())
    for field in schema.get("properties").items():
        objects = list(_objects(field))
        if objects and all(map(_due, objects)):  # else it may hold any object
            found[field.key] = tuple(dict.fromkeys(each.key for each in objects))
    return found


def _objects(schema: Node) -> Iterator[Node]:
    """Yield the schemas of objects that a value may have, and those of an array's items."""
    found = schema.resolved()
    is_named = found.pointer[:-1] == ("components", "schemas")
    if "items" in found:
        yield from _objects(found.get("items"))
    elif "anyOf" in found and not (is_named and _due(found)):
        for form in found.get("anyOf").items():
            yield from _objects(form)
    elif _due(found) or found.get("type").value == "object":
        yield found


def swap(folder: Path, tree: trees.Tree) -> bool:
    """Put *tree* in the place of *folder* whole; return whether anything changed."""
    if trees.read(folder) == tree:
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as aside:
        fresh = Path(aside, "new")
        trees.write(fresh, tree)
        if folder.exists():
            folder.rename(Path(aside, "old"))
        fresh.rename(folder)
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
    except (GenerationError, DocumentError, pins.PinError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        return _compare(tree, options.output)
    changed = swap(options.output, tree)
    print(f"{options.output}: {'written' if changed else 'already current'}, {len(tree)} files")
    return 0


def _compare(tree: trees.Tree, output: Path) -> int:
    found = trees.differences(tree, trees.read(output), output.name)
    for line in [*found, REMEDY] if found else []:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
