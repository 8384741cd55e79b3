# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_job_output_metadata import SimJobOutputMetadata


T = TypeVar("T", bound="SimJobOutput")


@_attrs_define
class SimJobOutput:
    """What a job puts out around the workflow's own output.

    Attributes:
        success (bool): Whether the workflow succeeded. False is possible on a completed job.
        workflow_id (str | Unset): The workflow.
        execution_id (str | Unset): The run's id.
        output (Any | Unset): The workflow's own output, an object of the author's making.
        executed_at (str | Unset): A time, ISO 8601; the servers write UTC with milliseconds.
        metadata (SimJobOutputMetadata | Unset): About the run.
    """

    success: bool
    workflow_id: str | Unset = UNSET
    execution_id: str | Unset = UNSET
    output: Any | Unset = UNSET
    executed_at: str | Unset = UNSET
    metadata: SimJobOutputMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        workflow_id = self.workflow_id

        execution_id = self.execution_id

        output = self.output

        executed_at = self.executed_at

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
            }
        )
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if output is not UNSET:
            field_dict["output"] = output
        if executed_at is not UNSET:
            field_dict["executedAt"] = executed_at
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_job_output_metadata import SimJobOutputMetadata  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        workflow_id = d.pop("workflowId", UNSET)

        execution_id = d.pop("executionId", UNSET)

        output = d.pop("output", UNSET)

        executed_at = d.pop("executedAt", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SimJobOutputMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SimJobOutputMetadata.from_dict(_metadata)

        sim_job_output = cls(
            success=success,
            workflow_id=workflow_id,
            execution_id=execution_id,
            output=output,
            executed_at=executed_at,
            metadata=metadata,
        )

        sim_job_output.additional_properties = d
        return sim_job_output

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
