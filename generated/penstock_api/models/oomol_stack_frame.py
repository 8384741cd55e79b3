# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OomolStackFrame")


@_attrs_define
class OomolStackFrame:
    """A flow that runs a node.

    Attributes:
        flow_job_id (str | Unset): The run of the flow.
        flow (str | Unset): The flow's file, on the server.
        node_id (str | Unset): The node.
    """

    flow_job_id: str | Unset = UNSET
    flow: str | Unset = UNSET
    node_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        flow_job_id = self.flow_job_id

        flow = self.flow

        node_id = self.node_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if flow_job_id is not UNSET:
            field_dict["flow_job_id"] = flow_job_id
        if flow is not UNSET:
            field_dict["flow"] = flow
        if node_id is not UNSET:
            field_dict["node_id"] = node_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        flow_job_id = d.pop("flow_job_id", UNSET)

        flow = d.pop("flow", UNSET)

        node_id = d.pop("node_id", UNSET)

        oomol_stack_frame = cls(
            flow_job_id=flow_job_id,
            flow=flow,
            node_id=node_id,
        )

        oomol_stack_frame.additional_properties = d
        return oomol_stack_frame

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
