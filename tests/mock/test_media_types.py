"""A body is what its media type states, generated or given, and is read as that."""

import gc
import gzip
import json
import zlib
from contextlib import nullcontext
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest

from penstock_mock.document.bodies import BodyError
from penstock_mock.document.contract import Contract
from penstock_mock.document.parameters import Shape
from penstock_mock.document.request import Request
from penstock_mock.document.validation import errors_in
from penstock_mock.document.xml import read_xml
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange
from penstock_mock.engine.service import Call, Plain

PET = {
    "type": "object",
    "required": ["id", "name", "tags"],
    "properties": {
        "id": {"type": "integer", "xml": {"attribute": True}},
        "name": {"type": "string"},
        "tags": {
            "type": "array",
            "minItems": 2,
            "items": {"type": "string", "xml": {"name": "tag"}},
            "xml": {"wrapped": True},
        },
    },
}
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


def answered(media: str, declared: Any, **headers: str) -> Exchange:
    """The answer of an operation with that content, which is checked against the document."""
    response = {"description": "", "content": {media: declared}}
    paths = {"/x": {"get": {"operationId": "x", "responses": {"200": response}}}}
    parts = {"schemas": {"Pet": PET}}
    engine = Engine(Contract({"openapi": "3.1.0", "paths": paths, "components": parts}))
    exchange = engine.handle(engine.session(), Request.build("GET", "/x", headers=headers))
    assert exchange.operation is not None
    assert exchange.verdict == "served", exchange.error
    assert check_answer(exchange.operation, exchange.timeline) == ()
    return exchange


def body(exchange: Exchange) -> bytes:
    return exchange.timeline.body


NUMBER = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}


def kind(exchange: Exchange) -> str | None:
    return exchange.timeline.header("content-type")


# -- answers ----------------------------------------------------------------------------------


@pytest.mark.table("media", ["application/xml", "text/xml", "application/pet+xml"])
@pytest.mark.table("given", [{}, {"example": {"id": 1, "name": "a", "tags": ["x", "y"]}}])
def test_xml_is_written_by_the_xml_object(media: str, given: Any) -> None:
    root = ElementTree.fromstring(
        body(answered(media, {"schema": {"$ref": "#/components/schemas/Pet"}, **given}))
    )
    assert root.tag == "Pet"
    assert int(root.attrib["id"]) >= 0
    assert [child.tag for child in root] == ["name", "tags"]
    assert [tag.tag for tag in root[1]][:2] == ["tag", "tag"]


def test_xml_given_as_text_is_sent_as_it_is() -> None:
    assert body(answered("application/xml", {"schema": {}, "example": "<a/>"})) == b"<a/>"


def test_xml_has_prefixes_where_a_namespace_stands_for_them() -> None:
    schema = {
        "xml": {"name": "pet", "prefix": "p", "namespace": "urn:pets"},
        "properties": {
            "a": {"xml": {"prefix": "p"}},
            "b": {"xml": {"prefix": "unbound"}},
            "c": {"type": "array", "items": {"type": "integer"}, "xml": {"name": "number"}},
        },
    }
    example = {"a": "1", "b": True, "c": [1, 2]}
    root = ElementTree.fromstring(
        body(answered("application/xml", {"schema": schema, "example": example}))
    )
    assert [element.tag for element in root.iter()] == [
        "{urn:pets}pet",
        "{urn:pets}a",
        "b",
        "number",
        "number",
    ]


@pytest.mark.table(
    ("schema", "example", "sent"),
    [
        ({"type": "object"}, '{"a": 1}', b'{"a": 1}'),
        ({"type": "array"}, "[1]", b"[1]"),
        ({"type": "integer"}, "5", b"5"),
        ({"type": "string"}, '{"a": 1}', b'"{\\"a\\": 1}"'),
        ({}, "[1]", b'"[1]"'),
    ],
)
def test_an_example_written_as_a_text_of_json_is_sent_as_json(
    schema: Any, example: str, sent: bytes
) -> None:
    assert body(answered("application/json", {"schema": schema, "example": example})) == sent


@pytest.mark.table(
    ("media", "sent"),
    [
        ("application/jsonl", b'"tea"\n'),
        ("application/json-seq", b'\x1e"tea"\n'),
        ("application/xml", b"<?xml version='1.0' encoding='utf-8'?>\n<root>tea</root>"),
        ("application/pet+xml", b"<?xml version='1.0' encoding='utf-8'?>\n<root>tea</root>"),
        (
            "multipart/mixed",
            b"--boundary\r\nContent-Type: text/plain\r\n\r\ntea\r\n--boundary--\r\n",
        ),
        ("application/x-www-form-urlencoded", b"tea"),
        ("application/yaml", b"tea"),
        ("text/plain", b"tea"),
    ],
)
def test_a_text_is_sent_in_the_form_of_its_type(media: str, sent: bytes) -> None:
    """Given, or generated where the schema has one text only, but for the number of lines."""
    declared = {"schema": {"type": "string"}, "example": "tea"}
    assert body(answered(media, declared)) == sent
    assert body(answered(media, {"schema": {"type": "string"}, "example": sent.decode()})) == sent
    if "multipart" not in media:
        assert sent in body(answered(media, {"schema": {"type": "string", "enum": ["tea"]}}))


@pytest.mark.table(
    ("media", "sent"),
    [("application/yaml", b"{}"), ("application/toml", b""), (FORM, b""), ("text/csv", b"")],
)
def test_a_text_without_a_schema_has_no_byte_of_a_file(media: str, sent: bytes) -> None:
    assert body(answered(media, {})) == sent


@pytest.mark.table("media", ["application/jsonl", "application/x-ndjson"])
@pytest.mark.table("keyword", ["itemSchema", "schema"])
def test_lines_of_json_are_lines_of_json(media: str, keyword: str) -> None:
    schema = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    if keyword == "schema":
        schema = {"type": "array", "items": schema, "minItems": 3}
    lines = body(answered(media, {keyword: schema})).splitlines()
    assert len(lines) >= 3
    assert all(isinstance(json.loads(line)["n"], int) for line in lines)


@pytest.mark.table(
    ("media", "line"),
    [
        ("application/jsonl", "%s\n"),
        ("application/x-ndjson", "%s\n"),
        ("application/json-seq", "\x1e%s\n"),
        ("text/event-stream", "data: %s\n\n"),
    ],
)
@pytest.mark.table("keyword", ["itemSchema", "schema"])
def test_each_item_of_a_sequence_is_checked(media: str, line: str, keyword: str) -> None:
    declared = {keyword: {"type": "object", "required": ["n"]}}
    valid, wrong = (line % text for text in ('{"n":1}', '{"m":1}'))
    content = {media: declared}
    operation = {
        "operationId": "x",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "", "content": content}},
    }
    engine = Engine(Contract({"openapi": "3.2.0", "paths": {"/x": {"post": operation}}}))
    for text, found in ((valid + valid, []), (valid + wrong, ["/1"]), (wrong, ["/0"])):
        headers = {"Content-Type": media}
        request = Request.build("POST", "/x", headers=headers, body=text.encode())
        exchange = engine.handle(engine.session(), request)
        assert [f.pointer for f in exchange.findings] == found
        with (
            pytest.raises(ValueError, match=f"/frame {found[0][1:]}: ") if found else nullcontext()
        ):
            engine.session().stub("x", body=text, media=media)


