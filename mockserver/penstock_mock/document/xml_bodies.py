"""XML bodies: values of a schema as XML, and XML as values (OpenAPI 3.1, XML Object)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, XMLParser, tostring

from .bodies import BodyError
from .shapes import Shape

# Names of elements and attributes that every parser takes; anything else is replaced.
_NAME = re.compile(r"[^\w.-]")
_MAX_DEPTH = 100


def write_xml(value: Any, shape: Shape, name: str = "root") -> bytes:
    """A value of a schema as a document in UTF-8. name: the root's, unless the schema has one."""
    root = Element("")
    _Writer().fill(root, value, shape, name)
    body: bytes = tostring(root, "utf-8", xml_declaration=True)
    return body


class _Writer:
    """Fills elements; prefixes are written where a namespace stands for them."""

    def __init__(self) -> None:
        self._bound: set[str] = set()

    def fill(self, element: Element, value: Any, shape: Shape, name: str) -> None:
        """The name and the content of an element. name: where the schema has none."""
        prefix = str(shape.xml("prefix") or "")
        if namespace := shape.xml("namespace"):
            element.set(f"xmlns:{prefix}" if prefix else "xmlns", str(namespace))
            self._bound.add(prefix)
        element.tag = self._named(shape, name)
        if isinstance(value, Mapping):
            for key, inner in value.items():
                self._add(element, inner, shape.field(key), key)
        elif isinstance(value, list):
            self._add_items(element, value, shape.item, name)
        elif value is not None:
            element.text = _text(value)

    def _add(self, element: Element, value: Any, shape: Shape, name: str) -> None:
        if shape.xml("attribute") is True:
            element.set(self._named(shape, name), _text(value))
        elif not isinstance(value, list) or shape.xml("wrapped") is True:
            self.fill(SubElement(element, ""), value, shape, name)
        else:
            self._add_items(element, value, shape.item, str(shape.xml("name") or name))

    def _add_items(self, parent: Element, items: list[Any], shape: Shape, name: str) -> None:
        for item in items:
            self.fill(SubElement(parent, ""), item, shape, name)

    def _named(self, shape: Shape, name: str) -> str:
        prefix, own = str(shape.xml("prefix") or ""), _name(str(shape.xml("name") or name))
        return f"{prefix}:{own}" if prefix in self._bound - {""} else own


def _text(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _name(name: str) -> str:
    cleaned = _NAME.sub("_", name)
    return cleaned if cleaned[:1].isalpha() or cleaned[:1] == "_" else f"_{cleaned}"


def read_xml(body: bytes, shape: Shape) -> Any:
    """The value of a document, by its schema. Raises BodyError; entities are never expanded."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BodyError("not read: XML with a document type; send it without")
    parser = XMLParser()  # noqa: S314 - without a document type there are no entities
    try:
        parser.feed(body)
        return _value(parser.close(), shape, 0)
    except (ParseError, ValueError) as error:
        raise BodyError(f"not XML: {error}") from error


def _value(element: Element, shape: Shape, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise BodyError(f"not XML: nested deeper than {_MAX_DEPTH} levels")
    if "array" in shape.types:
        return [_value(child, shape.item, depth + 1) for child in element]
    if "object" not in shape.types:
        return shape.scalar(element.text or "")
    known = {str(shape.field(key).xml("name") or key): key for key in shape.names}
    # An array that isn't wrapped has its items' name.
    for key in shape.names:
        field = shape.field(key)
        if "array" in field.types and field.xml("wrapped") is not True:
            known.setdefault(str(field.item.xml("name") or key), key)
    made: dict[str, Any] = {}
    for name, text in element.items():
        key = known.get(_local(name), _local(name))
        made[key] = shape.field(key).scalar(text)
    for child in element:
        key = known.get(_local(child.tag), _local(child.tag))
        field = shape.field(key)
        if "array" in field.types and field.xml("wrapped") is not True:
            made.setdefault(key, []).append(_value(child, field.item, depth + 1))
        else:
            made[key] = _value(child, field, depth + 1)
    return made


def _local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2].rpartition(":")[2]
