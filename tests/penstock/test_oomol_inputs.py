"""Inputs in three forms, sent in one; and what goes with them."""

from __future__ import annotations

import copy
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import request as sent_of
from penstock.errors import FileInputError, UsageError
from penstock.oomol import _requests
from penstock.oomol._requests import by_name, normalized
from penstock_api import models, operations

HI = {"handle": "text", "value": "hi"}
TWO = {"handle": "n", "value": 2}


def create_task(fields: dict[str, Any], files: Any = ()) -> Any:
    """The request for a task; with files it is a form."""
    if files:
        return operations.create_task.build(body=_requests.form(fields, files))
    body = models.OomolCreateTaskRequest(additional_properties=fields)
    return operations.create_task.build(body=body)


@pytest.mark.table(
    ("given_values", "sent"),
    [
        ({"text": "hi", "n": 2}, [{"nodeId": "_", "inputs": [HI, TWO]}]),
        ([HI], [{"nodeId": "_", "inputs": [HI]}]),
        ([HI, TWO], [{"nodeId": "_", "inputs": [HI, TWO]}]),
        ((HI,), [{"nodeId": "_", "inputs": [HI]}]),
        (
            [{"nodeId": "a", "inputs": [HI]}, {"nodeId": "b", "inputs": []}],
            [{"nodeId": "a", "inputs": [HI]}, {"nodeId": "b", "inputs": []}],
        ),
        ([{"nodeId": "a", "inputs": {"text": "hi"}}], [{"nodeId": "a", "inputs": [HI]}]),
        ([{**HI, "more": 1}], [{"nodeId": "_", "inputs": [{**HI, "more": 1}]}]),
        (
            [{"nodeId": "a", "inputs": [{**HI, "more": 1}], "x": 2}],
            [{"nodeId": "a", "inputs": [{**HI, "more": 1}], "x": 2}],
        ),
        ({"text": None}, [{"nodeId": "_", "inputs": [{"handle": "text", "value": None}]}]),
        (
            {"handle": "x", "value": 1},
            [
                {
                    "nodeId": "_",
                    "inputs": [{"handle": "handle", "value": "x"}, {"handle": "value", "value": 1}],
                }
            ],
        ),
        ({}, []),
        ([], []),
        (None, None),
    ],
)
def test_each_form_becomes_the_one_that_is_sent(given_values: Any, sent: Any) -> None:
    """And what was given is left alone."""
    before = copy.deepcopy(given_values)
    assert normalized(given_values) == sent
    assert given_values == before


@pytest.mark.table(
    ("given_values", "message"),
    [
        ("ab", "inputValues must be a dict of inputs or a list of them, not str"),
        (b"ab", "not bytes"),
        (7, "not int"),
        ({1, 2}, "not set"),
        (iter([HI]), "not list_iterator"),
        (["ab"], r"inputValues\[0\] must be a dict, not str"),
        ([{}], r"inputValues\[0\] has neither a handle nor a nodeId"),
        ([HI, {}], r"inputValues\[1\] has neither"),
        ([{"handle": "a", "nodeId": "b"}], "has both a handle and a nodeId"),
        (
            [HI, {"nodeId": "a", "inputs": []}],
            r"inputValues\[1\] has a nodeId, inputValues\[0\] has none",
        ),
        (
            [{"nodeId": "a", "inputs": []}, HI],
            r"inputValues\[0\] has a nodeId, inputValues\[1\] has none",
        ),
        ([{"handle": "a"}], r"inputValues\[0\] has no value; give None for null"),
        ([{"handle": "", "value": 1}], r"inputValues\[0\]\['handle'\] must be a string"),
        ([{"handle": 3, "value": 1}], "must be a string that isn't empty, not 3"),
        ([{"nodeId": "a"}], r"inputValues\[0\] has no inputs"),
        ([{"nodeId": 1, "inputs": []}], r"\['nodeId'\] must be a string"),
        ([{"nodeId": "a", "inputs": "x"}], r"inputValues\[0\]\['inputs'\] must be a dict"),
        ([{"nodeId": "a", "inputs": [1]}], r"inputValues\[0\]\['inputs'\]\[0\] has no handle"),
        ([{"nodeId": "a", "inputs": [{"value": 1}]}], "has no handle"),
        ({1: "a"}, "a key of inputValues must be a string"),
        ({"": "a"}, "a key of inputValues must be a string"),
    ],
)
def test_what_no_server_could_use_is_refused(given_values: Any, message: str) -> None:
    """By the place where it stands; the official clients send it, or drop it, without a word."""
    with pytest.raises(UsageError, match=message):
        normalized(given_values)


