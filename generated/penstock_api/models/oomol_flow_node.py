# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.oomol_input_handle import OomolInputHandle


T = TypeVar("T", bound="OomolFlowNode")


@_attrs_define
class OomolFlowNode:
    """The open inputs of one node.

    Attributes:
        node_id (str): The node, as a task's `inputValues` names it.
        inputs (list[OomolInputHandle]): Its open inputs.
    """

    node_id: str
    inputs: list[OomolInputHandle]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        node_id = self.node_id

        inputs = []
        for inputs_item_data in self.inputs:
            inputs_item = inputs_item_data.to_dict()
            inputs.append(inputs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "nodeId": node_id,
                "inputs": inputs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_input_handle import OomolInputHandle  # noqa: PLC0415

        d = dict(src_dict)
        node_id = d.pop("nodeId")

        inputs = []
        _inputs = d.pop("inputs")
        for inputs_item_data in _inputs:
            inputs_item = OomolInputHandle.from_dict(inputs_item_data)

            inputs.append(inputs_item)

        oomol_flow_node = cls(
            node_id=node_id,
            inputs=inputs,
        )

        oomol_flow_node.additional_properties = d
        return oomol_flow_node

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
