# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimRunReceipt")


@_attrs_define
class SimRunReceipt:
    """The receipt of a queued run.

    Attributes:
        run_id (str): The run's id; in the answer to a resume, the id of the resuming, by which no run is found.
        status_url (str): The run's absolute address; a 404 in the answer to a resume.
        queue_position (int | Unset): How many resumes are before it and it, when known. Only after a resume.
    """

    run_id: str
    status_url: str
    queue_position: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        run_id = self.run_id

        status_url = self.status_url

        queue_position = self.queue_position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "statusUrl": status_url,
            }
        )
        if queue_position is not UNSET:
            field_dict["queuePosition"] = queue_position

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        run_id = d.pop("runId")

        status_url = d.pop("statusUrl")

        queue_position = d.pop("queuePosition", UNSET)

        sim_run_receipt = cls(
            run_id=run_id,
            status_url=status_url,
            queue_position=queue_position,
        )

        sim_run_receipt.additional_properties = d
        return sim_run_receipt

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
