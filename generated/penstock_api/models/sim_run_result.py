# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_run_status import SimRunStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_run_error import SimRunError


T = TypeVar("T", bound="SimRunResult")


@_attrs_define
class SimRunResult:
    """How a run ended or why it paused.

    Attributes:
        run_id (str): The run's id; in the answer to a resume, the id of the resuming, by which no run is found.
        workflow_id (str): The workflow.
        status (SimRunStatus): Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be
            resumed. `redacting` is
            a moment after the end in which the output is scrubbed. A list never holds queued runs, and the answer to an
            execute or a resume is completed, failed, paused or cancelled.
        output (Any): The run's output, what there is of it after a failure; null when there is none.
        error (None | SimRunError): Why it failed; null when it did not.
        started_at (datetime.datetime | Unset): When it started.
        ended_at (datetime.datetime | Unset): When it ended.
        duration_ms (float | Unset): How long it took, in milliseconds, with a fraction.
    """

    run_id: str
    workflow_id: str
    status: SimRunStatus
    output: Any
    error: None | SimRunError
    started_at: datetime.datetime | Unset = UNSET
    ended_at: datetime.datetime | Unset = UNSET
    duration_ms: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_run_error import SimRunError  # noqa: PLC0415

        run_id = self.run_id

        workflow_id = self.workflow_id

        status = self.status.value

        output = self.output

        error: dict[str, Any] | None
        if isinstance(self.error, SimRunError):
            error = self.error.to_dict()
        else:
            error = self.error

        started_at: str | Unset = UNSET
        if not isinstance(self.started_at, Unset):
            started_at = self.started_at.isoformat()

        ended_at: str | Unset = UNSET
        if not isinstance(self.ended_at, Unset):
            ended_at = self.ended_at.isoformat()

        duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "workflowId": workflow_id,
                "status": status,
                "output": output,
                "error": error,
            }
        )
        if started_at is not UNSET:
            field_dict["startedAt"] = started_at
        if ended_at is not UNSET:
            field_dict["endedAt"] = ended_at
        if duration_ms is not UNSET:
            field_dict["durationMs"] = duration_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_run_error import SimRunError  # noqa: PLC0415

        d = dict(src_dict)
        run_id = d.pop("runId")

        workflow_id = d.pop("workflowId")

        status = SimRunStatus(d.pop("status"))

        output = d.pop("output")

        def _parse_error(data: object) -> None | SimRunError:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = SimRunError.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimRunError, data)

        error = _parse_error(d.pop("error"))

        _started_at = d.pop("startedAt", UNSET)
        started_at: datetime.datetime | Unset
        if isinstance(_started_at, Unset):
            started_at = UNSET
        else:
            started_at = datetime.datetime.fromisoformat(_started_at)

        _ended_at = d.pop("endedAt", UNSET)
        ended_at: datetime.datetime | Unset
        if isinstance(_ended_at, Unset):
            ended_at = UNSET
        else:
            ended_at = datetime.datetime.fromisoformat(_ended_at)

        duration_ms = d.pop("durationMs", UNSET)

        sim_run_result = cls(
            run_id=run_id,
            workflow_id=workflow_id,
            status=status,
            output=output,
            error=error,
            started_at=started_at,
            ended_at=ended_at,
            duration_ms=duration_ms,
        )

        sim_run_result.additional_properties = d
        return sim_run_result

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
