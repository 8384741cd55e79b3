"""Results as rows of pandas' and polars' data frames."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from importlib import util
from typing import Any

import pytest

import penstock
from penstock import UsageError
from penstock.batch import Outcome
from penstock.dify import WorkflowLogPage, WorkflowRun
from penstock.oomol import Applets, ListTasksResponse
from penstock.sandbox_fusion import EvalResult, Prompt, RunCodeResponse
from penstock.sim import RunPage, WorkflowExecutionResult

LIBRARIES = ("pandas", "polars")
RUN = {"id": "run-1", "status": "success", "total_tokens": 7}
LOGS = {
    "page": 1,
    "data": [
        {"id": "log-1", "workflow_run": RUN, "created_at": 1_700_000_000},
        {"id": "log-2", "workflow_run": None, "created_at": None, "novel": [1, 2]},
    ],
}


class Colour(Enum):
    RED = "red"


def rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a data frame of either library; what is missing is None."""
    if hasattr(frame, "to_dicts"):
        return list(frame.to_dicts())
    return [
        {name: None if _is_missing(value) else value for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NaTType", "NAType") or value != value


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_page_is_a_row_for_each_item_with_the_fields_of_objects_in_it(library: Any) -> None:
    found = rows(WorkflowLogPage.from_dict(LOGS).to_dataframe(library))
    assert [row["id"] for row in found] == ["log-1", "log-2"]
    assert [row["run.id"] for row in found] == ["run-1", None]
    assert [row["run.total_tokens"] for row in found] == [7, None]
    assert found[0]["created_at"] == datetime.fromtimestamp(1_700_000_000, UTC)
    assert list(found[1]["novel"]) == [1, 2]  # a field that the document lacks
    assert "run" not in found[0]
    assert not {"raw", "headers", "additional_properties"} & found[0].keys()


@pytest.mark.parametrize("library", LIBRARIES)
def test_results_of_each_service_are_rows(library: Any, table: Any) -> None:
    step = {"status": "Finished", "stdout": "1\n", "return_code": 0}
    ran = RunCodeResponse.from_dict({"status": "Success", "message": "", "run_result": step})
    output = {"n": 1, "tags": ["a"]}
    sim = WorkflowExecutionResult(True, output, run_id="r", raw={}, headers={"x": ""})
    cases = {
        "sandbox": ([ran], {"verdict": "success", "run_result.stdout": "1\n", "status": "Success"}),
        "sim": ([sim], {"success": True, "output.n": 1, "run_id": "r"}),
        "oomol": (ListTasksResponse({"tasks": [{"id": "t", "status": "completed"}]}), {"id": "t"}),
        "list": (Applets([{"id": "a", "data": {"title": "A"}}]), {"id": "a", "data.title": "A"}),
        "dify": ([WorkflowRun.from_dict({"id": "d", "outputs": {"q": 1}})], {"outputs.q": 1}),
        "prompts": ([Prompt.from_dict({"id": 1, "prompt": "Add."})], {"prompt": "Add."}),
        "plain": ([3, 4], {"value": 3}),
        "mappings": ([{"a": {"b": Colour.RED}}], {"a.b": "red"}),
    }
    with table as case:
        for name, (items, expected) in cases.items():
            with case(name):
                method = getattr(items, "to_dataframe", None)
                frame = method(library) if method else penstock.to_dataframe(items, library)
                assert expected.items() <= rows(frame)[0].items()
                assert not {"raw", "headers", "model"} & rows(frame)[0].keys()


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_value_is_changed_on_its_way_into_a_column(library: Any, table: Any) -> None:
    zone = timezone(timedelta(hours=2))
    noon = datetime(2026, 1, 1, 14, tzinfo=zone)
    columns = {
        "large integers, some missing": [2**60 + 1, None],
        "integers and fractions": [1, 2.5],
        "flags, some missing": [True, None],
        "texts": ["a", None],
        "amounts": [Decimal("0.10"), None],
        "times in several zones": [noon, noon.astimezone(UTC)],
        "integers beyond 64 bits": [2**70, 1],
        "nothing at all": [None, None],
        "a time in the far future": [datetime(9999, 1, 1, tzinfo=UTC), None],
    }
    with table as case:
        for name, values in columns.items():
            with case(name):
                frame = penstock.to_dataframe([{"x": value} for value in values], library)
                found = [row["x"] for row in rows(frame)]
                if name == "integers beyond 64 bits" and library == "polars":
                    found = [int(value) for value in found]
                assert found == values
                assert name != "times in several zones" or found[0].utcoffset() == timedelta()


def test_values_of_several_types_stay_as_they_are_in_pandas_and_are_json_in_polars() -> None:
    items = [{"x": 1, "y": [{"a": 1}]}, {"x": "one", "y": [{"b": "é"}, None]}, {"x": None}]
    pandas = penstock.to_dataframe(items, "pandas")
    assert pandas["x"].tolist() == [1, "one", None]
    assert pandas["y"].tolist() == [[{"a": 1}], [{"b": "é"}, None], None]
    polars = penstock.to_dataframe(items, "polars")
    assert polars["x"].to_list() == ["1", "one", None]
    assert polars["y"].to_list() == ['[{"a": 1}]', '[{"b": "é"}, null]', None]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_page_without_items_has_the_columns_of_one(library: Any, table: Any) -> None:
    pages: list[tuple[Any, str]] = [
        (RunPage.from_dict({"data": []}), "run_id"),
        (WorkflowLogPage.from_dict({"page": 1, "data": []}), "created_at"),
        (ListTasksResponse({"tasks": []}), "status"),
        (ListTasksResponse({}), "status"),
        (Applets(), "appletId"),
    ]
    with table as case:
        for page, column in pages:
            with case(page):
                frame = page.to_dataframe(library)
                assert len(frame) == 0
                assert column in frame.columns
    assert len(penstock.to_dataframe([], library)) == 0


@pytest.mark.parametrize("library", LIBRARIES)
def test_outcomes_of_a_batch_have_their_index_and_the_error_in_words(library: Any) -> None:
    judged = EvalResult.from_dict({"id": 1, "accepted": True, "tests": []})
    outcomes = [Outcome(0, judged), Outcome(1, error=ValueError("two")), Outcome(2, None)]
    found = rows(penstock.to_dataframe(outcomes, library))
    assert [row["index"] for row in found] == [0, 1, 2]
    assert [row["exception"] for row in found] == [None, "ValueError: two", None]
    assert [row["verdict"] for row in found] == ["accepted", None, None]


def test_pandas_is_taken_if_both_are_there_and_the_other_one_if_it_isnt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = {"pandas", "polars"}
    monkeypatch.setattr(
        "penstock._core.dataframes.find_spec",
        lambda name: util.find_spec(name) if name in installed else None,
    )

    def library() -> str:
        return type(penstock.to_dataframe([1])).__module__.partition(".")[0]

    assert library() == "pandas"
    installed.remove("pandas")
    assert library() == "polars"
    with pytest.raises(UsageError, match=r"needs pandas: pip install 'penstock\[pandas\]'$"):
        penstock.to_dataframe([1], "pandas")
    installed.clear()
    both = r"needs pandas or polars: pip install 'penstock\[pandas\]' or .*'penstock\[polars\]'$"
    with pytest.raises(UsageError, match=both):
        RunPage.from_dict({"data": []}).to_dataframe()
    unknown: Any = "numpy"
    with pytest.raises(UsageError, match='library is "pandas" or "polars", not \'numpy\''):
        penstock.to_dataframe([1], unknown)
