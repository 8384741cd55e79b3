# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sim_paused_execution import SimPausedExecution


T = TypeVar("T", bound="SimPausedExecutionList")


@_attrs_define
class SimPausedExecutionList:
    """The paused runs of a workflow.

    Attributes:
        paused_executions (list[SimPausedExecution]): The runs, without the fields of the detail.
    """

    paused_executions: list[SimPausedExecution]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        paused_executions = []
        for paused_executions_item_data in self.paused_executions:
            paused_executions_item = paused_executions_item_data.to_dict()
            paused_executions.append(paused_executions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pausedExecutions": paused_executions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_paused_execution import SimPausedExecution  # noqa: PLC0415

        d = dict(src_dict)
        paused_executions = []
        _paused_executions = d.pop("pausedExecutions")
        for paused_executions_item_data in _paused_executions:
            paused_executions_item = SimPausedExecution.from_dict(paused_executions_item_data)

            paused_executions.append(paused_executions_item)

        sim_paused_execution_list = cls(
            paused_executions=paused_executions,
        )

        sim_paused_execution_list.additional_properties = d
        return sim_paused_execution_list

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