@pytest.mark.table(
    "declared",
    [{"schema": {"type": "string"}}, {"schema": {"type": "string"}, "example": "hello"}, {}],
)
def test_a_stream_has_events_whatever_its_schema(declared: Any) -> None:
    text = body(answered("text/event-stream", declared, Accept="text/event-stream")).decode()
    assert text.startswith("data: ")
    assert text.endswith("\n\n")


def test_a_stream_given_as_its_events_is_sent_as_it_is() -> None:
    events = "event: a\ndata: 1\n\n: comment\n\n"
    declared = {"schema": {"type": "string"}, "example": events}
    assert body(answered("text/event-stream", declared)) == events.encode()


@pytest.mark.table(
    ("media", "sent", "start"),
    [
        ("image/*", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/gif", "image/gif", b"GIF89a"),
        ("application/pdf", "application/pdf", b"%PDF-"),
        ("application/zip", "application/zip", b"PK"),
        ("image/jpeg", "image/jpeg", b"\xff\xd8\xff"),
        ("image/webp", "image/webp", b"RIFF"),
        ("audio/*", "audio/mpeg", b"\xff\xfb"),
        ("audio/x-wav", "audio/x-wav", b"RIFF"),
        ("audio/ogg", "audio/ogg", b"OggS"),
        ("video/mp4", "video/mp4", b"\0\0\0\x14ftypisom"),
        ("video/*", "video/mp4", b"\0\0\0\x14ftypisom"),
        ("video/webm", "video/webm", b"\x1aE\xdf\xa3"),
        ("audio/flac", "audio/flac", b"fLaC"),
        ("image/tiff", "image/tiff", b"II*\0"),
        ("image/x-icon", "image/x-icon", b"\0\0\1\0"),
        ("font/*", "font/woff2", b"wOF2"),
        ("font/woff", "font/woff", b"wOFF"),
        ("font/ttf", "font/ttf", b"\0\1\0\0"),
        ("font/otf", "font/otf", b"\0\1\0\0"),
        ("application/ogg", "application/ogg", b"OggS"),
        ("audio/aac", "audio/aac", b"\0"),
        ("application/octet-stream", "application/octet-stream", b"\0"),
        ("text/*", "text/plain", b""),
        ("application/*", "application/json", b""),
        ("application/*+json", "application/vnd.mock+json", b""),
        ("image/*+xml", "image/svg+xml", b"<svg"),
        ("*/*", "application/json", b""),
    ],
)
@pytest.mark.table("declared", [{}, {"schema": {"type": "string", "format": "binary"}}])
def test_a_range_and_a_file_are_sent_as_one_of_their_type(
    media: str, sent: str, start: bytes, declared: Any
) -> None:
    exchange = answered(media, declared)
    assert kind(exchange) == sent
    assert body(exchange).startswith(start)


def test_no_json_is_sent_as_a_file() -> None:
    for media in ("image/png", "image/*", "audio/ogg", "application/pdf", "application/zip"):
        for more in ({}, {"example": {"n": 1}}):
            exchange = answered(media, {"schema": NUMBER, **more})
            assert body(exchange)[:1] not in (b"{", b"["), media


def test_a_file_of_which_no_sample_is_known_is_a_gap() -> None:
    content = {"audio/aac": {}, "audio/mpeg": {"schema": {"type": "string", "format": "binary"}}}
    response = {"description": "", "content": content}
    contract = Contract(
        {"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {"200": response}}}}}
    )
    assert [(gap.kind, gap.message) for gap in contract.gaps] == [
        ("placeholder", "no example: a byte of no meaning is sent"),
        ("generated", "no example: the smallest audio/mpeg is sent"),
    ]


VERSIONS = {
    f"application/json; version={n}": {"schema": {"const": n}, "example": n} for n in (1, 2)
}


@pytest.mark.table(
    ("stated", "sent", "codes"),
    [
        ("application/json; version=1", b"1", []),
        ("application/json;version=2", b"2", []),
        ('application/json; charset=utf-8; Version="2"', b"2", []),
        ("application/json; version=2", b"1", ["body.const"]),
        ("application/json; version=3", b"1", ["body.media"]),
        ("application/json", b"1", []),
    ],
)
def test_the_parameters_of_a_type_tell_it_from_others(
    stated: str, sent: bytes, codes: list[str]
) -> None:
    assert received(VERSIONS, stated, sent)[1] == codes


@pytest.mark.table(
    ("accept", "sent", "stated"),
    [
        ("*/*", b"1", "application/json; version=1"),
        ("application/json", b"1", "application/json; version=1"),
        ("application/json;version=2", b"2", "application/json; version=2"),
        ("application/json;version=2;q=0.5, application/json;version=1;q=0.1", b"2",
         "application/json; version=2"),
    ],
)  # fmt: skip
def test_the_parameters_of_a_type_are_negotiated_and_sent(
    accept: str, sent: bytes, stated: str
) -> None:
    paths = {"/x": {"get": {"responses": {"200": {"description": "", "content": VERSIONS}}}}}
    engine = Engine(Contract({"openapi": "3.1.0", "paths": paths}))
    request = Request.build("GET", "/x", headers={"Accept": accept})
    exchange = engine.handle(engine.session(), request)
    assert exchange.operation is not None
    assert check_answer(exchange.operation, exchange.timeline) == ()
    assert (body(exchange), exchange.timeline.header("content-type")) == (sent, stated)
    other = Request.build("GET", "/x", headers={"Accept": "application/json; version=3"})
    assert engine.handle(engine.session(), other).status == 406


MIXED = (b"--b\r\nContent-Type: application/json\r\n\r\n{\"n\":1}\r\n"
         b"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n")  # fmt: skip


@pytest.mark.table(
    ("schema", "value", "codes"),
    [
        ({"type": "array", "prefixItems": [NUMBER, {"type": "string"}]}, [{"n": 1}, "hello"], []),
        ({"type": "array", "items": {}}, [{"n": 1}, "hello"], []),
        ({"type": "array", "items": {"type": "integer"}}, ['{"n":1}', "hello"], ["body.type"] * 2),
        ({"properties": {"a": NUMBER, "b": {}}}, {"a": {"n": 1}, "b": "hello"}, []),
    ],
)
def test_parts_without_names_are_items_or_properties_in_their_order(
    schema: Any, value: Any, codes: list[str]
) -> None:
    stated = "multipart/mixed; boundary=b"
    assert received({"multipart/mixed": {"schema": schema}}, stated, MIXED) == (value, codes)
    exchange = answered("multipart/mixed", {"schema": schema})
    assert str(kind(exchange)).startswith("multipart/mixed; boundary=")


@pytest.mark.table(
    ("text", "codes"),
    [
        ({"d": '{"n":1}', "e": "eyJuIjoxfQ=="}, []),
        ({"d": '{"n":"x"}'}, ["body.contentSchema"]),
        ({"d": "{}"}, ["body.contentSchema"]),
        ({"d": "no JSON"}, ["body.contentMediaType", "body.contentSchema"]),
        ({"e": "eyJtIjoxfQ=="}, ["body.contentSchema"]),
        ({"f": "no JSON"}, ["body.contentMediaType"]),
        ({"g": "<a/>"}, []),
    ],
)
def test_a_text_that_holds_json_is_checked(text: dict[str, str], codes: list[str]) -> None:
    json_text = {"type": "string", "contentMediaType": "application/json"}
    inner = {"$ref": "#/paths/~1x/post/requestBody/content/application~1json/schema/$defs/n"}
    schema = {
        "$defs": {"n": NUMBER},
        "properties": {
            "d": {**json_text, "contentSchema": inner},
            "e": {**json_text, "contentEncoding": "base64", "contentSchema": NUMBER},
            "f": json_text,
            "g": {"contentMediaType": "application/xml"},
        },
    }
    content = {"application/json": {"schema": schema}}
    found = received(content, "application/json", json.dumps(text).encode())[1]
    assert found == codes


@pytest.mark.table(
    ("media", "accept", "sent"),
    [
        ("*/*", "application/json", "application/json"),
        ("*/*", "application/xml;q=0.9, application/json;q=0.1", "application/xml"),
        ("*/*", "text/html, */*;q=0.8", "application/json"),
        ("*/*", "text/html, application/xml;q=0.5", "application/xml"),
        ("application/*", "application/vnd.pet+json", "application/vnd.pet+json"),
        ("application/*", "text/plain, */*", "application/json"),
    ],
)
def test_a_range_is_sent_as_the_type_that_the_client_accepts(
    media: str, accept: str, sent: str
) -> None:
    exchange = answered(media, {"schema": {"$ref": "#/components/schemas/Pet"}}, Accept=accept)
    assert kind(exchange) == sent
    assert body(exchange)[:1] == (b"<" if sent.endswith("xml") else b"{")


@pytest.mark.table(
    ("media", "accept", "sent"),
    [
        ("image/*", "image/png", "image/png"),
        ("image/*", "image/jpeg, image/gif;q=0.5", "image/jpeg"),
        ("text/*", "text/csv", "text/csv"),
        ("*/*", "text/html", "text/html"),
    ],
)
def test_a_range_of_files_or_text_is_sent_as_the_type_that_the_client_accepts(
    media: str, accept: str, sent: str
) -> None:
    assert kind(answered(media, {"schema": {"type": "string"}}, Accept=accept)) == sent


def test_forms_are_sent_as_forms() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    assert parse_qs(body(answered(FORM, {"schema": schema})).decode()).keys() == {"a"}
    exchange = answered(MULTIPART, {"schema": schema})
    assert kind(exchange) == "multipart/form-data; boundary=boundary"
    assert b'name="a"' in body(exchange)


def test_text_that_holds_json_is_generated_as_json() -> None:
    inner = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    schema = {"type": "string", "contentMediaType": "application/json", "contentSchema": inner}
    text = json.loads(body(answered("application/json", {"schema": schema})))
    assert isinstance(json.loads(text)["n"], int)


@pytest.mark.table("prefer", ["dynamic=true", "dynamic", "dynamic=True", "seed=5"])
def test_a_dynamic_body_is_generated_without_any_example(prefer: str) -> None:
    schema = {"type": "string", "minLength": 7, "examples": ["example"]}
    declared = {"schema": {"type": "array", "items": schema, "minItems": 1}, "example": ["example"]}
    assert json.loads(body(answered("application/json", declared))) == ["example"]
    made = json.loads(body(answered("application/json", declared, Prefer=prefer)))
    assert "example" not in made


def test_a_seed_decides_a_generated_body() -> None:
    declared = {"schema": {"type": "string", "format": "uuid"}}
    one, same, other = (
        body(answered("application/json", declared, Prefer=f"seed={seed}")) for seed in (1, 1, 2)
    )
    assert one == same != other
    assert body(answered("application/json", declared)) != one


@pytest.mark.table(
    ("prefer", "message"),
    [
        ("code=404", "code=404 is not declared; use 200"),
        ("code=abc", "code=abc is not declared"),
        ("example=nope", "there is no example nope; use one"),
        ("dynamic=maybe", "neither true nor false"),
        ("seed=x", "seed=x is no whole number"),
        ("foo=bar", "there is no preference foo; use code, example, dynamic, seed"),
        ("code=200, status=404", "there is no preference status; use code"),
        ("exampel", "there is no preference exampel"),
        ("seed=-3", None),
        ("Return=minimal; foo=bar, odata.maxpagesize=5", None),
        ('handling="strict, foo"', None),
        ("return=minimal", None),
        ("respond-async, wait=10", None),
        ("code=200, example=one", None),
    ],
)
def test_a_preference_that_can_not_be_met_is_a_finding(prefer: str, message: str | None) -> None:
    declared = {"schema": {}, "examples": {"one": {"value": 1}}}
    found = answered("application/json", declared, Prefer=prefer).findings
    assert [f.code for f in found] == ([] if message is None else ["header.preference"])
    assert message is None or message in found[0].message


def test_only_a_preference_of_the_mock_is_refused() -> None:
    declared = {"schema": {}, "examples": {"one": {"value": 1}}}
    for prefer, level in [("foo=bar", "warning"), ("seed=x", "error")]:
        (found,) = answered("application/json", declared, Prefer=prefer).findings
        assert found.level == level


def test_what_can_not_be_generated_is_no_error_of_the_api() -> None:
    impossible = {"schema": {"type": "integer", "minimum": 2, "maximum": 1}}
    responses = {
        "200": {"description": "", "content": {"application/json": impossible}},
        "default": {"description": "", "content": {"application/json": {"example": {"own": 1}}}},
    }
    paths = {"/x": {"get": {"operationId": "x", "responses": responses}}}
    engine = Engine(Contract({"openapi": "3.1.0", "paths": paths}))
    session = engine.session()
    exchange = engine.handle(session, Request.build("GET", "/x"))
    assert (exchange.status, exchange.verdict) == (501, "unanswered")
    assert b"give an example" in body(exchange)
    assert session.journal.count(verdict="unanswered") == 1
    with pytest.raises(AssertionError, match="no answer to"):
        session.verify()
    assert [found.kind for found in engine.contract.gaps if found.level == "error"] == [
        "unanswerable"
    ]


# -- requests ---------------------------------------------------------------------------------


class Reader(Plain):
    name = "t"
    seen: Any = None

    def respond(self, call: Call) -> None:
        self.seen = call.json


def received(
    content: dict[str, Any], content_type: str, sent: bytes, **headers: str
) -> tuple[Any, list[str]]:
    """The value of a body, and the codes of what is wrong with it."""
    post = {"tags": ["t"], "requestBody": {"content": content}, "responses": {}}
    reader = Reader()
    parts = {"schemas": {"Pet": PET}}
    paths = {"/x": {"post": post}}
    contract = Contract({"openapi": "3.1.0", "paths": paths, "components": parts})
    given = {"Content-Type": content_type, **{n.replace("_", "-"): v for n, v in headers.items()}}
    request = Request.build("POST", "/x", headers=given, body=sent)
    engine = Engine(contract, {"t": reader})
    exchange = engine.handle(engine.session(), request)
    assert exchange.verdict == "served", exchange.error
    return reader.seen, [found.code for found in exchange.findings]


def test_a_form_that_may_be_a_text_is_read_as_either() -> None:
    schema = {"oneOf": [{"type": "string"}, NUMBER]}
    for media in (FORM, MULTIPART, "multipart/mixed"):
        for example in ({"n": 1}, "text"):
            exchange = answered(media, {"schema": schema, "example": example})
            stated = str(exchange.timeline.header("content-type"))
            assert received({media: {"schema": schema}}, stated, body(exchange))[1] == []


def test_a_form_of_a_single_value_is_read_as_it_is_sent() -> None:
    for media in (FORM, MULTIPART, "multipart/mixed", "multipart/*"):
        for schema in ({"type": "integer"}, {"type": ["number", "null"]}, {"enum": [True]}):
            exchange = answered(media, {"schema": schema})
            sent, stated = body(exchange), str(exchange.timeline.header("content-type"))
            assert received({media: {"schema": schema}}, stated, sent)[1] == []
        assert received({media: {"schema": {"type": "object"}}}, stated, sent)[1] == []
        wrong = received({media: {"schema": {"type": "integer"}}}, stated, sent)[1]
        assert wrong == ["body.type"]


def parts(*each: tuple[str, bytes]) -> bytes:
    return b"".join(b"--B\r\n%b\r\n\r\n%b\r\n" % (h.encode(), d) for h, d in each) + b"--B--\r\n"


def test_a_part_has_the_headers_that_its_encoding_wants() -> None:
    rate = {"required": True, "schema": {"type": "integer"}}
    encoding = {"a": {"headers": {"X-Rate": rate, "Content-Type": rate}}}
    content = {MULTIPART: {"schema": {"type": "object"}, "encoding": encoding}}
    disposition = 'Content-Disposition: form-data; name="a"'
    for head, codes in [
        (f"{disposition}\r\nX-Rate: 5", []),
        (f"{disposition}\r\nx-rate: five", ["body.type"]),
        (disposition, ["body.header"]),
        (disposition.replace('"a"', '"b"'), []),
    ]:
        sent = parts((head, b"1"))
        assert received(content, f"{MULTIPART}; boundary=B", sent)[1] == codes, head


def test_each_part_of_a_sequence_is_held_to_its_schema() -> None:
    content = {"multipart/mixed": {"itemSchema": NUMBER}}
    good, bad = (("Content-Type: application/json", b'{"n": %b}' % n) for n in (b"1", b'"x"'))
    for sent, codes in [((good, good), []), ((good, bad), ["body.type"])]:
        assert received(content, "multipart/mixed; boundary=B", parts(*sent))[1] == codes


def test_the_items_of_a_list_in_xml_have_their_name() -> None:
    content = {"application/xml": {"schema": PET}}
    for name, codes in [("tag", []), ("tog", ["body.malformed"])]:
        items = f"<{name}>a</{name}>" * 2
        sent = f'<root id="1"><name>n</name><tags>{items}</tags></root>'
        assert received(content, "application/xml", sent.encode())[1] == codes


def test_a_body_of_events_is_one() -> None:
    for declared in ({}, {"schema": {"type": "string"}}, {"itemSchema": NUMBER}):
        for sent, codes in [
            (b"hello", ["body.malformed"]),
            (b'{"n": 1}', ["body.malformed"]),
            (b'data: {"n": 1}\n\n', []),
            (b'\xef\xbb\xbf: hi\r\n\r\ndata:{"n": 1}\r\nid\r\n\r\n', []),
        ]:
            content = {"text/event-stream": declared}
            assert received(content, "text/event-stream", sent)[1] == codes, (declared, sent)
    wrong = b'data: {"n": 1}\r\n\r\ndata: {"n": "x"}\r\n\r\n'
    content = {"text/event-stream": {"itemSchema": NUMBER}}
    assert received(content, "text/event-stream", wrong)[1] == ["body.type"]


@pytest.mark.table(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip, deflate", lambda data: zlib.compress(gzip.compress(data))),
        ("gzip", lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:])),
        ("identity", bytes),
    ],
)
def test_a_compressed_body_is_unpacked(coding: str, pack: Any) -> None:
    content = {"application/json": {"schema": NUMBER}}
    sent = pack(b'{"n": 5}')
    value, codes = received(content, "application/json", sent, Content_Encoding=coding)
    assert (value, codes) == ({"n": 5}, [])


