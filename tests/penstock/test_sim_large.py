"""References in the place of values that Sim kept, because they are too large."""

from __future__ import annotations

from typing import Any

import pytest

from penstock.sim import JobStatus, LargeValue, Run, WorkflowExecutionResult

REFERENCE = {
    "__simLargeValueRef": True,
    "version": 1,
    "id": "lv_1",
    "kind": "string",
    "size": 9437186,
    "preview": "aaa",
}
FOUND = LargeValue(("rows", 1, "text"), "string", 9437186, "aaa", "lv_1")
OUTPUT = {"small": 1, "rows": [{}, {"text": REFERENCE}]}


def test_references_are_found_wherever_an_output_is() -> None:
    """With their place; the output itself stays as it was sent."""
    wrapped = {"success": True, "workflowId": "wf", "output": OUTPUT}
    for holder in (
        WorkflowExecutionResult(True, OUTPUT),
        JobStatus({"status": "completed", "output": wrapped}),
        Run(run_id="r", workflow_id="wf", status="completed", raw_output=OUTPUT),
    ):
        assert holder.large_values == [FOUND]
    assert OUTPUT["rows"] == [{}, {"text": REFERENCE}]


def test_they_come_in_the_order_of_the_output() -> None:
    output = [REFERENCE, {"a": REFERENCE, "b": [REFERENCE]}]
    found = WorkflowExecutionResult(True, output).large_values
    assert [each.path for each in found] == [(0,), (1, "a"), (1, "b", 0)]


@pytest.mark.table(
    ("output", "count"),
    [
        (None, 0),
        ("text", 0),
        ({"__simLargeValueRef": False}, 0),
        ({"__simLargeValueRef": True}, 1),
        ({"__simLargeValueRef": True, "size": "big", "kind": 7, "id": None}, 1),
    ],
)
def test_any_output_can_be_looked_through(output: Any, count: int) -> None:
    found = WorkflowExecutionResult(True, output).large_values
    assert len(found) == count
    assert all(each.kind == "unknown" and each.size is None for each in found)


def test_an_output_may_be_nested_deeper_than_the_stack_is() -> None:
    output: Any = REFERENCE
    for _ in range(5000):
        output = [output]
    (found,) = WorkflowExecutionResult(True, output).large_values
    assert found.path == (0,) * 5000
