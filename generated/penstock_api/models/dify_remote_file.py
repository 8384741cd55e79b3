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

T = TypeVar("T", bound="DifyRemoteFile")


@_attrs_define
class DifyRemoteFile:
    """A file that the server fetches.

    Attributes:
        type_ (DifyFileType): What a file is, by its extension. image: jpg jpeg png webp gif svg; video: mp4 mov mpeg
            webm; audio: mp3 m4a wav
            amr mpga; document: txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties doc eml msg ppt pptx xml
            epub; any other is custom, which documented servers don't know.
        transfer_method (Literal['remote_url']): The tag.
        url (str): Its address.
    """

    type_: DifyFileType
    transfer_method: Literal["remote_url"]
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        transfer_method = self.transfer_method

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "transfer_method": transfer_method,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = DifyFileType(d.pop("type"))

        transfer_method = cast(Literal["remote_url"], d.pop("transfer_method"))
        if transfer_method != "remote_url":
            raise ValueError(
                f"transfer_method must match const 'remote_url', got '{transfer_method}'"
            )

        url = d.pop("url")

        dify_remote_file = cls(
            type_=type_,
            transfer_method=transfer_method,
            url=url,
        )

        dify_remote_file.additional_properties = d
        return dify_remote_file

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
