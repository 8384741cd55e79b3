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

if TYPE_CHECKING:
    from ..models.dify_container_started_data import DifyContainerStartedData


T = TypeVar("T", bound="DifyIterationStartedEvent")


@_attrs_define
class DifyIterationStartedEvent:
    """An iteration begins.

    Attributes:
        event (Literal['iteration_started']): The tag.
        task_id (str): The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame of a
            run that has
            ended, it is the run's id instead, which stops nothing.
        workflow_run_id (None | str): The run's id; null before `workflow_started`.
        data (DifyContainerStartedData): An iteration or a loop that begins.
    """

    event: Literal["iteration_started"]
    task_id: str
    workflow_run_id: None | str
    data: DifyContainerStartedData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        task_id = self.task_id

        workflow_run_id: None | str
        workflow_run_id = self.workflow_run_id

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "task_id": task_id,
                "workflow_run_id": workflow_run_id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_container_started_data import DifyContainerStartedData  # noqa: PLC0415

        d = dict(src_dict)
        event = cast(Literal["iteration_started"], d.pop("event"))
        if event != "iteration_started":
            raise ValueError(f"event must match const 'iteration_started', got '{event}'")

        task_id = d.pop("task_id")

        def _parse_workflow_run_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        workflow_run_id = _parse_workflow_run_id(d.pop("workflow_run_id"))

        data = DifyContainerStartedData.from_dict(d.pop("data"))

        dify_iteration_started_event = cls(
            event=event,
            task_id=task_id,
            workflow_run_id=workflow_run_id,
            data=data,
        )

        dify_iteration_started_event.additional_properties = d
        return dify_iteration_started_event

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
