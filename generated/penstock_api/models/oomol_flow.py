# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_flow_node import OomolFlowNode
    from ..models.oomol_flow_node_by_id import OomolFlowNodeById


T = TypeVar("T", bound="OomolFlow")


@_attrs_define
class OomolFlow:
    """A flow.

    Attributes:
        name (str): The name under which it can be run.
        path (str): Its file, on the server.
        description (str | Unset): What it is for.
        inputs (list[OomolFlowNode | OomolFlowNodeById] | Unset): The inputs that its start nodes leave open.
    """

    name: str
    path: str
    description: str | Unset = UNSET
    inputs: list[OomolFlowNode | OomolFlowNodeById] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.oomol_flow_node import OomolFlowNode  # noqa: PLC0415

        name = self.name

        path = self.path

        description = self.description

        inputs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = []
            for inputs_item_data in self.inputs:
                inputs_item: dict[str, Any]
                if isinstance(inputs_item_data, OomolFlowNode):
                    inputs_item = inputs_item_data.to_dict()
                else:
                    inputs_item = inputs_item_data.to_dict()

                inputs.append(inputs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "path": path,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if inputs is not UNSET:
            field_dict["inputs"] = inputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_flow_node import OomolFlowNode  # noqa: PLC0415
        from ..models.oomol_flow_node_by_id import OomolFlowNodeById  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        path = d.pop("path")

        description = d.pop("description", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: list[OomolFlowNode | OomolFlowNodeById] | Unset = UNSET
        if _inputs is not UNSET:
            inputs = []
            for inputs_item_data in _inputs:

                def _parse_inputs_item(data: object) -> OomolFlowNode | OomolFlowNodeById:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        inputs_item_type_0 = OomolFlowNode.from_dict(data)

                        return inputs_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    inputs_item_type_1 = OomolFlowNodeById.from_dict(data)

                    return inputs_item_type_1

                inputs_item = _parse_inputs_item(inputs_item_data)

                inputs.append(inputs_item)

        oomol_flow = cls(
            name=name,
            path=path,
            description=description,
            inputs=inputs,
        )

        oomol_flow.additional_properties = d
        return oomol_flow

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
