# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_start_reason import DifyStartReason
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyWorkflowStartedData")


@_attrs_define
class DifyWorkflowStartedData:
    """The run that began or goes on.

    Attributes:
        id (str): The run's id.
        workflow_id (str): The published version that runs.
        created_at (int): When it began, seconds since 1970.
        sequence_number (int | Unset): The run's number in the app, from 1.
        inputs (DifyJsonObject | Unset): Any JSON object.
        reason (DifyStartReason | Unset): Whether a run begins or goes on after a pause. Today's servers only.
    """

    id: str
    workflow_id: str
    created_at: int
    sequence_number: int | Unset = UNSET
    inputs: DifyJsonObject | Unset = UNSET
    reason: DifyStartReason | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        workflow_id = self.workflow_id

        created_at = self.created_at

        sequence_number = self.sequence_number

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflow_id": workflow_id,
                "created_at": created_at,
            }
        )
        if sequence_number is not UNSET:
            field_dict["sequence_number"] = sequence_number
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        workflow_id = d.pop("workflow_id")

        created_at = d.pop("created_at")

        sequence_number = d.pop("sequence_number", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: DifyJsonObject | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = DifyJsonObject.from_dict(_inputs)

        _reason = d.pop("reason", UNSET)
        reason: DifyStartReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = DifyStartReason(_reason)

        dify_workflow_started_data = cls(
            id=id,
            workflow_id=workflow_id,
            created_at=created_at,
            sequence_number=sequence_number,
            inputs=inputs,
            reason=reason,
        )

        dify_workflow_started_data.additional_properties = d
        return dify_workflow_started_data

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
