"""Rules on operations: servers, security, request bodies, the answers they must list."""

from __future__ import annotations

import re

from document import METHODS, Document, bodies, media, operations

from rules import Broken
from rules.schemas import fields, types

_READABLE = frozenset(
    {
        "application/json",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    }
)
_EXTENSIONS = {"x-bucket": str, "x-own-server": bool, "x-repeatable": bool}
_STATUS = re.compile(r"[1-5][0-9][0-9]|[1-5]XX|default")
_SCHEMES = frozenset({("apiKey", "header"), ("apiKey", "query"), ("http", "bearer")})
_ITEM = frozenset({*METHODS, "parameters", "servers", "summary", "description", "$ref"})


def path_items(document: Document) -> Broken:
    """Four services share the document, so that no root server fits; a misspelt method is lost."""
    if not any(operations(document)):
        yield document.at("paths"), "there is no operation", "write one: a client needs some"
    for item in document.at("paths").items():
        if not item.get("servers").value:
            yield item, f"path {item.key} has no servers", "give it the service's servers"
        for node in item.items():
            if node.key not in _ITEM and not node.key.startswith("x-"):
                yield node, f"{node.key} is no method: the operation is lost", "spell it lower-case"


def servers(document: Document) -> Broken:
    """A client has one base URL: another server of its service would be asked without its key."""
    firsts = dict[str, str]()
    for operation in operations(document):
        item = document.at(*operation.pointer[:-1])
        urls = [*operation.get("servers").items(), *item.get("servers").items()]
        for url in (server.get("url") for server in urls):
            if url.text.endswith("/"):
                yield (
                    url,
                    f"server {url.text} ends in a slash",
                    "drop it",
                )
        if not urls or operation.get("x-own-server").value is True:
            continue
        first, tag = urls[0].get("url"), "".join(operation.get("tags").texts[:1])
        if first.text != firsts.setdefault(tag, first.text):
            remedy = "write that, or x-own-server: true where the key must not go along"
            yield first, f"the operations of {tag} have the server {firsts[tag]}", remedy


def security(document: Document) -> Broken:
    """The root's security is ignored: only the operation's own counts."""
    schemes = {node.key for node in document.at("components", "securitySchemes").items()}
    for operation in operations(document):
        if "security" not in operation:
            remedy = "add security (an empty list, if it needs no key)"
            yield operation, "the operation has no security of its own", remedy
        for choice in operation.get("security").items():
            for name in choice.items():
                if name.key not in schemes:
                    remedy = "declare it under components/securitySchemes"
                    yield name, f"no security scheme is called {name.key}", remedy


def security_schemes(document: Document) -> Broken:
    """Only a key in a header or in the query, or a bearer's token, is shown."""
    for scheme in document.at("components", "securitySchemes").items():
        given = (
            scheme.get("type").text,
            (scheme.get("scheme").text or scheme.get("in").text).lower(),
        )
        if given not in _SCHEMES:
            remedy = "write apiKey in header or query, or http with scheme bearer"
            yield scheme, f"security scheme {scheme.key} is not shown", remedy


def extensions(document: Document) -> Broken:
    """An extension that is misspelt, or has another type, is ignored."""
    for operation in operations(document):
        for node in operation.items():
            kind = _EXTENSIONS.get(node.key)
            if node.key.startswith("x-") and not (kind and isinstance(node.value, kind)):
                remedy = "write x-bucket: a name, x-own-server: true or x-repeatable: true"
                yield node, f"{node.key}: {node.value!r} is not known of an operation", remedy


def request_bodies(document: Document) -> Broken:
    """Another media type drops the operation; two bodies of one type are both sent at once."""
    for body in bodies(document):
        content = list(body.get("content").items())
        kinds = [node.key for node in content]
        if not kinds or not _READABLE.issuperset(kinds):
            remedy = f"write one or more of {', '.join(sorted(_READABLE))}"
            yield body, f"the request's media types are {kinds}", remedy
        made = [node.get("schema").resolved().pointer for node in content]
        if len(set(made)) < len(made):
            yield body, "two media types share a type", "give each a component of its own"
    for node in media(bodies(document)):
        binary = node.get("schema").get("format").text == "binary"
        if "$ref" not in node.get("schema") and not binary:
            yield node, "the request body's type has no name", "refer to a component"


def uploads(document: Document) -> Broken:
    """A nullable part of a form is sent as the word None."""
    for node in media(bodies(document)):
        if node.key == "multipart/form-data":
            for field in fields(node.get("schema").resolved()).values():
                if "null" in str(field.get("type").value) or "'null'" in str(field.value):
                    yield field, f"part {field.key} is nullable", "leave it out of required instead"


def flat_forms(document: Document) -> Broken:
    """An object or a list in a form without parts is sent as Python writes it."""
    for node in media(bodies(document)):
        if node.key == "application/x-www-form-urlencoded":
            for field in fields(node.get("schema").resolved()).values():
                if {"object", "array"} & set(types(field.resolved())):
                    remedy = "write one field for each value, or send JSON"
                    yield field, f"form field {field.key} is no plain value", remedy


def statuses(document: Document) -> Broken:
    """A status the generator can't read is left out, and without errors none is ever typed."""
    for operation in operations(document):
        given = [node.key for node in operation.get("responses").items()]
        for node in operation.get("responses").items():
            if not _STATUS.fullmatch(node.key):
                yield node, f"status {node.key} is left out", "write '404', 4XX or default"
        if not any(status.startswith("2") for status in given):
            yield operation, "the operation never succeeds", "list its 2xx response"
        if not any(status[:1] in {"4", "5", "d"} for status in given):
            yield operation, "the operation never fails", "list its error responses"


RULES = (
    path_items,
    servers,
    security,
    security_schemes,
    extensions,
    request_bodies,
    uploads,
    flat_forms,
    statuses,
)
