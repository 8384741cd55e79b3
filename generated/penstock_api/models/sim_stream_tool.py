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

from ..models.sim_tool_phase import SimToolPhase
from ..models.sim_tool_status import SimToolStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimStreamTool")


@_attrs_define
class SimStreamTool:
    """A tool call that starts or ends. Only with includeToolCalls.

    Attributes:
        event (Literal['tool']): The tag.
        block_id (str): The block.
        phase (SimToolPhase): Whether the call starts or ends.
        id (str): The call's id, the same at its start and its end.
        name (str): The tool.
        status (SimToolStatus | Unset): How the call ended; only at its end.
    """

    event: Literal["tool"]
    block_id: str
    phase: SimToolPhase
    id: str
    name: str
    status: SimToolStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        block_id = self.block_id

        phase = self.phase.value

        id = self.id

        name = self.name

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "blockId": block_id,
                "phase": phase,
                "id": id,
                "name": name,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = cast(Literal["tool"], d.pop("event"))
        if event != "tool":
            raise ValueError(f"event must match const 'tool', got '{event}'")

        block_id = d.pop("blockId")

        phase = SimToolPhase(d.pop("phase"))

        id = d.pop("id")

        name = d.pop("name")

        _status = d.pop("status", UNSET)
        status: SimToolStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = SimToolStatus(_status)

        sim_stream_tool = cls(
            event=event,
            block_id=block_id,
            phase=phase,
            id=id,
            name=name,
            status=status,
        )

        sim_stream_tool.additional_properties = d
        return sim_stream_tool

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
