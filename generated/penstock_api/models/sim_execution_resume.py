# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_execution_metadata import SimExecutionMetadata


T = TypeVar("T", bound="SimExecutionResume")


@_attrs_define
class SimExecutionResume:
    """How a run went on that was resumed; without `success`, that its resume is queued.

    Attributes:
        status (str): The run's: completed, failed, paused or cancelled; of a resume that is not waited for, queued or
            started.
        execution_id (str): The id of the resuming, by which no run is found.
        success (bool | Unset): Whether the run succeeded, or paused again. Absent from a queued resume.
        output (Any | Unset): The last block's output.
        error (None | str | Unset): Why the run failed. Absent when it succeeded.
        metadata (SimExecutionMetadata | Unset): When the run ran.
        queue_position (int | Unset): The place in the queue, from 1.
        message (str | Unset): A sentence for people.
    """

    status: str
    execution_id: str
    success: bool | Unset = UNSET
    output: Any | Unset = UNSET
    error: None | str | Unset = UNSET
    metadata: SimExecutionMetadata | Unset = UNSET
    queue_position: int | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        execution_id = self.execution_id

        success = self.success

        output = self.output

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        queue_position = self.queue_position

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "executionId": execution_id,
            }
        )
        if success is not UNSET:
            field_dict["success"] = success
        if output is not UNSET:
            field_dict["output"] = output
        if error is not UNSET:
            field_dict["error"] = error
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if queue_position is not UNSET:
            field_dict["queuePosition"] = queue_position
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_execution_metadata import SimExecutionMetadata  # noqa: PLC0415

        d = dict(src_dict)
        status = d.pop("status")

        execution_id = d.pop("executionId")

        success = d.pop("success", UNSET)

        output = d.pop("output", UNSET)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        _metadata = d.pop("metadata", UNSET)
        metadata: SimExecutionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SimExecutionMetadata.from_dict(_metadata)

        queue_position = d.pop("queuePosition", UNSET)

        message = d.pop("message", UNSET)

        sim_execution_resume = cls(
            status=status,
            execution_id=execution_id,
            success=success,
            output=output,
            error=error,
            metadata=metadata,
            queue_position=queue_position,
            message=message,
        )

        sim_execution_resume.additional_properties = d
        return sim_execution_resume

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
