# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_error_detail import SimErrorDetail


T = TypeVar("T", bound="SimErrorBody")


@_attrs_define
class SimErrorBody:
    """An error of v1.

    Attributes:
        error (str): What went wrong, for people.
        code (str | Unset): For programs: a name of its own, or the message in upper case with underscores for its
            spaces and its
            punctuation kept. Often absent today.
        details (list[SimErrorDetail] | Unset): The fields that are wrong.
        request_id (str | Unset): The server's id of the request.
    """

    error: str
    code: str | Unset = UNSET
    details: list[SimErrorDetail] | Unset = UNSET
    request_id: str | Unset = UNSET
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_error_detail import SimErrorDetail  # noqa: PLC0415

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

        sim_error_body = cls(
            error=error,
            code=code,
            details=details,
            request_id=request_id,
        )

        sim_error_body.additional_properties = d
        return sim_error_body

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
