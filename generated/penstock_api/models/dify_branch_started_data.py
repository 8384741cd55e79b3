# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyBranchStartedData")


@_attrs_define
class DifyBranchStartedData:
    """A branch that begins beside others. Servers of 0.8 to 1.8.

    Attributes:
        parallel_id (str): The branches.
        parallel_branch_id (str): The branch, the node that it begins with.
        created_at (int): When it began, seconds since 1970.
        parent_parallel_id (None | str | Unset): The branches around those.
        parent_parallel_start_node_id (None | str | Unset): Where the branch around it begins.
        iteration_id (None | str | Unset): The iteration it is part of.
    """

    parallel_id: str
    parallel_branch_id: str
    created_at: int
    parent_parallel_id: None | str | Unset = UNSET
    parent_parallel_start_node_id: None | str | Unset = UNSET
    iteration_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        parallel_id = self.parallel_id

        parallel_branch_id = self.parallel_branch_id

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "parallel_id": parallel_id,
                "parallel_branch_id": parallel_branch_id,
                "created_at": created_at,
            }
        )
        if parent_parallel_id is not UNSET:
            field_dict["parent_parallel_id"] = parent_parallel_id
        if parent_parallel_start_node_id is not UNSET:
            field_dict["parent_parallel_start_node_id"] = parent_parallel_start_node_id
        if iteration_id is not UNSET:
            field_dict["iteration_id"] = iteration_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        parallel_id = d.pop("parallel_id")

        parallel_branch_id = d.pop("parallel_branch_id")

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

        dify_branch_started_data = cls(
            parallel_id=parallel_id,
            parallel_branch_id=parallel_branch_id,
            created_at=created_at,
            parent_parallel_id=parent_parallel_id,
            parent_parallel_start_node_id=parent_parallel_start_node_id,
            iteration_id=iteration_id,
        )

        dify_branch_started_data.additional_properties = d
        return dify_branch_started_data

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
