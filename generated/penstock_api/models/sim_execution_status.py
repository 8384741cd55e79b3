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
    from ..models.sim_json_object import SimJsonObject
    from ..models.sim_run_cost import SimRunCost
    from ..models.sim_run_pause import SimRunPause


T = TypeVar("T", bound="SimExecutionStatus")


@_attrs_define
class SimExecutionStatus:
    """A run, as v1 has it.

    Attributes:
        execution_id (str): The run's id.
        workflow_id (str): The workflow.
        status (SimRunStatus): Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be
            resumed. `redacting` is
            a moment after the end in which the output is scrubbed. A list never holds queued runs, and the answer to an
            execute or a resume is completed, failed, paused or cancelled.
        trigger (None | str | Unset): What started it, such as `api`.
        level (None | str | Unset): The level of its log, `info` or `error`.
        started_at (datetime.datetime | None | Unset): When it was accepted.
        ended_at (datetime.datetime | None | Unset): When it ended, or paused; null until then.
        total_duration_ms (float | None | Unset): How long it took, in milliseconds; null until it ended or paused.
        paused (None | SimRunPause | Unset): What a paused run waits for; null when it is not paused.
        cost (None | SimRunCost | Unset): What it cost; null when not known.
        error (None | str | Unset): Why it failed; null if it didn't.
        final_output (Any | Unset): Its output, if it was asked for and the run is completed; else null.
        block_outputs (None | SimJsonObject | Unset): The outputs that were asked for; null without.
    """

    execution_id: str
    workflow_id: str
    status: SimRunStatus
    trigger: None | str | Unset = UNSET
    level: None | str | Unset = UNSET
    started_at: datetime.datetime | None | Unset = UNSET
    ended_at: datetime.datetime | None | Unset = UNSET
    total_duration_ms: float | None | Unset = UNSET
    paused: None | SimRunPause | Unset = UNSET
    cost: None | SimRunCost | Unset = UNSET
    error: None | str | Unset = UNSET
    final_output: Any | Unset = UNSET
    block_outputs: None | SimJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415
        from ..models.sim_run_pause import SimRunPause  # noqa: PLC0415

        execution_id = self.execution_id

        workflow_id = self.workflow_id

        status = self.status.value

        trigger: None | str | Unset
        if isinstance(self.trigger, Unset):
            trigger = UNSET
        else:
            trigger = self.trigger

        level: None | str | Unset
        if isinstance(self.level, Unset):
            level = UNSET
        else:
            level = self.level

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        ended_at: None | str | Unset
        if isinstance(self.ended_at, Unset):
            ended_at = UNSET
        elif isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        total_duration_ms: float | None | Unset
        if isinstance(self.total_duration_ms, Unset):
            total_duration_ms = UNSET
        else:
            total_duration_ms = self.total_duration_ms

        paused: dict[str, Any] | None | Unset
        if isinstance(self.paused, Unset):
            paused = UNSET
        elif isinstance(self.paused, SimRunPause):
            paused = self.paused.to_dict()
        else:
            paused = self.paused

        cost: dict[str, Any] | None | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        elif isinstance(self.cost, SimRunCost):
            cost = self.cost.to_dict()
        else:
            cost = self.cost

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        final_output = self.final_output

        block_outputs: dict[str, Any] | None | Unset
        if isinstance(self.block_outputs, Unset):
            block_outputs = UNSET
        elif isinstance(self.block_outputs, SimJsonObject):
            block_outputs = self.block_outputs.to_dict()
        else:
            block_outputs = self.block_outputs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "executionId": execution_id,
                "workflowId": workflow_id,
                "status": status,
            }
        )
        if trigger is not UNSET:
            field_dict["trigger"] = trigger
        if level is not UNSET:
            field_dict["level"] = level
        if started_at is not UNSET:
            field_dict["startedAt"] = started_at
        if ended_at is not UNSET:
            field_dict["endedAt"] = ended_at
        if total_duration_ms is not UNSET:
            field_dict["totalDurationMs"] = total_duration_ms
        if paused is not UNSET:
            field_dict["paused"] = paused
        if cost is not UNSET:
            field_dict["cost"] = cost
        if error is not UNSET:
            field_dict["error"] = error
        if final_output is not UNSET:
            field_dict["finalOutput"] = final_output
        if block_outputs is not UNSET:
            field_dict["blockOutputs"] = block_outputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415
        from ..models.sim_run_pause import SimRunPause  # noqa: PLC0415

        d = dict(src_dict)
        execution_id = d.pop("executionId")

        workflow_id = d.pop("workflowId")

        status = SimRunStatus(d.pop("status"))

        def _parse_trigger(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        trigger = _parse_trigger(d.pop("trigger", UNSET))

        def _parse_level(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        level = _parse_level(d.pop("level", UNSET))

        def _parse_started_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        started_at = _parse_started_at(d.pop("startedAt", UNSET))

        def _parse_ended_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ended_at = _parse_ended_at(d.pop("endedAt", UNSET))

        def _parse_total_duration_ms(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        total_duration_ms = _parse_total_duration_ms(d.pop("totalDurationMs", UNSET))

        def _parse_paused(data: object) -> None | SimRunPause | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                paused_type_0 = SimRunPause.from_dict(data)

                return paused_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimRunPause | Unset, data)

        paused = _parse_paused(d.pop("paused", UNSET))

        def _parse_cost(data: object) -> None | SimRunCost | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cost_type_0 = SimRunCost.from_dict(data)

                return cost_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimRunCost | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        final_output = d.pop("finalOutput", UNSET)

        def _parse_block_outputs(data: object) -> None | SimJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                block_outputs_type_0 = SimJsonObject.from_dict(data)

                return block_outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimJsonObject | Unset, data)

        block_outputs = _parse_block_outputs(d.pop("blockOutputs", UNSET))

        sim_execution_status = cls(
            execution_id=execution_id,
            workflow_id=workflow_id,
            status=status,
            trigger=trigger,
            level=level,
            started_at=started_at,
            ended_at=ended_at,
            total_duration_ms=total_duration_ms,
            paused=paused,
            cost=cost,
            error=error,
            final_output=final_output,
            block_outputs=block_outputs,
        )

        sim_execution_status.additional_properties = d
        return sim_execution_status

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
