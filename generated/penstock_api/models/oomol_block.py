# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_input_handle import OomolInputHandle


T = TypeVar("T", bound="OomolBlock")


@_attrs_define
class OomolBlock:
    """A block of one version of a package.

    Attributes:
        package (str): The package's name; `self` for the workspace.
        name (str): The block's name. Run it as `package::name`.
        path (str): Its folder, on the server; the package's version is a part of it.
        description (str | Unset): What it is for.
        inputs (list[OomolInputHandle] | Unset): What it takes.
    """

    package: str
    name: str
    path: str
    description: str | Unset = UNSET
    inputs: list[OomolInputHandle] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        package = self.package

        name = self.name

        path = self.path

        description = self.description

        inputs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = []
            for inputs_item_data in self.inputs:
                inputs_item = inputs_item_data.to_dict()
                inputs.append(inputs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "package": package,
                "name": name,
                "path": path,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if inputs is not UNSET:
            field_dict["inputs"] = inputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_input_handle import OomolInputHandle  # noqa: PLC0415

        d = dict(src_dict)
        package = d.pop("package")

        name = d.pop("name")

        path = d.pop("path")

        description = d.pop("description", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: list[OomolInputHandle] | Unset = UNSET
        if _inputs is not UNSET:
            inputs = []
            for inputs_item_data in _inputs:
                inputs_item = OomolInputHandle.from_dict(inputs_item_data)

                inputs.append(inputs_item)

        oomol_block = cls(
            package=package,
            name=name,
            path=path,
            description=description,
            inputs=inputs,
        )

        oomol_block.additional_properties = d
        return oomol_block

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
