# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_run_status import SimRunStatus

if TYPE_CHECKING:
    from ..models.sim_json_object import SimJsonObject
    from ..models.sim_run_cost import SimRunCost
    from ..models.sim_run_error import SimRunError
    from ..models.sim_run_pause import SimRunPause


T = TypeVar("T", bound="SimRun")


@_attrs_define
class SimRun:
    """A run as it is now. All twelve fields are always there.

    Attributes:
        run_id (str): The run's id.
        workflow_id (str): The workflow.
        status (SimRunStatus): Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be
            resumed. `redacting` is
            a moment after the end in which the output is scrubbed. A list never holds queued runs, and the answer to an
            execute or a resume is completed, failed, paused or cancelled.
        trigger (None | str): What started it, such as `api`.
        started_at (datetime.datetime | None): When it started; while queued, when it was queued.
        ended_at (datetime.datetime | None): When it ended, or paused; null until then.
        duration_ms (float | None): How long it took, in milliseconds, with a fraction; null until it ended or paused.
        paused (None | SimRunPause): What a paused run waits for; null when it is not paused.
        cost (None | SimRunCost): What it cost; null when not known.
        error (None | SimRunError): Why it failed, without the block; null when it did not.
        output (Any): The run's output, of any type, once completed and with includeOutput; else null.
        block_outputs (None | SimJsonObject): The outputs of the blocks asked for, by block id; null when none were.
    """

    run_id: str
    workflow_id: str
    status: SimRunStatus
    trigger: None | str
    started_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    duration_ms: float | None
    paused: None | SimRunPause
    cost: None | SimRunCost
    error: None | SimRunError
    output: Any
    block_outputs: None | SimJsonObject
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415
        from ..models.sim_run_error import SimRunError  # noqa: PLC0415
        from ..models.sim_run_pause import SimRunPause  # noqa: PLC0415

        run_id = self.run_id

        workflow_id = self.workflow_id

        status = self.status.value

        trigger: None | str
        trigger = self.trigger

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        duration_ms: float | None
        duration_ms = self.duration_ms

        paused: dict[str, Any] | None
        if isinstance(self.paused, SimRunPause):
            paused = self.paused.to_dict()
        else:
            paused = self.paused

        cost: dict[str, Any] | None
        if isinstance(self.cost, SimRunCost):
            cost = self.cost.to_dict()
        else:
            cost = self.cost

        error: dict[str, Any] | None
        if isinstance(self.error, SimRunError):
            error = self.error.to_dict()
        else:
            error = self.error

        output = self.output

        block_outputs: dict[str, Any] | None
        if isinstance(self.block_outputs, SimJsonObject):
            block_outputs = self.block_outputs.to_dict()
        else:
            block_outputs = self.block_outputs

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
                "paused": paused,
                "cost": cost,
                "error": error,
                "output": output,
                "blockOutputs": block_outputs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_run_cost import SimRunCost  # noqa: PLC0415
        from ..models.sim_run_error import SimRunError  # noqa: PLC0415
        from ..models.sim_run_pause import SimRunPause  # noqa: PLC0415

        d = dict(src_dict)
        run_id = d.pop("runId")

        workflow_id = d.pop("workflowId")

        status = SimRunStatus(d.pop("status"))

        def _parse_trigger(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        trigger = _parse_trigger(d.pop("trigger"))

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("startedAt"))

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

        def _parse_paused(data: object) -> None | SimRunPause:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                paused_type_0 = SimRunPause.from_dict(data)

                return paused_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimRunPause, data)

        paused = _parse_paused(d.pop("paused"))

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

        output = d.pop("output")

        def _parse_block_outputs(data: object) -> None | SimJsonObject:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                block_outputs_type_0 = SimJsonObject.from_dict(data)

                return block_outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimJsonObject, data)

        block_outputs = _parse_block_outputs(d.pop("blockOutputs"))

        sim_run = cls(
            run_id=run_id,
            workflow_id=workflow_id,
            status=status,
            trigger=trigger,
            started_at=started_at,
            ended_at=ended_at,
            duration_ms=duration_ms,
            paused=paused,
            cost=cost,
            error=error,
            output=output,
            block_outputs=block_outputs,
        )

        sim_run.additional_properties = d
        return sim_run

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
