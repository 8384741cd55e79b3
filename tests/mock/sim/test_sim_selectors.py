"""Selected outputs lead to blocks as the server finds them."""

import pytest

from penstock_mock.services.sim.behaviours import Block
from penstock_mock.services.sim.streams import Stage, dig, split_selector

UUID = "7b7735b9-19e5-4bd6-818b-46aae2596e9f"
STAGE = Stage(
    "wf",
    (
        Block("Agent 1", {"content": "One", "tokens": {"total": 3}}, id=UUID),
        Block("Function 2", {"result": [1, {"a": 2}]}, agent=False),
    ),
    {},
)


@pytest.mark.table(
    ("text", "dialect", "found"),
    [
        ("agent1.content", "2025-10", ("agent1", "content")),
        ("Agent 1.tokens.total", "2025-10", ("Agent 1", "tokens.total")),
        (f"{UUID}_content", "2025-10", (UUID, "content")),
        (f"{UUID}.content", "2025-10", (UUID, "content")),
        (UUID, "2025-10", None),
        (UUID, "2026-08", (UUID, "")),
        (f"{UUID}.content", "2026-08", (UUID, "content")),
        ("agent1", "2026-08", None),
        ("agent1.", "2026-08", None),
        (".content", "2026-08", None),
        ("", "2026-08", None),
    ],
)
def test_a_selector_is_a_block_and_a_path(text, dialect, found):
    assert split_selector(text, dialect) == found


@pytest.mark.table("name", ["agent1", "AGENT1", "Agent 1", " a g e n t 1 ", "agent\t1", UUID])
def test_a_block_is_found_whatever_its_case_and_white_space(name):
    (selection,) = STAGE.select([f"{name}.content"], "2026-08")
    assert (selection.block_id, selection.value, selection.agent) == (UUID, "One", True)


@pytest.mark.table("text", ["agent9.content", "agent1.missing", "agent1", "function2.result.9"])
def test_what_leads_nowhere_is_ignored_without_a_word(text):
    assert STAGE.select([text], "2025-10") == []


def test_undeclared_blocks_are_all_there_and_keep_their_ids():
    stage = Stage("wf", (), {"content": "hi"})
    one, other = stage.select(["agent1.content", "Agent 2.content"], "2025-10")
    assert one.value == other.value == "hi"
    assert one.block_id != other.block_id
    assert stage.block_id("AGENT 1") == one.block_id
    assert Stage("wf", (), {}).block_id("agent1") == one.block_id
    assert Stage("wf2", (), {}).block_id("agent1") != one.block_id


@pytest.mark.table(
    ("path", "found"),
    [("", {"a": [1, {"b": 2}]}), ("a.1.b", 2), ("a.5", None), ("a.x", None), ("c", None)],
)
def test_paths_go_through_objects_and_lists(path, found):
    assert dig({"a": [1, {"b": 2}]}, path) == found
