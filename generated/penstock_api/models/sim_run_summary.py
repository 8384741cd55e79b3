# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_run_status import SimRunStatus

if TYPE_CHECKING:
    from ..models.sim_run_cost import SimRunCost


T = TypeVar("T", bound="SimRunSummary")


@_attrs_define
class SimRunSummary:
    """A run in a list. All eight fields are always there.

    Attributes:
        run_id (str): The run's id.
        workflow_id (str): The workflow.
        status (SimRunStatus): Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be
            resumed. `redacting` is
            a moment after the end in which the output is scrubbed. A list never holds queued runs, and the answer to an
            execute or a resume is completed, failed, paused or cancelled.
        trigger (str): What started it, such as `api`.
        started_at (datetime.datetime): When it started.
        ended_at (datetime.datetime | None): When it ended, or paused; null until then.
        duration_ms (float | None): How long it took, in milliseconds, with a fraction; null until it ended or paused.
        cost (None | SimRunCost): What it cost; null when not known.
    """

    run_id: str
    workflow_id: str
    status: SimRunStatus
    trigger: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    duration_ms: float | None
    cost: None | SimRunCost
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415

        run_id = self.run_id

        workflow_id = self.workflow_id

        status = self.status.value

        trigger = self.trigger

        started_at = self.started_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        duration_ms: float | None
        duration_ms = self.duration_ms

        cost: dict[str, Any] | None
        if isinstance(self.cost, SimRunCost):
            cost = self.cost.to_dict()
        else:
            cost = self.cost

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "workflowId": workflow_id,
                "status": status,
                "trigger": trigger,
                "startedAt": started_at,
                "endedAt": ended_at,
                "durationMs": duration_ms,
                "cost": cost,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415

        d = dict(src_dict)
        run_id = d.pop("runId")

        workflow_id = d.pop("workflowId")

        status = SimRunStatus(d.pop("status"))

        trigger = d.pop("trigger")

        started_at = datetime.datetime.fromisoformat(d.pop("startedAt"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("endedAt"))

        def _parse_duration_ms(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration_ms = _parse_duration_ms(d.pop("durationMs"))

        def _parse_cost(data: object) -> None | SimRunCost:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cost_type_0 = SimRunCost.from_dict(data)

                return cost_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimRunCost, data)

        cost = _parse_cost(d.pop("cost"))

        sim_run_summary = cls(
            run_id=run_id,
            workflow_id=workflow_id,
            status=status,
            trigger=trigger,
            started_at=started_at,
            ended_at=ended_at,
            duration_ms=duration_ms,
            cost=cost,
        )

        sim_run_summary.additional_properties = d
        return sim_run_summary

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
