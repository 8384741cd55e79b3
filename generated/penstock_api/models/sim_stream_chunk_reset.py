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

T = TypeVar("T", bound="SimStreamChunkReset")


@_attrs_define
class SimStreamChunkReset:
    """Discard the block's text so far. Only with X-Sim-Stream-Protocol.

    Attributes:
        event (Literal['chunk_reset']): The tag.
        block_id (str): The block.
    """

    event: Literal["chunk_reset"]
    block_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        block_id = self.block_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "blockId": block_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = cast(Literal["chunk_reset"], d.pop("event"))
        if event != "chunk_reset":
            raise ValueError(f"event must match const 'chunk_reset', got '{event}'")

        block_id = d.pop("blockId")

        sim_stream_chunk_reset = cls(
            event=event,
            block_id=block_id,
        )

        sim_stream_chunk_reset.additional_properties = d
        return sim_stream_chunk_reset

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
