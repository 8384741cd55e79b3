# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_agent_log_status import DifyAgentLogStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyAgentLogData")


@_attrs_define
class DifyAgentLogData:
    """A step of an agent. The same `id` comes again when the step changes.

    Attributes:
        id (str): The step.
        label (str): What people see.
        status (DifyAgentLogStatus): How far a step is.
        node_execution_id (str | Unset): The execution of the agent's node.
        parent_id (None | str | Unset): The step around it.
        error (None | str | Unset): Why it failed; null when it did not.
        data (DifyJsonObject | Unset): Any JSON object.
        metadata (DifyJsonObject | Unset): Any JSON object.
        node_id (str | Unset): The node.
    """

    id: str
    label: str
    status: DifyAgentLogStatus
    node_execution_id: str | Unset = UNSET
    parent_id: None | str | Unset = UNSET
    error: None | str | Unset = UNSET
    data: DifyJsonObject | Unset = UNSET
    metadata: DifyJsonObject | Unset = UNSET
    node_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        label = self.label

        status = self.status.value

        node_execution_id = self.node_execution_id

        parent_id: None | str | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        else:
            parent_id = self.parent_id

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        node_id = self.node_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "label": label,
                "status": status,
            }
        )
        if node_execution_id is not UNSET:
            field_dict["node_execution_id"] = node_execution_id
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if error is not UNSET:
            field_dict["error"] = error
        if data is not UNSET:
            field_dict["data"] = data
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if node_id is not UNSET:
            field_dict["node_id"] = node_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        label = d.pop("label")

        status = DifyAgentLogStatus(d.pop("status"))

        node_execution_id = d.pop("node_execution_id", UNSET)

        def _parse_parent_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        _data = d.pop("data", UNSET)
        data: DifyJsonObject | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = DifyJsonObject.from_dict(_data)

        _metadata = d.pop("metadata", UNSET)
        metadata: DifyJsonObject | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = DifyJsonObject.from_dict(_metadata)

        node_id = d.pop("node_id", UNSET)

        dify_agent_log_data = cls(
            id=id,
            label=label,
            status=status,
            node_execution_id=node_execution_id,
            parent_id=parent_id,
            error=error,
            data=data,
            metadata=metadata,
            node_id=node_id,
        )

        dify_agent_log_data.additional_properties = d
        return dify_agent_log_data

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
