# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_pause_kind import SimPauseKind

T = TypeVar("T", bound="SimRunPause")


@_attrs_define
class SimRunPause:
    """What a paused run waits for.

    Attributes:
        context_id (None | str): What to resume it with; null while it is being resumed, when the run no longer waits.
        paused_at (datetime.datetime): Since when.
        resume_at (datetime.datetime | None): When it goes on by itself; null when it does not.
        pause_kind (None | SimPauseKind): What it waits for; null when not known.
        blocked_on_block_id (None | str): The block that waits; null when not known.
        automatic_resume_waiting_reason (None | str): Why it did not go on by itself; null when that was not tried.
        pause_point_count (int): How many pauses the run has.
        resumed_count (int): How many of them are over.
    """

    context_id: None | str
    paused_at: datetime.datetime
    resume_at: datetime.datetime | None
    pause_kind: None | SimPauseKind
    blocked_on_block_id: None | str
    automatic_resume_waiting_reason: None | str
    pause_point_count: int
    resumed_count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        context_id: None | str
        context_id = self.context_id

        paused_at = self.paused_at.isoformat()

        resume_at: None | str
        if isinstance(self.resume_at, datetime.datetime):
            resume_at = self.resume_at.isoformat()
        else:
            resume_at = self.resume_at

        pause_kind: None | str
        if isinstance(self.pause_kind, SimPauseKind):
            pause_kind = self.pause_kind.value
        else:
            pause_kind = self.pause_kind

        blocked_on_block_id: None | str
        blocked_on_block_id = self.blocked_on_block_id

        automatic_resume_waiting_reason: None | str
        automatic_resume_waiting_reason = self.automatic_resume_waiting_reason

        pause_point_count = self.pause_point_count

        resumed_count = self.resumed_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contextId": context_id,
                "pausedAt": paused_at,
                "resumeAt": resume_at,
                "pauseKind": pause_kind,
                "blockedOnBlockId": blocked_on_block_id,
                "automaticResumeWaitingReason": automatic_resume_waiting_reason,
                "pausePointCount": pause_point_count,
                "resumedCount": resumed_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_context_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        context_id = _parse_context_id(d.pop("contextId"))

        paused_at = datetime.datetime.fromisoformat(d.pop("pausedAt"))

        def _parse_resume_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resume_at_type_0 = datetime.datetime.fromisoformat(data)

                return resume_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resume_at = _parse_resume_at(d.pop("resumeAt"))

        def _parse_pause_kind(data: object) -> None | SimPauseKind:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                pause_kind_type_0 = SimPauseKind(data)

                return pause_kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimPauseKind, data)

        pause_kind = _parse_pause_kind(d.pop("pauseKind"))

        def _parse_blocked_on_block_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        blocked_on_block_id = _parse_blocked_on_block_id(d.pop("blockedOnBlockId"))

        def _parse_automatic_resume_waiting_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        automatic_resume_waiting_reason = _parse_automatic_resume_waiting_reason(
            d.pop("automaticResumeWaitingReason")
        )

        pause_point_count = d.pop("pausePointCount")

        resumed_count = d.pop("resumedCount")

        sim_run_pause = cls(
            context_id=context_id,
            paused_at=paused_at,
            resume_at=resume_at,
            pause_kind=pause_kind,
            blocked_on_block_id=blocked_on_block_id,
            automatic_resume_waiting_reason=automatic_resume_waiting_reason,
            pause_point_count=pause_point_count,
            resumed_count=resumed_count,
        )

        sim_run_pause.additional_properties = d
        return sim_run_pause

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
