"""Runs of Dify whose outputs are of a type of the caller's."""

from __future__ import annotations

from typing import Any, cast

import attrs

from penstock._core.output_type import OutputReader, OutputsT
from penstock._core.results import describe
from penstock.dify._types import WorkflowRun
from penstock.errors import ResponseError


def typed(run: WorkflowRun[Any], read: OutputReader[OutputsT] | None) -> WorkflowRun[OutputsT]:
    """Return a run with its outputs as `read` makes them, if the run succeeded.

    The outputs of any other run stay as they came. Raises ResponseError for outputs of another
    type.
    """
    if read is None or not run.succeeded:
        return run
    try:
        outputs = read(run.outputs)
    except ResponseError as error:
        describe(error, run).annotate(run_id=run.id, service="dify")
        raise
    # A type checker has the field in the type that the document gives it.
    return attrs.evolve(run, outputs=cast("Any", outputs), sent_outputs=run.outputs)
