"""The document's nodes: their lines, and their patience with odd shapes."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import document
import lint
import pytest
from hypothesis import given
from hypothesis import strategies as st

SMALL = document.load(Path(__file__).with_name("small.yaml"))
POINTERS = sorted(SMALL.lines)
ODD = (
    None,
    True,
    3,
    1.5,
    "x",
    [],
    [None],
    [{}],
    {},
    {"$ref": "#/components/schemas/DemoEvent"},
    {"allOf": [{"$ref": "#/components/schemas/DemoThing"}]},
)


def read(text: str, folder: Path) -> document.Document:
    """Load *text* as a document."""
    path = folder / "some.yaml"
    path.write_text(text, "utf-8")
    return document.load(path)


def test_each_node_knows_its_line(tmp_path: Path) -> None:
    """A key's own line, an element's own line, and for what is missing the parent's."""
    made = read("a:\n  b:\n    - c\n    - d: e\n2: f\n", tmp_path)
    assert made.at("a", "b").line == 2
    assert made.at("a", "b", 1).line == made.at("a", "b", 1, "d").line == 4
    assert made.at("a", "b", 7, "x").line == 2
    assert made.at(2).line == 5


@pytest.mark.table(
    ("text", "message"),
    [
        ("a: [1\n", r"some.yaml:2: .*expected ','"),
        ("a: 1\na: 2\n", "some.yaml:2: found duplicate key"),
        ("\ta: 1\n", "some.yaml:1: found character"),
        ("", "some.yaml:1: the document is empty"),
        ("a: &a [*a]\n", "some.yaml: .* an alias stands in what it repeats"),
        ("a: " + "[" * 2000 + "]" * 2000, "some.yaml: it is nested too deeply"),
    ],
    ids=range(6),
)
def test_text_that_is_no_document_is_refused(text: str, message: str, tmp_path: Path) -> None:
    """The message names the line, if there is one."""
    with pytest.raises(document.DocumentError, match=message):
        read(text, tmp_path)


def test_a_character_yaml_forbids_is_told_with_its_line(tmp_path: Path) -> None:
    """The reader's own exception knows neither the file nor the line."""
    with pytest.raises(document.DocumentError, match=r"some.yaml:2: .*take the character out"):
        read("openapi: 3.1.0\ninfo: \x07\n", tmp_path)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """And where it stops being UTF-8."""
    (tmp_path / "some.yaml").write_bytes("info: é".encode("latin-1"))
    with pytest.raises(document.DocumentError, match="not UTF-8 at byte 6"):
        document.load(tmp_path / "some.yaml")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(document.DocumentError, match=r"gone.yaml: No such file"):
        document.load(tmp_path / "gone.yaml")


def test_a_reference_is_followed_to_its_end(tmp_path: Path) -> None:
    """Over several steps, escaped names included; never for ever."""
    text = (
        "a: {$ref: '#/b~1c'}\nb/c: {$ref: '#/d'}\nd: {x: 1}\ne: {$ref: '#/e'}\nf: {$ref: '#/g'}\n"
    )
    made = read(text, tmp_path)
    assert made.at("a").resolved().get("x").value == 1
    assert made.at("e").resolved().value is None
    assert made.at("f").resolved().value is None


@given(st.sampled_from(POINTERS), st.sampled_from(ODD))
def test_no_shape_crashes_the_linter(pointer: tuple[str, ...], odd: Any) -> None:
    """Whatever stands in a place, rules find or pass over it."""
    data: Any = {"root": copy.deepcopy(SMALL.data)}
    *way, last = ("root", *pointer)
    node = data
    for key in way:
        node = node[int(key) if isinstance(node, list) else key]
    node[int(last) if isinstance(node, list) else last] = odd
    lint.findings(document.Document("odd.yaml", data["root"], {(): 1}))
