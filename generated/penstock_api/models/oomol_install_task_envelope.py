# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.oomol_install_task import OomolInstallTask


T = TypeVar("T", bound="OomolInstallTaskEnvelope")


@_attrs_define
class OomolInstallTaskEnvelope:
    """An install task in its envelope.

    Attributes:
        success (bool): Always true.
        task (OomolInstallTask): An installation. Its fields are in camelCase, unlike a task's.
    """

    success: bool
    task: OomolInstallTask
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        task = self.task.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "task": task,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_install_task import OomolInstallTask  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        task = OomolInstallTask.from_dict(d.pop("task"))

        oomol_install_task_envelope = cls(
            success=success,
            task=task,
        )

        oomol_install_task_envelope.additional_properties = d
        return oomol_install_task_envelope

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
