# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimStorage")


@_attrs_define
class SimStorage:
    """What files take up. Not on the documented page.

    Attributes:
        used_bytes (int | Unset): Bytes used.
        limit_bytes (int | Unset): Bytes allowed.
        percent_used (float | Unset): The share used, in per cent.
    """

    used_bytes: int | Unset = UNSET
    limit_bytes: int | Unset = UNSET
    percent_used: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        used_bytes = self.used_bytes

        limit_bytes = self.limit_bytes

        percent_used = self.percent_used

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if used_bytes is not UNSET:
            field_dict["usedBytes"] = used_bytes
        if limit_bytes is not UNSET:
            field_dict["limitBytes"] = limit_bytes
        if percent_used is not UNSET:
            field_dict["percentUsed"] = percent_used

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        used_bytes = d.pop("usedBytes", UNSET)

        limit_bytes = d.pop("limitBytes", UNSET)

        percent_used = d.pop("percentUsed", UNSET)

        sim_storage = cls(
            used_bytes=used_bytes,
            limit_bytes=limit_bytes,
            percent_used=percent_used,
        )

        sim_storage.additional_properties = d
        return sim_storage

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