@pytest.mark.table("coding", ["gzip", "br", "zstd"])
def test_a_body_that_can_not_be_unpacked_is_malformed(coding: str) -> None:
    content = {"application/json": {"schema": NUMBER}}
    assert received(content, "application/json", b"{}", Content_Encoding=coding)[1] == [
        "body.malformed"
    ]


@pytest.mark.table(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_body_that_ends_too_soon_is_malformed(coding: str, pack: Any) -> None:
    sent = pack(b'{"n": 5}')[:-3]
    content = {"application/json": {"schema": NUMBER}}
    assert received(content, "application/json", sent, Content_Encoding=coding)[1] == [
        "body.malformed"
    ]


def test_a_body_that_unpacks_to_too_much_is_malformed() -> None:
    bomb = gzip.compress(b"[" + b" " * 70_000_000 + b"]", 1)
    content = {"application/json": {"schema": {}}}
    assert received(content, "application/json", bomb, Content_Encoding="gzip")[1] == [
        "body.malformed"
    ]


PET_XML = b'<Pet id="7"><name>Rex</name><tags><tag>a</tag><tag>b</tag></tags></Pet>'


@pytest.mark.table(
    ("sent", "codes"),
    [
        (PET_XML, []),
        (b'<?xml version="1.0"?>\n' + PET_XML, []),
        (b'<p:Pet xmlns:p="urn:p" id="7"><p:name>R</p:name><tags/></p:Pet>', ["body.minItems"]),
        (PET_XML.replace(b'id="7"', b'id="x"'), ["body.type"]),
        (PET_XML.replace(b"<name>Rex</name>", b""), ["body.required"]),
        (b"<Pet", ["body.malformed"]),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Pet/>', ["body.malformed"]),
    ],
)
def test_xml_is_read_by_its_schema(sent: bytes, codes: list[str]) -> None:
    content = {"application/xml": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    value, found = received(content, "application/xml", sent)
    assert found == codes
    assert codes or value == {"id": 7, "name": "Rex", "tags": ["a", "b"]}


CAT = {"type": "object", "properties": {"n": {"type": "integer"}}, "xml": {"name": "cat"}}
DOG = {**CAT, "xml": {"name": "dog"}}


@pytest.mark.table(
    ("schema", "sent", "codes"),
    [
        (CAT, b"<cat><n>1</n></cat>", []),
        (CAT, b'<p:cat xmlns:p="urn:p"><n>1</n></p:cat>', []),
        (CAT, b"<dog><n>1</n></dog>", ["body.malformed"]),
        ({"oneOf": [CAT, DOG]}, b"<cow/>", ["body.malformed"]),
        ({"anyOf": [CAT, DOG]}, b"<dog><n>1</n></dog>", []),
        ({"type": "object", "properties": CAT["properties"]}, b"<any><n>1</n></any>", []),
    ],
)
def test_the_root_element_has_a_name_that_the_schema_gives_it(
    schema: Any, sent: bytes, codes: list[str]
) -> None:
    assert received({"application/xml": {"schema": schema}}, "application/xml", sent)[1] == codes


NAMESPACED = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "xml": {"attribute": True}},
        "flag": {
            "type": "boolean",
            "xml": {"attribute": True, "prefix": "p", "namespace": "urn:p"},
        },
        "name": {"type": "string", "xml": {"prefix": "p", "namespace": "urn:p"}},
        "tags": {
            "type": "array",
            "xml": {"wrapped": True, "name": "all"},
            "items": {"type": "string", "xml": {"name": "tag", "prefix": "p"}},
        },
    },
    "xml": {"name": "pet", "namespace": "urn:x", "prefix": "x"},
}
FULL = (
    '<x:pet xmlns:x="urn:x" xmlns:p="urn:p" id="5" p:flag="true"><p:name>R</p:name>'
    "<all><tag>a</tag></all></x:pet>"
)


