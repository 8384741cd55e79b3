# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_option_source import DifyOptionSource


T = TypeVar("T", bound="DifySelectInput")


@_attrs_define
class DifySelectInput:
    """One of several texts.

    Attributes:
        type_ (Literal['select']): The tag.
        output_variable_name (str): The key of the answer.
        option_source (DifyOptionSource | Unset): What a select offers, texts or a variable of the workflow.
    """

    type_: Literal["select"]
    output_variable_name: str
    option_source: DifyOptionSource | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        output_variable_name = self.output_variable_name

        option_source: dict[str, Any] | Unset = UNSET
        if not isinstance(self.option_source, Unset):
            option_source = self.option_source.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "output_variable_name": output_variable_name,
            }
        )
        if option_source is not UNSET:
            field_dict["option_source"] = option_source

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_option_source import DifyOptionSource  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["select"], d.pop("type"))
        if type_ != "select":
            raise ValueError(f"type must match const 'select', got '{type_}'")

        output_variable_name = d.pop("output_variable_name")

        _option_source = d.pop("option_source", UNSET)
        option_source: DifyOptionSource | Unset
        if isinstance(_option_source, Unset):
            option_source = UNSET
        else:
            option_source = DifyOptionSource.from_dict(_option_source)

        dify_select_input = cls(
            type_=type_,
            output_variable_name=output_variable_name,
            option_source=option_source,
        )

        dify_select_input.additional_properties = d
        return dify_select_input

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
