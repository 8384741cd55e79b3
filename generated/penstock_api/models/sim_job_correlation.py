# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimJobCorrelation")


@_attrs_define
class SimJobCorrelation:
    """What started the job. Today's servers only.

    Attributes:
        execution_id (str | Unset): The run's id.
        request_id (str | Unset): The server's id of the request that queued it.
        source (str | Unset): The part of the server that queued it, such as `workflow`.
        workflow_id (str | Unset): The workflow.
        trigger_type (str | Unset): What started it, such as `api`.
    """

    execution_id: str | Unset = UNSET
    request_id: str | Unset = UNSET
    source: str | Unset = UNSET
    workflow_id: str | Unset = UNSET
    trigger_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        execution_id = self.execution_id

        request_id = self.request_id

        source = self.source

        workflow_id = self.workflow_id

        trigger_type = self.trigger_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if request_id is not UNSET:
            field_dict["requestId"] = request_id
        if source is not UNSET:
            field_dict["source"] = source
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id
        if trigger_type is not UNSET:
            field_dict["triggerType"] = trigger_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        execution_id = d.pop("executionId", UNSET)

        request_id = d.pop("requestId", UNSET)

        source = d.pop("source", UNSET)

        workflow_id = d.pop("workflowId", UNSET)

        trigger_type = d.pop("triggerType", UNSET)

        sim_job_correlation = cls(
            execution_id=execution_id,
            request_id=request_id,
            source=source,
            workflow_id=workflow_id,
            trigger_type=trigger_type,
        )

        sim_job_correlation.additional_properties = d
        return sim_job_correlation

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
