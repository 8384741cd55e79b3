"""Datasets: their classes, the registered ones with their rows, and how a row is read.

The classes and names are facts of bytedance/SandboxFusion 469de08: `sandbox/configs/local.yaml` and
`sandbox/datasets`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import field

from ...document.values import define, frozen
from .errors import ServerError, crash

Columns: TypeAlias = tuple[str, ...]

_USUAL = ("id", "labels", "content")
_LINE = ("id", "file_path", "context", "import_statement", "code")


@frozen
class Kind:
    """A class of datasets, by the columns it reads of a row; none are all of them."""

    prompt: Columns = _USUAL
    test: Columns = _USUAL
    datasets: tuple[str, ...] = ()
    """The registered datasets of the class, in their order."""


def _named(start: str, ends: str) -> tuple[str, ...]:
    return tuple(f"{start}{end}" for end in ends.split())


_MULTIPLE = "cpp ts sh cs go java lua js php pl rkt r rs scala swift rb d jl"
_HUMANEVAL = "python cpp typescript bash csharp go java"

KINDS: Mapping[str, Kind] = {
    "AiderBenchmarkDataset": Kind(test=(*_USUAL, "test"), datasets=("aider_benchmark_v1",)),
    "AutoEvalDataset": Kind(test=("test", "labels")),
    "CommonOJDataset": Kind(test=("test",), datasets=("code_contests",)),
    "CruxEvalDataset": Kind(
        ("id", "input", "output", "code"),
        ("input", "output", "code", "id"),
        ("cruxeval", "cruxeval_x"),
    ),
    "MultiPLEDataset": Kind((), (), _named("multiple_", _MULTIPLE)),
    "HumanEvalDataset": Kind(
        (), (), (*_named("humaneval_", _HUMANEVAL), "shadow_humaneval_python", "bigcodebench")
    ),
    "EvoEvalDataset": Kind(test=("id", "content", "test", "labels"), datasets=("evoeval",)),
    "LiveCodeBenchDataset": Kind(test=(*_USUAL, "test"), datasets=("live_code_bench_v1",)),
    "MBPPDataset": Kind(
        ("id", "content", "labels", "test_list"),
        ("id", "content", "labels", "test_list"),
        ("mbpp",),
    ),
    "MBXPDataset": Kind(
        test=("test", "labels"),
        datasets=(
            *("mbxp_v1_en", "humanevalds_v1_en", "oodtest_v1_zh", "humanevalds_v2_en"),
            "mbxp_v2_en",
        ),
    ),
    "MHPPDataset": Kind((*_USUAL, "test"), ("id", "content", "test", "labels"), ("mhpp",)),
    "MiniF2FLean4Dataset": Kind(datasets=_named("minif2f_lean4_", "test valid")),
    "NaturalCodeBenchDataset": Kind(
        test=("test", "labels"), datasets=_named("ncb_", "python_zh python_en java_zh java_en")
    ),
    "PalMathDataset": Kind(test=("test",), datasets=("palmath",)),
    "RepobenchCDataset": Kind(
        (*_LINE, "prompt", "next_line"),
        (*_LINE[1:], "prompt", "next_line"),
        _named("repobench_c_", "python java"),
    ),
    "RepobenchPDataset": Kind(
        (*_LINE, "gold_snippet_index", "next_line"),
        (*_LINE, "gold_snippet_index", "next_line"),
        _named("repobench_p_", "python java"),
    ),
    "VerilogDataset": Kind(
        ("id", "code_preface", "description", "labels"),
        ("task_id", "code_preface", "canonical_solution", "test"),
        _named("verilogeval_", "human machine"),
    ),
}
"""The classes a `dataset_type` may name, in the order in which their datasets are listed."""

# Tables that aren't called like their datasets.
_TABLES: Mapping[str, str] = {
    "evoeval": "EvoEval",
    "multiple_rs": "multiple_re",
    **{name: f"{name}_sampled" for k in "CP" for name in KINDS[f"Repobench{k}Dataset"].datasets},
}

PLAYED = ("CommonOJDataset", "AutoEvalDataset")
"""The classes that the mock can judge by; the others' rules are their own."""

REMEDY = (
    "penstock-mock holds no such dataset. Give it one: mock.sandbox_fusion.dataset(name, rows), on "
    'a port the scenario "dataset:<name>", or send config.provided_data'
)
_NUMBER = re.compile(
    r"[ \t\n\r\f\v]*[+-]?(?:\d{1,18}(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?[ \t\n\r\f\v]*", re.I | re.A
)
_UNPLAYED = (
    f"penstock-mock plays {' and '.join(PLAYED)} only. Give the problems in the form of one of them"
    ": mock.sandbox_fusion.dataset(name, rows, kind=...), or config.provided_data with that "
    "dataset_type; or stub the operation"
)


