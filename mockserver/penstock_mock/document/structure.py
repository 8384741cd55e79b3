"""A document brought into the shape of OpenAPI 3.1, each malformed part left out and reported.

One table holds the objects of the specification with their fields. One walk over the document
checks each field against it, translates the schemas of 3.0 into JSON Schema 2020-12, and copies the
rest, so that the modules after this one may rely on the shape of what they read.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from attrs import asdict

from .strings import UNCHECKED, portable
from .values import frozen

Level: TypeAlias = Literal["error", "warning"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")

_VARIABLE = re.compile(r"\{[^{}]*\}")  # of a Server Object's url

# No document by hand nests deeper; the walks over it are recursive.
MAX_DEPTH = 128
# The largest public documents have some 400,000 values.
MAX_VALUES = 3_000_000
# A mapping is nearly always a dict, which is much faster to find out.
_MAPPING = (dict, Mapping)


class ContractError(ValueError):
    """The document can't be played; the message names the place and the remedy."""


@frozen
class DocumentFinding:
    """A part of a document that is malformed, or that the mock can't play as it is written."""

    pointer: str
    """A JSON pointer as a fragment: "#/paths/~1pets/get"."""
    kind: str
    """One word for the rule: malformed, reference, duplicate, security, schema, example, ..."""
    message: str
    remedy: str
    level: Level = "error"
    """warning: nothing is wrong, but the part is not played as it is written."""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}; {self.remedy} [{self.kind}]"

    def as_dict(self) -> dict[str, str]:
        """The fields, for JSON."""
        return asdict(self)


