# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dify_workflow_log import DifyWorkflowLog


T = TypeVar("T", bound="DifyWorkflowLogPage")


@_attrs_define
class DifyWorkflowLogPage:
    """One page of the app's runs.

    Attributes:
        page (int): The page, from 1.
        limit (int): Entries a page.
        total (int): Entries in all.
        has_more (bool): Whether there is another page.
        data (list[DifyWorkflowLog]): The entries, newest first.
    """

    page: int
    limit: int
    total: int
    has_more: bool
    data: list[DifyWorkflowLog]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        page = self.page

        limit = self.limit

        total = self.total

        has_more = self.has_more

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "page": page,
                "limit": limit,
                "total": total,
                "has_more": has_more,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_workflow_log import DifyWorkflowLog  # noqa: PLC0415

        d = dict(src_dict)
        page = d.pop("page")

        limit = d.pop("limit")

        total = d.pop("total")

        has_more = d.pop("has_more")

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = DifyWorkflowLog.from_dict(data_item_data)

            data.append(data_item)

        dify_workflow_log_page = cls(
            page=page,
            limit=limit,
            total=total,
            has_more=has_more,
            data=data,
        )

        dify_workflow_log_page.additional_properties = d
        return dify_workflow_log_page

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
