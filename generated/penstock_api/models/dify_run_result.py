# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dify_run_result_data import DifyRunResultData


T = TypeVar("T", bound="DifyRunResult")


@_attrs_define
class DifyRunResult:
    """How a blocking run ended, or why it paused.

    Attributes:
        task_id (str): The task, which is over by now.
        workflow_run_id (str): The run's id, the same as `data.id`.
        data (DifyRunResultData): How a run ended, or why it paused.
    """

    task_id: str
    workflow_run_id: str
    data: DifyRunResultData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        task_id = self.task_id

        workflow_run_id = self.workflow_run_id

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task_id": task_id,
                "workflow_run_id": workflow_run_id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_run_result_data import DifyRunResultData  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        workflow_run_id = d.pop("workflow_run_id")

        data = DifyRunResultData.from_dict(d.pop("data"))

        dify_run_result = cls(
            task_id=task_id,
            workflow_run_id=workflow_run_id,
            data=data,
        )

        dify_run_result.additional_properties = d
        return dify_run_result

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
