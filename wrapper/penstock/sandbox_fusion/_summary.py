"""A run in a word of the caller's choice: what the official package has, by its names."""

from __future__ import annotations

from typing import Final

import attrs
from attrs.validators import optional

from penstock.errors import ResponseError
from penstock.sandbox_fusion._fields import Sent, a_text, strict
from penstock.sandbox_fusion._results import RunCodeResponse
from penstock.sandbox_fusion._verdict import Verdict


@strict
@attrs.define(kw_only=True)
class SummaryMapping(Sent):
    """The words for `summary_run_code_result`; what has none of its own is told as `Failed`."""

    Success: str = attrs.field(default="Success", validator=a_text)
    Failed: str = attrs.field(default="Failed", validator=a_text)
    CompileFailed: str | None = attrs.field(default=None, validator=optional(a_text))
    CompileTimeout: str | None = attrs.field(default=None, validator=optional(a_text))
    RunFailed: str | None = attrs.field(default=None, validator=optional(a_text))
    RunTimeout: str | None = attrs.field(default=None, validator=optional(a_text))


_WORDS: Final = {
    Verdict.SUCCESS: "Success",
    Verdict.COMPILE_ERROR: "CompileFailed",
    Verdict.COMPILE_TIMEOUT: "CompileTimeout",
    Verdict.RUNTIME_ERROR: "RunFailed",
    Verdict.TIMEOUT: "RunTimeout",
}


def summary_run_code_result(result: RunCodeResponse, mapping: SummaryMapping) -> str:
    """Return the mapping's word for what became of a program.

    `result.verdict` tells more: that the server lacks the compiler, say, which counts as a failure
    here. Raises ResponseError for a result that says nothing of the code.
    """
    verdict = result.verdict
    if verdict is Verdict.SANDBOX_ERROR:
        raise ResponseError(f"there is no summary of a run with status {result.status!r}")
    if verdict in (Verdict.TOOLCHAIN_MISSING, Verdict.MEMORY_LIMIT):
        verdict = Verdict.COMPILE_ERROR if result.run_result is None else Verdict.RUNTIME_ERROR
    if result.compile_result is None and result.run_result is None:
        return mapping.Success if verdict is Verdict.SUCCESS else mapping.Failed
    word: str | None = getattr(mapping, _WORDS[verdict])
    return word or mapping.Failed
