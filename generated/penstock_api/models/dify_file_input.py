# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_file_type import DifyFileType
from ..models.dify_transfer_method import DifyTransferMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyFileInput")


@_attrs_define
class DifyFileInput:
    """One file, as a DifyFile.

    Attributes:
        type_ (Literal['file']): The tag.
        output_variable_name (str): The key of the answer.
        allowed_file_types (list[DifyFileType] | Unset): Which kinds are taken.
        allowed_file_extensions (list[str] | Unset): Which extensions are taken of the kind custom, with the dot.
        allowed_file_upload_methods (list[DifyTransferMethod] | Unset): How it may be handed over.
    """

    type_: Literal["file"]
    output_variable_name: str
    allowed_file_types: list[DifyFileType] | Unset = UNSET
    allowed_file_extensions: list[str] | Unset = UNSET
    allowed_file_upload_methods: list[DifyTransferMethod] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        output_variable_name = self.output_variable_name

        allowed_file_types: list[str] | Unset = UNSET
        if not isinstance(self.allowed_file_types, Unset):
            allowed_file_types = []
            for allowed_file_types_item_data in self.allowed_file_types:
                allowed_file_types_item = allowed_file_types_item_data.value
                allowed_file_types.append(allowed_file_types_item)

        allowed_file_extensions: list[str] | Unset = UNSET
        if not isinstance(self.allowed_file_extensions, Unset):
            allowed_file_extensions = self.allowed_file_extensions

        allowed_file_upload_methods: list[str] | Unset = UNSET
        if not isinstance(self.allowed_file_upload_methods, Unset):
            allowed_file_upload_methods = []
            for allowed_file_upload_methods_item_data in self.allowed_file_upload_methods:
                allowed_file_upload_methods_item = allowed_file_upload_methods_item_data.value
                allowed_file_upload_methods.append(allowed_file_upload_methods_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "output_variable_name": output_variable_name,
            }
        )
        if allowed_file_types is not UNSET:
            field_dict["allowed_file_types"] = allowed_file_types
        if allowed_file_extensions is not UNSET:
            field_dict["allowed_file_extensions"] = allowed_file_extensions
        if allowed_file_upload_methods is not UNSET:
            field_dict["allowed_file_upload_methods"] = allowed_file_upload_methods

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["file"], d.pop("type"))
        if type_ != "file":
            raise ValueError(f"type must match const 'file', got '{type_}'")

        output_variable_name = d.pop("output_variable_name")

        _allowed_file_types = d.pop("allowed_file_types", UNSET)
        allowed_file_types: list[DifyFileType] | Unset = UNSET
        if _allowed_file_types is not UNSET:
            allowed_file_types = []
            for allowed_file_types_item_data in _allowed_file_types:
                allowed_file_types_item = DifyFileType(allowed_file_types_item_data)

                allowed_file_types.append(allowed_file_types_item)

        allowed_file_extensions = cast(list[str], d.pop("allowed_file_extensions", UNSET))

        _allowed_file_upload_methods = d.pop("allowed_file_upload_methods", UNSET)
        allowed_file_upload_methods: list[DifyTransferMethod] | Unset = UNSET
        if _allowed_file_upload_methods is not UNSET:
            allowed_file_upload_methods = []
            for allowed_file_upload_methods_item_data in _allowed_file_upload_methods:
                allowed_file_upload_methods_item = DifyTransferMethod(
                    allowed_file_upload_methods_item_data
                )

                allowed_file_upload_methods.append(allowed_file_upload_methods_item)

        dify_file_input = cls(
            type_=type_,
            output_variable_name=output_variable_name,
            allowed_file_types=allowed_file_types,
            allowed_file_extensions=allowed_file_extensions,
            allowed_file_upload_methods=allowed_file_upload_methods,
        )

        dify_file_input.additional_properties = d
        return dify_file_input

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
