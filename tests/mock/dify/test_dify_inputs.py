"""The inputs of a run, checked against the form of its app, in the server's words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock_mock.services import dify
from penstock_mock.services import pydantic_2_12 as pydantic
from penstock_mock.services.dify.context import extension_of, kind_of

FORM = [
    {"text-input": {"variable": "title", "required": True, "max_length": 5}},
    {"paragraph": {"variable": "text"}},
    {"select": {"variable": "tone", "options": ["plain", "warm"], "default": "plain"}},
    {"number": {"variable": "count"}},
    {"checkbox": {"variable": "short"}},
    {"json_object": {"variable": "extra"}},
    {"file": {"variable": "photo", "allowed_file_types": ["image"]}},
    {"file-list": {"variable": "papers", "max_length": 2}},
]
URL = {"transfer_method": "remote_url", "url": "https://x.example/cat.png"}
IMAGE = {"type": "image", **URL}
UNKNOWN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def strict(make):
    return make(dialect="2026-08", user_input_form=FORM)


@pytest.mark.table(
    ("inputs", "text"),
    [
        ({}, "title is required in input form"),
        ({"title": None}, "title is required in input form"),
        ({"tone": ""}, "tone in input form must be one of the following: ['plain', 'warm']"),
        ({"title": 5}, "(type 'text-input') title in input form must be a string"),
        ({"title": "123456"}, "title in input form must be less than 5 characters"),
        ({"tone": "loud"}, "tone in input form must be one of the following: ['plain', 'warm']"),
        ({"count": "many"}, "count in input form must be a valid number"),
        ({"count": "inf"}, "count in input form must be a valid number"),
        ({"extra": "x"}, "extra in input form must be a dict"),
        ({"photo": [IMAGE]}, "photo in input form must be a file"),
        ({"papers": IMAGE}, "papers in input form must be a list of files"),
        ({"papers": [IMAGE] * 3}, "papers in input form must be less than 2 files"),
        ({"papers": [1]}, "papers in input form must be a list of files"),
        ({"photo": {}}, "transfer_method is required in file mapping"),
        ({"photo": {"transfer_method": "x"}}, "'x' is not a valid FileTransferMethod"),
        ({"photo": {"type": "image", "transfer_method": "remote_url"}}, "Invalid file url"),
        ({"photo": {"transfer_method": "local_file"}}, "Invalid upload file id"),
        (
            {"photo": {"transfer_method": "local_file", "upload_file_id": "x"}},
            "Invalid upload file id format",
        ),
        (
            {"photo": {"transfer_method": "local_file", "upload_file_id": UNKNOWN}},
            "Invalid upload file",
        ),
        (
            {"photo": {"type": "video", **URL}},
            "Detected file type does not match the specified type. Please verify the file.",
        ),
        (
            {"photo": {"type": "document", **URL, "url": "https://x.example/a.pdf"}},
            "File validation failed for file: a.pdf",
        ),
        ({"photo": {"type": "picture", **URL}}, "'picture' is not a valid FileType"),
    ],
)
def test_an_input_the_app_can_not_take(strict, inputs, text):
    answer = strict.run({"title": "x", **inputs} if "title" not in inputs and inputs else inputs)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert answer.json()["message"] == text


@pytest.mark.table(
    ("name", "given_", "seen"),
    [
        ("count", 3, 3),
        ("count", "3", 3),
        ("count", "1.5", 1.5),
        ("count", "1e3", 1000.0),
        ("count", "", None),
        ("title", "", ""),
        ("text", "", ""),
        ("tone", None, "plain"),
        ("short", "Yes", True),
        ("short", 0, False),
        ("short", False, False),
        ("short", "maybe", "maybe"),
        ("short", [1], [1]),
        ("count", True, True),
        ("extra", {"a": 1}, {"a": 1}),
        ("papers", [], []),
    ],
)
def test_what_the_workflow_sees(strict, name, given_, seen):
    assert strict.ran({"title": "x", name: given_})["outputs"][name] == seen


def test_names_nobody_asked_for_are_dropped(strict):
    assert "other" not in strict.ran({"title": "x", "other": 1})["outputs"]


def test_the_documented_server_names_no_type(make):
    world = make(user_input_form=FORM)
    text = world.run({"title": 5}).json()["message"]
    assert text == "title in input form must be a string"


def test_an_app_of_ones_own_form(newer):
    newer.dify.app("own", user_input_form=FORM)
    assert newer.run(key="own").status_code == 400
    assert newer.run().status_code == 200


# -- files --------------------------------------------------------------------------------------


def local(file_id, kind="document"):
    return {"type": kind, "transfer_method": "local_file", "upload_file_id": file_id}


def test_a_file_of_the_users_own_is_seen_by_the_workflow(either):
    file_id = either.upload("mail.eml", b"hi").json()["id"]
    seen = either.ran({"mail": local(file_id)})["outputs"]["mail"]
    assert seen["dify_model_identity"] == "__dify__file__"
    assert (seen["filename"], seen["extension"], seen["size"]) == ("mail.eml", ".eml", 2)
    assert seen["related_id"] == file_id


def test_another_users_file_is_refused_in_2026_08_only(world, newer):
    for each, status in ((world, 200), (newer, 400)):
        file_id = each.upload(user="somebody").json()["id"]
        for given_ in ({"inputs": {"f": local(file_id)}}, {"files": [local(file_id)]}):
            answer = each.run(body=given_)
            assert answer.status_code == status
    assert answer.json()["message"] == "Invalid upload file"


def test_a_file_in_a_list_is_looked_up_too(either):
    answer = either.run({"files": [IMAGE, {"transfer_method": "local_file"}]})
    assert answer.json()["message"] == "Invalid upload file id"


def test_the_extension_beats_the_declared_type_in_2026_08_only(world, newer):
    for each, status in ((world, 200), (newer, 400)):
        file_id = each.upload("photo.png", mime="image/png").json()["id"]
        assert each.run({"f": local(file_id, "document")}).status_code == status
        assert each.run({"f": local(file_id, "image")}).status_code == 200
        assert each.run({"f": local(file_id, "custom")}).status_code == 200


def test_files_beside_the_inputs_are_in_the_run(newer):
    file_id = newer.upload().json()["id"]
    run = newer.ran(body={"files": [local(file_id)]})
    assert file_id in newer.detail(run["id"])["inputs"]


def test_there_can_be_too_many_files(make):
    world = make(file_limit=2)
    answer = world.run(body={"files": [IMAGE] * 3})
    assert answer.json()["message"] == "Number of files exceeds the maximum limit 2"


def test_an_app_says_which_files_it_takes(newer):
    newer.dify.app(
        file_upload={"allowed_file_types": ["custom"], "allowed_file_extensions": [".LOG", "md"]}
    )
    for name, status in (("a.log", 200), ("a.txt", 400)):
        file = {"type": "custom", **URL, "url": f"https://x.example/{name}"}
        assert newer.run(body={"files": [file]}).status_code == status
    newer.dify.app(file_upload={"allowed_file_upload_methods": ["local_file"]})
    assert newer.run(body={"files": [IMAGE]}).status_code == 400


@pytest.mark.table(
    ("name", "mime", "kind"),
    [
        ("a.PNG", "text/plain", "image"),
        ("a.webm", "audio/webm", "video"),
        ("a.mpga", "", "audio"),
        ("a.unknown", "audio/x", "audio"),
        ("a.unknown", "text/x", "document"),
        ("a", "", "custom"),
        (".png", "", "custom"),
    ],
)
def test_what_a_file_is_taken_for(name, mime, kind):
    assert kind_of(extension_of(name), mime) == kind


# -- the body -----------------------------------------------------------------------------------


@pytest.mark.table(
    ("body", "old", "params", "new"),
    [
        (
            {"user": "u"},
            "Missing required parameter in the JSON body",
            "inputs",
            "inputs\n  Field required [type=missing, input_value={'user': 'u'}, input_type=dict]",
        ),
        (
            {"user": "u", "inputs": None},
            "Must not be null!",
            "inputs",
            "inputs\n  Input should be a valid dictionary [type=dict_type, input_value=None,",
        ),
        (
            {"user": "u", "inputs": {}, "response_mode": "later"},
            "later is not a valid choice",
            "response_mode",
            "response_mode\n  Input should be 'blocking' or 'streaming' [type=literal_error,",
        ),
        (
            {"user": "u", "inputs": {}, "files": 5},
            "'int' object is not iterable",
            "files",
            "files\n  Input should be a valid list [type=list_type, input_value=5,",
        ),
        (
            {"user": "u", "inputs": "x"},
            "dictionary update sequence element #0 has length 1; 2 is required",
            "inputs",
            "inputs\n  Input should be a valid dictionary [type=dict_type, input_value='x',",
        ),
    ],
)
def test_a_bad_body_in_the_words_of_each_generation(world, newer, body, old, params, new):
    answer = world.post("/workflows/run", body).json()
    assert (answer["code"], answer["message"], answer["params"]) == ("invalid_param", old, params)
    answer = newer.post("/workflows/run", body).json()
    assert answer["message"].startswith("1 validation error for WorkflowRunPayload\n" + new)
    assert (
        answer["message"]
        .splitlines()[-1]
        .startswith("    For further information visit https://errors.pydantic.dev/")
    )
    assert "params" not in answer


@pytest.mark.table(
    ("content", "status", "code"),
    [
        (b"", 400, "bad_request"),
        (b"{", 400, "bad_request"),
        (b"[]", 500, "unknown"),
        (b'"text"', 500, "unknown"),
        (b"null", 500, "unknown"),
        (b"{}", 400, "invalid_param"),
        (b'{"inputs": {}, "user": ""}', 400, "invalid_param"),
        (b'{"inputs": {}, "user": 7}', 200, None),
    ],
)
def test_odd_bodies(either, content, status, code):
    answer = either.ask(
        "POST",
        "/workflows/run",
        content=content,
        headers={"Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json().get("code")) == (status, code)


@pytest.mark.table("path", ["/workflows/run", "/workflows/tasks/t/stop"])
def test_a_form_is_no_json(either, path):
    answer = either.ask("POST", path, data={"user": "u"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_every_issue_is_told():
    issues = [pydantic.missing("a", {}), pydantic.missing("b", {})]
    assert pydantic.text_of("Payload", issues).startswith("2 validation errors for Payload\na\n")


@settings(max_examples=30)
@given(st.text(), st.recursive(st.none() | st.text(), st.lists))
def test_any_value_can_be_told_of(path, value):
    text = pydantic.text_of("Payload", [pydantic.missing(path, value)])
    assert len(text) < len(path) + 300


def test_a_long_value_loses_its_middle():
    text = pydantic.text_of("P", [pydantic.missing("a", {"a": "x" * 40, "user": "abc-123"})])
    assert "input_value={'a': 'xxxxxxxxxxxxxxxxxx...xxx', 'user': 'abc-123'}, input_type" in text


def test_a_lone_surrogate_and_huge_numbers_come_back(either):
    answer = either.ask(
        "POST",
        "/workflows/run",
        content=b'{"inputs": {"a": "\\ud800", "b": 1e999}, "user": "\\ud800"}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.json()["data"]["outputs"] == {"a": "\ud800", "b": None}


def test_a_stream_with_a_lone_surrogate_is_utf_8(newer):
    newer.does(dify.succeed({"text": "\ud800"}))
    assert '"\\ud800"' in newer.stream().text