@pytest.mark.table(
    ("sent", "message"),
    [
        (FULL, None),
        (FULL.replace("x:", "").replace("xmlns:x", "xmlns"), None),
        (FULL.replace("urn:x", "urn:y"), "'pet' is in the namespace 'urn:y'; use urn:x"),
        (FULL.replace("urn:p", "urn:y"), "'flag' is in the namespace 'urn:y'; use urn:p"),
        (FULL.replace("p:name", "name"), "'name' is in no namespace; use urn:p"),
        ('<x:pet xmlns:x="urn:x"><id>5</id></x:pet>', "'id' was sent as an element; send it as an"),
        ('<x:pet xmlns:x="urn:x" id="5" all="a"/>', "'tags' was sent as an attribute"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x:pet xmlns:x="urn:x" id="5"/>', "document type"),
    ],
)
@pytest.mark.table("charset", ["utf-8", "utf-16"])
def test_xml_is_read_by_its_namespaces_and_by_the_place_of_its_parts(
    sent: str, message: str | None, charset: str
) -> None:
    contract = Contract({"openapi": "3.1.0", "x": {"schema": NAMESPACED}})
    shape = Shape(contract.schemas, [contract.document.at("#/x/schema")])
    if message is None:
        value = read_xml(sent.encode(charset), shape, charset)
        assert value == {"id": 5, "flag": True, "name": "R", "tags": ["a"]}
    else:
        with pytest.raises(BodyError, match=message):
            read_xml(sent.encode(charset), shape)


def test_prefixes_are_declared_where_they_are_written() -> None:
    value = {"id": 5, "flag": True, "name": "R", "tags": ["a"]}
    sent = body(answered("application/xml", {"schema": NAMESPACED, "example": value}))
    root = ElementTree.fromstring(sent)
    assert (root.tag, root.get("{urn:p}flag")) == ("{urn:x}pet", "true")
    assert [child.tag for child in root.iter()][1:] == ["{urn:p}name", "all", "tag"]


def test_xml_may_not_nest_without_end() -> None:
    itself = {"$ref": "#/paths/~1x/post/requestBody/content/application~1xml/schema"}
    content = {"application/xml": {"schema": {"type": "object", "additionalProperties": itself}}}
    for depth, codes in ((50, []), (10_000, ["body.malformed"])):
        sent = b"<a>" * depth + b"<b><c/></b>" + b"</a>" * depth
        assert received(content, "application/xml", sent)[1] == codes


@pytest.mark.table(
    ("media", "schema", "sent", "value", "codes"),
    [
        ("text/plain", {"type": "integer"}, b"5", 5, []),
        ("text/plain", {"type": "integer"}, b"x", "x", ["body.type"]),
        ("text/plain", {"type": "boolean"}, b"true", True, []),
        ("text/plain", {"type": "string", "maxLength": 1}, b"ab", "ab", ["body.maxLength"]),
        ("application/jsonl", {"type": "array", "items": NUMBER}, b'{"n":1}\n{"n":2}\n',
         [{"n": 1}, {"n": 2}], []),
        ("application/jsonl", {"type": "array", "items": NUMBER}, b'{"n":1}\n{}\n',
         [{"n": 1}, {}], ["body.required"]),
        ("application/jsonl", NUMBER, b'{"n":1}\n', [{"n": 1}], []),
        ("application/jsonl", NUMBER, b'{"n":1}\n{"n":"x"}\n', [{"n": 1}, {"n": "x"}],
         ["body.type"]),
        ("application/x-ndjson", NUMBER, b"\n", [], []),
        ("application/*+json", NUMBER, b"{}", {}, ["body.required"]),
        ("application/json", {"type": "string"}, b'"\\ud800"', "\ud800", ["body.malformed"]),
        ("application/yaml", NUMBER, b'{"n":1}', {"n": 1}, []),
        ("application/yaml", NUMBER, b"n: 1", b"n: 1", ["body.unread"]),
        ("application/cbor", NUMBER, b"\xa1", b"\xa1", ["body.unread"]),
        ("application/octet-stream", {}, b"\xff", b"\xff", []),
        ("application/vnd.x+json", NUMBER, b"{}", {}, ["body.required"]),
    ],
)  # fmt: skip
def test_a_body_is_read_by_its_type(
    media: str, schema: Any, sent: bytes, value: Any, codes: list[str]
) -> None:
    stated = media.replace("*", "vnd.x")
    assert received({media: {"schema": schema}}, stated, sent) == (value, codes)


def test_a_charset_is_heeded() -> None:
    content = {"text/plain": {"schema": {"type": "string"}}}
    assert received(content, "text/plain; charset=latin-1", b"\xe9")[0] == "é"
    assert received(content, 'text/plain; charset="no-such"', "é".encode())[0] == "é"


@pytest.mark.table("start", [b"[", b'{"a":', b'[{"a":'])
@pytest.mark.table("depth", [100, 390, 1_000, 100_000])
def test_no_depth_of_a_body_stops_the_server(start: bytes, depth: int) -> None:
    itself = {"$ref": "#/paths/~1x/post/requestBody/content/application~1json/schema"}
    schema = {"items": itself, "additionalProperties": itself}
    close = {b"[": b"]", b'{"a":': b"}", b'[{"a":': b"}]"}[start]
    count = depth // len(close)
    sent = start * count + b"1" + close * count
    _, codes = received({"application/json": {"schema": schema}}, "application/json", sent)
    assert codes == ([] if depth <= 390 else ["body.malformed"])


FIELDS = {
    "type": "object",
    "properties": {
        "n": {"type": "integer"},
        "ids": {"type": "array", "items": {"type": "integer"}},
        "at": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "ats": {"type": "array", "items": {"type": "object", "properties": {"x": {}}}},
        "note": {"type": "string"},
        "maybe": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "either": {"anyOf": [{"enum": ["auto"]}, {"type": "object"}, {"type": "null"}]},
    },
}


@pytest.mark.table(
    ("encoding", "sent", "value"),
    [
        ({}, "ids=1&ids=2", {"ids": [1, 2]}),
        ({}, "ids=1", {"ids": [1]}),
        ({}, "ids=[1,2]", {"ids": [1, 2]}),
        ({}, "ids[]=1&ids[]=2", {"ids": [1, 2]}),
        ({}, "ids[0]=1&ids[1]=2", {"ids": [1, 2]}),
        ({"ids": {"explode": False}}, "ids=1,2", {"ids": [1, 2]}),
        ({"ids": {"style": "pipeDelimited"}}, "ids=1|2", {"ids": [1, 2]}),
        ({"ids": {"style": "spaceDelimited"}}, "ids=1%202", {"ids": [1, 2]}),
        ({"ids": {"contentType": "application/json"}}, "ids=[1,2]", {"ids": [1, 2]}),
        ({}, 'at={"x":1}', {"at": {"x": 1}}),
        ({}, "at[x]=1", {"at": {"x": 1}}),
        ({"at": {"style": "deepObject"}}, "at[x]=1", {"at": {"x": 1}}),
        ({"at": {"style": "form", "explode": True}}, "x=1", {"at": {"x": 1}}),
        ({"at": {"style": "form", "explode": False}}, "at=x,1", {"at": {"x": 1}}),
        ({}, 'ats={"x":1}&ats={"x":2}', {"ats": [{"x": 1}, {"x": 2}]}),
        ({}, "ats[0][x]=1&ats[1][x]=2", {"ats": [{"x": "1"}, {"x": "2"}]}),
        ({}, "n=1&note={}&maybe=", {"n": 1, "note": "{}", "maybe": None}),
        ({"note": {"contentType": "application/json"}}, "note=%22a%22", {"note": "a"}),
    ],
)
def test_fields_of_a_form_are_read_by_their_encoding(encoding: Any, sent: str, value: Any) -> None:
    content = {FORM: {"schema": FIELDS, "encoding": encoding}}
    assert received(content, FORM, sent.encode()) == (value, [])


def part(name: str, data: str, *, filename: str = "", kind: str = "") -> str:
    more = f'; filename="{filename}"' if filename else ""
    typed = f"Content-Type: {kind}\r\n" if kind else ""
    head = f'--B\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{typed}\r\n'
    return f"{head}{data}\r\n"


@pytest.mark.table(
    ("parts", "value"),
    [
        ([part("at", '{"x":1}')], {"at": {"x": 1}}),
        ([part("at", '{"x":1}', kind="application/json")], {"at": {"x": 1}}),
        ([part("at", '{"x":1}', filename="blob", kind="application/json")], {"at": {"x": 1}}),
        ([part("ids", "[1,2]", filename="blob", kind="application/json")], {"ids": [1, 2]}),
        ([part("either", "null")], {"either": None}),
        ([part("either", "auto")], {"either": "auto"}),
        ([part("either", '{"x":1}')], {"either": {"x": 1}}),
        ([part("n", "5", filename="blob", kind="application/json")], {"n": 5}),
        ([part("ids", "1"), part("ids", "2")], {"ids": [1, 2]}),
        ([part("ats", '{"x":1}', filename="blob"), part("ats", '{"x":2}', filename="blob")],
         {"ats": [{"x": 1}, {"x": 2}]}),
    ],
)  # fmt: skip
def test_parts_are_values_where_the_schema_wants_them_with_or_without_a_filename(
    parts: list[str], value: Any
) -> None:
    sent = f"{''.join(parts)}--B--\r\n".encode()
    content = {MULTIPART: {"schema": FIELDS}}
    assert received(content, f"{MULTIPART}; boundary=B", sent) == (value, [])


def test_a_part_is_a_file_where_the_schema_wants_text() -> None:
    sent = f"{part('note', 'x', filename='a.txt')}--B--\r\n".encode()
    value, codes = received({MULTIPART: {"schema": FIELDS}}, f"{MULTIPART}; boundary=B", sent)
    assert (value["note"]["filename"], codes) == ("a.txt", [])


@pytest.mark.table(
    ("allowed", "kind", "codes"),
    [
        ("image/png, image/jpeg", "image/jpeg", []),
        ("image/png, image/jpeg", "text/plain", ["body.media"]),
        ("image/*", "image/webp", []),
        ("image/*", "application/pdf", ["body.media"]),
        ("text/plain; charset=utf-8", "text/plain", []),
        ("image/png", "", []),  # it states none
    ],
)
@pytest.mark.table("filename", ["", "a"])
def test_a_part_is_of_a_type_that_its_encoding_allows(
    allowed: str, kind: str, codes: list[str], filename: str
) -> None:
    sent = f"{part('note', 'x', filename=filename, kind=kind)}--B--\r\n".encode()
    content = {MULTIPART: {"schema": FIELDS, "encoding": {"note": {"contentType": allowed}}}}
    assert received(content, f"{MULTIPART}; boundary=B", sent)[1] == codes


def test_names_that_are_not_declared_leave_nothing_behind() -> None:
    contract = Contract({"openapi": "3.1.0", "paths": {"/x": {"post": {"requestBody": {
        "content": {FORM: {"schema": FIELDS}}}, "responses": {}}}}})  # fmt: skip
    engine = Engine(contract)

    def shapes_after(start: str) -> int:
        sent = "&".join(f"{start}{n}=1" for n in range(50)).encode()
        engine.handle(
            engine.session(), Request.build("POST", "/x", headers={"Content-Type": FORM}, body=sent)
        )
        return sum(isinstance(each, Shape) for each in gc.get_objects())

    assert shapes_after("a") == shapes_after("b")


# -- formats and discriminators in requests ---------------------------------------------------


@pytest.mark.table(
    ("schema", "good", "bad"),
    [
        ({"type": "integer", "format": "int32"}, 2**31 - 1, 2**31),
        ({"type": "integer", "format": "int32"}, -(2**31), -(2**31) - 1),
        ({"type": "integer", "format": "int64"}, 2**63 - 1, 2**63),
        ({"type": "integer", "format": "uint8"}, 255, 256),
        ({"type": "integer", "format": "uint8"}, 0, -1),
        ({"type": ["integer", "null"], "format": "int32"}, None, 2**40),
        ({"type": "integer", "format": "int32", "maximum": 2**40}, 2**31 - 1, 2**31),
        ({"type": "number", "format": "int32"}, 2**31 - 1, 2**31),
        ({"type": "number", "format": "int64"}, 2**63 - 1, 0.5),
        ({"format": "uint8"}, "any text", 256),
        ({"type": "string", "format": "byte"}, "YWI=", "not base64!"),
        ({"type": "string", "contentEncoding": "base64"}, "YWI=", "YWI"),
        ({"type": "string", "contentEncoding": "base64url"}, "_-8", "/+8*"),
        ({"type": "string", "contentEncoding": "base64url"}, "_-8=", "/+8="),
        ({"type": "string", "contentEncoding": "BASE64URL"}, "YWI", "Y W I"),
        ({"type": "string", "contentEncoding": "quoted-printable"}, "a=3Db=\n c", "a=3"),
        ({"type": "string", "contentEncoding": "quoted-printable"}, "", "\xe9"),
        ({"type": "string", "contentEncoding": "Quoted-Printable"}, "a\r\nb", "a \nb"),
        ({"type": "string", "contentEncoding": "quoted-printable"}, "x" * 76, "x" * 77),
        ({"type": "string", "contentEncoding": "7bit"}, "plain", "\xe9"),
        ({"type": "string", "contentEncoding": "base32"}, "MFRGG===", "MFRGG"),
        ({"type": "string", "contentEncoding": "base16"}, "0aFF", "zz"),
        ({"type": "string", "format": "date"}, "2026-02-28", "2026-02-30"),
        ({"type": "string", "format": "uuid"}, "3fa85f64-5717-4562-b3fc-2c963f66afa6", "x"),
    ],
)
def test_formats_of_openapi_are_checked(schema: Any, good: Any, bad: Any) -> None:
    content = {"application/json": {"schema": schema}}
    assert received(content, "application/json", json.dumps(good).encode()) == (good, [])
    _, codes = received(content, "application/json", json.dumps(bad).encode())
    assert len(codes) == 1


CAT = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"},
       "lives": {"type": "integer"}}}  # fmt: skip