words = st.text(min_size=1)


@given(st.dictionaries(words, st.integers()))
def test_all_forms_mean_the_same(values: dict[str, int]) -> None:
    """The same inputs, in whatever form, are sent in one."""
    handles = [{"handle": name, "value": value} for name, value in values.items()]
    assert normalized(values) == normalized(handles)
    assert normalized([{"nodeId": "_", "inputs": handles}]) == (
        normalized(values) or [{"nodeId": "_", "inputs": []}]
    )
    assert by_name(values) == by_name(handles) == values


KEYS = st.sampled_from(["handle", "value", "nodeId", "inputs", "other"])


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=10,
    )
)
def test_whatever_is_not_refused_can_be_sent(values: Any) -> None:
    """A list of nodes, each with an id and a list of inputs, each with a handle and a value."""
    try:
        sent = normalized(values)
    except UsageError:
        return
    for node in sent or ():
        assert node["nodeId"]
        assert all(item["handle"] and "value" in item for item in node["inputs"])


def test_for_one_block_the_nodes_play_no_part() -> None:
    """But no input may be given twice."""
    nodes = [{"nodeId": "a", "inputs": [HI]}, {"nodeId": "b", "inputs": [TWO]}]
    assert by_name(nodes) == {"text": "hi", "n": 2}
    assert by_name(None) == {}
    with pytest.raises(UsageError, match="'text' is given twice"):
        by_name([HI, HI])


# --- what is asked for ---------------------------------------------------------------------------


@pytest.mark.table(
    ("request_dict", "task_key", "sent"),
    [
        ({"manifest": "a::b"}, None, {"manifest": "a::b"}),
        ({"blockId": "a::b"}, None, {"blockId": "a::b"}),
        ({"block_id": "a::b"}, None, {"blockId": "a::b"}),
        ({"manifest": "f", "blockId": "f"}, None, {"manifest": "f", "blockId": "f"}),
        ({"manifest": "f", "blockId": None}, None, {"manifest": "f"}),
        ({"blockId": "f"}, "manifest", {"manifest": "f"}),
        ({"manifest": "f"}, "blockId", {"blockId": "f"}),
        ({"manifest": "f"}, "both", {"manifest": "f", "blockId": "f"}),
        ({"manifest": "f", "inputValues": None}, None, {"manifest": "f"}),
        ({"manifest": "f", "inputValues": {}}, None, {"manifest": "f", "inputValues": []}),
        (
            {"manifest": "f", "input_values": [HI]},
            None,
            {"manifest": "f", "inputValues": [{"nodeId": "_", "inputs": [HI]}]},
        ),
        ({"manifest": "f", "priority": 3}, None, {"manifest": "f", "priority": 3}),
    ],
)
def test_a_task_is_named_as_its_caller_names_it(
    request_dict: Any, task_key: Any, sent: Any
) -> None:
    """Unless the client has the name that the server knows; an unknown one goes along."""
    before = copy.deepcopy(request_dict)
    request = sent_of(create_task(_requests.new_task(request_dict, task_key)))
    assert request.body is not None
    assert json.loads(request.body) == sent
    assert (request.method, request.path) == ("POST", "/v1/tasks")
    assert request.headers["content-type"] == "application/json"
    assert request_dict == before


@pytest.mark.table(
    ("request_dict", "message"),
    [
        ("a::b", "given as a dict"),
        (None, "given as a dict"),
        ({}, "nothing to run"),
        ({"manifest": None}, "nothing to run"),
        ({"inputValues": {}}, "nothing to run"),
        ({"manifest": ""}, "manifest must be a string that isn't empty"),
        ({"manifest": "  "}, "manifest must be"),
        ({"blockId": 3}, "blockId must be"),
        ({"manifest": "a", "blockId": "b"}, "manifest and blockId differ"),
        ({"block_id": "a", "blockId": "b"}, "blockId is given under two names"),
        ({"manifest": "a", "inputValues": {}, "input_values": {}}, "inputValues is given under"),
        ({"manifest": "a", "inputValues": "ab"}, "must be a dict of inputs"),
    ],
)
def test_what_can_not_be_run_is_refused(request_dict: Any, message: str) -> None:
    """With the remedy in the message."""
    with pytest.raises(UsageError, match=message):
        _requests.new_task(request_dict)


