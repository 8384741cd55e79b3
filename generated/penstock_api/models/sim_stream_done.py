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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_execution_metadata import SimExecutionMetadata


T = TypeVar("T", bound="SimStreamDone")


@_attrs_define
class SimStreamDone:
    """The last frame as the documented page has it. Never seen on the wire.

    Attributes:
        event (Literal['done']): The tag.
        success (bool | Unset): Whether the run succeeded.
        output (Any | Unset): The run's output.
        error (str | Unset): Why it failed.
        metadata (SimExecutionMetadata | Unset): When the run ran.
    """

    event: Literal["done"]
    success: bool | Unset = UNSET
    output: Any | Unset = UNSET
    error: str | Unset = UNSET
    metadata: SimExecutionMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        success = self.success

        output = self.output

        error = self.error

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
            }
        )
        if success is not UNSET:
            field_dict["success"] = success
        if output is not UNSET:
            field_dict["output"] = output
        if error is not UNSET:
            field_dict["error"] = error
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_execution_metadata import SimExecutionMetadata  # noqa: PLC0415

        d = dict(src_dict)
        event = cast(Literal["done"], d.pop("event"))
        if event != "done":
            raise ValueError(f"event must match const 'done', got '{event}'")

        success = d.pop("success", UNSET)

        output = d.pop("output", UNSET)

        error = d.pop("error", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SimExecutionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SimExecutionMetadata.from_dict(_metadata)

        sim_stream_done = cls(
            event=event,
            success=success,
            output=output,
            error=error,
            metadata=metadata,
        )

        sim_stream_done.additional_properties = d
        return sim_stream_done

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