def escape(key: str) -> str:
    """One part of a JSON pointer (RFC 6901 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "/" in key or "~" in key else key


def pointer_parts(pointer: str) -> list[str]:
    """The keys of a pointer (RFC 6901 4): "#/a/b~1c" has "a" and "b/c"."""
    parts = pointer.split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") if "~" in part else part for part in parts]


def value_at(value: Any, pointer: str) -> Any:
    """The value that a pointer names inside another; None where there is none."""
    for part in pointer_parts(pointer):
        if isinstance(value, list):
            value = value[int(part)] if part.isdecimal() and int(part) < len(value) else None
        elif isinstance(value, _MAPPING):
            # YAML has keys that are no text.
            others = (v for k, v in value.items() if str(k) == part)
            value = value[part] if part in value else next(others, None)
        else:
            return None
    return value


# The fields of each object (OpenAPI 3.1.1, 4.8) by their rule: "rule: fields; rule: fields". "X" is
# one object, "X[]" a list and "X{}" a map of them, "X{form}" a map whose keys have a form of
# `_KEYS`, with "+" one that isn't empty; a word in lower case is a rule of `_RULES`; "*" stands for
# fields of any name. A field that isn't listed is copied as it is. One of a schema may have a
# meaning elsewhere; any other is unknown, unless it is an extension (x-...).
_PARAMETER = (
    "string: description; boolean: required deprecated allowEmptyValue explode allowReserved; "
    "Schema: schema; MediaType{media+}: content; any: example; Example{}: examples; "
)
_FLOW = "string: authorizationUrl tokenUrl refreshUrl; string{}: scopes"
# The URLs that a flow needs.
_FLOWS: Mapping[str, str] = {
    "implicit": "authorizationUrl",
    "password": "tokenUrl",
    "clientCredentials": "tokenUrl",
    "authorizationCode": "authorizationUrl tokenUrl",
}
_ROOT = (
    "word: openapi; Info: info; string: jsonSchemaDialect; Server[]: servers; "
    "PathItem{path}: paths; PathItem{}: webhooks; Components: components; "
    "SecurityRequirement[]: security; Tag[]: tags; ExternalDocumentation: externalDocs"
)


def _table(rows: Mapping[str, str]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for kind, row in rows.items():
        parts = (part.split(":") for part in row.split(";") if part.strip())
        made[kind] = {name: rule.strip() for rule, names in parts for name in names.split()}
    return made


OBJECTS: Mapping[str, Mapping[str, str]] = _table(
    {
        **dict.fromkeys(("OpenAPI", "OpenAPI 3.0"), _ROOT),
        "Info": "string: title summary description termsOfService; Contact: contact; "
        "License: license; word: version",
        "Contact": "string: name url email",
        "License": "string: name identifier url",
        "Tag": "string: name description; ExternalDocumentation: externalDocs",
        "ExternalDocumentation": "string: description url",
        "Components": "Schema{}: schemas; Response{}: responses; Parameter{}: parameters; "
        "Example{}: examples; RequestBody{}: requestBodies; Header{}: headers; "
        "SecurityScheme{}: securitySchemes; Link{}: links; Callback{}: callbacks; "
        "PathItem{}: pathItems",
        "PathItem": f"string: $ref summary description; Operation: {' '.join(METHODS)}; "
        "Server[]: servers; Parameter[]: parameters",
        "Operation": "string: operationId summary description; string[]: tags; "
        "ExternalDocumentation: externalDocs; Parameter[]: parameters; RequestBody: requestBody; "
        "Response{status+}: responses; Callback{}: callbacks; boolean: deprecated; "
        "SecurityRequirement[]: security; Server[]: servers",
        "Callback": "PathItem: *",
        "Parameter": _PARAMETER + "string: name style; place: in",
        "Header": _PARAMETER + "header style: style",
        "RequestBody": "string: description; boolean: required; MediaType{media}: content",
        "Response": "string: description; Header{token}: headers; MediaType{media}: content; "
        "Link{}: links",
        "Link": "string: operationRef operationId description; any{}: parameters; "
        "any: requestBody; Server: server",
        "MediaType": "Schema: schema itemSchema; any: example; Example{}: examples; "
        "Encoding{}: encoding",
        "Encoding": "string: contentType; Header{token}: headers; field style: style; "
        "boolean: explode allowReserved",
        "Example": "string: summary description externalValue; any: value",
        "Server": "url: url; string: description; ServerVariable{}: variables",
        "ServerVariable": "word[+]: enum; word: default; string: description",
        "SecurityScheme": "string: type description in name scheme bearerFormat openIdConnectUrl; "
        "OAuthFlows: flows",
        "OAuthFlows": ";".join(f"OAuthFlow {name}: {name}" for name in _FLOWS),
        **dict.fromkeys((f"OAuthFlow {name}" for name in _FLOWS), _FLOW),
        "SecurityRequirement": "string[]: *",
        "Discriminator": "string: propertyName; string{}: mapping",
        "XML": "string: name namespace prefix; boolean: attribute wrapped",
        "Schema": "string: $ref $dynamicRef $id $schema $comment $anchor $dynamicAnchor title "
        "description contentEncoding contentMediaType format; "
        "Schema{}: properties dependentSchemas $defs definitions; "
        "Schema{pattern}: patternProperties; Schema[+]: allOf anyOf oneOf prefixItems; "
        "Schema: items additionalProperties not if then else contains propertyNames contentSchema "
        "unevaluatedItems unevaluatedProperties; Discriminator: discriminator; XML: xml; "
        "ExternalDocumentation: externalDocs; type: type; values: enum; any[]: examples; "
        "string[]: required; string[]{}: dependentRequired; pattern: pattern; "
        "count: minLength maxLength minItems maxItems minProperties maxProperties minContains "
        "maxContains; number: minimum maximum; bound: exclusiveMinimum exclusiveMaximum; "
        "step: multipleOf; boolean: uniqueItems readOnly writeOnly deprecated",
    }
)
# The fields that 3.2 adds, and those of them that aren't played as they are written.
_OF_3_2: Mapping[str, Mapping[str, str]] = _table(
    {
        "OpenAPI": "string: $self",
        "Tag": "string: summary parent kind",
        "Server": "string: name",
        "PathItem": "Operation: query; Operation{}: additionalOperations",
        "Components": "MediaType{}: mediaTypes",
        "Response": "string: summary",
        "MediaType": "Encoding[]: prefixEncoding; Encoding: itemEncoding",
        "Encoding": "Encoding{}: encoding; Encoding[]: prefixEncoding; Encoding: itemEncoding",
        "Example": "any: dataValue; string: serializedValue",
        "SecurityScheme": "boolean: deprecated; string: oauth2MetadataUrl",
        "OAuthFlows": "OAuthFlow deviceAuthorization: deviceAuthorization",
        "OAuthFlow deviceAuthorization": f"{_FLOW}; string: deviceAuthorizationUrl",
        "Discriminator": "string: defaultMapping",
        "XML": "string: nodeType",
    }
)
_AS_3_1 = "write it as OpenAPI 3.1 has it, or check it in the test"
_UNPLAYED = frozenset({"$self", "encoding", "prefixEncoding", "itemEncoding", "nodeType"})
# Objects of which newer versions ask for nothing.
_FREE = {"3.0": (), "3.1": ("Operation",), "3.2": ("Operation", "Response")}
# The fields that an object has to have ("a|b": one of them), and those without which it has no
# meaning at all.
_REQUIRED: Mapping[str, str] = {
    "OpenAPI": "info paths|components|webhooks",
    "OpenAPI 3.0": "info paths",
    "Info": "title version",
    **dict.fromkeys(("License", "Tag"), "name"),
    "ExternalDocumentation": "url",
    "Operation": "responses",
    **dict.fromkeys(("Parameter", "Header"), "schema|content"),
    "RequestBody": "content",
    "Response": "description",
    "Link": "operationId|operationRef",
    "ServerVariable": "default",
    "SecurityScheme": "type",
    **{f"OAuthFlow {name}": f"{urls} scopes" for name, urls in _FLOWS.items()},
    "Discriminator": "propertyName",
}
_NEEDED: Mapping[str, tuple[str, ...]] = {"Server": ("url",), "Parameter": ("name", "in")}
# The forms of keys: anything else is no entry. Extensions (x-...) are left out silently.
_KEYS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "": (re.compile(r".*", re.DOTALL), ""),
    "path": (re.compile(r"/.*", re.DOTALL), "begin the path with a slash"),
    "status": (
        re.compile(r"[1-5](?:\d\d|[xX]{2})|default"),
        "use a status, a range such as 4XX, or default",
    ),
    "media": (
        re.compile(r"[^\s/;]+/[^\s/;]+(?:\s*;.*)?"),
        "use a media type, such as application/json",
    ),
    "token": (re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "use the name of a header"),
}
# The objects in whose place a `$ref` may stand, with the sections of those among the components.
SECTIONS = {rule.removesuffix("{}"): name for name, rule in OBJECTS["Components"].items()}
_REFERABLE = {*SECTIONS, "MediaType"}  # which 3.2 adds; it is read in any version
# A chain of references longer than this is a circle.
MAX_HOPS = 64
# Those in which other fields may stand beside it.
_WITH_SIBLINGS = frozenset({"PathItem", "Schema"})
# Fields whose keys are names, which may be those of other fields ("default", "example").
NAMED = frozenset(k for fields in OBJECTS.values() for k, v in fields.items() if "{" in v)
SCHEMA_MAPS = tuple(k for k, v in OBJECTS["Schema"].items() if v.startswith("Schema{"))
SCHEMA_LISTS = tuple(k for k, v in OBJECTS["Schema"].items() if v == "Schema[+]")
SCHEMA_SINGLE = tuple(k for k, v in OBJECTS["Schema"].items() if v == "Schema")


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and abs(value) <= sys.float_info.max
    )


def _is_url(value: Any) -> bool:
    try:  # a variable may stand for any part, the port too
        parts = urlsplit(_VARIABLE.sub("1", value)) if isinstance(value, str) else None
        return parts is not None and parts.hostname != "" and parts.port != 0
    except ValueError:
        return False


def _one_of(*values: str) -> tuple[Callable[[Any], bool], str]:
    return values.__contains__, f"use {', '.join(values[:-1])} or {values[-1]}"


# A rule: whether a value keeps it, and the remedy.
_RULES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "any": (lambda _: True, ""),
    "string": (lambda value: isinstance(value, str), "give a string"),
    "word": (lambda value: isinstance(value, str), "give a string, in quotes"),
    "boolean": (lambda value: isinstance(value, bool), "give true or false"),
    "values": (lambda value: isinstance(value, list) and value != [], "list at least one value"),
    "place": _one_of("path", "query", "header", "cookie"),
    "header style": (lambda value: value == "simple", "use simple"),
    "field style": _one_of("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "url": (_is_url, "give a URL"),
    "type": (
        lambda value: (
            value in TYPES
            or (isinstance(value, list) and value != [] and all(v in TYPES for v in value))
        ),
        f"use {', '.join(TYPES)}, or a list of them",
    ),
    "count": (
        lambda value: _is_number(value) and value >= 0 and value == int(value),
        "give a whole number of 0 or more",
    ),
    "number": (_is_number, "give a number"),
    "bound": (lambda value: _is_number(value) or isinstance(value, bool), "give a number"),
    "step": (lambda value: _is_number(value) and value > 0, "give a number greater than 0"),
}
# Rules that take nothing but the value to decide; most values keep theirs.
_PLAIN: Mapping[str, Callable[[Any], bool]] = {
    rule: keeps for rule, (keeps, _) in _RULES.items() if rule not in ("bound", "pattern")
}
_DROPPED = object()
_CONTAINERS = (dict, list, Mapping)
_SCALARS = frozenset((str, int, float, bool, type(None)))
# Keywords of schemas that mean nothing here.
_KEYWORDS = frozenset({"$vocabulary", "$recursiveRef", "$recursiveAnchor",
                       "const", "default", "example", "nullable", "dependencies", "id",
                       "additionalItems"})  # fmt: skip
# Keywords that name a schema, and the references that mean it.
_NAMED: Mapping[str, str] = {"$id": "{}", "$anchor": "#{}", "$dynamicAnchor": "#{}"}


def bounded(source: Any) -> None:
    """Raise ContractError for a document too deep or too large to walk, aliases expanded."""
    left, level = MAX_VALUES, [source]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for value in level:
            inner = value.values() if isinstance(value, _MAPPING) else value
            left -= len(inner)
            below += [v for v in inner if type(v) not in _SCALARS and isinstance(v, _CONTAINERS)]
        if left < 0:
            raise ContractError(
                f"the document has more than {MAX_VALUES:,} values, those of YAML aliases counted "
                "each time; split it, or use $ref"
            )
        if not below:
            return
        level = below
    raise ContractError(f"the document nests deeper than {MAX_DEPTH} levels; use $ref")


def normalised(source: Mapping[str, Any]) -> tuple[dict[str, Any], list[DocumentFinding]]:
    """A copy of the document in the shape of 3.1, and a finding for each part left out of it."""
    walk = _Walk(source)
    root = walk.object("OpenAPI 3.0" if walk.is_3_0 else "OpenAPI", dict(source), "#")
    return (_with_pointers(root, root, walk.names, "") if walk.names else root), walk.findings


def _with_pointers(root: Any, value: Any, names: Mapping[str, str], resource: str) -> Any:
    """A copy whose references by `$id` and `$anchor` are JSON pointers from the document's root.

    resource: the pointer of the schema with an `$id` that this is in: its own are relative to it.
    `$dynamicRef` means its `$dynamicAnchor`, as where nothing overrides that.
    """
    if isinstance(value, list):
        return [_with_pointers(root, each, names, resource) for each in value]
    if not isinstance(value, dict):
        return value
    resource = names.get(str(value.get("$id")), resource)
    made = {
        key: _with_pointers(root, inner, names, resource)
        for key, inner in value.items()
        if key != "$id" or not isinstance(inner, str)
    }
    for key in ("$ref", "$dynamicRef"):
        reference = made.get(key)
        if not isinstance(reference, str):
            continue
        identity, _, pointer = reference.partition("#/")
        base = names.get(identity, resource)
        if reference in names:
            del made[key]
            made["$ref"] = names[reference]
        elif pointer and base and (identity or value_at(root, unquote(reference)) is None):
            made[key] = f"{base}/{pointer}"
    return made


def _keeps(rule: str, value: Any) -> bool:
    """Return whether a value, or each of a list, keeps a plain rule; False for any other rule."""
    if (keeps := _PLAIN.get(rule)) is not None:
        return keeps(value)
    each = _PLAIN.get(rule[:-2]) if rule[-1] == "]" else None
    return each is not None and isinstance(value, list) and all(map(each, value))


class _Walk:
    def __init__(self, source: Mapping[str, Any]) -> None:
        version = str(source.get("openapi"))[:3]
        self._source = source
        self._right: set[tuple[str, str]] = set()
        """References that lead to an object of their kind, each with that kind."""
        self._elsewhere: dict[tuple[str, str], Any] = {}
        """Targets of references that are no part of the document, by kind and pointer."""
        self.findings: list[DocumentFinding] = []
        self.is_3_0, self._is_3_2 = version == "3.0", version == "3.2"
        self._free = _FREE[version]
        newer = _OF_3_2 if self._is_3_2 else {}
        self._objects = {
            kind: {**OBJECTS.get(kind, {}), **newer.get(kind, {})} for kind in (*OBJECTS, *newer)
        }
        self.names: dict[str, str] = {}
        """The pointers of schemas by the references that name them: "#anchor" and `$id`."""

    def object(self, kind: str, value: Mapping[str, Any], pointer: str) -> Any:
        """An object with its fields checked; `_DROPPED` when it has no meaning without one."""
        if "$ref" in value and kind in _REFERABLE and kind not in _WITH_SIBLINGS:
            if not isinstance(value["$ref"], str):
                return self._malformed(f"{pointer}/$ref", value["$ref"], "give a string")
            return self._referred(kind, value, pointer)
        made = self._fields(kind, value, pointer)
        if "$ref" in made and kind in _WITH_SIBLINGS:
            meant = self._referred(kind, {"$ref": made.pop("$ref")}, pointer)
            made = made if meant is _DROPPED else {**meant, **made}
        if kind == "Schema":
            return self._schema(made, value, pointer)
        return self._complete(kind, made, value, pointer)

    def _fields(self, kind: str, value: Mapping[str, Any], pointer: str) -> dict[str, Any]:
        fields, made = self._objects[kind], dict[str, Any]()
        for key, inner in value.items():
            name = key if isinstance(key, str) else str(key)
            rule = None if name[:2] == "x-" else fields.get(name) or fields.get("*")
            if rule is None:
                self._unknown(kind, name, pointer)
                if name != "$ref":
                    made[name] = inner
            elif _keeps(rule, inner):
                made[name] = inner
            elif (kept := self.field(rule, inner, f"{pointer}/{escape(name)}")) is not _DROPPED:
                made[name] = kept
        return made

    def _referred(self, kind: str, value: Mapping[str, Any], pointer: str) -> Any:
        """The object with the reference; its target, where that is no part of the document (of an
        extension, say); `_DROPPED`, with a finding, when the target is of another kind.
        """
        reference: str = value["$ref"]
        schema = kind == "Schema"
        if not reference.startswith("#/" if schema else "#"):  # an anchor, or another file
            return dict(value)
        if (kind, reference) in self._right:
            return dict(value)
        place, target = self._target(reference)
        there = self._kind(place)
        if target is None or there == kind or (schema and there is None):
            self._right.add((kind, reference))  # one that leads nowhere is found when all is there
            return dict(value)
        if there is None and isinstance(target, _MAPPING):
            key = (kind, place)
            if key not in self._elsewhere:
                self._elsewhere[key] = _DROPPED  # for those within itself
                self._elsewhere[key] = self.object(kind, target, place)
            return self._elsewhere[key]
        other = f"leads to {_article(there)}" if there else "leads to no object"
        remedy = f"refer to {_article(kind)}"
        self._add(f"{pointer}/$ref", f"malformed: {json.dumps(reference)[:60]} {other}", remedy)
        return _DROPPED

    def _target(self, reference: str) -> tuple[str, Any]:
        """The pointer and the value that a local reference means; None where there is nothing."""
        for _ in range(MAX_HOPS):
            reference = unquote(reference)
            target = value_at(self._source, reference)
            following = target.get("$ref") if isinstance(target, _MAPPING) else None
            if not isinstance(following, str) or not following.startswith("#"):
                return reference, target
            reference = following
        return reference, None

    def _kind(self, pointer: str) -> str | None:
        """The kind of object at a place; None where the specification has no object."""
        kind, within = "OpenAPI", False
        for part in pointer_parts(pointer):
            if within:  # the name or the index of an entry
                within = False
                continue
            fields = self._objects[kind]
            rule = "" if part[:2] == "x-" else fields.get(part) or fields.get("*") or ""
            kind = re.split(r"[{\[]", rule)[0]
            within = kind != rule
            if kind not in self._objects:
                return None
        return None if within else kind

    def _complete(
        self, kind: str, made: dict[str, Any], value: Mapping[str, Any], pointer: str
    ) -> Any:
        """An object that has what it needs; a field that is malformed is reported already."""
        newer = [name for name in _OF_3_2.get(kind, ()) if name in made] if self._is_3_2 else []
        if kind == "Example" and newer and "value" not in made:
            made["value"] = made.get("dataValue", made.get("serializedValue"))
        for name in filter(_UNPLAYED.__contains__, newer):
            message = f"`{name}` of OpenAPI 3.2 has no effect"
            self._add(f"{pointer}/{name}", message, _AS_3_1, name, "warning")
        if kind == "Parameter" and self._is_3_2 and value.get("in") == "querystring":
            message = "a parameter in querystring is not read"
            self._add(pointer, message, _AS_3_1, "querystring", "warning")
            return _DROPPED
        for name in _NEEDED.get(kind, ()):
            if name not in made:
                self._add(pointer, f"{_article(kind)} without a usable `{name}`", f"give `{name}`")
                return _DROPPED
        for names in "" if kind in self._free else _REQUIRED.get(kind, "").split():
            if value.keys().isdisjoint(names.split("|")):
                given = " or ".join(f"`{name}`" for name in names.split("|"))
                self._add(pointer, f"{_article(kind)} without {given}", f"give {given}")
        if made.get("in") == "path" and kind == "Parameter" and value.get("required") is not True:
            self._add(pointer, "a parameter in path is always required", "give `required: true`")
        self._variables(kind, made, value, pointer)
        return made

    def _variables(
        self, kind: str, made: Mapping[str, Any], value: Mapping[str, Any], pointer: str
    ) -> None:
        """Report a variable of a server that isn't defined, or whose default is none of its values
        (OpenAPI 3.1, Server Object).
        """
        if kind == "ServerVariable" and made.get("default", _DROPPED) is not _DROPPED:
            values = made.get("enum") or [made["default"]]
            if made["default"] not in values:
                wrong = f"the default is {json.dumps(made['default'])[:60]}, which isn't in `enum`"
                self._add(f"{pointer}/default", wrong, f"use {' or '.join(map(str, values[:5]))}")
        variables = value.get("variables")
        if kind == "Server" and isinstance(variables, (Mapping, type(None))):
            for name in dict.fromkeys(each[1:-1] for each in _VARIABLE.findall(made["url"])):
                if name not in (variables or {}):
                    undefined = f"the variable {name!r} isn't defined"
                    self._add(f"{pointer}/url", undefined, f"define `variables/{escape(name)}`")

    def _unknown(self, kind: str, name: str, pointer: str) -> None:
        """Report a field that no such object has; of a schema only one that is nearly a keyword."""
        is_schema = kind == "Schema"
        if name[:2] == "x-" or (is_schema and name in _KEYWORDS):
            return
        nearly = get_close_matches(name, self._objects[kind], 1, 0.85 if is_schema else 0.75)
        if is_schema and not nearly:
            return
        remedy = f"write `{nearly[0]}`" if nearly else f"remove it, or call it `x-{name}`"
        remedy = "write the object itself" if name == "$ref" else remedy
        message = f"{_article(kind)} has no field {name!r}"
        self._add(f"{pointer}/{escape(name)}", message, remedy, "unknown")

    def _schema(self, schema: dict[str, Any], source: Mapping[str, Any], pointer: str) -> Any:
        """A schema of 2020-12, and its names. The flags of 3.0 are read in 3.1 too, where their
        meaning is plain.
        """
        for keyword, form in _NAMED.items():
            if isinstance(schema.get(keyword), str):
                self.names[form.format(schema[keyword])] = pointer
        patterns, kept = source.get("patternProperties"), schema.get("patternProperties", ())
        if isinstance(patterns, Mapping) and len(kept) < len(patterns):
            # It lost a pattern of the properties that it has: it is no longer closed.
            for keyword in ("additionalProperties", "unevaluatedProperties"):
                if schema.get(keyword) is False:
                    del schema[keyword]
        for flag, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if isinstance(schema.get(flag), bool) and schema.pop(flag) and bound in schema:
                schema[flag] = schema.pop(bound)
        return _of_3_0(schema) if self.is_3_0 else schema

    def field(self, rule: str, value: Any, pointer: str) -> Any:
        """A field by its rule; `_DROPPED`, with a finding, when it breaks it."""
        if rule.endswith("}"):
            kind, _, form = rule[:-1].partition("{")
            if not isinstance(value, _MAPPING) or (form[-1:] == "+" and not value):
                return self._malformed(pointer, value, f"give a map of {_plural(kind)}")
            return self._map(kind, form.rstrip("+"), value, pointer)
        if rule.endswith("]"):
            kind, _, least = rule[:-1].partition("[")
            if not isinstance(value, list) or (least and not value):
                return self._malformed(pointer, value, f"give a list of {_plural(kind)}")
            items = (self.field(kind, v, f"{pointer}/{index}") for index, v in enumerate(value))
            return [item for item in items if item is not _DROPPED]
        if rule in self._objects:
            return self._object(rule, value, pointer)
        if rule == "pattern":
            return self._pattern(value, pointer)
        good = _RULES[rule][0](value)
        if rule == "place" and value == "querystring" and self._is_3_2:
            return value
        if rule == "word" and not good and isinstance(value, (int, float)):
            self._malformed(pointer, value, _RULES[rule][1])  # its text is meant all the same
            return json.dumps(value)
        if rule == "bound" and isinstance(value, bool) and not self.is_3_0:
            name, message = pointer.rpartition("/")[2], "a flag of 3.0, read as one"
            self._add(pointer, message, "give the bound itself", name, "warning")
        return value if good else self._malformed(pointer, value, _RULES[rule][1])

    def _pattern(self, value: Any, pointer: str) -> Any:
        """A pattern as the validator reads it: one that it can't would undo the whole schema."""
        usable, loss = portable(value) if isinstance(value, str) else (None, "")
        if loss:
            message = f"the pattern is valid, but {loss}"
            remedy = "give an example, and state lengths as minLength and maxLength"
            self._add(pointer, message, remedy, "pattern", "warning")
        elif usable is None:
            return self._malformed(pointer, value, "give a regular expression of ECMA-262")
        return UNCHECKED if usable is None else usable

    def _object(self, kind: str, value: Any, pointer: str) -> Any:
        if isinstance(value, _MAPPING):
            return self.object(kind, value, pointer)
        if kind == "Schema" and isinstance(value, bool):
            if self.is_3_0 and not pointer.endswith("/additionalProperties"):
                self._malformed(pointer, value, 'write {} for any value, {"not": {}} for none')
            return value
        remedy = f"give {_article(kind)}, or remove it"
        if value is None and kind in ("Schema", "Response", "MediaType", "Header"):
            self._malformed(pointer, value, remedy)  # an entry left empty: what it is called stays
            return {}
        return self._malformed(pointer, value, remedy)

    def _map(self, kind: str, form: str, value: Mapping[Any, Any], pointer: str) -> dict[str, Any]:
        """The entries whose keys have a form, by the rule of their values."""
        made = {}
        for name, inner in ((str(key), inner) for key, inner in value.items()):
            at = f"{pointer}/{escape(name)}"
            if form == "pattern":
                name = self._pattern(name, at)  # as the validator reads it
                if name in (_DROPPED, UNCHECKED):
                    continue
                at = f"{pointer}/{escape(name)}"
            elif not _KEYS[form][0].fullmatch(name):
                if not name.startswith("x-"):
                    self._add(at, f"{name!r} can't be used", _KEYS[form][1])
                continue
            if (kept := self.field(kind, inner, at)) is not _DROPPED:
                made[name] = kept
        return made

    def _malformed(self, pointer: str, value: Any, remedy: str) -> Any:
        stated = json.dumps(value, default=ascii)
        if isinstance(value, dict):
            stated = "an object"
        elif isinstance(value, list):
            stated = "a list" if value else "an empty list"
        self._add(pointer, f"malformed: {stated[:60]}", remedy)
        return _DROPPED

    def _add(
        self,
        pointer: str,
        message: str,
        remedy: str,
        kind: str = "malformed",
        level: Level = "error",
    ) -> None:
        self.findings.append(DocumentFinding(pointer, kind, message, remedy, level))


def _article(kind: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", kind.partition(" ")[0])
    return f"{'an' if words[0] in 'AEIOX' else 'a'} {words} Object"


def _plural(kind: str) -> str:
    return f"{kind}s" if kind in _RULES else f"{_article(kind).partition(' ')[2]}s"


def _of_3_0(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:  # what stands beside it is ignored
        return {"$ref": schema["$ref"]}
    if schema.pop("nullable", False) is not True:
        return schema
    # Without a `type` the flag has no effect by the letter of 3.0.3, but null is what is meant.
    if not isinstance(schema.get("type"), str):
        return {"anyOf": [{"type": "null"}, schema]}
    schema["type"] = [schema["type"], "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    return schema
