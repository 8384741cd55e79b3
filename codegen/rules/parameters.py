"""Rules on parameters."""

from __future__ import annotations

import re

from document import Document, operations, parameters, parameters_of

from rules import Broken
from rules.schemas import types

_PLACES = frozenset({"path", "query", "header"})
_SIMPLE = frozenset({"string", "integer", "number", "boolean"})


def parameter_shape(document: Document) -> Broken:
    """JSON in a parameter is dropped; other styles are ignored; cookies work as strings only."""
    for parameter in parameters(document):
        place, name = parameter.get("in").text, parameter.get("name").text
        if place not in _PLACES:
            yield parameter, f"parameter {name} in {place}", "use path, query or header"
        if "content" in parameter or "schema" not in parameter:
            yield parameter, f"parameter {name} without schema is dropped", "give it a schema"
        default = "form" if place == "query" else "simple"
        if parameter.get("style").text not in {"", default} or "explode" in parameter:
            remedy = "leave style and explode out"
            yield parameter, f"the style of parameter {name} is ignored", remedy


def parameter_names(document: Document) -> Broken:
    """A parameter without a name in Python, or one of the client's own."""
    schemes = _scheme_headers(document)
    for parameter in parameters(document):
        name = parameter.get("name").text
        if not re.match(r"[A-Za-z]", name):
            yield parameter, f"a parameter can't be called {name}", "model it in the wrapper"
        if parameter.get("in").text == "header" and name.lower() in schemes:
            remedy = "leave it to the operation's security"
            yield parameter, f"header {name} belongs to a security scheme", remedy


def parameter_docs(document: Document) -> Broken:
    """Only the schema's description reaches the docstring."""
    for parameter in parameters(document):
        schema = parameter.get("schema")
        if schema.value and "description" not in schema.resolved():
            remedy = "put the description inside schema (and beside it, for other tools)"
            yield schema, f"parameter {parameter.get('name').text} has no description", remedy


def header_types(document: Document) -> Broken:
    """A header of another type crashes in the HTTP library, or drops the operation."""
    for parameter in parameters(document):
        if parameter.get("in").text != "header":
            continue
        schema = parameter.get("schema").resolved()
        odd = schema.get("format").text in {"uuid", "date", "date-time", "binary"}
        if odd or not set(types(schema)) <= _SIMPLE:
            remedy = "use a plain string, integer, number, boolean or string enum"
            yield parameter, f"header {parameter.get('name').text} has no simple type", remedy


def query_types(document: Document) -> Broken:
    """An object in the query is flattened to bare keys."""
    for parameter in parameters(document):
        schema = parameter.get("schema").resolved()
        if parameter.get("in").text == "query" and "object" in types(schema):
            name = parameter.get("name").text
            yield parameter, f"query {name} is an object", "write one parameter for each field"


def path_parameters(document: Document) -> Broken:
    """A place in the path without its parameter is a KeyError at each call."""
    for operation in operations(document):
        given = (node.resolved() for node in parameters_of(operation))
        in_path = (node for node in given if node.get("in").text == "path")
        required = (node for node in in_path if node.get("required").value is True)
        declared = {node.get("name").text for node in required}
        wanted = set(re.findall(r"\{([^{}]*)\}", str(operation.pointer[-2])))
        for name in sorted(wanted ^ declared):
            remedy = "write it both in the path and, required, in parameters"
            yield operation, f"path parameter {name} is in one place only", remedy


def _scheme_headers(document: Document) -> set[str]:
    schemes = document.at("components", "securitySchemes").items()
    names = {node.get("name").text.lower() for node in schemes}
    return names | {"authorization"}


RULES = (
    parameter_shape,
    parameter_names,
    parameter_docs,
    header_types,
    query_types,
    path_parameters,
)
