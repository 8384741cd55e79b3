# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_error_code import DifyErrorCode
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyErrorEvent")


@_attrs_define
class DifyErrorEvent:
    """The run failed, or never began; the end of the stream. A run that could not begin on today's servers has neither
    a code nor an id here, and the status 500 whatever was wrong.

        Attributes:
            event (Literal['error']): The tag.
            message (str): For people.
            task_id (str | Unset): The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame
                of a run that has
                ended, it is the run's id instead, which stops nothing.
            workflow_run_id (None | str | Unset): The run's id; null before `workflow_started`.
            code (DifyErrorCode | Unset): What went wrong. The plain HTTP codes (bad_request, forbidden, ...) are those of
                errors that have no name of
                their own. Several are on the documented page only: unsupported_preview, unsupported_estimate, the s3 codes,
                workflow_request_error. The app and workspace codes belong to servers after 1.16.
            status (int | Unset): The HTTP status that the error would have had.
    """

    event: Literal["error"]
    message: str
    task_id: str | Unset = UNSET
    workflow_run_id: None | str | Unset = UNSET
    code: DifyErrorCode | Unset = UNSET
    status: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        message = self.message

        task_id = self.task_id

        workflow_run_id: None | str | Unset
        if isinstance(self.workflow_run_id, Unset):
            workflow_run_id = UNSET
        else:
            workflow_run_id = self.workflow_run_id

        code: str | Unset = UNSET
        if not isinstance(self.code, Unset):
            code = self.code.value

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "message": message,
            }
        )
        if task_id is not UNSET:
            field_dict["task_id"] = task_id
        if workflow_run_id is not UNSET:
            field_dict["workflow_run_id"] = workflow_run_id
        if code is not UNSET:
            field_dict["code"] = code
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = cast(Literal["error"], d.pop("event"))
        if event != "error":
            raise ValueError(f"event must match const 'error', got '{event}'")

        message = d.pop("message")

        task_id = d.pop("task_id", UNSET)

        def _parse_workflow_run_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        workflow_run_id = _parse_workflow_run_id(d.pop("workflow_run_id", UNSET))

        _code = d.pop("code", UNSET)
        code: DifyErrorCode | Unset
        if isinstance(_code, Unset):
            code = UNSET
        else:
            code = DifyErrorCode(_code)

        status = d.pop("status", UNSET)

        dify_error_event = cls(
            event=event,
            message=message,
            task_id=task_id,
            workflow_run_id=workflow_run_id,
            code=code,
            status=status,
        )

        dify_error_event.additional_properties = d
        return dify_error_event

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
