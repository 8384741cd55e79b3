# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_node_type import DifyNodeType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyContainerStartedData")


@_attrs_define
class DifyContainerStartedData:
    """An iteration or a loop that begins.

    Attributes:
        id (str): The node, as `node_id`.
        node_id (str): The node.
        node_type (DifyNodeType): What a node does.
        title (str): The node's name.
        created_at (int): When it began, seconds since 1970.
        extras (DifyJsonObject | Unset): Any JSON object.
        metadata (DifyJsonObject | Unset): Any JSON object.
        inputs (DifyJsonObject | None | Unset): What it works on; null when not told.
        inputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        parallel_id (None | str | Unset): The branches that it is part of, on servers of 0.8 to 1.8.
        parallel_start_node_id (None | str | Unset): Where its branch begins.
    """

    id: str
    node_id: str
    node_type: DifyNodeType
    title: str
    created_at: int
    extras: DifyJsonObject | Unset = UNSET
    metadata: DifyJsonObject | Unset = UNSET
    inputs: DifyJsonObject | None | Unset = UNSET
    inputs_truncated: bool | Unset = UNSET
    parallel_id: None | str | Unset = UNSET
    parallel_start_node_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        node_id = self.node_id

        node_type = self.node_type.value

        title = self.title

        created_at = self.created_at

        extras: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extras, Unset):
            extras = self.extras.to_dict()

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        inputs: dict[str, Any] | None | Unset
        if isinstance(self.inputs, Unset):
            inputs = UNSET
        elif isinstance(self.inputs, DifyJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        inputs_truncated = self.inputs_truncated

        parallel_id: None | str | Unset
        if isinstance(self.parallel_id, Unset):
            parallel_id = UNSET
        else:
            parallel_id = self.parallel_id

        parallel_start_node_id: None | str | Unset
        if isinstance(self.parallel_start_node_id, Unset):
            parallel_start_node_id = UNSET
        else:
            parallel_start_node_id = self.parallel_start_node_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "node_id": node_id,
                "node_type": node_type,
                "title": title,
                "created_at": created_at,
            }
        )
        if extras is not UNSET:
            field_dict["extras"] = extras
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if inputs_truncated is not UNSET:
            field_dict["inputs_truncated"] = inputs_truncated
        if parallel_id is not UNSET:
            field_dict["parallel_id"] = parallel_id
        if parallel_start_node_id is not UNSET:
            field_dict["parallel_start_node_id"] = parallel_start_node_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        node_id = d.pop("node_id")

        node_type = DifyNodeType(d.pop("node_type"))

        title = d.pop("title")

        created_at = d.pop("created_at")

        _extras = d.pop("extras", UNSET)
        extras: DifyJsonObject | Unset
        if isinstance(_extras, Unset):
            extras = UNSET
        else:
            extras = DifyJsonObject.from_dict(_extras)

        _metadata = d.pop("metadata", UNSET)
        metadata: DifyJsonObject | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = DifyJsonObject.from_dict(_metadata)

        def _parse_inputs(data: object) -> DifyJsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                inputs_type_0 = DifyJsonObject.from_dict(data)

                return inputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | Unset, data)

        inputs = _parse_inputs(d.pop("inputs", UNSET))

        inputs_truncated = d.pop("inputs_truncated", UNSET)

        def _parse_parallel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_id = _parse_parallel_id(d.pop("parallel_id", UNSET))

        def _parse_parallel_start_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_start_node_id = _parse_parallel_start_node_id(
            d.pop("parallel_start_node_id", UNSET)
        )

        dify_container_started_data = cls(
            id=id,
            node_id=node_id,
            node_type=node_type,
            title=title,
            created_at=created_at,
            extras=extras,
            metadata=metadata,
            inputs=inputs,
            inputs_truncated=inputs_truncated,
            parallel_id=parallel_id,
            parallel_start_node_id=parallel_start_node_id,
        )

        dify_container_started_data.additional_properties = d
        return dify_container_started_data

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
