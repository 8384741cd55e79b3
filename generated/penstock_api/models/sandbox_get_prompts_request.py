# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_test_config import SandboxTestConfig


T = TypeVar("T", bound="SandboxGetPromptsRequest")


@_attrs_define
class SandboxGetPromptsRequest:
    """A dataset, and which part of it.

    Attributes:
        dataset (str): Its id.
        config (SandboxTestConfig): How to read and judge a dataset; an empty object will do.
        offset (int | Unset): How many to leave out; the server's default is 0.
        limit (int | Unset): How many to give; the server's default is a million. Negative means all.
    """

    dataset: str
    config: SandboxTestConfig
    offset: int | Unset = UNSET
    limit: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dataset = self.dataset

        config = self.config.to_dict()

        offset = self.offset

        limit = self.limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dataset": dataset,
                "config": config,
            }
        )
        if offset is not UNSET:
            field_dict["offset"] = offset
        if limit is not UNSET:
            field_dict["limit"] = limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_test_config import SandboxTestConfig  # noqa: PLC0415

        d = dict(src_dict)
        dataset = d.pop("dataset")

        config = SandboxTestConfig.from_dict(d.pop("config"))

        offset = d.pop("offset", UNSET)

        limit = d.pop("limit", UNSET)

        sandbox_get_prompts_request = cls(
            dataset=dataset,
            config=config,
            offset=offset,
            limit=limit,
        )

        sandbox_get_prompts_request.additional_properties = d
        return sandbox_get_prompts_request

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