DOG = {"type": "object", "required": ["kind", "bark"], "properties": {"kind": {"type": "string"},
       "bark": {"type": "boolean"}}}  # fmt: skip
MAPPING = {"cat": "#/components/schemas/Cat", "dog": "Dog"}


@pytest.mark.table("keyword", ["oneOf", "anyOf"])
@pytest.mark.table(
    ("mapping", "sent", "codes"),
    [
        (MAPPING, {"kind": "cat", "lives": 9}, []),
        (MAPPING, {"kind": "cat", "bark": True}, []),  # both branches hold: the mapping decides
        (MAPPING, {"kind": "dog", "bark": True}, []),
        (MAPPING, {"kind": "dog", "lives": 9}, ["body.required"]),
        (MAPPING, {"kind": "cat", "lives": "x"}, ["body.type"]),
        (MAPPING, {"kind": "fox"}, ["body.enum"]),
        (None, {"kind": "Cat"}, []),
        (None, {"kind": "Dog"}, ["body.required"]),
        (None, {"kind": "fox"}, ["body.enum"]),
    ],
)
def test_a_discriminator_decides_among_the_branches(
    keyword: str, mapping: Any, sent: Any, codes: list[str]
) -> None:
    branches = [{"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog")]
    told = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
    post = {
        "requestBody": {
            "content": {"application/json": {"schema": {keyword: branches, "discriminator": told}}}
        },
        "responses": {},
    }
    parts = {"schemas": {"Cat": CAT, "Dog": DOG}}
    engine = Engine(
        Contract({"openapi": "3.1.0", "paths": {"/x": {"post": post}}, "components": parts})
    )
    exchange = engine.handle(engine.session(), Request.build("POST", "/x", json=sent))
    assert [found.code for found in errors_in(exchange.findings)] == codes


