# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_error_detail import SimErrorDetail
    from ..models.sim_execution_metadata import SimExecutionMetadata


T = TypeVar("T", bound="SimExecuteErrorBody")


@_attrs_define
class SimExecuteErrorBody:
    """An error of v1's execute: an error body; or what a full bucket adds to it; or, with a boolean `success` and
    `output` or `metadata`, the result of a run that failed.

        Attributes:
            error (str): What went wrong, for people.
            code (str | Unset): For programs: a name of its own, or the message in upper case with underscores for its
                spaces and its
                punctuation kept. Often absent today.
            details (list[SimErrorDetail] | Unset): The fields that are wrong.
            request_id (str | Unset): The server's id of the request.
            message (str | Unset): More words about a 429.
            remaining (int | Unset): Requests left, on a documented async 429.
            reset_at (str | Unset): A time, ISO 8601; the servers write UTC with milliseconds.
            retryable (bool | Unset): Whether another try makes sense.
            retry_after_seconds (float | Unset): Seconds to wait before it.
            execution_id (str | Unset): The run's id, on a 409 or 503 about it.
            success (bool | Unset): Always false. Present when the run itself failed.
            output (Any | Unset): What a failed run had put out.
            metadata (SimExecutionMetadata | Unset): When the run ran.
    """

    error: str
    code: str | Unset = UNSET
    details: list[SimErrorDetail] | Unset = UNSET
    request_id: str | Unset = UNSET
    message: str | Unset = UNSET
    remaining: int | Unset = UNSET
    reset_at: str | Unset = UNSET
    retryable: bool | Unset = UNSET
    retry_after_seconds: float | Unset = UNSET
    execution_id: str | Unset = UNSET
    success: bool | Unset = UNSET
    output: Any | Unset = UNSET
    metadata: SimExecutionMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        code = self.code

        details: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.details, Unset):
            details = []
            for details_item_data in self.details:
                details_item = details_item_data.to_dict()
                details.append(details_item)

        request_id = self.request_id

        message = self.message

        remaining = self.remaining

        reset_at = self.reset_at

        retryable = self.retryable

        retry_after_seconds = self.retry_after_seconds

        execution_id = self.execution_id

        success = self.success

        output = self.output

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if details is not UNSET:
            field_dict["details"] = details
        if request_id is not UNSET:
            field_dict["requestId"] = request_id
        if message is not UNSET:
            field_dict["message"] = message
        if remaining is not UNSET:
            field_dict["remaining"] = remaining
        if reset_at is not UNSET:
            field_dict["resetAt"] = reset_at
        if retryable is not UNSET:
            field_dict["retryable"] = retryable
        if retry_after_seconds is not UNSET:
            field_dict["retryAfterSeconds"] = retry_after_seconds
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if success is not UNSET:
            field_dict["success"] = success
        if output is not UNSET:
            field_dict["output"] = output
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_error_detail import SimErrorDetail  # noqa: PLC0415
        from ..models.sim_execution_metadata import SimExecutionMetadata  # noqa: PLC0415

        d = dict(src_dict)
        error = d.pop("error")

        code = d.pop("code", UNSET)

        _details = d.pop("details", UNSET)
        details: list[SimErrorDetail] | Unset = UNSET
        if _details is not UNSET:
            details = []
            for details_item_data in _details:
                details_item = SimErrorDetail.from_dict(details_item_data)

                details.append(details_item)

        request_id = d.pop("requestId", UNSET)

        message = d.pop("message", UNSET)

        remaining = d.pop("remaining", UNSET)

        reset_at = d.pop("resetAt", UNSET)

        retryable = d.pop("retryable", UNSET)

        retry_after_seconds = d.pop("retryAfterSeconds", UNSET)

        execution_id = d.pop("executionId", UNSET)

        success = d.pop("success", UNSET)

        output = d.pop("output", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SimExecutionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SimExecutionMetadata.from_dict(_metadata)

        sim_execute_error_body = cls(
            error=error,
            code=code,
            details=details,
            request_id=request_id,
            message=message,
            remaining=remaining,
            reset_at=reset_at,
            retryable=retryable,
            retry_after_seconds=retry_after_seconds,
            execution_id=execution_id,
            success=success,
            output=output,
            metadata=metadata,
        )

        sim_execute_error_body.additional_properties = d
        return sim_execute_error_body

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
