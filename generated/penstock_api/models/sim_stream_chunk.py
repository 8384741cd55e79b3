# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SimStreamChunk")


@_attrs_define
class SimStreamChunk:
    """Text to append to one block's. The id is always the block's UUID, never the name it was selected by. From the
    second output on, an output's first chunk begins with two line breaks.

        Attributes:
            block_id (str): The block.
            chunk (str): The text.
    """

    block_id: str
    chunk: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        block_id = self.block_id

        chunk = self.chunk

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "blockId": block_id,
                "chunk": chunk,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        block_id = d.pop("blockId")

        chunk = d.pop("chunk")

        sim_stream_chunk = cls(
            block_id=block_id,
            chunk=chunk,
        )

        sim_stream_chunk.additional_properties = d
        return sim_stream_chunk

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