ANIMAL = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"type": "string"}},
    "discriminator": {"propertyName": "kind"},
}


def extending(**properties: Any) -> dict[str, Any]:
    own = {"type": "object", "required": [*properties], "properties": properties}
    return {"allOf": [{"$ref": "#/components/schemas/Animal"}, own]}


@pytest.mark.table(
    ("mapping", "sent", "codes"),
    [
        (None, {"kind": "Cat", "lives": 9}, []),
        (None, {"kind": "Cat"}, ["body.required"]),
        (None, {"kind": "Dog", "bark": "x"}, ["body.type"]),
        (None, {"kind": "Animal"}, []),
        (None, {"kind": "fox"}, ["body.enum"]),
        ({"cat": "Cat", "dog": "#/components/schemas/Dog"}, {"kind": "cat", "lives": 9}, []),
        ({"cat": "Cat", "dog": "#/components/schemas/Dog"}, {"kind": "cat"}, ["body.required"]),
        ({"cat": "Cat", "dog": "Dog"}, {"kind": "fox"}, ["body.enum"]),
        ({"cat": "Cat", "any": "Animal"}, {"kind": "any"}, []),
        ({"cat": "Cat"}, {"kind": "Dog", "bark": True}, []),  # one that the mapping leaves out
        ({"cat": "Cat"}, {"kind": "Dog"}, ["body.required"]),
        ({"Dog": "Cat"}, {"kind": "Dog", "lives": 9}, []),
        ({"fox": "fox.json"}, {"kind": "fox"}, []),  # which isn't in the document
    ],
)
def test_a_discriminator_decides_among_the_schemas_that_extend_its_own(
    mapping: Any, sent: Any, codes: list[str]
) -> None:
    told = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
    schemas = {
        "Animal": {**ANIMAL, "discriminator": told},
        "Cat": extending(lives={"type": "integer"}),
        "Dog": extending(bark={"type": "boolean"}),
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Animal"}}}
    responses = {"200": {"description": "", "content": content}}
    paths = {"/x": {"post": {"requestBody": {"content": content}, "responses": responses}}}
    engine = Engine(
        Contract({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}})
    )
    exchange = engine.handle(engine.session(), Request.build("POST", "/x", json=sent))
    assert exchange.operation is not None
    assert [found.code for found in errors_in(exchange.findings)] == codes
    assert check_answer(exchange.operation, exchange.timeline) == ()
    answer = json.loads(exchange.timeline.body)
    assert {"Cat": "lives", "cat": "lives"}.get(answer["kind"], "kind") in answer


