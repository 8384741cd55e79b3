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

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimStreamBlockError")


@_attrs_define
class SimStreamBlockError:
    """Reading one block's stream failed. The run goes on.

    Attributes:
        event (Literal['stream_error']): The tag.
        error (str): Why.
        block_id (str | Unset): The block.
    """

    event: Literal["stream_error"]
    error: str
    block_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        error = self.error

        block_id = self.block_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "error": error,
            }
        )
        if block_id is not UNSET:
            field_dict["blockId"] = block_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = cast(Literal["stream_error"], d.pop("event"))
        if event != "stream_error":
            raise ValueError(f"event must match const 'stream_error', got '{event}'")

        error = d.pop("error")

        block_id = d.pop("blockId", UNSET)

        sim_stream_block_error = cls(
            event=event,
            error=error,
            block_id=block_id,
        )

        sim_stream_block_error.additional_properties = d
        return sim_stream_block_error

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
