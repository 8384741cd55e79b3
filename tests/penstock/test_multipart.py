"""Forms with files: what is sent is what was meant, whatever the names and the bytes are."""

from __future__ import annotations

import io
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import request
from penstock._core.multipart import FilePart, encode, read_part, split
from penstock.errors import FileInputError, UsageError
from penstock_api.api.dify import upload_file
from penstock_api.models import DifyUploadRequest
from penstock_api.runtime import File

BOUNDARY = b"00" * 16


def zeros(size: int) -> bytes:
    """Dice that always show the same."""
    return bytes(size)


def parse(content_type: str, body: bytes) -> list[tuple[Any, Any, str, bytes]]:
    """Read a form with a parser that isn't ours: (name, file name, media type, content)."""
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n"
    # As Latin-1, which is each byte as it is: email's own reader of bytes has no UTF-8 in headers.
    message = message_from_string(head + body.decode("latin-1"))
    assert message.is_multipart()
    assert not message.defects
    return [
        (
            undone(part.get_param("name", header="content-disposition")),
            undone(part.get_param("filename", header="content-disposition")),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.get_payload()
    ]


def undone(name: Any) -> Any:
    """Undo the escapes that HTML has for names, as servers do."""
    if name is None:
        return None
    text = name.encode("latin-1").decode()
    return text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def test_a_form_is_written_as_the_standard_says() -> None:
    """Byte for byte: fields first, CRLF everywhere, the boundary closed."""
    kind, body = encode([("user", "abc")], [("file", FilePart("a.txt", b"hi", "text/plain"))])
    boundary = kind.removeprefix("multipart/form-data; boundary=").encode()
    assert body == (
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="user"\r\n\r\nabc\r\n'
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="file"; filename="a.txt"'
        b"\r\nContent-Type: text/plain\r\n\r\nhi\r\n--" + boundary + b"--\r\n"
    )


def test_each_form_has_a_boundary_of_its_own() -> None:
    """One that can be known beforehand can be written into a file."""
    assert len({encode([("a", "b")], [])[0] for _ in range(20)}) == 20


def test_a_boundary_that_occurs_in_the_content_is_not_used() -> None:
    """However often the dice fall on it, and whatever it is followed by there."""
    hostile = b"\r\n--" + BOUNDARY + b"\r\n--" + BOUNDARY + b"1\r\n"
    kind, body = encode([], [("file", FilePart("x", hostile))], random=zeros)
    assert kind == "multipart/form-data; boundary=" + (BOUNDARY + b"2").decode()
    assert parse(kind, body) == [("file", "x", "application/octet-stream", hostile)]


def test_a_file_cannot_inject_a_field() -> None:
    """Its bytes may look like a whole form; they stay its bytes."""
    forged = b'--%b\r\nContent-Disposition: form-data; name="user"\r\n\r\nroot\r\n--%b--\r\n'
    content = b"\r\n" + forged.replace(b"%b", BOUNDARY)
    kind, body = encode([("user", "me")], [("file", FilePart("f", content))], random=zeros)
    assert [(name, whole) for name, _, _, whole in parse(kind, body)] == [
        ("user", b"me"),
        ("file", content),
    ]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
# Everything that could break a form: parts of it, and the alphabet of boundaries.
PIECES = st.lists(
    st.sampled_from([b"\r\n", b"--", BOUNDARY, b"00", b"1", b"\n", b"\0", b"\xff", b'"', b"a: b"]),
    max_size=12,
).map(b"".join)


@given(PIECES, PIECES)
def test_whatever_the_bytes_are_they_arrive(first: bytes, second: bytes) -> None:
    """Also with dice that always show what the content holds."""
    files = [("one", FilePart("1", first)), ("two", FilePart("2", second))]
    kind, body = encode([], files, random=zeros)
    boundary = kind.partition("boundary=")[2].encode()
    assert boundary not in first + b" " + second
    # The email parser takes a lone line feed for a line's end, too; bytes are compared as sent.
    assert body.split(b"--" + boundary)[1].partition(b"\r\n\r\n")[2] == first + b"\r\n"
    assert body.split(b"--" + boundary)[2].partition(b"\r\n\r\n")[2] == second + b"\r\n"
    assert body.count(b"--" + boundary) == 3


@given(
    st.text(st.sampled_from('ab "\\;=%é日\u2028'), min_size=1, max_size=12),
    st.text(st.sampled_from('ab "\\;=%é日\r\n-'), max_size=12),
)
def test_names_and_values_make_the_round_trip(name: str, value: str) -> None:
    """Quotes, backslashes, other scripts: read back by Python's own parser."""
    part = FilePart(name, b"content")
    kind, body = encode([("a", value)], [("file", part)])
    _, (field, sent, _, content) = parse(kind, body)
    assert (field, sent, content) == ("file", part.name, b"content")
    assert body.count(f'name="a"\r\n\r\n{value}\r\n--'.encode()) == 1


@pytest.mark.table(
    "name",
    ['a"; filename="b', "a\r\nX-Evil: 1", "a\\", 'a\\"', "日本語", "a\r\n\r\nbody"],
)
def test_the_name_of_a_field_stays_inside_its_quotes(name: str) -> None:
    """Characters that could end them are escaped; a header can't be added."""
    kind, body = encode([(name, "v"), ("next", "w")], [])
    assert [(field, file) for field, file, _, _ in parse(kind, body)] == [
        (name, None),
        ("next", None),
    ]
    assert b"\r\nX-Evil" not in body


@pytest.mark.table(
    ("given_name", "sent"),
    [
        ("report.pdf", "report.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("a/b\\c.md", "c.md"),
        ("dir\n/evil\r\nname.txt", "evil__name.txt"),
        ("日本 語.docx", "日本 語.docx"),
        ('say "hi".txt', 'say "hi".txt'),
        ("nul\0l", "nul_l"),
        ("line\u2028break", "line_break"),
        ("lone\ud800", "lone_"),
        ("", "file"),
        ("  ", "file"),
        ("..", "file"),
        ("dir/", "file"),
        (".env", ".env"),
    ],
)
def test_a_files_name_is_made_one_that_servers_take(given_name: str, sent: str) -> None:
    """Without directories, without what can't be seen, never empty."""
    assert FilePart(given_name, b"").name == sent


@given(st.text())
def test_no_name_of_a_file_breaks_its_line(name: str) -> None:
    """Whatever it is, its part has two header lines and the file arrives under one name."""
    _, body = encode([], [("file", FilePart(name, b"content"))])
    head = body.partition(b"\r\n\r\n")[0]
    assert len(head.split(b"\r\n")) == 3
    assert len(head.splitlines()) == 3
    assert b"/" not in head.partition(b"filename=")[2].partition(b"\r\n")[0]


@pytest.mark.table("kind", ["text/plain\r\nX: 1", "text", "", "a b/c", "text/plain\nx", None])
def test_a_media_type_that_is_none_is_refused(kind: Any) -> None:
    """It would be a header line of its own."""
    with pytest.raises(UsageError, match="media type"):
        FilePart("a", b"", kind)


def test_parameters_of_a_media_type_are_kept() -> None:
    """They tell how the file is to be read."""
    assert FilePart("a", b"", "text/csv; charset=utf-8").media_type == "text/csv; charset=utf-8"


def test_a_lone_surrogate_is_refused() -> None:
    """It has no UTF-8, in a value or in the name of a field."""
    with pytest.raises(UsageError, match="lone surrogate"):
        encode([("user", "\ud800")], [])
    with pytest.raises(UsageError, match="lone surrogate"):
        encode([("\ud800", "user")], [])


def test_a_files_content_is_not_in_its_repr() -> None:
    """A log must not hold a user's letter."""
    assert "letter" not in repr(FilePart("a", b"letter"))


def test_generated_forms_are_taken_apart() -> None:
    """Texts without a file name are fields, whatever the generator calls their type."""
    fields, files = split(
        [
            ("user", "é"),
            ("json", '{"a":1}'),
            ("file", File(io.BytesIO(b"x"), "a.bin")),
            ("other", File(b"y", "b.txt", "text/plain")),
        ]
    )
    assert fields == [("user", "é"), ("json", '{"a":1}')]
    assert files == [
        ("file", FilePart("a.bin", b"x", "application/octet-stream")),
        ("other", FilePart("b.txt", b"y", "text/plain")),
    ]


def test_a_request_with_files_is_sent_as_a_form() -> None:
    """Its body is bytes, ready to be sent again."""
    made = request(
        upload_file.build(
            body=DifyUploadRequest(file=File(b"x", "a", "text/plain"), user="me"),
        )
    )
    assert made.body is not None
    assert parse(made.headers["content-type"], made.body) == [
        ("user", None, "text/plain", b"me"),
        ("file", "a", "text/plain", b"x"),
    ]
    assert (made.method, made.path, made.bucket) == ("POST", "/files/upload", "uploadFile")


def test_a_file_is_read_from_wherever_it_is(tmp_path: Path) -> None:
    """A path, also as text; bytes; an open file; a name and any of these."""
    path = tmp_path / "letter.txt"
    path.write_bytes(b"dear")
    part = FilePart("letter.txt", b"dear", "text/plain")
    assert read_part(path) == part
    assert read_part(str(path)) == part
    with path.open("rb") as file:
        assert read_part(file) == part
        assert read_part(("other.md", file)) == FilePart("other.md", b"dear", "text/markdown")
    assert read_part(b"dear") == FilePart("file", b"dear", "application/octet-stream")
    assert read_part(("a.bin", b"x", "text/x-own")) == FilePart("a.bin", b"x", "text/x-own")


def test_name_and_type_can_be_overridden() -> None:
    """The type follows the name, unless it is given itself."""
    assert read_part(b"x", name="a.png") == FilePart("a.png", b"x", "image/png")
    assert read_part(("b.txt", b"x"), name="a.png").media_type == "image/png"
    assert read_part(b"x", name="a.png", media_type="x/y").media_type == "x/y"


def test_a_file_may_be_large_if_nothing_limits_it() -> None:
    """And no room is made beforehand for a size that never comes."""

    class Careful(io.BytesIO):
        asked = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.asked = max(self.asked, size or 0)
            return super().read(size)

    stream = Careful(b"x" * 3_000_000)
    assert len(read_part(stream).content) == 3_000_000
    assert stream.asked <= 1 << 20


@pytest.mark.table(
    ("value", "reason"),
    [
        (b"abcd", "larger than the 3 bytes"),
        (io.BytesIO(b"abcd"), "larger than the 3 bytes"),
        (io.StringIO("ab"), "text mode"),
        (Path("/nowhere/at/all"), "No such file"),
        ("/nowhere/at/all", "No such file"),
        (("a", b"b", "no type"), "isn't of the form"),
        ((" ", b"b"), "must be a string that isn't empty"),
        (7, "not as int"),
        ({"a": 1}, "not as dict"),
        (None, "not as NoneType"),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused(value: Any, reason: str) -> None:
    """By name, with the reason, before anything goes out."""
    with pytest.raises(FileInputError, match=reason):
        read_part(value, max_bytes=3)
