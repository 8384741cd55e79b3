# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.oomol_task_status import OomolTaskStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_node_inputs import OomolNodeInputs


T = TypeVar("T", bound="OomolTask")


@_attrs_define
class OomolTask:
    """A task. Its result, and the reason of a failure, are in its logs only.

    Attributes:
        id (str): The task's id. Opaque.
        status (OomolTaskStatus): Where a task is: created, perhaps pending, running, and then completed, failed or
            stopped, which are the end of
            it. Anything else goes on.
        project_id (str): The project it runs in.
        manifest_path (str): The file of the block or flow that it runs, on the server.
        created_at (int): A time, in milliseconds since the epoch.
        updated_at (int): A time, in milliseconds since the epoch.
        input_values (list[OomolNodeInputs] | Unset): The inputs it was created with.
    """

    id: str
    status: OomolTaskStatus
    project_id: str
    manifest_path: str
    created_at: int
    updated_at: int
    input_values: list[OomolNodeInputs] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status.value

        project_id = self.project_id

        manifest_path = self.manifest_path

        created_at = self.created_at

        updated_at = self.updated_at

        input_values: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.input_values, Unset):
            input_values = []
            for input_values_item_data in self.input_values:
                input_values_item = input_values_item_data.to_dict()
                input_values.append(input_values_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "project_id": project_id,
                "manifest_path": manifest_path,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if input_values is not UNSET:
            field_dict["inputValues"] = input_values

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_node_inputs import OomolNodeInputs  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        status = OomolTaskStatus(d.pop("status"))

        project_id = d.pop("project_id")

        manifest_path = d.pop("manifest_path")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        _input_values = d.pop("inputValues", UNSET)
        input_values: list[OomolNodeInputs] | Unset = UNSET
        if _input_values is not UNSET:
            input_values = []
            for input_values_item_data in _input_values:
                input_values_item = OomolNodeInputs.from_dict(input_values_item_data)

                input_values.append(input_values_item)

        oomol_task = cls(
            id=id,
            status=status,
            project_id=project_id,
            manifest_path=manifest_path,
            created_at=created_at,
            updated_at=updated_at,
            input_values=input_values,
        )

        oomol_task.additional_properties = d
        return oomol_task

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
