"""Requests are read as their operation means them, forms and uploads included."""

from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange
from penstock_mock.engine.service import Call, Plain

FIELDS = {
    "type": "object",
    "required": ["n"],
    "properties": {
        "n": {"type": "integer"},
        "flags": {"type": "array", "items": {"type": "boolean"}},
        "options": {"type": "object", "properties": {"deep": {"type": "integer"}}},
        "file": {"type": "string", "format": "binary", "maxLength": 5},
        "files": {"type": "array", "items": {"type": "string", "maxLength": 5}},
    },
}
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


class Reader(Plain):
    name = "t"
    seen: Any = None

    def respond(self, call: Call) -> None:
        self.seen = call


def send(content_type: str, body: bytes) -> tuple[Any, Exchange]:
    content = {media: {"schema": FIELDS} for media in (FORM, MULTIPART)}
    content["application/octet-stream"] = {"schema": {"type": "string", "maxLength": 3}}
    post = {"tags": ["t"], "requestBody": {"content": content}, "responses": {}}
    reader = Reader()
    engine = Engine(Contract({"openapi": "3.1.0", "paths": {"/x": {"post": post}}}), {"t": reader})
    request = Request.build("POST", "/x", headers={"Content-Type": content_type}, body=body)
    exchange = engine.handle(engine.session(), request)
    assert exchange.verdict == "served", exchange.error
    return reader.seen.json, exchange


def multipart(*more: tuple[str, bytes], **parts: bytes) -> bytes:
    made = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
        % (name.encode(), b'; filename="f"' if name.startswith("file") else b"", value)
        for name, value in (*parts.items(), *more)
    )
    return made + b"--B--\r\n"


def test_form_fields_get_the_types_of_the_schema() -> None:
    value, exchange = send(FORM, b'n=5&flags=true&flags=false&options={"deep":1}&other=x')
    assert value == {"n": 5, "flags": [True, False], "options": {"deep": 1}, "other": "x"}
    assert exchange.findings == ()


def test_one_value_of_an_array_is_an_array() -> None:
    assert send(FORM, b"n=5&flags=true")[0] == {"n": 5, "flags": [True]}


@pytest.mark.table(
    ("body", "codes"),
    [
        (b"n=x", ["body.type"]),
        (b"flags=true", ["body.required"]),
        (b"n=1&options={", ["body.type"]),
    ],
)
def test_forms_are_checked(body: bytes, codes: list[str]) -> None:
    assert [f.code for f in send(FORM, body)[1].findings] == codes


def test_uploads_arrive_as_bytes_and_are_checked_by_length() -> None:
    value, exchange = send(f"{MULTIPART}; boundary=B", multipart(n=b"5", file=b"\x00\xff"))
    assert (value["n"], value["file"]["data"]) == (5, b"\x00\xff")
    assert exchange.findings == ()
    _, exchange = send(f"{MULTIPART}; boundary=B", multipart(n=b"5", file=b"too long"))
    assert [(f.code, f.pointer) for f in exchange.findings] == [("body.maxLength", "/file")]


@pytest.mark.table("contents", [[b"\xff"], [b"\xff", b"\x00"]])
def test_uploads_of_one_name_are_a_list_also_when_there_is_one(contents: list[bytes]) -> None:
    parts = [("files", content) for content in contents]
    value, exchange = send(f"{MULTIPART}; boundary=B", multipart(*parts, n=b"5"))
    assert [file["data"] for file in value["files"]] == contents
    assert exchange.findings == ()


def test_each_upload_of_a_list_is_checked() -> None:
    body = multipart(("files", b"short"), ("files", b"too long"), n=b"5")
    _, exchange = send(f"{MULTIPART}; boundary=B", body)
    assert [(f.code, f.pointer) for f in exchange.findings] == [("body.maxLength", "/files/1")]


def test_raw_bytes_are_checked_by_length() -> None:
    value, exchange = send("application/octet-stream", b"\x00\x01\x02\x03")
    assert value == b"\x00\x01\x02\x03"
    assert [f.code for f in exchange.findings] == ["body.maxLength"]


def test_another_type_is_told_and_read_as_json_where_it_can_be() -> None:
    value, exchange = send("application/json", b'{"n": 1}')
    assert value == {"n": 1}
    assert [f.code for f in exchange.findings] == ["body.media"]
