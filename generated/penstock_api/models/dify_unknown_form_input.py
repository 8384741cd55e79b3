# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyUnknownFormInput")


@_attrs_define
class DifyUnknownFormInput:
    """An input that this document does not know, or one without `type`, which is a paragraph.

    Attributes:
        output_variable_name (str): The key of the answer.
        type_ (str | Unset): The tag, if it has one.
    """

    output_variable_name: str
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        output_variable_name = self.output_variable_name

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "output_variable_name": output_variable_name,
            }
        )
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        output_variable_name = d.pop("output_variable_name")

        type_ = d.pop("type", UNSET)

        dify_unknown_form_input = cls(
            output_variable_name=output_variable_name,
            type_=type_,
        )

        dify_unknown_form_input.additional_properties = d
        return dify_unknown_form_input

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
