# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_node_status import DifyNodeStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyBranchFinishedData")


@_attrs_define
class DifyBranchFinishedData:
    """A branch that ended. Servers of 0.8 to 1.8.

    Attributes:
        parallel_id (str): The branches.
        parallel_branch_id (str): The branch, the node that it begins with.
        status (DifyNodeStatus): How a node ended. `exception` is a failure that its error strategy dealt with, `retry`
            one that is tried again.
        created_at (int): When it began, seconds since 1970.
        parent_parallel_id (None | str | Unset): The branches around those.
        parent_parallel_start_node_id (None | str | Unset): Where the branch around it begins.
        iteration_id (None | str | Unset): The iteration it is part of.
        error (None | str | Unset): Why it failed; null when it did not.
    """

    parallel_id: str
    parallel_branch_id: str
    status: DifyNodeStatus
    created_at: int
    parent_parallel_id: None | str | Unset = UNSET
    parent_parallel_start_node_id: None | str | Unset = UNSET
    iteration_id: None | str | Unset = UNSET
    error: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        parallel_id = self.parallel_id

        parallel_branch_id = self.parallel_branch_id

        status = self.status.value

        created_at = self.created_at

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

        iteration_id: None | str | Unset
        if isinstance(self.iteration_id, Unset):
            iteration_id = UNSET
        else:
            iteration_id = self.iteration_id

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "parallel_id": parallel_id,
                "parallel_branch_id": parallel_branch_id,
                "status": status,
                "created_at": created_at,
            }
        )
        if parent_parallel_id is not UNSET:
            field_dict["parent_parallel_id"] = parent_parallel_id
        if parent_parallel_start_node_id is not UNSET:
            field_dict["parent_parallel_start_node_id"] = parent_parallel_start_node_id
        if iteration_id is not UNSET:
            field_dict["iteration_id"] = iteration_id
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        parallel_id = d.pop("parallel_id")

        parallel_branch_id = d.pop("parallel_branch_id")

        status = DifyNodeStatus(d.pop("status"))

        created_at = d.pop("created_at")

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

        def _parse_iteration_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        iteration_id = _parse_iteration_id(d.pop("iteration_id", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        dify_branch_finished_data = cls(
            parallel_id=parallel_id,
            parallel_branch_id=parallel_branch_id,
            status=status,
            created_at=created_at,
            parent_parallel_id=parent_parallel_id,
            parent_parallel_start_node_id=parent_parallel_start_node_id,
            iteration_id=iteration_id,
            error=error,
        )

        dify_branch_finished_data.additional_properties = d
        return dify_branch_finished_data

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
