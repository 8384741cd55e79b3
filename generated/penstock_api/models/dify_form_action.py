# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_button_style import DifyButtonStyle
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyFormAction")


@_attrs_define
class DifyFormAction:
    """A button.

    Attributes:
        id (str): What is sent as `action`, an identifier of up to 20 characters.
        title (str): What it says, up to 100 characters.
        button_style (DifyButtonStyle | Unset): How a button looks.
    """

    id: str
    title: str
    button_style: DifyButtonStyle | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        button_style: str | Unset = UNSET
        if not isinstance(self.button_style, Unset):
            button_style = self.button_style.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
            }
        )
        if button_style is not UNSET:
            field_dict["button_style"] = button_style

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        _button_style = d.pop("button_style", UNSET)
        button_style: DifyButtonStyle | Unset
        if isinstance(_button_style, Unset):
            button_style = UNSET
        else:
            button_style = DifyButtonStyle(_button_style)

        dify_form_action = cls(
            id=id,
            title=title,
            button_style=button_style,
        )

        dify_form_action.additional_properties = d
        return dify_form_action

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
