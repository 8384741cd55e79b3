# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_transfer_method import DifyTransferMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyImageUpload")


@_attrs_define
class DifyImageUpload:
    """Which images a run may have.

    Attributes:
        enabled (bool | Unset): Whether there may be any.
        number_limits (int | Unset): How many at most.
        detail (str | Unset): How closely the model looks, `high` or `low`.
        transfer_methods (list[DifyTransferMethod] | Unset): How they may be handed over.
    """

    enabled: bool | Unset = UNSET
    number_limits: int | Unset = UNSET
    detail: str | Unset = UNSET
    transfer_methods: list[DifyTransferMethod] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        number_limits = self.number_limits

        detail = self.detail

        transfer_methods: list[str] | Unset = UNSET
        if not isinstance(self.transfer_methods, Unset):
            transfer_methods = []
            for transfer_methods_item_data in self.transfer_methods:
                transfer_methods_item = transfer_methods_item_data.value
                transfer_methods.append(transfer_methods_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if number_limits is not UNSET:
            field_dict["number_limits"] = number_limits
        if detail is not UNSET:
            field_dict["detail"] = detail
        if transfer_methods is not UNSET:
            field_dict["transfer_methods"] = transfer_methods

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        enabled = d.pop("enabled", UNSET)

        number_limits = d.pop("number_limits", UNSET)

        detail = d.pop("detail", UNSET)

        _transfer_methods = d.pop("transfer_methods", UNSET)
        transfer_methods: list[DifyTransferMethod] | Unset = UNSET
        if _transfer_methods is not UNSET:
            transfer_methods = []
            for transfer_methods_item_data in _transfer_methods:
                transfer_methods_item = DifyTransferMethod(transfer_methods_item_data)

                transfer_methods.append(transfer_methods_item)

        dify_image_upload = cls(
            enabled=enabled,
            number_limits=number_limits,
            detail=detail,
            transfer_methods=transfer_methods,
        )

        dify_image_upload.additional_properties = d
        return dify_image_upload

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