def beside(target: str, **keywords: Any) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{target}", **keywords}


def having(*required: str, **properties: Any) -> dict[str, Any]:
    return {"required": [*required], "properties": properties}


# Each way in which a schema extends another: in two steps, beside a reference, with values of its
# own, under a second name, and in the midst of a request.
HEIRS: dict[str, Any] = {
    "Animal": ANIMAL,
    "Cat": {"allOf": [beside("Animal"), having("lives", lives={"type": "integer"})]},
    "Lion": {"allOf": [beside("Cat"), having("mane", mane={"type": "boolean"})]},
    "Dog": beside("Animal", **having("bark", bark={"type": "boolean"}, kind={"const": "dog"})),
    "Hound": beside("Dog"),
    "Bird": {"allOf": [beside("Animal"), having(kind={"$ref": "#/components/schemas/BirdKind"})]},
    "BirdKind": {"type": "string", "enum": ["crow", "gull"]},
    "Zoo": having(one={"allOf": [beside("Animal"), having("x", kind={"enum": ["ape"]})]}),
}


def findings_of(schema: Any, sent: Any, schemas: dict[str, Any], version: str = "3.1.0") -> Any:
    """The codes of a request's findings, its body being held to a schema."""
    content = {"application/json": {"schema": schema}}
    paths = {"/x": {"post": {"requestBody": {"content": content}, "responses": {}}}}
    played = Contract({"openapi": version, "paths": paths, "components": {"schemas": schemas}})
    engine = Engine(played)
    exchange = engine.handle(engine.session(), Request.build("POST", "/x", json=sent))
    return [found.code for found in errors_in(exchange.findings)]


