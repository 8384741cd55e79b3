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


T = TypeVar("T", bound="DifyContainerNextData")


@_attrs_define
class DifyContainerNextData:
    """The next turn of an iteration or a loop.

    Attributes:
        id (str): The node, as `node_id`.
        node_id (str): The node.
        node_type (DifyNodeType): What a node does.
        title (str): The node's name.
        index (int): The turn, from 0.
        created_at (int): When it began, seconds since 1970.
        extras (DifyJsonObject | Unset): Any JSON object.
        pre_iteration_output (Any | Unset): What the turn before put out.
        pre_loop_output (Any | Unset): Always empty.
        parallel_id (None | str | Unset): The branches that it is part of, on servers of 0.8 to 1.8.
        parallel_start_node_id (None | str | Unset): Where its branch begins.
        parallel_mode_run_id (None | str | Unset): The turn, when turns run side by side.
        duration (float | None | Unset): How long the turn before took, in seconds.
    """

    id: str
    node_id: str
    node_type: DifyNodeType
    title: str
    index: int
    created_at: int
    extras: DifyJsonObject | Unset = UNSET
    pre_iteration_output: Any | Unset = UNSET
    pre_loop_output: Any | Unset = UNSET
    parallel_id: None | str | Unset = UNSET
    parallel_start_node_id: None | str | Unset = UNSET
    parallel_mode_run_id: None | str | Unset = UNSET
    duration: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        node_id = self.node_id

        node_type = self.node_type.value

        title = self.title

        index = self.index

        created_at = self.created_at

        extras: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extras, Unset):
            extras = self.extras.to_dict()

        pre_iteration_output = self.pre_iteration_output

        pre_loop_output = self.pre_loop_output

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

        parallel_mode_run_id: None | str | Unset
        if isinstance(self.parallel_mode_run_id, Unset):
            parallel_mode_run_id = UNSET
        else:
            parallel_mode_run_id = self.parallel_mode_run_id

        duration: float | None | Unset
        if isinstance(self.duration, Unset):
            duration = UNSET
        else:
            duration = self.duration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "node_id": node_id,
                "node_type": node_type,
                "title": title,
                "index": index,
                "created_at": created_at,
            }
        )
        if extras is not UNSET:
            field_dict["extras"] = extras
        if pre_iteration_output is not UNSET:
            field_dict["pre_iteration_output"] = pre_iteration_output
        if pre_loop_output is not UNSET:
            field_dict["pre_loop_output"] = pre_loop_output
        if parallel_id is not UNSET:
            field_dict["parallel_id"] = parallel_id
        if parallel_start_node_id is not UNSET:
            field_dict["parallel_start_node_id"] = parallel_start_node_id
        if parallel_mode_run_id is not UNSET:
            field_dict["parallel_mode_run_id"] = parallel_mode_run_id
        if duration is not UNSET:
            field_dict["duration"] = duration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        node_id = d.pop("node_id")

        node_type = DifyNodeType(d.pop("node_type"))

        title = d.pop("title")

        index = d.pop("index")

        created_at = d.pop("created_at")

        _extras = d.pop("extras", UNSET)
        extras: DifyJsonObject | Unset
        if isinstance(_extras, Unset):
            extras = UNSET
        else:
            extras = DifyJsonObject.from_dict(_extras)

        pre_iteration_output = d.pop("pre_iteration_output", UNSET)

        pre_loop_output = d.pop("pre_loop_output", UNSET)

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

        def _parse_parallel_mode_run_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_mode_run_id = _parse_parallel_mode_run_id(d.pop("parallel_mode_run_id", UNSET))

        def _parse_duration(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        duration = _parse_duration(d.pop("duration", UNSET))

        dify_container_next_data = cls(
            id=id,
            node_id=node_id,
            node_type=node_type,
            title=title,
            index=index,
            created_at=created_at,
            extras=extras,
            pre_iteration_output=pre_iteration_output,
            pre_loop_output=pre_loop_output,
            parallel_id=parallel_id,
            parallel_start_node_id=parallel_start_node_id,
            parallel_mode_run_id=parallel_mode_run_id,
            duration=duration,
        )

        dify_container_next_data.additional_properties = d
        return dify_container_next_data

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
