# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.oomol_task import OomolTask


T = TypeVar("T", bound="OomolTaskEnvelope")


@_attrs_define
class OomolTaskEnvelope:
    """A task in its envelope.

    Attributes:
        task (OomolTask): A task. Its result, and the reason of a failure, are in its logs only.
        success (bool): Always true.
    """

    task: OomolTask
    success: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        task = self.task.to_dict()

        success = self.success

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task": task,
                "success": success,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_task import OomolTask  # noqa: PLC0415

        d = dict(src_dict)
        task = OomolTask.from_dict(d.pop("task"))

        success = d.pop("success")

        oomol_task_envelope = cls(
            task=task,
            success=success,
        )

        oomol_task_envelope.additional_properties = d
        return oomol_task_envelope

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