@pytest.mark.table("value", [float("nan"), b"x", "\ud800", {1, 2}, object()])
def test_a_value_without_json_is_refused(value: Any) -> None:
    """By its place, with and without files."""
    what = _requests.new_task({"manifest": "a", "inputValues": {"x": value}})
    parts = _requests.read_parts([b"content"])
    with pytest.raises(UsageError, match="/inputValues/0/inputs/0/value"):
        sent_of(create_task(what))
    with pytest.raises(UsageError, match="/0/inputs/0/value"):
        create_task(what, parts)


def test_a_lone_surrogate_in_a_name_is_refused() -> None:
    """With and without files."""
    what = _requests.new_task({"manifest": "a\ud800"})
    for parts in ([], _requests.read_parts([b"content"])):
        with pytest.raises(UsageError, match="surrogate"):
            sent_of(create_task(what, parts))


def test_a_form_has_the_parts_in_the_documented_order() -> None:
    """The block, the inputs as JSON text, and each file under one name."""
    what = _requests.new_task({"manifest": "a::b", "inputValues": {"x": "é"}, "priority": 3})
    built = create_task(what, _requests.read_parts([("é.txt", b"one"), b"two"]))
    request = sent_of(built)
    kind, body = request.headers["content-type"], request.body or b""
    boundary = kind.partition("boundary=")[2].encode()
    heads = [part.partition(b"\r\n\r\n") for part in body.split(b"--" + boundary)[1:-1]]
    sent = [(head.strip().decode(), content[:-2].decode()) for head, _, content in heads]
    disposition = "Content-Disposition: form-data; name="
    assert sent == [
        (f'{disposition}"manifest"', "a::b"),
        (f'{disposition}"inputValues"', '[{"nodeId":"_","inputs":[{"handle":"x","value":"é"}]}]'),
        (f'{disposition}"priority"', "3"),
        (f'{disposition}"files"; filename="é.txt"\r\nContent-Type: text/plain', "one"),
        (f'{disposition}"files"; filename="file"\r\nContent-Type: application/octet-stream', "two"),
    ]


def test_a_package_is_installed_by_name_and_version() -> None:
    """The version may be missing, but not empty."""
    assert _requests.install_package("kit", None).body == {"name": "kit"}
    body = _requests.install_package("kit", "1.0.0").body
    assert body == {"name": "kit", "version": "1.0.0"}
    for name, version in (("", None), (None, None), ("kit", ""), ("kit", 1)):
        with pytest.raises(UsageError, match="must be a string"):
            _requests.install_package(name, version)  # type: ignore[arg-type]


# --- files ---------------------------------------------------------------------------------------


def test_one_file_or_several_in_any_form(tmp_path: Path) -> None:
    """A str is a path here, never content."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"PDF")
    one = ("a.pdf", b"PDF", "application/pdf")
    named = ("x.bin", b"BIN")
    with path.open("rb") as opened:
        several = [str(path), path, opened, named]
        for files in (several, tuple(several), iter(several)):
            parts = _requests.read_parts(_requests.as_list(files))
            found = [(part.name, part.content, part.media_type) for part in parts]
            assert found == [one, one, one, ("x.bin", b"BIN", "application/octet-stream")]
        for file in (str(path), path, opened, one):
            assert len(_requests.as_list(file)) == 1
            assert _requests.read_parts(_requests.as_list(file))[0].content == b"PDF"


@pytest.mark.table("files", [None, [], (), iter(())])
def test_no_files_are_none(files: Any) -> None:
    """Then the task is created with JSON."""
    assert _requests.as_list(files) == []


def test_a_tuple_of_paths_is_several_files() -> None:
    """Only one whose second part is content is a named file."""
    assert _requests.as_list(("a.txt", "b.txt")) == ["a.txt", "b.txt"]
    assert _requests.as_list(("a.txt", BytesIO(b""))) != ["a.txt"]
    assert len(_requests.as_list(("a.txt", BytesIO(b""), "text/plain"))) == 1


@pytest.mark.table("file", ["missing.txt", Path("missing.txt"), 7, object(), {"a": b""}])
def test_a_file_that_is_none_is_refused(file: Any) -> None:
    """By its name or its type."""
    with pytest.raises(UsageError, match=r"missing\.txt|int|object|files are a file"):
        _requests.read_parts(_requests.as_list(file))
    assert issubclass(FileInputError, UsageError)
