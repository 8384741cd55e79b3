"""Files are found wherever they stand, read once and safely, and nothing else is touched."""

from __future__ import annotations

import array
import base64
import copy
import gzip
import io
import json
import os
import pathlib
import tempfile
import zipfile
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.files import essence, guess_media_type
from penstock._core.json import to_json_bytes
from penstock.errors import FileInputError, UsageError
from penstock.sim._files import MAX_FILE_BYTES, encode_files, has_files

DATA = b"%PDF-1.7 \x00\xff"


def wire(
    data: bytes = DATA, name: str = "file", mime: str = "application/octet-stream"
) -> dict[str, str]:
    """A file as Sim takes it."""
    text = base64.b64encode(data).decode()
    return {"type": "file", "data": f"data:{mime};base64,{text}", "name": name, "mime": mime}


PDF = wire(DATA, "a.pdf", "application/pdf")


@pytest.fixture
def path(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(DATA)
    return path


class OneWay(io.RawIOBase):
    """A stream that can be read once, a few bytes at a time, as a socket."""

    def __init__(self, data: bytes, name: object = 7) -> None:
        self._source = io.BytesIO(data)
        self.name = name
        self.reads = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.reads += 1
        return self._source.readinto(memoryview(buffer)[:3])


# What is a file ---------------------------------------------------------------------------


@pytest.mark.table(
    ("value", "expected"),
    [
        (DATA, wire()),
        (bytearray(DATA), wire()),
        (memoryview(DATA), wire()),
        (memoryview(DATA)[::2], wire(DATA[::2])),
        (memoryview(array.array("i", [1, 2])), wire(array.array("i", [1, 2]).tobytes())),
        (b"", wire(b"")),
        (io.BytesIO(DATA), wire()),
        (OneWay(DATA), wire()),
        (OneWay(DATA, "/tmp/x/a.pdf"), PDF),
        (OneWay(DATA, b"/tmp/x/a.pdf"), PDF),
        (("a.pdf", DATA), PDF),
        (("a.pdf", memoryview(DATA)), PDF),
        (("a.pdf", io.BytesIO(DATA)), PDF),
        (("a.pdf", DATA, None), PDF),
        (("a.pdf", DATA, "x/y"), wire(DATA, "a.pdf", "x/y")),
        (("a", io.BytesIO(DATA), "x/y"), wire(DATA, "a", "x/y")),
    ],
)
def test_every_form_of_content_becomes_a_file(value: object, expected: dict[str, str]) -> None:
    assert has_files(value)
    assert encode_files(value) == expected


def test_a_path_is_read_and_named_by_its_last_part(path: pathlib.Path) -> None:
    assert encode_files(path) == PDF
    assert encode_files(("b.png", path)) == wire(DATA, "b.png", "image/png")
    assert encode_files(("b", path, "x/y")) == wire(DATA, "b", "x/y")


def test_anything_with_a_path_in_it_is_a_path(path: pathlib.Path) -> None:
    class Located:
        def __fspath__(self) -> str:
            return str(path)

    assert encode_files(Located()) == PDF
    with os.scandir(path.parent) as entries:
        assert encode_files(list(entries)) == [PDF]


def test_an_open_file_is_named_by_its_path(path: pathlib.Path) -> None:
    with path.open("rb") as file:
        assert encode_files(file) == PDF
    with path.open("rb", buffering=0) as file:
        assert encode_files(file) == PDF
    with path.open("r+b") as file:
        assert encode_files(file) == PDF
    with open(os.open(path, os.O_RDONLY), "rb") as file:
        assert encode_files(file) == wire()


@pytest.mark.table("make", [tempfile.TemporaryFile, tempfile.SpooledTemporaryFile])
def test_temporary_files_are_files(make: Any) -> None:
    with make() as file:
        file.write(DATA)
        file.seek(0)

        assert encode_files(file) == wire()


def test_a_named_temporary_file_is_a_file() -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(DATA)
        file.seek(0)

        assert has_files(file)
        assert encode_files({"f": file})["f"] == {**PDF, "name": os.path.basename(file.name)}
        assert file.tell() == 0


def test_a_member_of_an_archive_is_a_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("docs/a.pdf", DATA)
    with zipfile.ZipFile(packed) as archive, archive.open("docs/a.pdf") as member:
        assert encode_files(member) == PDF


def test_a_file_that_can_not_seek_from_its_end_is_read_all_the_same() -> None:
    with gzip.open(io.BytesIO(gzip.compress(DATA))) as file:
        file.read(2)

        assert encode_files(("a.pdf", file)) == wire(DATA[2:], "a.pdf", "application/pdf")
        assert file.tell() == 2


@pytest.mark.table(
    "value",
    ["a.pdf", "/etc/passwd", "file:///etc/passwd", "", 1, 1.5, True, None, {}, [], (), set()],
)
def test_text_is_never_a_path_and_plain_values_are_no_files(value: object) -> None:
    assert not has_files(value)
    assert encode_files(value) == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.table("value", [("a.pdf", "text"), ("a", "b", "c"), ("a",), ("a", 1), (1, 2)])
def test_a_tuple_without_content_is_a_list(value: tuple[Any, ...]) -> None:
    assert encode_files(value) == list(value)


def test_a_tuple_of_files_is_a_list_of_files() -> None:
    assert encode_files((DATA, DATA)) == [wire(), wire()]
    assert encode_files(("a.pdf", DATA, "x/y", 4)) == ["a.pdf", wire(), "x/y", 4]


@pytest.mark.table(
    "value",
    [
        {"type": "file", "data": "data:text/plain;base64,aGk=", "name": "a.txt", "mime": "x/y"},
        {"type": "url", "data": "https://example.org/a.pdf", "name": "a.pdf"},
        {"type": "file", "data": "no data URL at all"},
    ],
)
def test_the_official_form_passes_as_it_is(value: dict[str, str]) -> None:
    assert encode_files([value]) == [value]
    assert not has_files(value)


def test_the_official_form_may_hold_content_to_encode(path: pathlib.Path) -> None:
    assert encode_files({"type": "file", "data": DATA, "name": "a.pdf", "x": 1}) == {**PDF, "x": 1}
    assert encode_files({"type": "file", "data": path}) == PDF
    assert encode_files({"type": "file", "data": DATA, "name": "a", "mime": "x/y"}) == wire(
        DATA, "a", "x/y"
    )


# Where files are --------------------------------------------------------------------------


def test_files_are_found_at_any_depth(path: pathlib.Path) -> None:
    value = {"a": [{"b": (1, [path])}, "text"], "c": {"d": {"e": DATA}}, "n": None}

    assert has_files(value)
    assert encode_files(value) == {
        "a": [{"b": [1, [PDF]]}, "text"],
        "c": {"d": {"e": wire()}},
        "n": None,
    }


def test_a_set_of_files_becomes_a_list_in_the_order_of_names(tmp_path: pathlib.Path) -> None:
    paths = [tmp_path / f"{letter}.txt" for letter in "dbca"]
    for path in paths:
        path.write_bytes(b"x")

    files = encode_files({"files": {*paths, ("bb.txt", b"y")}})["files"]

    assert [file["name"] for file in files] == ["a.txt", "b.txt", "bb.txt", "c.txt", "d.txt"]
    assert encode_files(frozenset({DATA})) == [wire()]


def test_a_set_of_other_things_is_left_to_be_refused() -> None:
    value = {"tags": {"a", DATA}}

    assert encode_files(value) == value
    with pytest.raises(UsageError, match="/tags, set has no JSON form"):
        to_json_bytes(encode_files(value))


def test_the_input_is_not_changed_and_not_shared(path: pathlib.Path) -> None:
    value = {"a": [path, {"b": (DATA,)}], "c": {"d": [1]}}
    before = copy.deepcopy(value)

    encoded = encode_files(value)
    encoded["c"]["d"].append(2)
    encoded["a"].clear()

    assert value == before


def test_the_same_file_twice_is_sent_twice() -> None:
    file = io.BytesIO(DATA)

    assert encode_files([file, file]) == [wire(), wire()]


def test_a_container_within_itself_is_refused() -> None:
    value: dict[str, Any] = {"a": [DATA]}
    value["a"].append(value)

    assert has_files(value)
    with pytest.raises(UsageError, match="at /a/1, a container holds itself"):
        encode_files(value)


def test_nesting_too_deep_is_refused_and_not_a_crash() -> None:
    value: list[Any] = [DATA]
    for _ in range(100_000):
        value = [value]

    assert has_files(value)
    with pytest.raises(UsageError, match="nested too deeply"):
        encode_files(value)


class Reader:
    """Has a `read`, and is no file."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size: int = -1) -> bytes:
        self.reads += 1
        return b""


def test_an_object_with_a_read_method_is_not_consumed_and_later_refused() -> None:
    reader = Reader()

    assert not has_files({"r": reader})
    assert encode_files({"r": reader})["r"] is reader
    assert encode_files([("a.pdf", reader)])[0][1] is reader
    assert reader.reads == 0
    with pytest.raises(UsageError, match=r"at /r, .*Reader has no JSON form"):
        to_json_bytes(encode_files({"r": reader}))


# Reading ----------------------------------------------------------------------------------


def test_an_open_file_is_read_from_where_it_stands_and_put_back(path: pathlib.Path) -> None:
    with path.open("rb") as file:
        file.seek(5)

        assert encode_files(("rest", file)) == wire(DATA[5:], "rest")
        assert file.tell() == 5
        assert encode_files(("rest", file)) == wire(DATA[5:], "rest")


def test_a_stream_that_can_not_be_rewound_is_read_to_its_end() -> None:
    stream = OneWay(DATA * 5)

    assert encode_files(stream) == wire(DATA * 5)
    assert stream.read() == b""


def test_a_packed_file_at_its_end_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("docs/a.pdf", DATA)
    with zipfile.ZipFile(packed) as archive, archive.open("docs/a.pdf") as member:
        member.read()
        with pytest.raises(FileInputError, match=r"seek\(0\)"):
            encode_files(member)
    with gzip.open(io.BytesIO(gzip.compress(DATA))) as file:
        file.read()
        with pytest.raises(FileInputError, match=r"seek\(0\)"):
            encode_files(("a.pdf", file))


def test_a_stream_that_can_not_be_rewound_is_sent_as_it_is_when_used_up() -> None:
    stream = OneWay(DATA)
    stream.read()

    assert encode_files(stream) == wire(b"")


def test_a_pipe_is_read(tmp_path: pathlib.Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, DATA)
    os.close(writing)
    with open(reading, "rb") as pipe:
        assert encode_files(("a.pdf", pipe)) == PDF


def text_file(path: pathlib.Path) -> Any:
    return path.open(encoding="latin-1")


def closed_file(path: pathlib.Path) -> Any:
    file = path.open("rb")
    file.close()
    return file


def write_only(path: pathlib.Path) -> Any:
    return path.with_name("out").open("wb")


def failing(path: pathlib.Path) -> Any:
    class Failing(OneWay):
        def readinto(self, buffer: Any) -> int:
            raise OSError(5, "Input/output error")

    return Failing(b"", str(path))


def cursed(path: pathlib.Path) -> Any:
    class Cursed(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise KeyError("theirs")

    return Cursed(b"x")


def wordy(path: pathlib.Path) -> Any:
    class Wordy(io.BytesIO):
        def read(self, size: int | None = -1) -> Any:
            return "text"

    return Wordy(b"x")


def waiting(path: pathlib.Path) -> Any:
    class Waiting(OneWay):
        def readinto(self, buffer: Any) -> Any:
            return None

    return Waiting(b"")


def pipe(path: pathlib.Path) -> Any:
    fifo = path.with_name("fifo")
    os.mkfifo(fifo)
    return fifo


@pytest.mark.table(
    ("make", "reason"),
    [
        (lambda path: path.with_name("none.pdf"), r"none\.pdf'.*No such file"),
        (lambda path: path.parent, "it is a directory"),
        (lambda path: path / "below", "Not a directory"),
        (lambda _: pathlib.Path("nul\x00l"), r"null (byte|character)"),
        (pipe, "not a regular file"),
        (lambda _: pathlib.Path("/dev/zero"), "not a regular file"),
        (text_file, r"a\.pdf'.*text mode; open it with mode 'rb'"),
        (lambda _: io.StringIO("text"), r"\(StringIO\).*text mode"),
        (closed_file, r"a\.pdf'.*it is closed"),
        (write_only, "not open for reading"),
        (failing, r"a\.pdf'.*: Input/output error"),
        (cursed, "theirs"),
        (wordy, r"read\(\) gave str, not bytes"),
        (waiting, "non-blocking"),
        (lambda _: ("", DATA), "name must be a string that isn't empty"),
        (lambda _: {"type": "file", "data": DATA, "name": 7}, "name must be a string"),
        (lambda _: ("a.pdf", DATA, "pdf"), "media type 'pdf' isn't of the form type/subtype"),
        (lambda _: ("a", DATA, "a/b;base64,evil\n"), "isn't of the form"),
        (lambda _: ("a", DATA, "a/b,c"), "isn't of the form"),
        (lambda _: {"type": "file", "data": DATA, "mime": 7}, "media type 7"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_by_place_name_and_reason(
    path: pathlib.Path, make: Any, reason: str
) -> None:
    file = make(path)
    try:
        with pytest.raises(FileInputError, match=reason) as caught:
            encode_files({"docs": [None, file]})
    finally:
        if isinstance(file, io.IOBase):
            file.close()

    assert str(caught.value).startswith("at /docs/1, the file ")


def test_a_file_without_permission_is_refused(
    path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:  # chmod would not stop root
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)

    with pytest.raises(FileInputError, match="Permission denied"):
        encode_files(path)


def test_the_cause_is_chained_and_the_machinery_is_not(path: pathlib.Path) -> None:
    with pytest.raises(FileInputError) as unreadable:
        encode_files(path.with_name("none"))
    with pytest.raises(FileInputError) as refused:
        encode_files(path.parent)

    assert isinstance(unreadable.value.__cause__, FileNotFoundError)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_long_path_does_not_hide_the_reason() -> None:
    with pytest.raises(FileInputError, match="No such file"):
        encode_files(pathlib.Path("/x" * 1000) / "a.pdf")


# Sizes ------------------------------------------------------------------------------------


def untouched(data: bytes) -> BinaryIO:
    class Untouched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("read although its size is known")

    return Untouched(data)


@pytest.mark.table(
    "value",
    [b"x" * 11, ("a", bytearray(b"x" * 11)), memoryview(array.array("i", [1, 2, 3])),
     untouched(b"x" * 11), OneWay(b"x" * 11), {"type": "file", "data": b"x" * 11}],
)  # fmt: skip
def test_a_file_over_its_limit_is_refused(value: object) -> None:
    with pytest.raises(FileInputError, match="larger than the 10 bytes a file may have"):
        encode_files(value, max_bytes=10)


def test_a_path_over_its_limit_is_refused_before_it_is_opened(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = tmp_path / "big.bin"
    with big.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)  # sparse: takes no room
    monkeypatch.setattr("builtins.open", untouched)

    with pytest.raises(FileInputError, match=r"big\.bin'.*larger than the 20,971,520 bytes"):
        encode_files(big)


def test_a_file_at_its_limit_passes() -> None:
    assert encode_files(b"x" * 10, max_bytes=10) == wire(b"x" * 10)
    assert encode_files(OneWay(b"x" * 10), max_bytes=10) == wire(b"x" * 10)
    assert encode_files(io.BytesIO(b"--" + b"x" * 10), max_bytes=12) == wire(b"--" + b"x" * 10)


def test_only_what_is_left_of_an_open_file_counts() -> None:
    file = io.BytesIO(b"x" * 100)
    file.seek(95)

    assert encode_files(file, max_bytes=5) == wire(b"x" * 5)


def test_a_file_that_grows_while_it_is_read_is_caught(path: pathlib.Path) -> None:
    class Growing(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return 0 if whence == os.SEEK_END else super().seek(offset, whence)

    with pytest.raises(FileInputError, match="larger than the 10 bytes"):
        encode_files(Growing(b"x" * 11), max_bytes=10)


@pytest.mark.table("most", [7, 10**6])
def test_an_endless_stream_is_read_no_further_than_the_limit(most: int) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), most)
            self.given += size
            return size

    stream = Endless()
    with pytest.raises(FileInputError, match="larger than"):
        encode_files(stream, max_bytes=1000)

    assert stream.given == 1001


def test_a_refused_file_is_put_back_where_it_stood() -> None:
    file = io.BytesIO(b"x" * 100)
    file.seek(3)

    with pytest.raises(FileInputError):
        encode_files(file, max_bytes=10)
    assert file.tell() == 3


def test_an_input_without_files_may_be_of_any_size() -> None:
    assert len(encode_files("x" * (MAX_FILE_BYTES + 1))) > MAX_FILE_BYTES


# Names and media types --------------------------------------------------------------------


@pytest.mark.table(
    ("name", "media_type"),
    [
        ("a.pdf", "application/pdf"),
        ("A.PDF", "application/pdf"),
        ("dir.png/a.pdf", "application/pdf"),
        ("notes.txt", "text/plain"),
        ("notes.md", "text/markdown"),
        ("data.csv", "text/csv"),
        ("data.json", "application/json"),
        ("photo.JPG", "image/jpeg"),
        ("photo.webp", "image/webp"),
        ("report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("v1.2.pdf", "application/pdf"),
        ("x.tar.gz", "application/gzip"),
        ("x.txt.bz2", "application/x-bzip2"),
        ("x.json.xz", "application/x-xz"),
        ("x.zip", "application/zip"),
        ("http://host/a.pdf", "application/pdf"),
        ("data:text/html,x", "application/octet-stream"),
        ("a#b.png", "image/png"),
        ("a?b.png", "image/png"),
        ("a.ts", "application/octet-stream"),  # some systems' lists make it a Qt translation
        ("README", "application/octet-stream"),
        (".pdf", "application/pdf"),
        ("dir.pdf/", "application/octet-stream"),
        ("x.unheardof", "application/octet-stream"),
        ("x.", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_the_media_type_is_guessed_by_name(name: str, media_type: str) -> None:
    assert guess_media_type(name) == media_type


@given(st.text())
def test_every_name_has_a_media_type(name: str) -> None:
    guessed = guess_media_type(name)

    assert essence(guessed) == guessed


def test_parameters_stay_out_of_the_data_url_where_sim_would_drop_the_file() -> None:
    file = encode_files(("a.txt", b"hi", "text/plain; charset=utf-8"))

    assert file["data"] == "data:text/plain;base64,aGk="
    assert file["mime"] == "text/plain; charset=utf-8"


@pytest.mark.table(
    ("media_type", "kind"),
    [
        ("text/plain", "text/plain"),
        (" text/plain ", "text/plain"),
        ('text/plain;charset="utf-8"', "text/plain"),
        ("image/svg+xml", "image/svg+xml"),
        ("text", None),
        ("text/", None),
        ("/plain", None),
        ("a/b/c", None),
        ("text/plain\nx", None),
        ("text/plain;\n", None),
        ("tëxt/plain", None),
        ("", None),
    ],
)
def test_a_media_type_is_told_from_what_is_none(media_type: str, kind: str | None) -> None:
    assert essence(media_type) == kind


@pytest.mark.skipif(os.name != "posix", reason="only there can a name be any bytes")
def test_a_name_that_is_no_text_can_still_be_sent(tmp_path: pathlib.Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9.pdf"
    with open(odd, "wb") as file:
        file.write(DATA)

    file_value = encode_files(pathlib.Path(os.fsdecode(odd)))

    assert file_value == {**PDF, "name": "caf?.pdf"}
    assert json.loads(to_json_bytes(file_value)) == file_value


@given(st.binary(max_size=200), st.text(min_size=1).filter(str.strip))
def test_what_is_encoded_decodes_to_what_was_given(data: bytes, name: str) -> None:
    file = encode_files((name, data))
    head, _, text = file["data"].partition(",")

    assert base64.b64decode(text, validate=True) == data
    assert head == f"data:{file['mime']};base64"
    assert file["name"] == name


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.tuples(inner, inner)
    ),
)


@given(plain)
def test_an_input_without_files_comes_out_as_the_same_json(value: object) -> None:
    assert not has_files(value)
    assert to_json_bytes(encode_files(value)) == to_json_bytes(value)


@given(st.recursive(st.binary(max_size=3), lambda inner: st.lists(inner, max_size=3)))
def test_has_files_is_right_about_any_nesting(value: object) -> None:
    assert has_files(value) is ("base64" in json.dumps(encode_files(value)))
