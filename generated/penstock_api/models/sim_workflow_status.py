# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimWorkflowStatus")


@_attrs_define
class SimWorkflowStatus:
    """A workflow's deployment.

    Attributes:
        is_deployed (bool): Whether a version is deployed.
        deployed_at (None | str | Unset): When it was deployed; null when it never was.
        needs_redeployment (bool | Unset): Whether the workflow was edited since.
        is_published (bool | Unset): Allowed by the server's own contract, never sent.
    """

    is_deployed: bool
    deployed_at: None | str | Unset = UNSET
    needs_redeployment: bool | Unset = UNSET
    is_published: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        is_deployed = self.is_deployed

        deployed_at: None | str | Unset
        if isinstance(self.deployed_at, Unset):
            deployed_at = UNSET
        else:
            deployed_at = self.deployed_at

        needs_redeployment = self.needs_redeployment

        is_published = self.is_published

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "isDeployed": is_deployed,
            }
        )
        if deployed_at is not UNSET:
            field_dict["deployedAt"] = deployed_at
        if needs_redeployment is not UNSET:
            field_dict["needsRedeployment"] = needs_redeployment
        if is_published is not UNSET:
            field_dict["isPublished"] = is_published

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        is_deployed = d.pop("isDeployed")

        def _parse_deployed_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        deployed_at = _parse_deployed_at(d.pop("deployedAt", UNSET))

        needs_redeployment = d.pop("needsRedeployment", UNSET)

        is_published = d.pop("isPublished", UNSET)

        sim_workflow_status = cls(
            is_deployed=is_deployed,
            deployed_at=deployed_at,
            needs_redeployment=needs_redeployment,
            is_published=is_published,
        )

        sim_workflow_status.additional_properties = d
        return sim_workflow_status

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
