"""File inputs: what is taken for a file, what is refused, what the workflow sees."""

import base64

import pytest

from penstock_mock.services.sim.execution import MAX_FILE_BYTES, BadFileError, uploads_of

HELLO = "data:text/plain;base64," + base64.b64encode(b"hello").decode()


def a_file(**changes):
    return {"type": "file", "data": HELLO, "name": "a.txt", "mime": "text/html"} | changes


def test_the_mime_type_is_the_data_urls():
    (upload,) = uploads_of(a_file())
    assert (upload.mime, upload.data, upload.name) == ("text/plain", b"hello", "a.txt")


def test_the_mime_field_is_only_a_fallback():
    (upload,) = uploads_of(a_file(data="data:;base64,aGVsbG8="))
    assert upload.mime == "text/html"


@pytest.mark.table("data", ["aGVsbG8=", "data:text/plain,hello", "data:text/plain;base64"])
def test_a_data_url_that_is_none_is_dropped_without_a_word(data):
    assert uploads_of(a_file(data=data)) == []


@pytest.mark.table("item", [{}, {"type": "file"}, a_file(name=None), a_file(type="x"), 5])
def test_anything_else_is_no_file(item):
    assert uploads_of(item) == []


@pytest.mark.table("payload", ["a", "a$b=", "????"])
def test_bad_base64_is_refused_by_the_files_name(payload):
    with pytest.raises(BadFileError, match=r"^Failed to upload file: a\.txt$"):
        uploads_of(a_file(data="data:text/plain;base64," + payload))


def test_a_file_over_twenty_megabytes_is_refused():
    at_most = base64.b64encode(b"\0" * MAX_FILE_BYTES).decode()
    too_much = base64.b64encode(b"\0" * (MAX_FILE_BYTES + 1)).decode()
    (upload,) = uploads_of(a_file(data="data:;base64," + at_most))
    assert len(upload.data) == MAX_FILE_BYTES
    with pytest.raises(BadFileError):
        uploads_of(a_file(data="data:;base64," + too_much))


def seen(world, value):
    """The input as the workflow sees it."""
    return world.execute({"input": value}).json["output"]["input"]


def test_the_workflow_sees_what_was_stored(world):
    value = seen(world, {"doc": a_file(), "message": "hi"})
    (stored,) = value["doc"]
    assert world.sim.stored_bytes == 5
    assert value["message"] == "hi"
    assert set(stored) == {"id", "name", "url", "size", "type", "key", "uploadedAt", "expiresAt"}
    assert (stored["size"], stored["type"]) == (5, "text/plain")


def test_in_2026_08_the_dates_are_gone(newer):
    value = seen(newer, {"doc": [a_file(), a_file(name="b.txt")]})
    assert [each["name"] for each in value["doc"]] == ["a.txt", "b.txt"]
    assert set(value["doc"][0]) == {"id", "name", "url", "size", "type", "key", "context"}


def test_an_address_is_passed_on(world):
    url = {"type": "url", "data": "https://example.com/a.pdf", "name": "a.pdf"}
    value = seen(world, {"doc": url})
    assert world.sim.stored_bytes == 0
    assert value["doc"][0]["url"] == "https://example.com/a.pdf"
    assert value["doc"][0]["key"] == "url/a.pdf"


@pytest.mark.table("value", ["text", 5, None, [a_file()]])
def test_only_fields_of_an_object_can_be_files(world, value):
    assert seen(world, value) == value
    assert world.sim.stored_bytes == 0
