"""Judge a completion: its tests run, and are compared, as the server does."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from . import datasets, runner
from .datasets import Dataset
from .extraction import extracted
from .languages import LANGUAGES
from .replies import ServerError
from .runner import Ran
from .state import SandboxFusionState

# Seconds a run gets where neither the request nor the dataset says.
_RUN, _COMPILED_RUN, _COMPILE, _AUTO_COMPILE = 20.0, 10.0, 10.0, 40.0
_SLOW = ("cpp", "go", "java")  # those the server gives the other limit
# A long text of a test that passed is cut to this many characters.
_SHOWN = 1000
# Two numbers this near, relatively, are the same.
_NEAR = 1e-5
_SMALLEST = 1e-10


@frozen
class Verdict:
    """A judged submission, and how long it took."""

    body: dict[str, Any]
    seconds: float


def judge(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    """Judge a submission. Raises ServerError where the server answers with an error."""
    if dataset.kind not in _JUDGES:
        datasets.test_row(dataset, fields)
        datasets.played(dataset)
    return _JUDGES[dataset.kind](state, dataset, fields)


# -- CommonOJ: input and output -------------------------------------------------------------------


def _common(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    config = fields["config"]
    if not config["language"]:
        what = "config.language field must exist for CommonOJDataset, got None"
        raise ServerError(400, what)
    cases = _cases(_parsed(datasets.test_row(dataset, fields)["test"]))
    code = extracted(fields["completion"], config["language"])
    side_by_side = _Lanes(state.options.judge_parallel)
    tests: list[dict[str, Any]] = []
    for case in cases:
        tests.append(_tested(state, code, case, config, side_by_side))
        if not tests[-1]["passed"] and not config["extra"].get("run_all_cases"):
            break
    accepted = all(test["passed"] for test in tests)
    return Verdict(_result(fields, code, accepted, tests), side_by_side.seconds)


def _tested(
    state: SandboxFusionState,
    code: str,
    case: Mapping[str, Any],
    config: Mapping[str, Any],
    side_by_side: _Lanes,
) -> dict[str, Any]:
    if "stdin" not in case["input"] or "stdout" not in case["output"]:
        raise ServerError(500, "Failed to check stdio test case: 'stdin'")
    ran = _tried(state, _asked(code, config, case["input"]["stdin"]), side_by_side)
    info = copy.deepcopy(dict(case))
    passed = ran.status == "Success" and same_output(_stdout(ran), case["output"]["stdout"])
    if passed and not config["extra"].get("return_full_case"):
        info = {k: {n: _shortened(v) for n, v in part.items()} for k, part in info.items()}
    body = ran.body(state.options.executor_pod_name)
    return {"passed": passed, "exec_info": body, "test_info": info}


def _asked(code: str, config: Mapping[str, Any], stdin: str) -> dict[str, Any]:
    usual = _COMPILED_RUN if config["language"] in _SLOW else _RUN
    limits = (config["compile_timeout"] or _COMPILE, config["run_timeout"] or usual)
    return _request(code, config["language"], stdin, *limits)


def _request(
    code: str, language: str, stdin: str | None, compile_timeout: float, run_timeout: float
) -> dict[str, Any]:
    return {
        "code": code,
        "language": language,
        "stdin": stdin,
        "compile_timeout": compile_timeout,
        "run_timeout": run_timeout,
        "memory_limit_MB": -1,
        "files": {},
        "fetch_files": [],
    }


def _tried(state: SandboxFusionState, asked: Mapping[str, Any], side_by_side: _Lanes) -> Ran:
    """Run it, and again while the sandbox fails: after 1, 2, 4, ... seconds."""
    seconds = 0.0
    for attempt in range(state.options.judge_attempts):
        ran = runner.run(state, asked)
        seconds += ran.seconds
        if ran.status != "SandboxError":
            side_by_side.add(seconds)
            return ran
        seconds += 2.0**attempt
    last = 2.0 ** (state.options.judge_attempts - 1)
    raise DelayedError(500, "Failed to check stdio test case: ", side_by_side.add(seconds - last))


class DelayedError(ServerError):
    """An error that took its time."""

    def __init__(self, status: int, detail: str, seconds: float) -> None:
        super().__init__(status, detail)
        self.reply = self.reply.delayed(seconds)


class _Lanes:
    """Work done side by side, in so many lanes."""

    def __init__(self, lanes: int) -> None:
        self._busy = [0.0] * lanes

    @property
    def seconds(self) -> float:
        """When all of it is done."""
        return max(self._busy)

    def add(self, seconds: float) -> float:
        """Work for the lane that is free first; when it is done."""
        lane = self._busy.index(min(self._busy))
        self._busy[lane] += seconds
        return self._busy[lane]


def same_output(mine: str, wanted: str) -> bool:
    """Line by line, whatever the case and the blanks around; numbers that are nearly the same."""
    ours, theirs = mine.strip().split("\n"), wanted.strip().split("\n")
    return len(ours) == len(theirs) and all(map(_same_line, ours, theirs))


def _same_line(mine: str, wanted: str) -> bool:
    one, other = mine.lower().strip(), wanted.lower().strip()
    if one == other:
        return True
    try:
        number, target = float(one), float(other)
    except ValueError:
        return False
    return abs(number - target) / max(abs(target), _SMALLEST) < _NEAR


# -- AutoEval: the code with a test behind it -----------------------------------------------------


def _auto(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    config, row = fields["config"], datasets.test_row(dataset, fields)
    labels, test = _parsed(row["labels"]), _parsed(row["test"])
    language = _key(labels, "programming_language")
    executed = labels.get("execution_language", language)
    if executed not in LANGUAGES:
        error = ValueError(f"1 validation error for RunCodeRequest\nlanguage: {executed!r}")
        raise ServerError(500, str(error), error)
    code = _without_entry(extracted(fields["completion"], language), language)
    whole = _with_test(code, _key(test, "code"))
    limits = (config["compile_timeout"] or _AUTO_COMPILE, config["run_timeout"] or _RUN)
    asked = _request(whole, executed, None, *limits) | {"files": test.get("asset") or {}}
    ran = runner.run(state, asked)
    if ran.status == "SandboxError":
        why = f"failed to request sandbox: Sanbox responded with error: {ran.message}"
        raise DelayedError(500, why, ran.seconds)
    accepted = ran.status == "Success"
    body = ran.body(state.options.executor_pod_name)
    tests = [{"passed": accepted, "exec_info": body, "test_info": None}]
    return Verdict(_result(fields, code, accepted, tests, whole, {}), ran.seconds)


def _without_entry(code: str, language: str) -> str:
    """The code up to where a program would begin by itself."""
    marks = {"python": 'if __name__ == "__main__":', "cpp": "int main()"}
    for mark in (marks.get(language), "# Example usage"):
        if mark and mark in code:
            code = code[: code.index(mark)].strip()
    return code


def _with_test(code: str, test: str) -> str:
    before, mark, after = test.partition("#<INSERT>")
    return f"{before}{code}{after}" if mark else f"{code}\n{test}"


# -- both -----------------------------------------------------------------------------------------


def _result(
    fields: Mapping[str, Any],
    code: str,
    accepted: bool,
    tests: list[dict[str, Any]],
    whole: str | None = None,
    extra: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "id": fields["id"],
        "accepted": accepted,
        "extracted_code": code,
        "full_code": whole,
        "test_code": None,
        "tests": tests,
        "extracted_type": None,
        "extra": extra,
    }


def _stdout(ran: Ran) -> str:
    return str((ran.run or {}).get("stdout") or "")


def _parsed(value: Any) -> Any:
    """A column that may be JSON as text. Raises ServerError for text that is none."""
    try:
        return json.loads(value, strict=False) if isinstance(value, str) else value
    except ValueError as error:
        raise ServerError(500, str(error), error) from None


def _cases(given: Any) -> list[dict[str, Any]]:
    """The tests of a problem. Raises ServerError for what the server can't make tests of."""
    if isinstance(given, list) and all(_is_case(each) for each in given):
        return given
    error = ValueError("validation errors for GeneralStdioTest")
    raise ServerError(500, str(error), error)


def _is_case(given: Any) -> bool:
    parts = [given.get(name) for name in ("input", "output")] if isinstance(given, dict) else [None]
    return all(
        isinstance(part, dict) and all(isinstance(text, str) for text in part.values())
        for part in parts
    )


def _key(given: Any, name: str) -> Any:
    if isinstance(given, dict) and isinstance(given.get(name), str):
        return given[name]
    error = KeyError(name)
    raise ServerError(500, str(error), error)


def _shortened(text: str) -> str:
    half = (_SHOWN - 3) // 2
    return text if len(text) <= _SHOWN else f"{text[:half]}...{text[-half:]}"


_JUDGES: Mapping[str, Callable[[SandboxFusionState, Dataset, Mapping[str, Any]], Verdict]] = {
    "CommonOJDataset": _common,
    "AutoEvalDataset": _auto,
}
