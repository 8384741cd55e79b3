# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_run_status import SimRunStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimStreamFinalData")


@_attrs_define
class SimStreamFinalData:
    """How the run ended.

    Attributes:
        success (bool): Whether it succeeded.
        output (Any | Unset): Without selectedOutputs the run's whole output. With them, by block id: documented, all
            that were selected;
            today, those that were not sent as chunks.
        error (str | Unset): Why it failed.
        status (SimRunStatus | Unset): Where a run is. completed, failed and cancelled are the end of it. `paused` waits
            to be resumed. `redacting` is
            a moment after the end in which the output is scrubbed. A list never holds queued runs, and the answer to an
            execute or a resume is completed, failed, paused or cancelled.
    """

    success: bool
    output: Any | Unset = UNSET
    error: str | Unset = UNSET
    status: SimRunStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        output = self.output

        error = self.error

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
            }
        )
        if output is not UNSET:
            field_dict["output"] = output
        if error is not UNSET:
            field_dict["error"] = error
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        success = d.pop("success")

        output = d.pop("output", UNSET)

        error = d.pop("error", UNSET)

        _status = d.pop("status", UNSET)
        status: SimRunStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = SimRunStatus(_status)

        sim_stream_final_data = cls(
            success=success,
            output=output,
            error=error,
            status=status,
        )

        sim_stream_final_data.additional_properties = d
        return sim_stream_final_data

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
