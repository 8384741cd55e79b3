# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_error_code import DifyErrorCode
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyError")


@_attrs_define
class DifyError:
    """An error. The order of the keys varies.

    Attributes:
        code (DifyErrorCode): What went wrong. The plain HTTP codes (bad_request, forbidden, ...) are those of errors
            that have no name of
            their own. Several are on the documented page only: unsupported_preview, unsupported_estimate, the s3 codes,
            workflow_request_error. The app and workspace codes belong to servers after 1.16.
        message (str): For people; empty for a file that is too large, of several lines for a body that does not fit.
        status (int | Unset): The HTTP status again. The oldest servers leave it out where they name a parameter, and of
            an error that they
            have no word for.
        params (str | Unset): The parameter that is wrong.
    """

    code: DifyErrorCode
    message: str
    status: int | Unset = UNSET
    params: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code.value

        message = self.message

        status = self.status

        params = self.params

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if params is not UNSET:
            field_dict["params"] = params

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = DifyErrorCode(d.pop("code"))

        message = d.pop("message")

        status = d.pop("status", UNSET)

        params = d.pop("params", UNSET)

        dify_error = cls(
            code=code,
            message=message,
            status=status,
            params=params,
        )

        dify_error.additional_properties = d
        return dify_error

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
