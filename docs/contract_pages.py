"""Write the pages of the contract, one per service: operations, parameters, bodies, schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch")
_PREFIX = "#/components/"


def write_pages(document: Path, folder: Path) -> None:
    """Write a page for each tag of the document, and their index, into `folder`."""
    folder.mkdir(exist_ok=True)
    contract = json.loads(document.read_text(encoding="utf-8"))
    tags = [tag["name"] for tag in contract["tags"]]
    for tag in tags:
        text = "\n".join(_page(contract, tag)) + "\n"
        page = folder / f"{tag}.md"
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
    index = ["# The contract", "", "`openapi.yaml`, service by service.", ""]
    index += ["```{toctree}", *tags, "```", ""]
    (folder / "index.md").write_text("\n".join(index), encoding="utf-8")


def _page(contract: Mapping[str, Any], tag: str) -> Iterator[str]:
    described = next(each for each in contract["tags"] if each["name"] == tag)
    yield f"# {tag}"
    yield f"\n{described.get('description', '').strip()}\n"
    schemas: dict[str, Any] = {}
    for path, item in contract["paths"].items():
        for method in METHODS:
            operation = item.get(method, {})
            if tag in operation.get("tags", ()):
                common = item.get("parameters", [])
                yield from _operation(contract, f"{method.upper()} {path}", operation, common)
                _collect(contract, [operation, common], schemas)
    yield "## Schemas\n"
    for name in sorted(schemas):
        yield from _schema(contract, name, schemas[name])


def _operation(
    contract: Mapping[str, Any], title: str, operation: Mapping[str, Any], common: list[Any]
) -> Iterator[str]:
    yield f"## {operation['operationId']}\n\n`{title}`\n"
    yield f"{operation.get('description') or operation.get('summary') or ''}".strip() + "\n"
    parameters = [_found(contract, each) for each in [*common, *operation.get("parameters", [])]]
    if parameters:
        yield "| parameter | in | type | |\n|---|---|---|---|"
        for each in parameters:
            name = f"`{each['name']}`" + (" (required)" if each.get("required") else "")
            kind = _type(contract, each.get("schema", {}))
            yield f"| {name} | {each['in']} | {kind} | {_cell(each.get('description'))} |"
        yield ""
    for media, content in (
        _found(contract, operation.get("requestBody", {})).get("content", {}).items()
    ):
        yield f"Body, `{media}`: {_type(contract, content.get('schema', {}))}\n"
    yield "| status | body | |\n|---|---|---|"
    for status, given in operation["responses"].items():
        response = _found(contract, given)
        bodies = [
            f"`{media}` {_type(contract, content.get('schema', {}))}"
            for media, content in response.get("content", {}).items()
        ]
        yield f"| {status} | {', '.join(bodies)} | {_cell(response.get('description'))} |"
    yield ""


def _schema(contract: Mapping[str, Any], name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"{schema.get('description', '')}".strip() + "\n"
    fields = schema.get("properties", {})
    if not fields:
        yield f"{_type(contract, schema)}\n"
        return
    yield "| field | type | |\n|---|---|---|"
    for field, form in fields.items():
        label = f"`{field}`" + (" (required)" if field in schema.get("required", ()) else "")
        described = _found(contract, form).get("description") if "$ref" not in form else None
        yield f"| {label} | {_type(contract, form)} | {_cell(described)} |"
    yield ""


def _type(contract: Mapping[str, Any], schema: Any) -> str:
    """Return a schema's type in a few words, with links to the schemas that it names."""
    if not isinstance(schema, Mapping):
        return "any"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            joint = " and " if word == "allOf" else " or "
            return joint.join(_type(contract, each) for each in schema[word])
    if "const" in schema or "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    kinds = schema.get("type", "any")
    kind = " or ".join(kinds) if isinstance(kinds, list) else kinds
    return f"{kind} of {_type(contract, schema['items'])}" if "items" in schema else kind


def _found(contract: Mapping[str, Any], given: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in given.get("$ref", "#/").removeprefix("#/").split("/"):
        if key:
            contract = contract[key]
    return contract if "$ref" in given else given


def _collect(contract: Mapping[str, Any], node: Any, schemas: dict[str, Any]) -> None:
    """Add the schemas that a part of the document names, and those that they name."""
    if isinstance(node, list):
        for each in node:
            _collect(contract, each, schemas)
    elif isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_PREFIX):
            name = reference.rpartition("/")[2]
            if name not in schemas:
                target = _found(contract, node)
                if reference.startswith(_PREFIX + "schemas/"):
                    schemas[name] = target
                _collect(contract, target, schemas)
        for each in node.values():
            _collect(contract, each, schemas)


def _cell(text: str | None) -> str:
    """Return a description as one cell of a table."""
    return " ".join((text or "").split()).replace("|", "\\|")
