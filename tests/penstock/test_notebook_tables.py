"""Results as a notebook shows them: small tables in HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import attrs

from penstock import ParsedResponse
from penstock.batch import Outcome, Progress
from penstock.dify import WorkflowLogPage, WorkflowRun
from penstock.oomol import Applets, ListTasksResponse, Task
from penstock.sandbox_fusion import EvalResult, RunCodeResponse
from penstock.sim import FinalEvent, RunPage, UsageLimits, WorkflowExecutionResult
from penstock_api import models

SECRET = "sk-0123456789abcdef"


def html(value: Any) -> str:
    shown: str = value._repr_html_()
    return shown


def cells(value: Any) -> dict[str, str]:
    """Return the fields of an object's table, as they are read."""
    found = re.findall(r"<tr><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>", html(value), re.S)
    return {unescape(name): unescape(text) for name, text in found}


def result(output: Any, **more: Any) -> WorkflowExecutionResult:
    return WorkflowExecutionResult(True, output, **more)


def test_results_pages_and_outcomes_of_each_service_are_tables(table: Any) -> None:
    rows = [{"runId": f"r{n}", "status": "completed"} for n in range(30)]
    runs = {"data": rows, "nextCursor": "c"}
    step = {"status": "Finished", "stdout": "1\n"}
    cases: list[tuple[Any, list[str]]] = [
        (result({"n": 1}, run_id="r", status="completed"), ["Result: completed", "'n': 1", "r"]),
        (WorkflowRun.from_dict({"id": "d", "status": "failed"}), ["WorkflowRun: failed", "d"]),
        (RunCodeResponse.from_dict({"status": "Success", "run_result": step}), ["success", "1\\n"]),
        (EvalResult.from_dict({"accepted": True, "tests": [{"passed": True}]}), ["tests (1)"]),
        (Task({"id": "t", "status": "running"}), ["Task: running"]),
        (RunPage.from_dict(runs), ["items (30)", "r19", "10 more", "next_cursor", "run_id"]),
        (WorkflowLogPage.from_dict({"data": [{"id": "log"}]}), ["items (1)", "log"]),
        (ListTasksResponse({"tasks": [{"id": "t"}]}), ["tasks (1)", "t"]),
        (Applets([models.OomolApplet({"appletId": "a"})]), ["Applets (1)", "a"]),
        (UsageLimits(True, {"sync": {"limit": 25}}, {}), ["'limit': 25"]),
        (FinalEvent(success=True, output={"n": 1}), ["FinalEvent", "'n': 1"]),
        (ParsedResponse(status=200, headers={}, content=b"", parsed=Task({"id": "t"})), ["'t'"]),
        (Outcome(3, error=ValueError("no")), ["index", "3", "ValueError: no"]),
        (Progress(done=1, failed=0, begun=2, total=4, latest=Outcome(0)), ["<progress", "1 of 4"]),
        (Progress(done=1, failed=1, begun=1, total=None, latest=Outcome(0)), ["1 done, 1 failed"]),
    ]
    with table as case:
        for value, expected in cases:
            with case(type(value).__name__):
                shown = unescape(html(value))
                assert [text for text in expected if text not in shown] == []
                assert len(shown) < 10_000


def test_every_text_is_escaped(table: Any) -> None:
    evil = "<script>alert('&')</script>"

    @attrs.frozen
    class Odd:
        name: str = evil

        def __str__(self) -> str:
            return evil

    values = [
        result(evil),
        result({evil: evil}, error=evil, status=evil),
        result([Odd(), {evil: [evil]}]),
        WorkflowRun.from_dict({"id": evil, "status": evil, evil: evil, "outputs": {evil: 1}}),
        ListTasksResponse({"tasks": [{"id": evil, evil: evil}], evil: {"a": evil}}),
        Outcome(0, error=ValueError(evil)),
    ]
    with table as case:
        for value in values:
            with case(value):
                assert "script" in html(value)
                assert "<script" not in html(value)
    assert cells(result("a\ud800b"))["output"] == "a\\ud800b"  # UTF-8 has no such character
    assert "tex2jax_ignore" in html(result("costs $5 or $6"))  # which would be a formula


def test_long_values_are_cut_with_their_count() -> None:
    found = cells(result({"long": "x" * 5000, "list": list(range(500))}))
    assert "… (5000 characters)" in found["output"]
    assert "… (500)" in found["output"]
    assert cells(result("y" * 1500))["output"].endswith("y… (1500 characters)")
    many = WorkflowRun.from_dict({"id": "d", **{f"field{n}": n for n in range(100)}})
    assert re.search(r"\d+ more fields", html(many))
    wide = ListTasksResponse({"tasks": [{f"field{n}": n for n in range(100)}]})
    assert "90 more columns" in html(wide)
    deep: Any = "end"
    for _ in range(5000):
        deep = [deep]
    assert "… (1)" in cells(result(deep))["output"]
    assert len(html(result([deep, {"a": "b" * 10_000}] * 1000))) < 10_000
    assert cells(result(10**5000))["output"] == "<int>"


def test_a_secret_is_stars_by_the_name_of_its_field_or_its_form(table: Any) -> None:
    hidden = [
        {"token": SECRET},
        {"form_token": SECRET},
        {"accessToken": SECRET},
        {"Authorization": f"Bearer {SECRET}"},
        {"set-cookie": SECRET},
        {"X-Api-Key": SECRET},
        {"password": [SECRET, {"value": SECRET}]},
        {"client_secret": 1234567890},
        {"text": f"it was refused: Bearer {SECRET}"},
        {"url": f"https://files.example/a?X-Amz-Signature={SECRET}&page=2"},
        {"url": f"https://files.example/a?page=2&api_key={SECRET}"},
        {"url": f"https://me:{SECRET}@files.example:80/a"},
    ]
    with table as case:
        for data in hidden:
            with case(data):
                as_fields = WorkflowRun.from_dict({"id": "d", **data})
                values = (result(data), as_fields, Task(data), ListTasksResponse({"tasks": [data]}))
                for value in values:
                    assert SECRET not in html(value)
                    assert "1234567890" not in html(value)
                    assert "**********" in html(value)
    # Half of one isn't left where a text is cut.
    padding = "x" * 980
    assert "sk-0" not in html(result(f"{padding} Bearer {SECRET}"))
    shown = {"total_tokens": 7, "author": "Ada", "keyword": "tea", "session_id": "s-1"}
    assert "*" not in html(WorkflowRun.from_dict({"id": "d", **shown}))


def test_headers_and_the_raw_response_are_left_out() -> None:
    headers = {"x-secret": SECRET}
    values = [
        result(1, headers=headers, raw={"a": SECRET}),
        WorkflowRun(id="d", headers=headers, raw={"a": SECRET}),
        RunPage(items=[], headers=headers, raw={"a": SECRET}),
    ]
    for value in values:
        assert SECRET not in html(value)
