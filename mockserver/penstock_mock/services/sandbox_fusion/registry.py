"""The classes of datasets and the datasets a server registers, as its usual settings have them.

Facts of bytedance/SandboxFusion 469de08: `sandbox/configs/local.yaml` and `sandbox/datasets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

Columns: TypeAlias = tuple[str, ...]

_USUAL = ("id", "labels", "content")
_LINE = ("id", "file_path", "context", "import_statement", "code")
_TABLE = "code_eval_"


@frozen
class Kind:
    """A class of datasets, by what it reads of a row; no columns are all of them."""

    prompt: Columns = _USUAL
    test: Columns = _USUAL
    datasets: tuple[str, ...] = ()
    """Those of the class that are registered, in their order."""


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


def table(dataset: str) -> str:
    """The name of a dataset's table."""
    return _TABLE + _TABLES.get(dataset, dataset)