@define(eq=False)
class Dataset:
    """A registered dataset."""

    name: str
    kind: str = "CommonOJDataset"
    rows: list[dict[str, Any]] | None = None
    """None: it is registered, and its table is not there."""
    metrics_function: str | None = None
    metrics: dict[str, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.rows is not None and self.kind not in PLAYED:
            raise ValueError(f"the mock judges by {' and '.join(PLAYED)}, not by {self.kind!r}")

    def same_id(self, given: int | str) -> Callable[[dict[str, Any]], bool]:
        """Return what compares rows with an id, as their column does.

        A column of numbers compares text that is one as a number, and a column of texts a number
        as its text; the mock's rows may have both, and then an id's type counts.
        """
        kinds = {type(row["id"]) for row in self.rows or ()}
        wanted: Any = given
        if kinds == {int} and isinstance(given, str) and _NUMBER.fullmatch(given):
            wanted = float(given)
            return lambda row: bool(row["id"] == wanted)
        if kinds == {str}:
            wanted = str(given)
        return lambda row: bool(type(row["id"]) is type(wanted) and row["id"] == wanted)


def table(dataset: str) -> str:
    """The name of a dataset's table."""
    return f"code_eval_{_TABLES.get(dataset, dataset)}"


def found(registered: Mapping[str, Dataset], name: str, config: Mapping[str, Any]) -> Dataset:
    """The dataset of a request; one without a table where it isn't registered.

    Raises ServerError for an unknown one.
    """
    if name in registered:
        return registered[name]
    kind = config["dataset_type"]
    if kind is None:
        raise ServerError(400, f"no eval class found for dataset {name}", remedy=REMEDY)
    if kind not in KINDS:
        raise ServerError(400, f"eval class {kind} not found")
    return Dataset(name, kind)


def check_played(dataset: Dataset) -> None:
    """Raise ServerError where the mock goes no further, as a server does that lacks the class."""
    if dataset.kind not in PLAYED:
        raise ServerError(400, f"eval class {dataset.kind} not found", remedy=_UNPLAYED)


def rows(dataset: Dataset, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a request for prompts or ids. Raises ServerError."""
    columns = KINDS[dataset.kind].prompt
    found = fields["config"]["provided_data"]
    if not found:
        offset, limit = fields["offset"], fields["limit"]
        if dataset.rows is None:
            raise _no_table(dataset, columns, f"ORDER BY id LIMIT {offset}, {limit}", "fetch_all")
        start, end = max(0, offset), None if limit < 0 else max(0, offset) + limit
        # By id, as the database does: numbers first, then text.
        ordered = sorted(dataset.rows, key=lambda row: (isinstance(row["id"], str), row["id"]))
        found = ordered[start:end]
    elif not isinstance(found, list):
        raise ServerError(400, "request.config.provided_data should be a list of str -> str | int")
    selected = [_columns(row, columns) for row in found]
    check_played(dataset)
    return selected


def prompt_row(dataset: Dataset, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a request for one prompt. Raises ServerError."""
    row = _row(dataset, fields, KINDS[dataset.kind].prompt)
    check_played(dataset)
    return row


def test_row(dataset: Dataset, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a submission. Raises ServerError."""
    return _row(dataset, fields, KINDS[dataset.kind].test)


def _row(dataset: Dataset, fields: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    provided = fields["config"]["provided_data"]
    if provided:
        if not isinstance(provided, dict):
            why = "request.config.provided_data should be a dict with str -> str | int"
            raise ServerError(400, why)
        return _columns(provided, columns)
    given = fields["id"]
    quoted = given if isinstance(given, int) else f"'{given}'"
    if dataset.rows is None:
        raise _no_table(dataset, columns, f"WHERE id = {quoted}", "fetch_one")
    if isinstance(given, str) and "'" in given:  # the id is pasted into the query as it is
        named = f'"{table(dataset.name)}"'
        raise _failed(named, columns, f"WHERE id = {quoted}", "syntax error")
    row = next(filter(dataset.same_id(given), dataset.rows), None)
    if row is None:
        raise crash(TypeError("'NoneType' object is not iterable"))
    return _columns(row, columns)


def _columns(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    for name in columns:
        if name not in row:
            raise crash(KeyError(name))
    return {name: row[name] for name in columns or row}


def _no_table(dataset: Dataset, columns: Columns, rest: str, method: str) -> ServerError:
    """The server finds no database for the table, and calls a method of nothing."""
    why = f"'NoneType' object has no attribute {method!r}"
    return _failed(table(dataset.name), columns, rest, why)


def _failed(named: str, columns: Columns, rest: str, why: str) -> ServerError:
    query = f"SELECT {', '.join(columns) or '*'} FROM {named} {rest}"  # noqa: S608 - only text
    return ServerError(500, f"failed to request database with query {query}: {why}", remedy=REMEDY)


def parsed(value: Any) -> Any:
    """A column that may be JSON as text. Raises RequestError for text that is none."""
    try:
        return json.loads(value, strict=False) if isinstance(value, str) else value
    except ValueError as error:
        raise crash(error) from None


# -- prompts ---------------------------------------------------------------------------------------

_HINTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "python": "Write a complete Python script that reads standard input and prints the answer.",
        "cpp": "Write a complete C++ program that reads standard input and prints the answer.",
        "": "Write a complete {language} program that reads standard input and prints the answer.",
    },
    "zh": {
        "python": "请编写完整的 Python 脚本，从标准输入读取，并打印答案。",
        "": "请用 {language} 编写完整的程序，从标准输入读取，并打印答案。",
    },
}


def prompt_of(
    dataset: Dataset, row: Mapping[str, Any], config: Mapping[str, Any]
) -> dict[str, Any]:
    """A row as a prompt. Raises ServerError for labels the server can't read."""
    text = row["content"]
    if dataset.kind == "CommonOJDataset" and isinstance(text, str):
        hints = _HINTS.get(config["locale"] or "en", _HINTS["en"])
        hint = hints.get(config["language"] or "", hints[""])
        text = f"{text}\n\n{hint.replace('{language}', str(config['language']))}"
    return {"id": row["id"], "prompt": text, "labels": parsed(row["labels"])}


# -- the datasets of a session ---------------------------------------------------------------------

# The datasets with a function that sums up.
_SUMMED_UP = frozenset(("mhpp", "evoeval"))

_METRICS = """def get_metrics(results):
    accepted = sum(1 for result in results if result["accepted"])
    return {"pass_rate": accepted / len(results) if results else 0.0}
"""


def registered() -> dict[str, Dataset]:
    """Fresh copies, by id, in the order in which they are listed."""
    listed = {
        name: Dataset(name, kind, metrics_function=_METRICS if name in _SUMMED_UP else None)
        for kind, about in KINDS.items()
        for name in about.datasets
    }
    return listed | {
        "mbpp": Dataset("mbpp", "AutoEvalDataset", _functions()),
        "mhpp": Dataset("mhpp", "AutoEvalDataset", _functions(), _METRICS),
        "palmath": Dataset("palmath", "CommonOJDataset", _sums()),
        "code_contests": Dataset("code_contests", "CommonOJDataset", _contests()),
    }


def _function(number: int, what: str, test: str) -> dict[str, Any]:
    labels = {"task_id": f"MBPP/{number}", "programming_language": "python"}
    return {"id": number, "content": what, "labels": labels, "test": {"code": test}}


def _functions() -> list[dict[str, Any]]:
    return [
        _function(
            11,
            "Write a function `doubled(number)` that gives back twice the number.",
            "assert doubled(4) == 8\nassert doubled(-1) == -2",
        ),
        _function(
            12,
            "Write a function `vowels(text)` that counts the letters a, e, i, o and u in a text.",
            'assert vowels("penstock") == 2\nassert vowels("") == 0',
        ),
        _function(
            13,
            "Write a function `widest(rows)` that gives back the longest of several lists.",
            "assert widest([[1], [1, 2], []]) == [1, 2]",
        ),
        _function(
            14,
            "Write a function `is_leap(year)` that tells whether a year has 366 days.",
            "assert is_leap(2024)\nassert not is_leap(1900)\nassert is_leap(2000)",
        ),
    ]


def _case(stdin: str, stdout: str) -> dict[str, Any]:
    return {"input": {"stdin": stdin}, "output": {"stdout": stdout}}


def _problem(name: int | str, what: str, *cases: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "content": what, "labels": {"source": "penstock"}, "test": list(cases)}


def _sums() -> list[dict[str, Any]]:
    return [
        _problem(
            f"asdiv/{number}",
            f"A mill grinds {number + 2} sacks an hour. How many does it grind in 3 hours?",
            _case("", f"{3 * (number + 2)}\n"),
        )
        for number in range(4)
    ]


def _contests() -> list[dict[str, Any]]:
    return [
        _problem(
            1,
            "Read two whole numbers from one line and print their sum.",
            _case("1 2\n", "3\n"),
            _case("-5 5\n", "0\n"),
        ),
        _problem("007", "Print the line that is read.", _case("hello\n", "hello\n")),
        _problem(
            2,
            "Read numbers until the end of the input, one a line, and print their mean.",
            _case("1\n2\n4\n", "2.333333\n"),
        ),
    ]
