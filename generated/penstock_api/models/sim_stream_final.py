# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sim_stream_final_data import SimStreamFinalData


T = TypeVar("T", bound="SimStreamFinal")


@_attrs_define
class SimStreamFinal:
    """The run ended; the last frame. Documented servers send it for a run that failed, too.

    Attributes:
        event (Literal['final']): The tag.
        data (SimStreamFinalData): How the run ended.
    """

    event: Literal["final"]
    data: SimStreamFinalData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_stream_final_data import SimStreamFinalData  # noqa: PLC0415

        d = dict(src_dict)
        event = cast(Literal["final"], d.pop("event"))
        if event != "final":
            raise ValueError(f"event must match const 'final', got '{event}'")

        data = SimStreamFinalData.from_dict(d.pop("data"))

        sim_stream_final = cls(
            event=event,
            data=data,
        )

        sim_stream_final.additional_properties = d
        return sim_stream_final

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
