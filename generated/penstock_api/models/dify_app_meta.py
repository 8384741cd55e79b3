# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dify_tool_icons import DifyToolIcons


T = TypeVar("T", bound="DifyAppMeta")


@_attrs_define
class DifyAppMeta:
    """The icons of the app's tools.

    Attributes:
        tool_icons (DifyToolIcons): An icon for each tool, by the tool's name.
    """

    tool_icons: DifyToolIcons
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tool_icons = self.tool_icons.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tool_icons": tool_icons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_tool_icons import DifyToolIcons  # noqa: PLC0415

        d = dict(src_dict)
        tool_icons = DifyToolIcons.from_dict(d.pop("tool_icons"))

        dify_app_meta = cls(
            tool_icons=tool_icons,
        )

        dify_app_meta.additional_properties = d
        return dify_app_meta

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
