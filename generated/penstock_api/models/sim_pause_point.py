# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_pause_kind import SimPauseKind
from ..models.sim_resume_status import SimResumeStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_json_object import SimJsonObject
    from ..models.sim_resume_entry import SimResumeEntry
    from ..models.sim_resume_links import SimResumeLinks


T = TypeVar("T", bound="SimPausePoint")


@_attrs_define
class SimPausePoint:
    """One pause of a run.

    Attributes:
        context_id (str): What it is resumed with.
        resume_status (SimResumeStatus): How far the resume of a pause is. `paused` is one that waits.
        block_id (str | Unset): The block that waits.
        response (Any | Unset): What the block puts out while it waits, such as the question.
        registered_at (datetime.datetime | Unset): Since when.
        snapshot_ready (bool | Unset): Whether it can be resumed yet.
        pause_kind (SimPauseKind | Unset): What a pause waits for, a time or a person.
        resume_at (datetime.datetime | Unset): When it goes on by itself.
        automatic_resume_waiting_reason (str | Unset): Why it did not go on by itself.
        queue_position (int | None | Unset): The place of its resume in the queue, from 1; null without one.
        latest_resume_entry (None | SimResumeEntry | Unset): The last resume that was asked for; null without one.
        resume_links (SimResumeLinks | Unset): The ids and addresses to end a pause by.
        parallel_scope (SimJsonObject | Unset): Any JSON object.
        loop_scope (SimJsonObject | Unset): Any JSON object.
    """

    context_id: str
    resume_status: SimResumeStatus
    block_id: str | Unset = UNSET
    response: Any | Unset = UNSET
    registered_at: datetime.datetime | Unset = UNSET
    snapshot_ready: bool | Unset = UNSET
    pause_kind: SimPauseKind | Unset = UNSET
    resume_at: datetime.datetime | Unset = UNSET
    automatic_resume_waiting_reason: str | Unset = UNSET
    queue_position: int | None | Unset = UNSET
    latest_resume_entry: None | SimResumeEntry | Unset = UNSET
    resume_links: SimResumeLinks | Unset = UNSET
    parallel_scope: SimJsonObject | Unset = UNSET
    loop_scope: SimJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_resume_entry import SimResumeEntry  # noqa: PLC0415

        context_id = self.context_id

        resume_status = self.resume_status.value

        block_id = self.block_id

        response = self.response

        registered_at: str | Unset = UNSET
        if not isinstance(self.registered_at, Unset):
            registered_at = self.registered_at.isoformat()

        snapshot_ready = self.snapshot_ready

        pause_kind: str | Unset = UNSET
        if not isinstance(self.pause_kind, Unset):
            pause_kind = self.pause_kind.value

        resume_at: str | Unset = UNSET
        if not isinstance(self.resume_at, Unset):
            resume_at = self.resume_at.isoformat()

        automatic_resume_waiting_reason = self.automatic_resume_waiting_reason

        queue_position: int | None | Unset
        if isinstance(self.queue_position, Unset):
            queue_position = UNSET
        else:
            queue_position = self.queue_position

        latest_resume_entry: dict[str, Any] | None | Unset
        if isinstance(self.latest_resume_entry, Unset):
            latest_resume_entry = UNSET
        elif isinstance(self.latest_resume_entry, SimResumeEntry):
            latest_resume_entry = self.latest_resume_entry.to_dict()
        else:
            latest_resume_entry = self.latest_resume_entry

        resume_links: dict[str, Any] | Unset = UNSET
        if not isinstance(self.resume_links, Unset):
            resume_links = self.resume_links.to_dict()

        parallel_scope: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parallel_scope, Unset):
            parallel_scope = self.parallel_scope.to_dict()

        loop_scope: dict[str, Any] | Unset = UNSET
        if not isinstance(self.loop_scope, Unset):
            loop_scope = self.loop_scope.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contextId": context_id,
                "resumeStatus": resume_status,
            }
        )
        if block_id is not UNSET:
            field_dict["blockId"] = block_id
        if response is not UNSET:
            field_dict["response"] = response
        if registered_at is not UNSET:
            field_dict["registeredAt"] = registered_at
        if snapshot_ready is not UNSET:
            field_dict["snapshotReady"] = snapshot_ready
        if pause_kind is not UNSET:
            field_dict["pauseKind"] = pause_kind
        if resume_at is not UNSET:
            field_dict["resumeAt"] = resume_at
        if automatic_resume_waiting_reason is not UNSET:
            field_dict["automaticResumeWaitingReason"] = automatic_resume_waiting_reason
        if queue_position is not UNSET:
            field_dict["queuePosition"] = queue_position
        if latest_resume_entry is not UNSET:
            field_dict["latestResumeEntry"] = latest_resume_entry
        if resume_links is not UNSET:
            field_dict["resumeLinks"] = resume_links
        if parallel_scope is not UNSET:
            field_dict["parallelScope"] = parallel_scope
        if loop_scope is not UNSET:
            field_dict["loopScope"] = loop_scope

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_resume_entry import SimResumeEntry  # noqa: PLC0415
        from ..models.sim_resume_links import SimResumeLinks  # noqa: PLC0415

        d = dict(src_dict)
        context_id = d.pop("contextId")

        resume_status = SimResumeStatus(d.pop("resumeStatus"))

        block_id = d.pop("blockId", UNSET)

        response = d.pop("response", UNSET)

        _registered_at = d.pop("registeredAt", UNSET)
        registered_at: datetime.datetime | Unset
        if isinstance(_registered_at, Unset):
            registered_at = UNSET
        else:
            registered_at = datetime.datetime.fromisoformat(_registered_at)

        snapshot_ready = d.pop("snapshotReady", UNSET)

        _pause_kind = d.pop("pauseKind", UNSET)
        pause_kind: SimPauseKind | Unset
        if isinstance(_pause_kind, Unset):
            pause_kind = UNSET
        else:
            pause_kind = SimPauseKind(_pause_kind)

        _resume_at = d.pop("resumeAt", UNSET)
        resume_at: datetime.datetime | Unset
        if isinstance(_resume_at, Unset):
            resume_at = UNSET
        else:
            resume_at = datetime.datetime.fromisoformat(_resume_at)

        automatic_resume_waiting_reason = d.pop("automaticResumeWaitingReason", UNSET)

        def _parse_queue_position(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        queue_position = _parse_queue_position(d.pop("queuePosition", UNSET))

        def _parse_latest_resume_entry(data: object) -> None | SimResumeEntry | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                latest_resume_entry_type_0 = SimResumeEntry.from_dict(data)

                return latest_resume_entry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimResumeEntry | Unset, data)

        latest_resume_entry = _parse_latest_resume_entry(d.pop("latestResumeEntry", UNSET))

        _resume_links = d.pop("resumeLinks", UNSET)
        resume_links: SimResumeLinks | Unset
        if isinstance(_resume_links, Unset):
            resume_links = UNSET
        else:
            resume_links = SimResumeLinks.from_dict(_resume_links)

        _parallel_scope = d.pop("parallelScope", UNSET)
        parallel_scope: SimJsonObject | Unset
        if isinstance(_parallel_scope, Unset):
            parallel_scope = UNSET
        else:
            parallel_scope = SimJsonObject.from_dict(_parallel_scope)

        _loop_scope = d.pop("loopScope", UNSET)
        loop_scope: SimJsonObject | Unset
        if isinstance(_loop_scope, Unset):
            loop_scope = UNSET
        else:
            loop_scope = SimJsonObject.from_dict(_loop_scope)

        sim_pause_point = cls(
            context_id=context_id,
            resume_status=resume_status,
            block_id=block_id,
            response=response,
            registered_at=registered_at,
            snapshot_ready=snapshot_ready,
            pause_kind=pause_kind,
            resume_at=resume_at,
            automatic_resume_waiting_reason=automatic_resume_waiting_reason,
            queue_position=queue_position,
            latest_resume_entry=latest_resume_entry,
            resume_links=resume_links,
            parallel_scope=parallel_scope,
            loop_scope=loop_scope,
        )

        sim_pause_point.additional_properties = d
        return sim_pause_point

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
