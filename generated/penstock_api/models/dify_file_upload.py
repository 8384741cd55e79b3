# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_file_type import DifyFileType
from ..models.dify_transfer_method import DifyTransferMethod
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_image_upload import DifyImageUpload
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyFileUpload")


@_attrs_define
class DifyFileUpload:
    """Which files a run may have beside its inputs. Documented is `image` only.

    Attributes:
        image (DifyImageUpload | Unset): Which images a run may have.
        enabled (bool | Unset): Whether there may be any.
        allowed_file_types (list[DifyFileType] | Unset): Which kinds are taken.
        allowed_file_extensions (list[str] | Unset): Which extensions are taken of the kind custom, with the dot.
        allowed_file_upload_methods (list[DifyTransferMethod] | Unset): How it may be handed over.
        number_limits (int | Unset): How many at most.
        file_upload_config (DifyJsonObject | Unset): Any JSON object.
    """

    image: DifyImageUpload | Unset = UNSET
    enabled: bool | Unset = UNSET
    allowed_file_types: list[DifyFileType] | Unset = UNSET
    allowed_file_extensions: list[str] | Unset = UNSET
    allowed_file_upload_methods: list[DifyTransferMethod] | Unset = UNSET
    number_limits: int | Unset = UNSET
    file_upload_config: DifyJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image: dict[str, Any] | Unset = UNSET
        if not isinstance(self.image, Unset):
            image = self.image.to_dict()

        enabled = self.enabled

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

        number_limits = self.number_limits

        file_upload_config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.file_upload_config, Unset):
            file_upload_config = self.file_upload_config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if image is not UNSET:
            field_dict["image"] = image
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if allowed_file_types is not UNSET:
            field_dict["allowed_file_types"] = allowed_file_types
        if allowed_file_extensions is not UNSET:
            field_dict["allowed_file_extensions"] = allowed_file_extensions
        if allowed_file_upload_methods is not UNSET:
            field_dict["allowed_file_upload_methods"] = allowed_file_upload_methods
        if number_limits is not UNSET:
            field_dict["number_limits"] = number_limits
        if file_upload_config is not UNSET:
            field_dict["fileUploadConfig"] = file_upload_config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_image_upload import DifyImageUpload  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        _image = d.pop("image", UNSET)
        image: DifyImageUpload | Unset
        if isinstance(_image, Unset):
            image = UNSET
        else:
            image = DifyImageUpload.from_dict(_image)

        enabled = d.pop("enabled", UNSET)

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

        number_limits = d.pop("number_limits", UNSET)

        _file_upload_config = d.pop("fileUploadConfig", UNSET)
        file_upload_config: DifyJsonObject | Unset
        if isinstance(_file_upload_config, Unset):
            file_upload_config = UNSET
        else:
            file_upload_config = DifyJsonObject.from_dict(_file_upload_config)

        dify_file_upload = cls(
            image=image,
            enabled=enabled,
            allowed_file_types=allowed_file_types,
            allowed_file_extensions=allowed_file_extensions,
            allowed_file_upload_methods=allowed_file_upload_methods,
            number_limits=number_limits,
            file_upload_config=file_upload_config,
        )

        dify_file_upload.additional_properties = d
        return dify_file_upload

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
