# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_input_variable import DifyInputVariable


T = TypeVar("T", bound="DifyInputControl")


@_attrs_define
class DifyInputControl:
    """A variable, under the kind of its control; one key.

    Attributes:
        text_input (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        paragraph (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        select (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        number (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        checkbox (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        file (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        file_list (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        json_object (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on its kind.
        external_data_tool (DifyInputVariable | Unset): A variable of the workflow. Which fields there are depends on
            its kind.
    """

    text_input: DifyInputVariable | Unset = UNSET
    paragraph: DifyInputVariable | Unset = UNSET
    select: DifyInputVariable | Unset = UNSET
    number: DifyInputVariable | Unset = UNSET
    checkbox: DifyInputVariable | Unset = UNSET
    file: DifyInputVariable | Unset = UNSET
    file_list: DifyInputVariable | Unset = UNSET
    json_object: DifyInputVariable | Unset = UNSET
    external_data_tool: DifyInputVariable | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text_input: dict[str, Any] | Unset = UNSET
        if not isinstance(self.text_input, Unset):
            text_input = self.text_input.to_dict()

        paragraph: dict[str, Any] | Unset = UNSET
        if not isinstance(self.paragraph, Unset):
            paragraph = self.paragraph.to_dict()

        select: dict[str, Any] | Unset = UNSET
        if not isinstance(self.select, Unset):
            select = self.select.to_dict()

        number: dict[str, Any] | Unset = UNSET
        if not isinstance(self.number, Unset):
            number = self.number.to_dict()

        checkbox: dict[str, Any] | Unset = UNSET
        if not isinstance(self.checkbox, Unset):
            checkbox = self.checkbox.to_dict()

        file: dict[str, Any] | Unset = UNSET
        if not isinstance(self.file, Unset):
            file = self.file.to_dict()

        file_list: dict[str, Any] | Unset = UNSET
        if not isinstance(self.file_list, Unset):
            file_list = self.file_list.to_dict()

        json_object: dict[str, Any] | Unset = UNSET
        if not isinstance(self.json_object, Unset):
            json_object = self.json_object.to_dict()

        external_data_tool: dict[str, Any] | Unset = UNSET
        if not isinstance(self.external_data_tool, Unset):
            external_data_tool = self.external_data_tool.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if text_input is not UNSET:
            field_dict["text-input"] = text_input
        if paragraph is not UNSET:
            field_dict["paragraph"] = paragraph
        if select is not UNSET:
            field_dict["select"] = select
        if number is not UNSET:
            field_dict["number"] = number
        if checkbox is not UNSET:
            field_dict["checkbox"] = checkbox
        if file is not UNSET:
            field_dict["file"] = file
        if file_list is not UNSET:
            field_dict["file-list"] = file_list
        if json_object is not UNSET:
            field_dict["json_object"] = json_object
        if external_data_tool is not UNSET:
            field_dict["external_data_tool"] = external_data_tool

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_input_variable import DifyInputVariable  # noqa: PLC0415

        d = dict(src_dict)
        _text_input = d.pop("text-input", UNSET)
        text_input: DifyInputVariable | Unset
        if isinstance(_text_input, Unset):
            text_input = UNSET
        else:
            text_input = DifyInputVariable.from_dict(_text_input)

        _paragraph = d.pop("paragraph", UNSET)
        paragraph: DifyInputVariable | Unset
        if isinstance(_paragraph, Unset):
            paragraph = UNSET
        else:
            paragraph = DifyInputVariable.from_dict(_paragraph)

        _select = d.pop("select", UNSET)
        select: DifyInputVariable | Unset
        if isinstance(_select, Unset):
            select = UNSET
        else:
            select = DifyInputVariable.from_dict(_select)

        _number = d.pop("number", UNSET)
        number: DifyInputVariable | Unset
        if isinstance(_number, Unset):
            number = UNSET
        else:
            number = DifyInputVariable.from_dict(_number)

        _checkbox = d.pop("checkbox", UNSET)
        checkbox: DifyInputVariable | Unset
        if isinstance(_checkbox, Unset):
            checkbox = UNSET
        else:
            checkbox = DifyInputVariable.from_dict(_checkbox)

        _file = d.pop("file", UNSET)
        file: DifyInputVariable | Unset
        if isinstance(_file, Unset):
            file = UNSET
        else:
            file = DifyInputVariable.from_dict(_file)

        _file_list = d.pop("file-list", UNSET)
        file_list: DifyInputVariable | Unset
        if isinstance(_file_list, Unset):
            file_list = UNSET
        else:
            file_list = DifyInputVariable.from_dict(_file_list)

        _json_object = d.pop("json_object", UNSET)
        json_object: DifyInputVariable | Unset
        if isinstance(_json_object, Unset):
            json_object = UNSET
        else:
            json_object = DifyInputVariable.from_dict(_json_object)

        _external_data_tool = d.pop("external_data_tool", UNSET)
        external_data_tool: DifyInputVariable | Unset
        if isinstance(_external_data_tool, Unset):
            external_data_tool = UNSET
        else:
            external_data_tool = DifyInputVariable.from_dict(_external_data_tool)

        dify_input_control = cls(
            text_input=text_input,
            paragraph=paragraph,
            select=select,
            number=number,
            checkbox=checkbox,
            file=file,
            file_list=file_list,
            json_object=json_object,
            external_data_tool=external_data_tool,
        )

        dify_input_control.additional_properties = d
        return dify_input_control

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
