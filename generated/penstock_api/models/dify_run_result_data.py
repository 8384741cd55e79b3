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


T = TypeVar("T", bound="DifyRunResultData")


@_attrs_define
class DifyRunResultData:
    """How a run ended, or why it paused.

    Attributes:
        id (str): The run's id.
        workflow_id (str): The published version that ran.
        status (DifyRunStatus): Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a
            `paused` one waits for a
            form. The documented page knows running, succeeded, failed and stopped.
        outputs (DifyJsonObject | None): What it put out, by name; null or empty when nothing.
        error (None | str): Why it failed; null when it did not.
        elapsed_time (float): How long it took, in seconds.
        total_tokens (int): Tokens used.
        total_steps (int): Nodes that ran.
        created_at (int): When it began, seconds since 1970.
        finished_at (int | None): When it ended, seconds since 1970; null while it is paused.
        paused_nodes (list[str] | Unset): The nodes that wait. Only of a paused run.
        reasons (list[DifyPauseReason] | Unset): What they wait for. Only of a paused run.
    """

    id: str
    workflow_id: str
    status: DifyRunStatus
    outputs: DifyJsonObject | None
    error: None | str
    elapsed_time: float
    total_tokens: int
    total_steps: int
    created_at: int
    finished_at: int | None
    paused_nodes: list[str] | Unset = UNSET
    reasons: list[DifyPauseReason] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        workflow_id = self.workflow_id

        status = self.status.value

        outputs: dict[str, Any] | None
        if isinstance(self.outputs, DifyJsonObject):
            outputs = self.outputs.to_dict()
        else:
            outputs = self.outputs

        error: None | str
        error = self.error

        elapsed_time = self.elapsed_time

        total_tokens = self.total_tokens

        total_steps = self.total_steps

        created_at = self.created_at

        finished_at: int | None
        finished_at = self.finished_at

        paused_nodes: list[str] | Unset = UNSET
        if not isinstance(self.paused_nodes, Unset):
            paused_nodes = self.paused_nodes

        reasons: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = []
            for reasons_item_data in self.reasons:
                reasons_item = reasons_item_data.to_dict()
                reasons.append(reasons_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflow_id": workflow_id,
                "status": status,
                "outputs": outputs,
                "error": error,
                "elapsed_time": elapsed_time,
                "total_tokens": total_tokens,
                "total_steps": total_steps,
                "created_at": created_at,
                "finished_at": finished_at,
            }
        )
        if paused_nodes is not UNSET:
            field_dict["paused_nodes"] = paused_nodes
        if reasons is not UNSET:
            field_dict["reasons"] = reasons

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415
        from ..models.dify_pause_reason import DifyPauseReason  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        workflow_id = d.pop("workflow_id")

        status = DifyRunStatus(d.pop("status"))

        def _parse_outputs(data: object) -> DifyJsonObject | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outputs_type_0 = DifyJsonObject.from_dict(data)

                return outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None, data)

        outputs = _parse_outputs(d.pop("outputs"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        elapsed_time = d.pop("elapsed_time")

        total_tokens = d.pop("total_tokens")

        total_steps = d.pop("total_steps")

        created_at = d.pop("created_at")

        def _parse_finished_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        paused_nodes = cast(list[str], d.pop("paused_nodes", UNSET))

        _reasons = d.pop("reasons", UNSET)
        reasons: list[DifyPauseReason] | Unset = UNSET
        if _reasons is not UNSET:
            reasons = []
            for reasons_item_data in _reasons:
                reasons_item = DifyPauseReason.from_dict(reasons_item_data)

                reasons.append(reasons_item)

        dify_run_result_data = cls(
            id=id,
            workflow_id=workflow_id,
            status=status,
            outputs=outputs,
            error=error,
            elapsed_time=elapsed_time,
            total_tokens=total_tokens,
            total_steps=total_steps,
            created_at=created_at,
            finished_at=finished_at,
            paused_nodes=paused_nodes,
            reasons=reasons,
        )

        dify_run_result_data.additional_properties = d
        return dify_run_result_data

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
