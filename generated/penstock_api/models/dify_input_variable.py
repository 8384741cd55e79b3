# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_file_type import DifyFileType
from ..models.dify_transfer_method import DifyTransferMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyInputVariable")


@_attrs_define
class DifyInputVariable:
    """A variable of the workflow. Which fields there are depends on its kind.

    Attributes:
        variable (str): Its name, the key in `inputs`.
        label (str | Unset): What people see.
        type_ (str | Unset): Its kind again.
        required (bool | Unset): Whether it must have a value.
        default (Any | Unset): Its value when none is given, text as a rule.
        max_length (int | None | Unset): How long a text may be; of a file-list, how many files.
        options (list[str] | Unset): What a select offers.
        hide (bool | Unset): Whether people don't see it.
        description (None | str | Unset): What it is for.
        hint (None | str | Unset): What to write.
        placeholder (None | str | Unset): What stands there when it is empty.
        allowed_file_types (list[DifyFileType] | Unset): Which kinds are taken.
        allowed_file_extensions (list[str] | Unset): Which extensions are taken of the kind custom, with the dot.
        allowed_file_upload_methods (list[DifyTransferMethod] | Unset): How it may be handed over.
    """

    variable: str
    label: str | Unset = UNSET
    type_: str | Unset = UNSET
    required: bool | Unset = UNSET
    default: Any | Unset = UNSET
    max_length: int | None | Unset = UNSET
    options: list[str] | Unset = UNSET
    hide: bool | Unset = UNSET
    description: None | str | Unset = UNSET
    hint: None | str | Unset = UNSET
    placeholder: None | str | Unset = UNSET
    allowed_file_types: list[DifyFileType] | Unset = UNSET
    allowed_file_extensions: list[str] | Unset = UNSET
    allowed_file_upload_methods: list[DifyTransferMethod] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        variable = self.variable

        label = self.label

        type_ = self.type_

        required = self.required

        default = self.default

        max_length: int | None | Unset
        if isinstance(self.max_length, Unset):
            max_length = UNSET
        else:
            max_length = self.max_length

        options: list[str] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options

        hide = self.hide

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        hint: None | str | Unset
        if isinstance(self.hint, Unset):
            hint = UNSET
        else:
            hint = self.hint

        placeholder: None | str | Unset
        if isinstance(self.placeholder, Unset):
            placeholder = UNSET
        else:
            placeholder = self.placeholder

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
                "variable": variable,
            }
        )
        if label is not UNSET:
            field_dict["label"] = label
        if type_ is not UNSET:
            field_dict["type"] = type_
        if required is not UNSET:
            field_dict["required"] = required
        if default is not UNSET:
            field_dict["default"] = default
        if max_length is not UNSET:
            field_dict["max_length"] = max_length
        if options is not UNSET:
            field_dict["options"] = options
        if hide is not UNSET:
            field_dict["hide"] = hide
        if description is not UNSET:
            field_dict["description"] = description
        if hint is not UNSET:
            field_dict["hint"] = hint
        if placeholder is not UNSET:
            field_dict["placeholder"] = placeholder
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
        variable = d.pop("variable")

        label = d.pop("label", UNSET)

        type_ = d.pop("type", UNSET)

        required = d.pop("required", UNSET)

        default = d.pop("default", UNSET)

        def _parse_max_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_length = _parse_max_length(d.pop("max_length", UNSET))

        options = cast(list[str], d.pop("options", UNSET))

        hide = d.pop("hide", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_hint(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        hint = _parse_hint(d.pop("hint", UNSET))

        def _parse_placeholder(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        placeholder = _parse_placeholder(d.pop("placeholder", UNSET))

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

        dify_input_variable = cls(
            variable=variable,
            label=label,
            type_=type_,
            required=required,
            default=default,
            max_length=max_length,
            options=options,
            hide=hide,
            description=description,
            hint=hint,
            placeholder=placeholder,
            allowed_file_types=allowed_file_types,
            allowed_file_extensions=allowed_file_extensions,
            allowed_file_upload_methods=allowed_file_upload_methods,
        )

        dify_input_variable.additional_properties = d
        return dify_input_variable

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
