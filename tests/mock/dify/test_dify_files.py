"""Uploads: what is taken, and the rules a file can break."""

import pytest

BOUNDARY = {"Content-Type": "multipart/form-data; boundary=B"}


def raw(world, disposition, *headers, data=b"x"):
    """A part just as written."""
    lines = [f"Content-Disposition: form-data; {disposition}", *headers]
    part = b"--B\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + data + b"\r\n--B--\r\n"
    return world.ask("POST", "/files/upload", content=part, headers=BOUNDARY)


def test_the_documented_answer(world):
    answer = world.upload("Report.PDF", b"12345", "application/pdf")
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {
        *("id", "name", "size", "extension", "mime_type", "created_by", "created_at")
    }
    assert (body["name"], body["size"], body["extension"]) == ("Report.PDF", 5, "pdf")
    assert (body["mime_type"], body["created_at"]) == ("application/pdf", 1767225600)


def test_the_newer_answer_has_more(newer):
    body = newer.upload().json()
    assert body["source_url"].startswith(f"https://files.example.com/files/{body['id']}/")
    assert body["tenant_id"]
    nulls = {name for name, value in body.items() if value is None}
    assert nulls == {
        *("reference", "preview_url", "original_url", "user_id", "conversation_id", "file_key")
    }


def test_the_uploader_is_the_end_user_of_that_name(newer):
    uploaded = newer.upload(user="tea").json()["created_by"]
    assert newer.get(f"/end-users/{uploaded}").json()["session_id"] == "tea"


def test_without_a_user_the_file_is_everybodys_who_is_nobody(newer):
    first = newer.ask("POST", "/files/upload", files={"file": ("a.txt", b"", "text/plain")})
    assert newer.get(f"/end-users/{first.json()['created_by']}").json()["session_id"] == (
        "DEFAULT-USER"
    )


def test_the_type_field_of_the_documented_sample_is_read_by_nobody(either):
    files = {"file": ("a.txt", b"x", "text/plain")}
    answer = either.ask("POST", "/files/upload", files=files, data={"user": "u", "type": "TXT"})
    assert answer.status_code == 201


def test_the_bytes_are_kept(either):
    file_id = either.upload(data=b"\x00\r\n\xff").json()["id"]
    assert either.dify.uploads[file_id].data == b"\x00\r\n\xff"


def test_no_file_at_all(either):
    for answer in (
        either.post("/files/upload", {"file": "x"}),
        either.ask("POST", "/files/upload", data={"user": "u"}),
        either.ask("POST", "/files/upload", files={"data": ("a.txt", b"x", "text/plain")}),
        raw(either, 'name="file"', "Content-Type: text/plain"),
        either.ask("POST", "/files/upload", content=b"nonsense", headers=BOUNDARY),
    ):
        assert answer.status_code == 400
        assert answer.json()["code"] in ("no_file_uploaded", "bad_request_key_error")
        modern = answer.headers["x-version"] != "0.14.2"
        assert (answer.json()["code"] == "no_file_uploaded") is modern


def test_files_under_several_names(either):
    part = ("a.txt", b"x", "text/plain")
    answer = either.ask("POST", "/files/upload", files={"file": part, "other": part})
    assert answer.json()["code"] == "too_many_files"


def test_of_two_files_under_one_name_the_second_is_dropped(either):
    files = [("file", (f"{n}.txt", b"x", "text/plain")) for n in (1, 2)]
    assert either.ask("POST", "/files/upload", files=files).json()["name"] == "1.txt"


def test_an_empty_file_name(either):
    answer = raw(either, 'name="file"; filename=""', "Content-Type: text/plain")
    assert answer.json()["code"] == "filename_not_exists_error"


def test_a_part_without_a_type(either):
    answer = raw(either, 'name="file"; filename="a.txt"')
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_file_type")


@pytest.mark.table("name", ["a/b.txt", "a\\\\b.txt"])
def test_a_path_for_a_name_is_refused_in_2026_08_only(world, newer, name):
    disposition = f'name="file"; filename="{name}"'
    answer = raw(newer, disposition, "Content-Type: text/plain")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert raw(world, disposition, "Content-Type: text/plain").json()["extension"] == "txt"


@pytest.mark.table(
    ("name", "fits"), [("a.png", 1), ("a.mp3", 2), ("a.mp4", 3), ("a.txt", 4), ("a", 4)]
)
@pytest.mark.table(
    ("dialect", "text"), [("2024-12", "File size exceeded. {message}"), ("2026-08", "")]
)
def test_a_file_over_the_limit_of_its_kind(make, name, fits, dialect, text):
    kinds = ("image", "audio", "video", "other")
    limits = {kind: n / 2**20 for n, kind in enumerate(kinds, 1)}
    world = make(dialect=dialect, upload_limits=limits)
    assert world.upload(name, b"x" * fits).status_code == 201
    answer = world.upload(name, b"x" * (fits + 1))
    assert answer.status_code == 413
    assert answer.json() == {"code": "file_too_large", "message": text, "status": 413}


def test_what_the_operator_blocks(make):
    world = make(dialect="2026-08", blocked_extensions=[".EXE"])
    assert world.upload("a.exe").json()["code"] == "invalid_param"
    assert world.upload("exe").status_code == 201


def test_a_long_name_is_cut_and_keeps_its_extension(either):
    assert either.upload("n" * 300 + ".txt").json()["name"] == "n" * 196 + ".txt"
    assert either.upload("n" * 300).json()["name"] == "n" * 200


def test_a_name_in_any_script(either):
    answer = raw(either, 'name="file"; filename="報告.pdf"', "Content-Type: application/pdf")
    assert (answer.json()["name"], answer.json()["extension"]) == ("報告.pdf", "pdf")
