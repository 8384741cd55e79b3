"""Bodies become values by their media type, and nothing that a client sends crashes that."""

import contextlib
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from penstock_mock.document.bodies import BodyError, decode, is_json
from penstock_mock.document.request import MISSING, Request


def read(body: bytes, content_type: str) -> Any:
    request = Request.build("POST", "/", headers={"Content-Type": content_type}, body=body)
    return decode(request, request.content_type)


@pytest.mark.table(
    ("media", "json"),
    [
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("application/problem+json", True),
        ("text/json", True),
        ("application/jsonp", False),
        ("text/event-stream", False),
    ],
)
def test_what_is_json(media: str, json: bool) -> None:
    assert is_json(media) is json


def test_no_body_is_missing_which_null_is_not() -> None:
    assert read(b"", "application/json") is MISSING
    assert read(b"null", "application/json") is None
    assert not MISSING


@pytest.mark.table(
    "body", [b"{", b"NaN", b"[Infinity]", b"\xff", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b"'a'"]
)
def test_what_is_not_json_is_said_to_be_malformed(body: bytes) -> None:
    with pytest.raises(BodyError, match="not readable as JSON"):
        read(body, "application/json")


@pytest.mark.table(
    ("body", "message"),
    [
        (b"[" * 100_000, "nested deeper than 400 levels; nest it less"),
        (b"[" * 500 + b"]" * 500, "nested deeper than 400 levels; nest it less"),
        (
            b'{"a":' + b"1" * 5_000 + b"}",
            "a number has more than 4,300 digits; write it as a string",
        ),
        (b'"\xff"', "byte 1 is not UTF-8; encode it so"),
    ],
    ids=range(4),
)
def test_the_remedy_is_named_in_plain_words(body: bytes, message: str) -> None:
    with pytest.raises(BodyError) as raised:
        read(body, "application/json")
    assert str(raised.value) == f"not readable as JSON: {message}"


def test_a_form_has_fields_and_repeated_ones_are_lists() -> None:
    form = "application/x-www-form-urlencoded"
    assert read(b"a=1&b=x+y&a=2&a=3&c=", form) == {"a": ["1", "2", "3"], "b": "x y", "c": ""}


def test_text_and_bytes_stay_what_they_are() -> None:
    assert read("日本".encode(), "text/plain") == "日本"
    assert read(b"\x00\xff", "application/octet-stream") == b"\x00\xff"


MULTIPART = (
    b'--B\r\nContent-Disposition: form-data; name="title"\r\n\r\nhello\r\n'
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
    b"Content-Type: application/x-thing\r\n\r\n%b\r\n--B--\r\n"
)


def test_multipart_has_text_and_files() -> None:
    assert read(MULTIPART % b"\x00\r\n\xff", "multipart/form-data; boundary=B") == {
        "title": "hello",
        "file": {
            "filename": "a.bin",
            "content_type": "application/x-thing",
            "data": b"\x00\r\n\xff",
        },
    }


def test_a_file_that_does_not_say_its_type_has_none() -> None:
    body = (MULTIPART % b"x").replace(b"Content-Type: application/x-thing\r\n", b"")
    assert read(body, "multipart/form-data; boundary=B")["file"]["content_type"] is None


@given(st.binary(max_size=200))
def test_a_file_arrives_byte_for_byte(data: bytes) -> None:
    if b"--B" in data:
        return
    assert read(MULTIPART % data, "multipart/form-data; boundary=B")["file"]["data"] == data


@pytest.mark.table("kind", [b"message/rfc822", b"multipart/mixed; boundary=C", b"text/x"])
def test_a_file_that_is_a_message_itself_arrives_byte_for_byte(kind: bytes) -> None:
    data = b"--C\r\nSubject: hi\r\n\r\nbody\n--Bx\r\n--C--\r\n"
    body = MULTIPART.replace(b"application/x-thing", kind) % data
    assert read(body, "multipart/form-data; boundary=B")["file"]["data"] == data


@pytest.mark.table("boundary", ["B", '"B"', "B; charset=utf-8"])
def test_what_stands_around_the_parts_is_no_part(boundary: str) -> None:
    body = b"before\r\n" + MULTIPART % b"x" + b"after\r\n--B\r\n"
    assert set(read(body, f"multipart/form-data; boundary={boundary}")) == {"title", "file"}


@pytest.mark.table(
    ("body", "content_type"),
    [
        (b"--B\r\n\r\n", "multipart/form-data"),
        (b"nothing", "multipart/form-data; boundary=B"),
        (MULTIPART[:80], "multipart/form-data; boundary=B"),
        (b"--B\r\nX: y\r\n\r\nz\r\n--B--\r\n", "multipart/form-data; boundary=B"),
    ],
)
def test_broken_multipart_is_said_to_be(body: bytes, content_type: str) -> None:
    with pytest.raises(BodyError, match="multipart"):
        read(body, content_type)


@pytest.mark.table(
    ("disposition", "name", "filename"),
    [
        ('form-data; name="caf\u00e9"; filename="na\u00efve.txt"', "caf\u00e9", "na\u00efve.txt"),
        ("form-data; name=f; filename*=UTF-8''na%C3%AFve.txt", "f", "na\u00efve.txt"),
        (r'form-data; name="a\"b"; filename="c;d.txt"', 'a"b', "c;d.txt"),
        ('form-data;\r\n name="folded"; filename="x"', "folded", "x"),
        ("Form-Data; NAME=upper; FileName=x", "upper", "x"),
    ],
)
def test_names_of_parts_are_read_in_every_form(disposition: str, name: str, filename: str) -> None:
    body = f"--B\r\ncontent-disposition: {disposition}\r\n\r\nx\r\n--B--".encode()
    read_as = read(body, "multipart/form-data; boundary=B")
    assert {n: each["filename"] for n, each in read_as.items()} == {name: filename}


def test_a_body_of_very_many_parts_is_refused_before_they_are_read() -> None:
    def parts(count: int) -> bytes:
        part = b'--B\r\nContent-Disposition: form-data; name="%d"\r\n\r\nx\r\n'
        return b"".join(part % n for n in range(count)) + b"--B--"

    begun = time.process_time()
    assert len(read(parts(5_000), "multipart/form-data; boundary=B")) == 5_000
    assert time.process_time() - begun < 1.5
    with pytest.raises(BodyError, match=r"more than 5,000 parts; send fewer"):
        read(parts(5_001), "multipart/form-data; boundary=B")


@example(b"x", ";0*")
@given(st.binary(max_size=60), st.text(max_size=30))
def test_no_body_and_no_type_crash_the_reader(body: bytes, content_type: str) -> None:
    for media in ("application/json", "multipart/form-data", "text/plain", content_type):
        request = Request("POST", "/", (), (("Content-Type", content_type),), body)
        with contextlib.suppress(BodyError):
            decode(request, media)
