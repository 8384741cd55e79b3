"""Files in Dify's inputs: the type the server will find, and the form it takes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.dify import File, UploadedFile, file_type
from penstock.dify._files import files_of, inputs_of
from penstock.errors import UsageError

LISTED = {
    "image": "jpg jpeg png webp gif svg",
    "video": "mp4 mov mpeg webm",
    "audio": "mp3 m4a wav amr mpga",
    "document": "txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties doc eml msg "
    "ppt pptx xml epub",
}


@pytest.mark.table(
    ("kind", "extension"),
    [(kind, extension) for kind, listed in LISTED.items() for extension in listed.split()],
)
def test_the_extension_tells_the_type(kind: str, extension: str) -> None:
    """As the server has it, in any case, and for any media type."""
    assert file_type(f"a.b.{extension}") == kind
    assert file_type(f"A.{extension.upper()}", "application/zip") == kind
    assert file_type(extension) == kind
    assert file_type(f".{extension}") == kind


@pytest.mark.table(
    ("name", "media_type", "kind"),
    [
        ("a.bin", "image/x-own", "image"),
        ("a.bin", "video/x-own", "video"),
        ("a", "audio/flac", "audio"),
        ("a.log", "text/plain", "document"),
        (None, "application/pdf", "document"),
        ("a.zip", "application/zip", "custom"),
        ("a.zip", None, "custom"),
        (None, None, "custom"),
        ("", "", "custom"),
    ],
)
def test_the_media_type_tells_what_the_extension_does_not(
    name: str | None, media_type: str | None, kind: str
) -> None:
    """And custom is what is left."""
    assert file_type(name, media_type) == kind


@given(st.text(), st.none() | st.text())
def test_every_name_has_a_type(name: str, media_type: str | None) -> None:
    """One that the server knows."""
    assert file_type(name, media_type) in {*LISTED, "custom"}


ID = "4a9d2c71-8e05-4b36-9f1d-c27e60b5a834"


def uploaded(**told: Any) -> UploadedFile:
    return UploadedFile.from_dict({"id": "f-1", "name": "report.pdf", "extension": "pdf", **told})


def test_an_upload_stands_for_itself() -> None:
    """By the server's own extension; another type can be chosen."""
    local = {"type": "document", "transfer_method": "local_file", "upload_file_id": "f-1"}
    assert uploaded().as_input() == local
    assert File.from_upload(uploaded()).as_input() == local
    assert uploaded().as_input("custom") == {**local, "type": "custom"}
    assert File.from_upload(ID.upper(), "document").as_input() == {**local, "upload_file_id": ID}
    assert uploaded(extension=None, mime_type="image/png").type == "document"
    assert uploaded(name="x", extension=None, mime_type="image/png").type == "image"
    assert uploaded(name="pdf", extension="", mime_type="image/png").type == "image"


@pytest.mark.table(
    ("url", "kind"),
    [
        ("https://x.example/cat.PNG", "image"),
        ("https://x.example/a/b.pdf?sign=1.mp3", "document"),
        ("http://x.example/clip.webm#t=1.5", "video"),
        ("https://x.example/%E7%8C%AB.mp3", "audio"),
        ("https://x.example/x.zip", "custom"),
    ],
)
def test_an_address_tells_the_type(url: str, kind: str) -> None:
    """By the extension of its path alone."""
    assert File.from_url(url).as_input() == {
        "type": kind,
        "transfer_method": "remote_url",
        "url": url,
    }
    assert File.from_url(url, "audio").type == "audio"


@pytest.mark.table(
    ("make", "about"),
    [
        (lambda: File.from_url("https://x.example/download?id=7"), "type="),
        (lambda: File.from_url("https://x.example.pdf"), "type="),
        (lambda: File.from_url("ftp://x.example/a.pdf"), "http"),
        (lambda: File.from_url("/a.pdf"), "http"),
        (lambda: File.from_url("https://[x/a.pdf"), "can't be read"),
        (lambda: File.from_url(7), "http"),  # type: ignore[arg-type]
        (lambda: File.from_upload(ID), "type="),
        (lambda: File.from_upload("no-uuid", "image"), "upload_file_id must be a UUID"),
        (lambda: File.from_upload(7, "image"), "upload_file_id"),  # type: ignore[arg-type]
        (lambda: File.from_upload("", "image"), "upload_file_id"),
        (lambda: File.from_upload(ID, "picture"), "picture"),  # type: ignore[arg-type]
        (lambda: uploaded().as_input("pdf"), "pdf"),  # type: ignore[arg-type]
    ],
)
def test_what_tells_no_type_is_refused(make: Any, about: str) -> None:
    """The run would fail later, with less of a reason."""
    with pytest.raises(UsageError, match=about):
        make()


def test_inputs_are_copied_and_files_in_them_put_into_their_form() -> None:
    """One for a file, a list for a file-list; everything else is left as it is."""
    nested = {"deep": {"a": [1, 2]}}
    given_inputs = {"file": uploaded(), "files": (uploaded(),), "object": nested, "text": "x"}
    before = dict(given_inputs)
    made = inputs_of(given_inputs)
    assert made == {
        "file": uploaded().as_input(),
        "files": [uploaded().as_input()],
        "object": nested,
        "text": "x",
    }
    assert given_inputs == before


@pytest.mark.table("value", [b"x", Path("a.pdf"), io.BytesIO(b"x"), [b"x"], memoryview(b"x")])
def test_a_file_that_was_not_uploaded_is_refused(value: Any) -> None:
    """With what to do about it."""
    with pytest.raises(UsageError, match=r"'photo'.*files\.upload"):
        inputs_of({"photo": value})


@pytest.mark.table("value", [None, [], "a", 7, [("a", 1)]])
def test_inputs_that_are_none_are_refused(value: Any) -> None:
    """They are a dict, by the variables' names."""
    with pytest.raises(UsageError, match="inputs must be a dict"):
        inputs_of(value)


def test_files_of_a_run_are_a_list() -> None:
    """Of files, or of what the server takes for one."""
    own = {"type": "brand-new", "transfer_method": "remote_url", "url": "x"}
    assert files_of([]) == []
    assert files_of((uploaded(), own)) == [uploaded().as_input(), own]


@pytest.mark.table("value", ["a", b"a", {"a": 1}, uploaded(), 7, {1}, ["a"], [None], [b"x"]])
def test_files_that_are_none_are_refused(value: Any) -> None:
    """Before the server refuses it in its own words."""
    with pytest.raises(UsageError, match=r"files"):
        files_of(value)
