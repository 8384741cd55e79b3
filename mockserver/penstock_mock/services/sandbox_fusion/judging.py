"""Judge a completion: its code is extracted, its tests run and compared, as the server does."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from typing import Any

from ...document.values import frozen
from . import datasets, execution
from .datasets import Dataset, parsed
from .errors import ServerError, crash
from .execution import Ran
from .languages import LANGUAGES
from .state import SandboxFusionState

# Time limits, in seconds, where neither the request nor the dataset has one.
_RUN, _COMPILED_RUN, _COMPILE, _AUTO_COMPILE = 20.0, 10.0, 10.0, 40.0
_SLOW = ("cpp", "go", "java")  # those the server gives the other limit
# A long text of a test that passed is cut to this many characters.
_SHOWN = 1000
# Two numbers this near, relatively, are the same.
_NEAR = 1e-5
_SMALLEST = 1e-10
# The names of a language in a fence besides its own, in lower case.
_ALIASES: Mapping[str, frozenset[str]] = {
    "python": frozenset({"py", "python3"}),
    "cpp": frozenset({"c++"}),
    "nodejs": frozenset({"javascript", "js"}),
    "csharp": frozenset({"c#"}),
    "bash": frozenset({"sh", "shell"}),
    "rust": frozenset({"rs"}),
    "julia": frozenset({"jl"}),
    "typescript": frozenset({"ts"}),
}
_FENCE = "```"
_DEFINITION = re.compile(r"(?:def|class) ")
_HEADING = re.compile(r"(?:import|from|#)")


@frozen
class Verdict:
    """A judged submission, and how long it took."""

    body: dict[str, Any]
    seconds: float


def judge(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    """Judge a submission. Raises RequestError where the server answers with an error."""
    if dataset.kind not in _JUDGES:
        datasets.test_row(dataset, fields)
        datasets.check_played(dataset)
    return _JUDGES[dataset.kind](state, dataset, fields)


def _result(
    fields: Mapping[str, Any],
    code: str,
    tests: list[dict[str, Any]],
    whole: str | None = None,
    extra: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "id": fields["id"],
        "accepted": all(test["passed"] for test in tests),
        "extracted_code": code,
        "full_code": whole,
        "test_code": None,
        "tests": tests,
        "extracted_type": None,
        "extra": extra,
    }


def _run_request(
    code: str, language: str, config: Mapping[str, Any], compile_timeout: float, run_timeout: float
) -> dict[str, Any]:
    """Return the fields of a request to run code; the timeouts are those of an empty config."""
    return {
        "code": code,
        "language": language,
        "stdin": None,
        "compile_timeout": config["compile_timeout"] or compile_timeout,
        "run_timeout": config["run_timeout"] or run_timeout,
        "memory_limit_MB": -1,
        "files": {},
        "fetch_files": [],
    }


# -- CommonOJ: input and output -------------------------------------------------------------------


def judge_common(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    """Run the code with the input of each test, and compare its output."""
    config = fields["config"]
    language, extra = config["language"], config["extra"]
    if not language:
        why = "config.language field must exist for CommonOJDataset, got None"
        raise ServerError(400, why)
    cases = parsed(datasets.test_row(dataset, fields)["test"])
    if not (isinstance(cases, list) and all(map(_is_case, cases))):
        raise crash(ValueError("validation errors for GeneralStdioTest"))
    code = extracted(fields["completion"], language)
    run_timeout = _COMPILED_RUN if language in _SLOW else _RUN
    request = _run_request(code, language, config, _COMPILE, run_timeout)
    slots = ParallelSlots(state.options.judge_parallel)
    tests: list[dict[str, Any]] = []
    for case in cases:
        if "stdin" not in case["input"] or "stdout" not in case["output"]:
            raise ServerError(500, "Failed to check stdio test case: 'stdin'")
        ran = _tried(state, request | {"stdin": case["input"]["stdin"]}, slots)
        stdout = str((ran.run or {}).get("stdout") or "")
        passed = ran.status == "Success" and same_output(stdout, case["output"]["stdout"])
        info = copy.deepcopy(dict(case))
        if passed and not extra.get("return_full_case"):
            info = {k: {n: _shortened(v) for n, v in part.items()} for k, part in info.items()}
        body = ran.body(state.options.executor_pod_name)
        tests.append({"passed": passed, "exec_info": body, "test_info": info})
        if not passed and not extra.get("run_all_cases"):
            break
    return Verdict(_result(fields, code, tests), slots.seconds)


def _is_case(given: Any) -> bool:
    parts = [given.get(name) for name in ("input", "output")] if isinstance(given, dict) else [None]
    return all(
        isinstance(part, dict) and all(isinstance(text, str) for text in part.values())
        for part in parts
    )


def _tried(state: SandboxFusionState, request: Mapping[str, Any], slots: ParallelSlots) -> Ran:
    """Run it, and again while the sandbox fails: after 1, 2, 4, ... seconds."""
    seconds = 0.0
    for attempt in range(state.options.judge_attempts):
        seconds += 2.0 ** (attempt - 1) if attempt else 0.0
        ran = execution.run(state, request)
        seconds += ran.seconds
        if ran.status != "SandboxError":
            slots.add(seconds)
            return ran
    raise ServerError(500, "Failed to check stdio test case: ", seconds=slots.add(seconds))


class ParallelSlots:
    """Work that is done in parallel, in so many slots."""

    def __init__(self, count: int) -> None:
        self._busy = [0.0] * count

    @property
    def seconds(self) -> float:
        """The time at which all of it is done."""
        return max(self._busy)

    def add(self, seconds: float) -> float:
        """Work in the slot that is free first; return the time at which it is done."""
        slot = self._busy.index(min(self._busy))
        self._busy[slot] += seconds
        return self._busy[slot]


def _shortened(text: str) -> str:
    half = (_SHOWN - 3) // 2
    return text if len(text) <= _SHOWN else f"{text[:half]}...{text[-half:]}"


def same_output(mine: str, wanted: str) -> bool:
    """Compare line by line, ignoring case and blanks around; numbers may differ a little."""
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


def judge_auto(state: SandboxFusionState, dataset: Dataset, fields: Mapping[str, Any]) -> Verdict:
    """Run the code with its test behind it."""
    row = datasets.test_row(dataset, fields)
    labels, test = parsed(row["labels"]), parsed(row["test"])
    language = _text(labels, "programming_language")
    executed = labels.get("execution_language", language)
    if executed not in LANGUAGES:
        raise crash(ValueError(f"1 validation error for RunCodeRequest\nlanguage: {executed!r}"))
    code = extracted(fields["completion"], language)
    # Up to where the program would begin by itself.
    marks = {"python": 'if __name__ == "__main__":', "cpp": "int main()"}
    for mark in (marks.get(language), "# Example usage"):
        if mark and mark in code:
            code = code[: code.index(mark)].strip()
    before, mark, after = _text(test, "code").partition("#<INSERT>")
    whole = f"{before}{code}{after}" if mark else f"{code}\n{before}"
    request = _run_request(whole, executed, fields["config"], _AUTO_COMPILE, _RUN)
    ran = execution.run(state, request | {"files": test.get("asset") or {}})
    if ran.status == "SandboxError":
        why = f"failed to request sandbox: Sanbox responded with error: {ran.message}"
        raise ServerError(500, why, seconds=ran.seconds)
    body = ran.body(state.options.executor_pod_name)
    tests = [{"passed": ran.status == "Success", "exec_info": body, "test_info": None}]
    return Verdict(_result(fields, code, tests, whole, {}), ran.seconds)


def _text(given: Any, name: str) -> str:
    if isinstance(given, dict) and isinstance(given.get(name), str):
        return str(given[name])
    raise crash(KeyError(name))


_JUDGES: Mapping[str, Callable[[SandboxFusionState, Dataset, Mapping[str, Any]], Verdict]] = {
    "CommonOJDataset": judge_common,
    "AutoEvalDataset": judge_auto,
}


# -- the code in a completion ----------------------------------------------------------------------


def extracted(completion: str, language: str) -> str:
    """The first fenced block of the language, else the first of any; else the text after a fence
    that is never closed, else functions in plain text. Empty when there is no code.
    """
    blocks: list[tuple[str, str]] = []
    name, lines = "", None
    for line in completion.split("\n"):
        if lines is None and _FENCE in line:
            name, lines = line.rpartition(_FENCE)[2].strip().lower(), list[str]()
        elif lines is not None and line.lstrip().startswith(_FENCE):
            blocks.append((name, "\n".join(lines)))
            lines = None
        elif lines is not None:
            lines.append(line)
    if blocks:
        names = {language.lower(), *_ALIASES.get(language, ())}
        return next((code for name, code in blocks if name in names), blocks[0][1])
    if lines is not None:
        return "\n".join(lines)
    return _functions(completion) if language == "python" else ""


def _functions(text: str) -> str:
    """The first function or class in plain text, with the imports and comments just before it."""
    kept: list[str] = []
    inside = False
    for line in filter(str.strip, text.split("\n")):
        if _DEFINITION.match(line) and not inside:
            kept.append(line)
            inside = True
        elif inside and line[:1].isspace():
            kept.append(line)
        elif inside:
            break
        else:
            kept = [*kept, line] if _HEADING.match(line) else []
    return "".join(f"{line}\n" for line in kept) if inside else ""
