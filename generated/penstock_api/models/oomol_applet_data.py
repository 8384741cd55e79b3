# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_json_object import OomolJsonObject


T = TypeVar("T", bound="OomolAppletData")


@_attrs_define
class OomolAppletData:
    """What an applet runs.

    Attributes:
        id (str): The applet's id again.
        created_at (int): A time, in milliseconds since the epoch.
        package_id (str): The package and its version, as `<name>-<version>`.
        block_name (str): The block.
        title (str | Unset): Its title.
        description (str | Unset): What it is for.
        preset_inputs (OomolJsonObject | Unset): Any JSON object.
    """

    id: str
    created_at: int
    package_id: str
    block_name: str
    title: str | Unset = UNSET
    description: str | Unset = UNSET
    preset_inputs: OomolJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        created_at = self.created_at

        package_id = self.package_id

        block_name = self.block_name

        title = self.title

        description = self.description

        preset_inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.preset_inputs, Unset):
            preset_inputs = self.preset_inputs.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "createdAt": created_at,
                "packageId": package_id,
                "blockName": block_name,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if preset_inputs is not UNSET:
            field_dict["presetInputs"] = preset_inputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_json_object import OomolJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        created_at = d.pop("createdAt")

        package_id = d.pop("packageId")

        block_name = d.pop("blockName")

        title = d.pop("title", UNSET)

        description = d.pop("description", UNSET)

        _preset_inputs = d.pop("presetInputs", UNSET)
        preset_inputs: OomolJsonObject | Unset
        if isinstance(_preset_inputs, Unset):
            preset_inputs = UNSET
        else:
            preset_inputs = OomolJsonObject.from_dict(_preset_inputs)

        oomol_applet_data = cls(
            id=id,
            created_at=created_at,
            package_id=package_id,
            block_name=block_name,
            title=title,
            description=description,
            preset_inputs=preset_inputs,
        )

        oomol_applet_data.additional_properties = d
        return oomol_applet_data

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
