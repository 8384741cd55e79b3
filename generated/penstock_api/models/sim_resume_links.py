# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimResumeLinks")


@_attrs_define
class SimResumeLinks:
    """The ids and addresses to end a pause by.

    Attributes:
        api_url (str | Unset): Where to send the answer.
        ui_url (str | Unset): The page where a person can answer.
        context_id (str | Unset): The pause.
        execution_id (str | Unset): The run.
        workflow_id (str | Unset): The workflow.
    """

    api_url: str | Unset = UNSET
    ui_url: str | Unset = UNSET
    context_id: str | Unset = UNSET
    execution_id: str | Unset = UNSET
    workflow_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        api_url = self.api_url

        ui_url = self.ui_url

        context_id = self.context_id

        execution_id = self.execution_id

        workflow_id = self.workflow_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if api_url is not UNSET:
            field_dict["apiUrl"] = api_url
        if ui_url is not UNSET:
            field_dict["uiUrl"] = ui_url
        if context_id is not UNSET:
            field_dict["contextId"] = context_id
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        api_url = d.pop("apiUrl", UNSET)

        ui_url = d.pop("uiUrl", UNSET)

        context_id = d.pop("contextId", UNSET)

        execution_id = d.pop("executionId", UNSET)

        workflow_id = d.pop("workflowId", UNSET)

        sim_resume_links = cls(
            api_url=api_url,
            ui_url=ui_url,
            context_id=context_id,
            execution_id=execution_id,
            workflow_id=workflow_id,
        )

        sim_resume_links.additional_properties = d
        return sim_resume_links

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
