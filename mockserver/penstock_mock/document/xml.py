"""XML documents to values of a schema and back, by its XML Objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import (
    Element,
    ParseError,
    SubElement,
    TreeBuilder,
    XMLParser,
    tostring,
)

from .bodies import BodyError
from .parameters import Shape
from .validation import shown

# Of elements in one another.
_MAX_DEPTH = 100
# Outside of the names, and of the characters, that XML has.
_NO_NAME = re.compile(r"[^\w.-]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Builder(TreeBuilder):
    def doctype(self, *_: Any) -> None:
        """Refuse what may define entities, whatever the encoding."""
        raise BodyError("not read: XML with a document type; send it without")


def read_xml(body: bytes, shape: Shape, charset: str | None = None) -> Any:
    """The value of a document, by its schema. charset: that of the message, if it states one.
    Raises BodyError; entities are never expanded.
    """
    parser = XMLParser(target=_Builder(), encoding=charset)  # noqa: S314 - there are no entities
    try:
        parser.feed(body)
        root = parser.close()
        value = _value(root, shape, 0)
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, BodyError):
            raise
        raise BodyError(f"not XML: {error}") from error
    _check_name(root.tag, shape)
    _check_namespace(root.tag, shape)
    return value


def _value(element: Element, shape: Shape, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise BodyError(f"not XML: nested deeper than {_MAX_DEPTH} levels")
    if "array" in shape.types:
        children = list(zip(shape.items(), element, strict=False))
        for item, child in children:
            _check_name(child.tag, item)
        return [_value(child, item, depth + 1) for item, child in children]
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
        field = _field_at(name, key, shape, attribute=True)
        made[key] = field.scalar(text)
    for child in element:
        key = known.get(_local(child.tag), _local(child.tag))
        field = _field_at(child.tag, key, shape, attribute=False)
        if "array" in field.types and field.xml("wrapped") is not True:
            made.setdefault(key, []).append(_value(child, field.item, depth + 1))
        else:
            made[key] = _value(child, field, depth + 1)
    return made


def _field_at(tag: str, key: str, shape: Shape, *, attribute: bool) -> Shape:
    """The shape of a property. Raises BodyError where it stands in another place, or namespace,
    than the schema has it. Attributes that aren't declared, as `xsi:type`, may stand anywhere.
    """
    field = shape.field(key)
    declared = field.xml("attribute") is True
    if key in shape.names and declared != attribute:
        right, wrong = ("an attribute", "an element")[:: 1 if declared else -1]
        raise BodyError(f"{shown(key)} was sent as {wrong}; send it as {right}")
    _check_namespace(tag, field)
    return field


def _check_name(tag: str, shape: Shape) -> None:
    """Raise BodyError where the schema has another name for the root, or for an item."""
    name, names = _local(tag), shape.xml_names
    if names and name not in names:
        raise BodyError(f"an element is {shown(name)}; use {' or '.join(sorted(names))}")


def _check_namespace(tag: str, shape: Shape) -> None:
    wanted = shape.xml("namespace")
    sent = tag.rpartition("}")[0].removeprefix("{")
    if wanted and sent != str(wanted):
        where = f"the namespace {shown(sent)}" if sent else "no namespace"
        raise BodyError(f"the element {shown(_local(tag))} is in {where}; use {wanted}")


def _local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def write_xml(value: Any, shape: Shape, name: str = "root") -> bytes:
    """A value of a schema as a document in UTF-8. name: the root's, unless the schema has one."""
    root = Element("")
    _fill(root, value, shape, name, frozenset())
    body: bytes = tostring(root, "utf-8", xml_declaration=True)
    return body


def _fill(element: Element, value: Any, shape: Shape, name: str, bound: frozenset[str]) -> None:
    """The name and the content of an element. name: where the schema has none. bound: the prefixes
    that stand for a namespace here; others are not written.
    """
    bound = _bind(element, shape, bound)
    element.tag = _named(shape, name, bound)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _add(element, inner, shape.field(key), key, bound)
    elif isinstance(value, list):
        for item in value:
            _fill(SubElement(element, ""), item, shape.item, name, bound)
    elif value is not None:
        element.text = _text(value)


def _add(parent: Element, value: Any, shape: Shape, name: str, bound: frozenset[str]) -> None:
    if shape.xml("attribute") is True:
        prefixed = _bind(parent, shape, bound) if shape.xml("prefix") else bound
        parent.set(_named(shape, name, prefixed), _text(value))
    elif not isinstance(value, list) or shape.xml("wrapped") is True:
        _fill(SubElement(parent, ""), value, shape, name, bound)
    else:
        for item in value:
            own = str(shape.xml("name") or name)
            _fill(SubElement(parent, ""), item, shape.item, own, bound)


def _bind(element: Element, shape: Shape, bound: frozenset[str]) -> frozenset[str]:
    """Declare the namespace of a schema at an element; the prefixes that are bound there."""
    prefix, namespace = str(shape.xml("prefix") or ""), shape.xml("namespace")
    if not namespace:
        return bound
    element.set(f"xmlns:{prefix}" if prefix else "xmlns", str(namespace))
    return bound | {prefix}


def _named(shape: Shape, name: str, bound: frozenset[str]) -> str:
    prefix, own = str(shape.xml("prefix") or ""), _NO_NAME.sub("_", str(shape.xml("name") or name))
    if not (own[:1].isalpha() or own[:1] == "_"):
        own = f"_{own}"
    return f"{prefix}:{own}" if prefix and prefix in bound else own


def _text(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    return _NO_TEXT.sub("", text)
