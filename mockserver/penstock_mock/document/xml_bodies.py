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
    root = Element(_name(shape.xml("name") or name))
    _fill(root, value, shape)
    body: bytes = tostring(root, "utf-8", xml_declaration=True)
    return body


def _fill(element: Element, value: Any, shape: Shape) -> None:
    if namespace := shape.xml("namespace"):
        prefix = shape.xml("prefix")
        element.set(f"xmlns:{prefix}" if prefix else "xmlns", str(namespace))
    if isinstance(value, Mapping):
        for key, inner in value.items():
            field = shape.field(key)
            name = _name(str(field.xml("name") or key))
            if field.xml("attribute") is True:
                element.set(name, _text(inner))
            elif isinstance(inner, list):
                parent = SubElement(element, name) if field.xml("wrapped") is True else element
                _add_items(parent, inner, field.item, name)
            else:
                _fill(SubElement(element, name), inner, field)
    elif isinstance(value, list):
        _add_items(element, value, shape.item, element.tag)
    elif value is not None:
        element.text = _text(value)


def _add_items(parent: Element, items: list[Any], shape: Shape, name: str) -> None:
    for item in items:
        _fill(SubElement(parent, _name(str(shape.xml("name") or name))), item, shape)


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
