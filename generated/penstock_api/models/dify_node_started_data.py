# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_node_type import DifyNodeType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_agent_strategy import DifyAgentStrategy
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyNodeStartedData")


@_attrs_define
class DifyNodeStartedData:
    """A node that begins.

    Attributes:
        id (str): This execution of the node, the same when it ends. The documented page calls it the run's id.
        node_id (str): The node.
        node_type (DifyNodeType): What a node does.
        title (str): The node's name.
        index (int): Its place in the order of executions.
        created_at (int): When it began, seconds since 1970.
        predecessor_node_id (None | str | Unset): The node before it.
        inputs (DifyJsonObject | None | Unset): What it works on; null when not told.
        inputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        extras (DifyJsonObject | Unset): Any JSON object.
        iteration_id (None | str | Unset): The iteration it is part of.
        loop_id (None | str | Unset): The loop it is part of.
        parallel_id (None | str | Unset): The branches that it is part of, on servers of 0.8 to 1.8.
        parallel_start_node_id (None | str | Unset): Where its branch begins.
        parent_parallel_id (None | str | Unset): The branches around those.
        parent_parallel_start_node_id (None | str | Unset): Where the branch around it begins.
        parallel_run_id (None | str | Unset): The parallel turn of an iteration that it is part of.
        agent_strategy (DifyAgentStrategy | None | Unset): How an agent works.
    """

    id: str
    node_id: str
    node_type: DifyNodeType
    title: str
    index: int
    created_at: int
    predecessor_node_id: None | str | Unset = UNSET
    inputs: DifyJsonObject | None | Unset = UNSET
    inputs_truncated: bool | Unset = UNSET
    extras: DifyJsonObject | Unset = UNSET
    iteration_id: None | str | Unset = UNSET
    loop_id: None | str | Unset = UNSET
    parallel_id: None | str | Unset = UNSET
    parallel_start_node_id: None | str | Unset = UNSET
    parent_parallel_id: None | str | Unset = UNSET
    parent_parallel_start_node_id: None | str | Unset = UNSET
    parallel_run_id: None | str | Unset = UNSET
    agent_strategy: DifyAgentStrategy | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_agent_strategy import DifyAgentStrategy  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        node_id = self.node_id

        node_type = self.node_type.value

        title = self.title

        index = self.index

        created_at = self.created_at

        predecessor_node_id: None | str | Unset
        if isinstance(self.predecessor_node_id, Unset):
            predecessor_node_id = UNSET
        else:
            predecessor_node_id = self.predecessor_node_id

        inputs: dict[str, Any] | None | Unset
        if isinstance(self.inputs, Unset):
            inputs = UNSET
        elif isinstance(self.inputs, DifyJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        inputs_truncated = self.inputs_truncated

        extras: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extras, Unset):
            extras = self.extras.to_dict()

        iteration_id: None | str | Unset
        if isinstance(self.iteration_id, Unset):
            iteration_id = UNSET
        else:
            iteration_id = self.iteration_id

        loop_id: None | str | Unset
        if isinstance(self.loop_id, Unset):
            loop_id = UNSET
        else:
            loop_id = self.loop_id

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

        parent_parallel_id: None | str | Unset
        if isinstance(self.parent_parallel_id, Unset):
            parent_parallel_id = UNSET
        else:
            parent_parallel_id = self.parent_parallel_id

        parent_parallel_start_node_id: None | str | Unset
        if isinstance(self.parent_parallel_start_node_id, Unset):
            parent_parallel_start_node_id = UNSET
        else:
            parent_parallel_start_node_id = self.parent_parallel_start_node_id

        parallel_run_id: None | str | Unset
        if isinstance(self.parallel_run_id, Unset):
            parallel_run_id = UNSET
        else:
            parallel_run_id = self.parallel_run_id

        agent_strategy: dict[str, Any] | None | Unset
        if isinstance(self.agent_strategy, Unset):
            agent_strategy = UNSET
        elif isinstance(self.agent_strategy, DifyAgentStrategy):
            agent_strategy = self.agent_strategy.to_dict()
        else:
            agent_strategy = self.agent_strategy

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
        if predecessor_node_id is not UNSET:
            field_dict["predecessor_node_id"] = predecessor_node_id
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if inputs_truncated is not UNSET:
            field_dict["inputs_truncated"] = inputs_truncated
        if extras is not UNSET:
            field_dict["extras"] = extras
        if iteration_id is not UNSET:
            field_dict["iteration_id"] = iteration_id
        if loop_id is not UNSET:
            field_dict["loop_id"] = loop_id
        if parallel_id is not UNSET:
            field_dict["parallel_id"] = parallel_id
        if parallel_start_node_id is not UNSET:
            field_dict["parallel_start_node_id"] = parallel_start_node_id
        if parent_parallel_id is not UNSET:
            field_dict["parent_parallel_id"] = parent_parallel_id
        if parent_parallel_start_node_id is not UNSET:
            field_dict["parent_parallel_start_node_id"] = parent_parallel_start_node_id
        if parallel_run_id is not UNSET:
            field_dict["parallel_run_id"] = parallel_run_id
        if agent_strategy is not UNSET:
            field_dict["agent_strategy"] = agent_strategy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_agent_strategy import DifyAgentStrategy  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        node_id = d.pop("node_id")

        node_type = DifyNodeType(d.pop("node_type"))

        title = d.pop("title")

        index = d.pop("index")

        created_at = d.pop("created_at")

        def _parse_predecessor_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        predecessor_node_id = _parse_predecessor_node_id(d.pop("predecessor_node_id", UNSET))

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

        _extras = d.pop("extras", UNSET)
        extras: DifyJsonObject | Unset
        if isinstance(_extras, Unset):
            extras = UNSET
        else:
            extras = DifyJsonObject.from_dict(_extras)

        def _parse_iteration_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        iteration_id = _parse_iteration_id(d.pop("iteration_id", UNSET))

        def _parse_loop_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        loop_id = _parse_loop_id(d.pop("loop_id", UNSET))

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

        def _parse_parent_parallel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_parallel_id = _parse_parent_parallel_id(d.pop("parent_parallel_id", UNSET))

        def _parse_parent_parallel_start_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_parallel_start_node_id = _parse_parent_parallel_start_node_id(
            d.pop("parent_parallel_start_node_id", UNSET)
        )

        def _parse_parallel_run_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_run_id = _parse_parallel_run_id(d.pop("parallel_run_id", UNSET))

        def _parse_agent_strategy(data: object) -> DifyAgentStrategy | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agent_strategy_type_0 = DifyAgentStrategy.from_dict(data)

                return agent_strategy_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyAgentStrategy | None | Unset, data)

        agent_strategy = _parse_agent_strategy(d.pop("agent_strategy", UNSET))

        dify_node_started_data = cls(
            id=id,
            node_id=node_id,
            node_type=node_type,
            title=title,
            index=index,
            created_at=created_at,
            predecessor_node_id=predecessor_node_id,
            inputs=inputs,
            inputs_truncated=inputs_truncated,
            extras=extras,
            iteration_id=iteration_id,
            loop_id=loop_id,
            parallel_id=parallel_id,
            parallel_start_node_id=parallel_start_node_id,
            parent_parallel_id=parent_parallel_id,
            parent_parallel_start_node_id=parent_parallel_start_node_id,
            parallel_run_id=parallel_run_id,
            agent_strategy=agent_strategy,
        )

        dify_node_started_data.additional_properties = d
        return dify_node_started_data

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
