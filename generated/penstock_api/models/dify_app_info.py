# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_app_mode import DifyAppMode
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyAppInfo")


@_attrs_define
class DifyAppInfo:
    """The app. Documented are the first three fields.

    Attributes:
        name (str): Its name.
        description (None | str): What it does.
        tags (list[str]): Its tags.
        mode (DifyAppMode | Unset): The kind of an app. Today's servers only.
        author_name (None | str | Unset): Who made it.
    """

    name: str
    description: None | str
    tags: list[str]
    mode: DifyAppMode | Unset = UNSET
    author_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description: None | str
        description = self.description

        tags = self.tags

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

        author_name: None | str | Unset
        if isinstance(self.author_name, Unset):
            author_name = UNSET
        else:
            author_name = self.author_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "description": description,
                "tags": tags,
            }
        )
        if mode is not UNSET:
            field_dict["mode"] = mode
        if author_name is not UNSET:
            field_dict["author_name"] = author_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        tags = cast(list[str], d.pop("tags"))

        _mode = d.pop("mode", UNSET)
        mode: DifyAppMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = DifyAppMode(_mode)

        def _parse_author_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        author_name = _parse_author_name(d.pop("author_name", UNSET))

        dify_app_info = cls(
            name=name,
            description=description,
            tags=tags,
            mode=mode,
            author_name=author_name,
        )

        dify_app_info.additional_properties = d
        return dify_app_info

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
