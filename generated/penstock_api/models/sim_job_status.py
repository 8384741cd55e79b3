# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_job_state import SimJobState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_job_error import SimJobError
    from ..models.sim_job_metadata import SimJobMetadata
    from ..models.sim_job_output import SimJobOutput


T = TypeVar("T", bound="SimJobStatus")


@_attrs_define
class SimJobStatus:
    """A job.

    Attributes:
        success (bool): Always true, also for a job that failed.
        task_id (str): The job's id.
        status (SimJobState): Where a job is. completed, failed and cancelled are the end of it; anything else goes on.
            `queued`,
            `processing` and `unknown` are documented servers' words, `pending` is today's for queued, and waiting,
            admitting, admitted and running were sent for some weeks of 2026.
        metadata (None | SimJobMetadata | Unset): About the job. An object so far; today's contract allows null.
        output (Any | SimJobOutput | Unset): What the job put out, once completed. The workflow's own output is inside,
            under `output`.
        error (SimJobError | str | Unset): Why it failed. An object on documented servers, text today.
        estimated_duration (int | Unset): A guess in milliseconds, always the same, while queued or processing.
    """

    success: bool
    task_id: str
    status: SimJobState
    metadata: None | SimJobMetadata | Unset = UNSET
    output: Any | SimJobOutput | Unset = UNSET
    error: SimJobError | str | Unset = UNSET
    estimated_duration: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_job_error import SimJobError  # noqa: PLC0415
        from ..models.sim_job_metadata import SimJobMetadata  # noqa: PLC0415
        from ..models.sim_job_output import SimJobOutput  # noqa: PLC0415

        success = self.success

        task_id = self.task_id

        status = self.status.value

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, SimJobMetadata):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        output: Any | dict[str, Any] | Unset
        if isinstance(self.output, Unset):
            output = UNSET
        elif isinstance(self.output, SimJobOutput):
            output = self.output.to_dict()
        else:
            output = self.output

        error: dict[str, Any] | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        elif isinstance(self.error, SimJobError):
            error = self.error.to_dict()
        else:
            error = self.error

        estimated_duration = self.estimated_duration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "taskId": task_id,
                "status": status,
            }
        )
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if output is not UNSET:
            field_dict["output"] = output
        if error is not UNSET:
            field_dict["error"] = error
        if estimated_duration is not UNSET:
            field_dict["estimatedDuration"] = estimated_duration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_job_error import SimJobError  # noqa: PLC0415
        from ..models.sim_job_metadata import SimJobMetadata  # noqa: PLC0415
        from ..models.sim_job_output import SimJobOutput  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        task_id = d.pop("taskId")

        status = SimJobState(d.pop("status"))

        def _parse_metadata(data: object) -> None | SimJobMetadata | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = SimJobMetadata.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimJobMetadata | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_output(data: object) -> Any | SimJobOutput | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                output_type_0 = SimJobOutput.from_dict(data)

                return output_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimJobOutput | Unset, data)

        output = _parse_output(d.pop("output", UNSET))

        def _parse_error(data: object) -> SimJobError | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = SimJobError.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SimJobError | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        estimated_duration = d.pop("estimatedDuration", UNSET)

        sim_job_status = cls(
            success=success,
            task_id=task_id,
            status=status,
            metadata=metadata,
            output=output,
            error=error,
            estimated_duration=estimated_duration,
        )

        sim_job_status.additional_properties = d
        return sim_job_status

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
