# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_value_source import DifyValueSource
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyOptionSource")


@_attrs_define
class DifyOptionSource:
    """What a select offers, texts or a variable of the workflow.

    Attributes:
        type_ (DifyValueSource | Unset): Whether a value is written in the form or taken from the workflow.
        selector (list[str] | Unset): The variable, node and name.
        value (list[str] | Unset): The texts.
    """

    type_: DifyValueSource | Unset = UNSET
    selector: list[str] | Unset = UNSET
    value: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_.value

        selector: list[str] | Unset = UNSET
        if not isinstance(self.selector, Unset):
            selector = self.selector

        value: list[str] | Unset = UNSET
        if not isinstance(self.value, Unset):
            value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if selector is not UNSET:
            field_dict["selector"] = selector
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _type_ = d.pop("type", UNSET)
        type_: DifyValueSource | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = DifyValueSource(_type_)

        selector = cast(list[str], d.pop("selector", UNSET))

        value = cast(list[str], d.pop("value", UNSET))

        dify_option_source = cls(
            type_=type_,
            selector=selector,
            value=value,
        )

        dify_option_source.additional_properties = d
        return dify_option_source

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
