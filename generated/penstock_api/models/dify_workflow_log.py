# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, STRING, UNIXTIME, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowLog(Model):
    """One entry of the log."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The entry's id."""
    run: models.DifyLogRun | None = attrs.field(
        default=None, metadata=wire("workflow_run", Ref(lambda: models.DifyLogRun), required=True)
    )
    """The run; null when it was deleted."""
    details: Any = attrs.field(default=None, metadata=wire("details", ANY))
    """Null here."""
    created_from: models.DifyLogOrigin = attrs.field(
        default=None, metadata=wire("created_from", STRING, required=True)
    )
    created_by_role: models.DifyCreatorRole = attrs.field(
        default=None, metadata=wire("created_by_role", STRING, required=True)
    )
    created_by_account: models.DifyLogAccount | str | None = attrs.field(
        default=None,
        metadata=wire(
            "created_by_account",
            OneOf(models=(Ref(lambda: models.DifyLogAccount),), others=(STRING,)),
            required=True,
        ),
    )
    """Who ran it in Dify itself; the documented page has text here, and no server sends any."""
    created_by_end_user: models.DifyLogEndUser | None = attrs.field(
        default=None,
        metadata=wire("created_by_end_user", Ref(lambda: models.DifyLogEndUser), required=True),
    )
    """Who it was run for."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When the entry was written, seconds since 1970."""
