# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_job_correlation import SimJobCorrelation


T = TypeVar("T", bound="SimJobMetadata")


@_attrs_define
class SimJobMetadata:
    """Documented, when the job ran; today, what it belongs to.

    Attributes:
        started_at (str | Unset): A time, ISO 8601; the servers write UTC with milliseconds.
        completed_at (str | Unset): A time, ISO 8601; the servers write UTC with milliseconds.
        duration (float | Unset): How long it took, in milliseconds. Absent when cancelled.
        workflow_id (str | Unset): The workflow.
        user_id (str | Unset): The caller.
        workspace_id (str | Unset): The workflow's workspace.
        max_duration_seconds (float | Unset): How long the run may take, if it was given a limit.
        correlation (SimJobCorrelation | Unset): What started the job. Today's servers only.
    """

    started_at: str | Unset = UNSET
    completed_at: str | Unset = UNSET
    duration: float | Unset = UNSET
    workflow_id: str | Unset = UNSET
    user_id: str | Unset = UNSET
    workspace_id: str | Unset = UNSET
    max_duration_seconds: float | Unset = UNSET
    correlation: SimJobCorrelation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        started_at = self.started_at

        completed_at = self.completed_at

        duration = self.duration

        workflow_id = self.workflow_id

        user_id = self.user_id

        workspace_id = self.workspace_id

        max_duration_seconds = self.max_duration_seconds

        correlation: dict[str, Any] | Unset = UNSET
        if not isinstance(self.correlation, Unset):
            correlation = self.correlation.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if started_at is not UNSET:
            field_dict["startedAt"] = started_at
        if completed_at is not UNSET:
            field_dict["completedAt"] = completed_at
        if duration is not UNSET:
            field_dict["duration"] = duration
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if workspace_id is not UNSET:
            field_dict["workspaceId"] = workspace_id
        if max_duration_seconds is not UNSET:
            field_dict["maxDurationSeconds"] = max_duration_seconds
        if correlation is not UNSET:
            field_dict["correlation"] = correlation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_job_correlation import SimJobCorrelation  # noqa: PLC0415

        d = dict(src_dict)
        started_at = d.pop("startedAt", UNSET)

        completed_at = d.pop("completedAt", UNSET)

        duration = d.pop("duration", UNSET)

        workflow_id = d.pop("workflowId", UNSET)

        user_id = d.pop("userId", UNSET)

        workspace_id = d.pop("workspaceId", UNSET)

        max_duration_seconds = d.pop("maxDurationSeconds", UNSET)

        _correlation = d.pop("correlation", UNSET)
        correlation: SimJobCorrelation | Unset
        if isinstance(_correlation, Unset):
            correlation = UNSET
        else:
            correlation = SimJobCorrelation.from_dict(_correlation)

        sim_job_metadata = cls(
            started_at=started_at,
            completed_at=completed_at,
            duration=duration,
            workflow_id=workflow_id,
            user_id=user_id,
            workspace_id=workspace_id,
            max_duration_seconds=max_duration_seconds,
            correlation=correlation,
        )

        sim_job_metadata.additional_properties = d
        return sim_job_metadata

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
