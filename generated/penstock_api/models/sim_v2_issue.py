# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimV2Issue")


@_attrs_define
class SimV2Issue:
    """One thing that is wrong with a request.

    Attributes:
        code (str | Unset): The kind of issue, such as `invalid_type`.
        path (list[Any] | Unset): Where it is, field names and list positions.
        message (str | Unset): For people.
    """

    code: str | Unset = UNSET
    path: list[Any] | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        path: list[Any] | Unset = UNSET
        if not isinstance(self.path, Unset):
            path = self.path

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if path is not UNSET:
            field_dict["path"] = path
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        path = cast(list[Any], d.pop("path", UNSET))

        message = d.pop("message", UNSET)

        sim_v2_issue = cls(
            code=code,
            path=path,
            message=message,
        )

        sim_v2_issue.additional_properties = d
        return sim_v2_issue

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
