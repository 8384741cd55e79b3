# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_run_status import DifyRunStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_pause_reason import DifyPauseReason


T = TypeVar("T", bound="DifyWorkflowPausedData")


@_attrs_define
class DifyWorkflowPausedData:
    """What the run waits for.

    Attributes:
        workflow_run_id (str): The run's id.
        paused_nodes (list[str]): The nodes that wait.
        reasons (list[DifyPauseReason]): What they wait for.
        status (DifyRunStatus): Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a
            `paused` one waits for a
            form. The documented page knows running, succeeded, failed and stopped.
        outputs (DifyJsonObject | Unset): Any JSON object.
        created_at (int | Unset): When it began, seconds since 1970.
        elapsed_time (float | Unset): How long it took, in seconds.
        total_tokens (int | Unset): Tokens used.
        total_steps (int | Unset): Nodes that ran.
    """

    workflow_run_id: str
    paused_nodes: list[str]
    reasons: list[DifyPauseReason]
    status: DifyRunStatus
    outputs: DifyJsonObject | Unset = UNSET
    created_at: int | Unset = UNSET
    elapsed_time: float | Unset = UNSET
    total_tokens: int | Unset = UNSET
    total_steps: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        workflow_run_id = self.workflow_run_id

        paused_nodes = self.paused_nodes

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        status = self.status.value

        outputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.outputs, Unset):
            outputs = self.outputs.to_dict()

        created_at = self.created_at

        elapsed_time = self.elapsed_time

        total_tokens = self.total_tokens

        total_steps = self.total_steps

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "workflow_run_id": workflow_run_id,
                "paused_nodes": paused_nodes,
                "reasons": reasons,
                "status": status,
            }
        )
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if elapsed_time is not UNSET:
            field_dict["elapsed_time"] = elapsed_time
        if total_tokens is not UNSET:
            field_dict["total_tokens"] = total_tokens
        if total_steps is not UNSET:
            field_dict["total_steps"] = total_steps

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415
        from ..models.dify_pause_reason import DifyPauseReason  # noqa: PLC0415

        d = dict(src_dict)
        workflow_run_id = d.pop("workflow_run_id")

        paused_nodes = cast(list[str], d.pop("paused_nodes"))

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = DifyPauseReason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        status = DifyRunStatus(d.pop("status"))

        _outputs = d.pop("outputs", UNSET)
        outputs: DifyJsonObject | Unset
        if isinstance(_outputs, Unset):
            outputs = UNSET
        else:
            outputs = DifyJsonObject.from_dict(_outputs)

        created_at = d.pop("created_at", UNSET)

        elapsed_time = d.pop("elapsed_time", UNSET)

        total_tokens = d.pop("total_tokens", UNSET)

        total_steps = d.pop("total_steps", UNSET)

        dify_workflow_paused_data = cls(
            workflow_run_id=workflow_run_id,
            paused_nodes=paused_nodes,
            reasons=reasons,
            status=status,
            outputs=outputs,
            created_at=created_at,
            elapsed_time=elapsed_time,
            total_tokens=total_tokens,
            total_steps=total_steps,
        )

        dify_workflow_paused_data.additional_properties = d
        return dify_workflow_paused_data

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
