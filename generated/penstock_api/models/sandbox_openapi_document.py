# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_json_object import SandboxJsonObject


T = TypeVar("T", bound="SandboxOpenapiDocument")


@_attrs_define
class SandboxOpenapiDocument:
    """An OpenAPI document.

    Attributes:
        openapi (str): Its version.
        info (SandboxJsonObject): Any JSON object.
        paths (SandboxJsonObject): Any JSON object.
        components (SandboxJsonObject | Unset): Any JSON object.
    """

    openapi: str
    info: SandboxJsonObject
    paths: SandboxJsonObject
    components: SandboxJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        openapi = self.openapi

        info = self.info.to_dict()

        paths = self.paths.to_dict()

        components: dict[str, Any] | Unset = UNSET
        if not isinstance(self.components, Unset):
            components = self.components.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "openapi": openapi,
                "info": info,
                "paths": paths,
            }
        )
        if components is not UNSET:
            field_dict["components"] = components

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        openapi = d.pop("openapi")

        info = SandboxJsonObject.from_dict(d.pop("info"))

        paths = SandboxJsonObject.from_dict(d.pop("paths"))

        _components = d.pop("components", UNSET)
        components: SandboxJsonObject | Unset
        if isinstance(_components, Unset):
            components = UNSET
        else:
            components = SandboxJsonObject.from_dict(_components)

        sandbox_openapi_document = cls(
            openapi=openapi,
            info=info,
            paths=paths,
            components=components,
        )

        sandbox_openapi_document.additional_properties = d
        return sandbox_openapi_document

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