def test_a_discriminator_knows_all_that_extend_its_schema_and_nothing_else() -> None:
    for sent, codes in [
        ({"kind": "Lion", "lives": 1, "mane": True}, []),
        ({"kind": "Lion", "lives": 1}, ["body.required"]),
        ({"kind": "Lion", "mane": True}, ["body.required"]),
        ({"kind": "dog", "bark": True}, []),
        ({"kind": "dog"}, ["body.required"]),
        ({"kind": "gull"}, []),
        ({"kind": "ape", "x": 1}, []),
        ({"kind": "ape"}, ["body.required"]),
        ({"kind": "Animal"}, []),
        ({}, ["body.required"]),
        ({"kind": "Zoo"}, ["body.enum"]),
        ({"kind": "lion", "lives": 1, "mane": True}, ["body.enum"]),
    ]:
        assert findings_of(beside("Animal"), sent, HEIRS) == codes, sent


def test_the_values_that_a_schema_lists_belong_to_those_that_extend_it() -> None:
    kinds = {"kind": {"type": "string", "enum": ["cat", "lion", "dog"]}}
    listed = {**ANIMAL, "properties": kinds}
    lion = having("mane", kind={"const": "lion"}, mane={"type": "boolean"})
    cat = having("lives", kind={"enum": ["cat", "lion"]}, lives={"type": "integer"})
    schemas = {
        "Animal": listed,
        "Cat": {"allOf": [beside("Animal"), cat]},
        "Lion": {"allOf": [beside("Cat"), lion]},
    }
    for sent, codes in [
        ({"kind": "cat", "lives": 1}, []),
        ({"kind": "cat"}, ["body.required"]),
        ({"kind": "lion", "lives": 1, "mane": True}, []),
        ({"kind": "lion", "lives": 1}, ["body.required"]),
        ({"kind": "dog"}, []),
        ({"kind": "fox"}, ["body.enum"]),
    ]:
        assert sorted({*findings_of(beside("Animal"), sent, schemas)}) == codes, sent


def test_an_answer_is_held_to_the_heir_that_it_names_and_may_be_of_an_unknown_one() -> None:
    content = {"application/json": {"schema": beside("Animal")}}
    get = {"operationId": "x", "responses": {"200": {"description": "", "content": content}}}
    paths, parts = {"/x": {"get": get}}, {"schemas": HEIRS}
    engine = Engine(Contract({"openapi": "3.1.0", "paths": paths, "components": parts}))
    for answer, right in [
        ({"kind": "Lion", "lives": 1, "mane": True}, True),
        ({"kind": "Lion", "lives": 1}, False),
        ({"kind": "dog"}, False),
        ({"kind": "fox"}, True),  # a server may be newer than the document
    ]:
        with nullcontext() if right else pytest.raises(ValueError, match="required property"):
            engine.session().stub("x", json=answer)


def test_a_discriminator_without_schemas_to_choose_from_decides_nothing() -> None:
    assert findings_of(beside("Animal"), {"kind": "fox"}, {"Animal": ANIMAL}) == []


def test_a_discriminator_among_branches_reads_its_tags_as_they_are_declared() -> None:
    cat, dog = (having("kind", name, kind={"const": n}) for n, name in ((1, "lives"), (2, "bark")))
    numbers = {"oneOf": [cat, dog], "discriminator": {"propertyName": "kind"}}
    assert findings_of(numbers, {"kind": 1, "lives": 9}, {}) == []
    assert findings_of(numbers, {"kind": 3, "lives": 9}, {}) != []
    mapped = {"propertyName": "kind", "mapping": {"cat": "Cat", "lion": "Lion"}}
    union = {"oneOf": [beside("Kitty"), beside("Dog")], "discriminator": mapped}
    schemas = {**HEIRS, "Kitty": beside("Cat")}
    schemas["Animal"] = {**ANIMAL, "discriminator": {**mapped, "propertyName": "other"}}
    for sent, codes in [
        ({"kind": "cat", "lives": 9}, []),
        ({"kind": "cat"}, ["body.required"]),
        ({"kind": "lion", "lives": 9, "mane": True}, []),
        ({"kind": "lion", "lives": 9}, ["body.required"]),
        ({"kind": "dog", "bark": True}, []),
    ]:
        assert findings_of(union, sent, schemas) == codes, sent


def test_the_default_of_a_discriminator_is_for_all_that_it_does_not_name() -> None:
    tag = {"propertyName": "kind", "mapping": {"cat": "Cat"}, "defaultMapping": "Other"}
    schemas = {"Cat": CAT, "Other": having("x")}
    union = {"oneOf": [beside("Cat"), beside("Other", **having(kind={}))], "discriminator": tag}
    for sent, codes in [
        ({"kind": "cat", "lives": 1}, []),
        ({"kind": "fox", "x": 1}, []),
        ({"kind": "fox"}, ["body.required"]),
        ({"x": 1}, []),
        ({}, ["body.required"]),
    ]:
        assert findings_of(union, sent, schemas, "3.2.0") == codes, sent
