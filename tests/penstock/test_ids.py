"""Ids reach the path they are meant for, or none."""

from __future__ import annotations

import uuid
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.checks import check_id
from penstock.errors import UsageError


@pytest.mark.table(
    "value",
    ["wf-1", "0b2e9c1e-0000-4000-8000-000000000000", "run_1", "../x", "a/b", "...", "a..b",
     "ünï", "a b", "%2e%2e", "?x=1", "#", "日本", "😀"],
)  # fmt: skip
def test_an_id_that_escaping_makes_safe_passes_as_it_is(value: str) -> None:
    assert check_id("workflow_id", value) == value


@pytest.mark.table(
    ("value", "said"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("\n", "is empty"),
        (".", "another path"),
        ("..", "another path"),
        ("wf\n", "control character"),
        ("wf\x00", "control character"),
        ("\x7f", "control character"),
        ("wf\x85", "control character"),
        ("wf\ud800", "surrogate"),
        (None, "must be a string, not NoneType"),
        (1, "must be a string, not int"),
        (b"wf", "must be a string, not bytes"),
        (uuid.UUID(int=1), "must be a string, not UUID"),
    ],
)
def test_an_id_that_no_escaping_mends_is_refused_by_name(value: object, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        check_id("workflow_id", value)

    assert str(caught.value).startswith("workflow_id ")


@given(st.text(alphabet=st.sampled_from("./\\%2eEfF?#;:@ ax"), max_size=8))
def test_an_accepted_id_is_always_one_part_of_the_path(value: str) -> None:
    try:
        part = quote(check_id("id", value), safe="")
    except UsageError:
        return
    path = urlsplit(f"https://host/api/{part}/execute").path

    assert path.split("/") == ["", "api", part, "execute"]
    assert part not in {"", ".", ".."}


@given(st.text())
def test_an_id_is_accepted_or_refused_and_nothing_else(value: str) -> None:
    try:
        accepted = check_id("id", value)
    except UsageError:
        return
    assert accepted == value
    assert quote(accepted, safe="")  # which a lone surrogate would break
