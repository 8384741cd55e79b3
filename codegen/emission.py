"""Run the generator in this process, with templates of ours and the document at their hand.

It parses the document, refuses what it can't read, and renders a module for each class, enum and
operation it found. What it has no notion of is rendered here from the same document: named unions
and other aliases, and the table of operations. The runtime is copied.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pins
import shapes
import trees
from document import Document
from endpoints import Endpoint, endpoints
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from shapes import Schemas, docstring

HERE = Path(__file__).resolve().parent
RUNTIME = HERE / "runtime.py"
TEMPLATES = HERE / "templates"
# --isolated: otherwise any pyproject.toml above the output changes what is written.
FORMAT = ("format", ".", "--isolated", "--no-cache", "--target-version", "py311")
# The generator's own client, which the runtime takes the place of.
_UNUSED = ("client.py", "errors.py", "types.py")
_UNNEEDED = frozenset({"example", "examples", "headers"})
_STANDARD = {
    "collections.abc": ("Mapping", "Sequence"),
    "decimal": ("Decimal",),
    "typing": (
        "TYPE_CHECKING",
        "Any",
        "ClassVar",
        "Final",
        "Literal",
        "Never",
        "TypeAlias",
        "cast",
    ),
}


class RefusedError(Exception):
    """The generator can't read the document; the text is its own."""


def emit(document: Document) -> dict[str, bytes]:
    """Return the package of *document*, formatted, without headers."""
    schemas = Schemas(document)
    operations = endpoints(document, schemas)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "package")
        project = _project(document, package)
        project.env.filters |= {"literal": shapes.literal, "module": shapes.module}
        project.env.globals |= {
            "schemas": schemas.components,
            "endpoints": operations,
            "docstring": docstring,
            "constant": shapes.constant,
            "module_of": module_of,
            "summary_of": summary_of,
            "arguments_of": arguments_of,
        }
        with contextlib.redirect_stdout(io.StringIO()):  # it prints where it writes
            errors = project.build()
        if errors:
            raise RefusedError("\n".join(map(_told, errors)))
        for name in _UNUSED:
            (package / name).unlink()
        trees.write(package, _own(project, schemas, package))
        ruff = [str(pins.scripts() / "ruff"), *FORMAT, "--line-length", "100", "--quiet"]
        subprocess.run(ruff, cwd=package, check=True)
        return trees.read(package)


def _project(document: Document, package: Path) -> Project:
    config = Config.from_sources(
        ConfigFile.load_from_path(HERE / "config.yml"),
        MetaType.NONE,
        document_source=HERE,
        file_encoding="utf-8",
        overwrite=False,
        output_path=package,
    )
    data = GeneratorData.from_dict(_thinned(document.data), config=config)
    if isinstance(data, GeneratorError):
        raise RefusedError(_told(data))
    return Project(openapi=data, config=config, custom_template_path=TEMPLATES)


def _thinned(value: Any, in_properties: bool = False) -> Any:
    """Return a copy without what no template needs, and the generator copies or refuses.

    That is each answer, too: `endpoints` reads them.
    """
    if isinstance(value, list):
        return [_thinned(item) for item in value]
    if not isinstance(value, dict):
        return value
    if not in_properties and "responses" in value:
        value = {**value, "responses": {}}
    return {
        key: _thinned(item, key == "properties" and not in_properties)
        for key, item in value.items()
        if in_properties or not (key in _UNNEEDED or (key == "default" and item in ([], {})))
    }


def _told(error: GeneratorError) -> str:
    parts = (error.header, error.detail, getattr(error, "data", None))
    return "\n".join(str(part) for part in parts if part)


def _own(project: Project, schemas: Schemas, package: Path) -> dict[str, bytes]:
    """Return what the generator doesn't see."""
    made = {"operations.py": project.env.get_template("operations.py.jinja").render()}
    for schema in schemas.components.values():
        name = f"models/{shapes.module(schema.name)}.py"
        if not (package / name).exists():
            template = project.env.get_template(f"{schema.kind}.py.jinja")
            made[name] = template.render(schema=schema)
    template = project.env.get_template("flat_events.py.jinja")
    for union in schemas.flat_unions:
        made[f"events/{shapes.module(union.name)}.py"] = template.render(union=union)
        made["events/__init__.py"] = (
            '"""The events of streams whose frames are flat, a module each."""\n'
        )
    return {name: text.encode() for name, text in made.items()} | {
        "runtime.py": RUNTIME.read_bytes()
    }


def module_of(body: str, depth: int = 2, description: str = "", inherited: str = "") -> str:
    """Return a module with the imports that *body* needs; the package is *depth* dots away.

    The names of *inherited* annotations are looked up there, too.
    """
    code = re.sub(r'"""[\s\S]*?(?<!\\)"""|"(?:[^"\\\n]|\\.)*"', '""', body)
    used, named = set(re.findall(r"\w+", code)), set(re.findall(r"\w+", inherited))
    standard = ["import datetime"] if "datetime" in used else []
    standard += ["import datetime as datetime"] if "datetime" in named - used else []
    for module, names in _STANDARD.items():
        # A name that only inherited annotations need is imported as one to be found there.
        kept = (f"{name} as {name}" if name not in used else name for name in names)
        both = zip(names, kept, strict=True)
        standard += _import(module, [as_is for name, as_is in both if name in used | named])
    dots = "." * depth
    local = [f"from {dots} import models"] if "models" in used else []
    local += _import(f"{dots}runtime", [name for name in _names() if name in used])
    groups = [[docstring(description)] if description else []]
    groups += [["from __future__ import annotations"], standard]
    groups += [["import attrs"] if "attrs" in used else [], local, [body]]
    return "\n\n".join("\n".join(group) for group in groups if group)


@cache
def _names() -> Sequence[str]:
    """Return what the runtime offers to a module: its public functions, classes and constants."""
    made = ast.parse(RUNTIME.read_bytes()).body
    named = [node.name for node in made if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    named += [
        node.target.id
        for node in made
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    kinds = ((str.isupper, 0), (str.islower, 2))
    public = (name for name in named if not name.startswith("_"))
    return sorted(public, key=lambda n: (next((k for f, k in kinds if f(n)), 1), n))


def _import(module: str, names: Sequence[str]) -> list[str]:
    return [f"from {module} import {', '.join(names)}"] if names else []


def summary_of(operation: Endpoint) -> str:
    """Return what an operation does, as the document has it."""
    deprecated = "Deprecated." if operation.deprecated else ""
    parts = (operation.summary or operation.id, deprecated, operation.description.strip())
    return "\n\n".join(filter(None, parts))


def arguments_of(operation: Endpoint) -> str:
    """Return what a builder's docstring is: what it does, and its arguments."""
    lines = ["Return the request. Deprecated." if operation.deprecated else "Return the request."]
    described = [parameter for parameter in operation.parameters if parameter.description]
    if described:
        lines += ["", "Args:"]
    for parameter in described:
        deprecated = "Deprecated. " if parameter.deprecated else ""
        text = " ".join(parameter.description.split())
        lines.append(f"    {parameter.name}: {deprecated}{text}")
    return "\n".join(lines)
