# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimResumeEntry")


@_attrs_define
class SimResumeEntry:
    """A resume that was asked for.

    Attributes:
        id (str): Its id.
        status (str): `pending`, `claimed`, `completed`, `failed`, or another.
        paused_execution_id (str | Unset): The entry of the paused run.
        parent_execution_id (str | Unset): The run that was resumed.
        new_execution_id (str | Unset): The id of the resuming, by which no run is found.
        context_id (str | Unset): The pause.
        resume_input (Any | Unset): What it was given.
        queued_at (datetime.datetime | None | Unset): When it was asked for.
        claimed_at (datetime.datetime | None | Unset): When it began.
        completed_at (datetime.datetime | None | Unset): When it ended.
        failure_reason (None | str | Unset): Why it failed; null if it didn't.
    """

    id: str
    status: str
    paused_execution_id: str | Unset = UNSET
    parent_execution_id: str | Unset = UNSET
    new_execution_id: str | Unset = UNSET
    context_id: str | Unset = UNSET
    resume_input: Any | Unset = UNSET
    queued_at: datetime.datetime | None | Unset = UNSET
    claimed_at: datetime.datetime | None | Unset = UNSET
    completed_at: datetime.datetime | None | Unset = UNSET
    failure_reason: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status

        paused_execution_id = self.paused_execution_id

        parent_execution_id = self.parent_execution_id

        new_execution_id = self.new_execution_id

        context_id = self.context_id

        resume_input = self.resume_input

        queued_at: None | str | Unset
        if isinstance(self.queued_at, Unset):
            queued_at = UNSET
        elif isinstance(self.queued_at, datetime.datetime):
            queued_at = self.queued_at.isoformat()
        else:
            queued_at = self.queued_at

        claimed_at: None | str | Unset
        if isinstance(self.claimed_at, Unset):
            claimed_at = UNSET
        elif isinstance(self.claimed_at, datetime.datetime):
            claimed_at = self.claimed_at.isoformat()
        else:
            claimed_at = self.claimed_at

        completed_at: None | str | Unset
        if isinstance(self.completed_at, Unset):
            completed_at = UNSET
        elif isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        failure_reason: None | str | Unset
        if isinstance(self.failure_reason, Unset):
            failure_reason = UNSET
        else:
            failure_reason = self.failure_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
            }
        )
        if paused_execution_id is not UNSET:
            field_dict["pausedExecutionId"] = paused_execution_id
        if parent_execution_id is not UNSET:
            field_dict["parentExecutionId"] = parent_execution_id
        if new_execution_id is not UNSET:
            field_dict["newExecutionId"] = new_execution_id
        if context_id is not UNSET:
            field_dict["contextId"] = context_id
        if resume_input is not UNSET:
            field_dict["resumeInput"] = resume_input
        if queued_at is not UNSET:
            field_dict["queuedAt"] = queued_at
        if claimed_at is not UNSET:
            field_dict["claimedAt"] = claimed_at
        if completed_at is not UNSET:
            field_dict["completedAt"] = completed_at
        if failure_reason is not UNSET:
            field_dict["failureReason"] = failure_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        status = d.pop("status")

        paused_execution_id = d.pop("pausedExecutionId", UNSET)

        parent_execution_id = d.pop("parentExecutionId", UNSET)

        new_execution_id = d.pop("newExecutionId", UNSET)

        context_id = d.pop("contextId", UNSET)

        resume_input = d.pop("resumeInput", UNSET)

        def _parse_queued_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                queued_at_type_0 = datetime.datetime.fromisoformat(data)

                return queued_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        queued_at = _parse_queued_at(d.pop("queuedAt", UNSET))

        def _parse_claimed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                claimed_at_type_0 = datetime.datetime.fromisoformat(data)

                return claimed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        claimed_at = _parse_claimed_at(d.pop("claimedAt", UNSET))

        def _parse_completed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        completed_at = _parse_completed_at(d.pop("completedAt", UNSET))

        def _parse_failure_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        failure_reason = _parse_failure_reason(d.pop("failureReason", UNSET))

        sim_resume_entry = cls(
            id=id,
            status=status,
            paused_execution_id=paused_execution_id,
            parent_execution_id=parent_execution_id,
            new_execution_id=new_execution_id,
            context_id=context_id,
            resume_input=resume_input,
            queued_at=queued_at,
            claimed_at=claimed_at,
            completed_at=completed_at,
            failure_reason=failure_reason,
        )

        sim_resume_entry.additional_properties = d
        return sim_resume_entry

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
