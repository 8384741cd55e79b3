# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_json_object import SimJsonObject
    from ..models.sim_pause_point import SimPausePoint
    from ..models.sim_resume_entry import SimResumeEntry


T = TypeVar("T", bound="SimPausedExecution")


@_attrs_define
class SimPausedExecution:
    """A run that waits, or waited, for a person.

    Attributes:
        id (str): The id of this entry. No other operation takes it.
        workflow_id (str): The workflow.
        execution_id (str): The run's id.
        status (str): `paused`, `partially_resumed`, or another.
        pause_points (list[SimPausePoint]): Each pause of the run.
        total_pause_count (int | Unset): How many pauses the run has.
        resumed_count (int | Unset): How many of them are over.
        paused_at (datetime.datetime | None | Unset): Since when.
        updated_at (datetime.datetime | None | Unset): When this entry changed last.
        expires_at (datetime.datetime | None | Unset): When it can be resumed no more; null when there is no such time.
        metadata (None | SimJsonObject | Unset): The server's own notes; null when there are none.
        trigger_ids (list[str] | Unset): What the run was started by, inside the server.
        execution_snapshot (None | SimJsonObject | Unset): What the run goes on with, in the server's own form. In the
            detail only.
        queue (list[SimResumeEntry] | Unset): The resumes that were asked for. In the detail only.
    """

    id: str
    workflow_id: str
    execution_id: str
    status: str
    pause_points: list[SimPausePoint]
    total_pause_count: int | Unset = UNSET
    resumed_count: int | Unset = UNSET
    paused_at: datetime.datetime | None | Unset = UNSET
    updated_at: datetime.datetime | None | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    metadata: None | SimJsonObject | Unset = UNSET
    trigger_ids: list[str] | Unset = UNSET
    execution_snapshot: None | SimJsonObject | Unset = UNSET
    queue: list[SimResumeEntry] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415

        id = self.id

        workflow_id = self.workflow_id

        execution_id = self.execution_id

        status = self.status

        pause_points = []
        for pause_points_item_data in self.pause_points:
            pause_points_item = pause_points_item_data.to_dict()
            pause_points.append(pause_points_item)

        total_pause_count = self.total_pause_count

        resumed_count = self.resumed_count

        paused_at: None | str | Unset
        if isinstance(self.paused_at, Unset):
            paused_at = UNSET
        elif isinstance(self.paused_at, datetime.datetime):
            paused_at = self.paused_at.isoformat()
        else:
            paused_at = self.paused_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, SimJsonObject):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        trigger_ids: list[str] | Unset = UNSET
        if not isinstance(self.trigger_ids, Unset):
            trigger_ids = self.trigger_ids

        execution_snapshot: dict[str, Any] | None | Unset
        if isinstance(self.execution_snapshot, Unset):
            execution_snapshot = UNSET
        elif isinstance(self.execution_snapshot, SimJsonObject):
            execution_snapshot = self.execution_snapshot.to_dict()
        else:
            execution_snapshot = self.execution_snapshot

        queue: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.queue, Unset):
            queue = []
            for queue_item_data in self.queue:
                queue_item = queue_item_data.to_dict()
                queue.append(queue_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflowId": workflow_id,
                "executionId": execution_id,
                "status": status,
                "pausePoints": pause_points,
            }
        )
        if total_pause_count is not UNSET:
            field_dict["totalPauseCount"] = total_pause_count
        if resumed_count is not UNSET:
            field_dict["resumedCount"] = resumed_count
        if paused_at is not UNSET:
            field_dict["pausedAt"] = paused_at
        if updated_at is not UNSET:
            field_dict["updatedAt"] = updated_at
        if expires_at is not UNSET:
            field_dict["expiresAt"] = expires_at
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if trigger_ids is not UNSET:
            field_dict["triggerIds"] = trigger_ids
        if execution_snapshot is not UNSET:
            field_dict["executionSnapshot"] = execution_snapshot
        if queue is not UNSET:
            field_dict["queue"] = queue

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415
        from ..models.sim_pause_point import SimPausePoint  # noqa: PLC0415
        from ..models.sim_resume_entry import SimResumeEntry  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        workflow_id = d.pop("workflowId")

        execution_id = d.pop("executionId")

        status = d.pop("status")

        pause_points = []
        _pause_points = d.pop("pausePoints")
        for pause_points_item_data in _pause_points:
            pause_points_item = SimPausePoint.from_dict(pause_points_item_data)

            pause_points.append(pause_points_item)

        total_pause_count = d.pop("totalPauseCount", UNSET)

        resumed_count = d.pop("resumedCount", UNSET)

        def _parse_paused_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paused_at_type_0 = datetime.datetime.fromisoformat(data)

                return paused_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        paused_at = _parse_paused_at(d.pop("pausedAt", UNSET))

        def _parse_updated_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        updated_at = _parse_updated_at(d.pop("updatedAt", UNSET))

        def _parse_expires_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires_at = _parse_expires_at(d.pop("expiresAt", UNSET))

        def _parse_metadata(data: object) -> None | SimJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = SimJsonObject.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimJsonObject | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        trigger_ids = cast(list[str], d.pop("triggerIds", UNSET))

        def _parse_execution_snapshot(data: object) -> None | SimJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                execution_snapshot_type_0 = SimJsonObject.from_dict(data)

                return execution_snapshot_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimJsonObject | Unset, data)

        execution_snapshot = _parse_execution_snapshot(d.pop("executionSnapshot", UNSET))

        _queue = d.pop("queue", UNSET)
        queue: list[SimResumeEntry] | Unset = UNSET
        if _queue is not UNSET:
            queue = []
            for queue_item_data in _queue:
                queue_item = SimResumeEntry.from_dict(queue_item_data)

                queue.append(queue_item)

        sim_paused_execution = cls(
            id=id,
            workflow_id=workflow_id,
            execution_id=execution_id,
            status=status,
            pause_points=pause_points,
            total_pause_count=total_pause_count,
            resumed_count=resumed_count,
            paused_at=paused_at,
            updated_at=updated_at,
            expires_at=expires_at,
            metadata=metadata,
            trigger_ids=trigger_ids,
            execution_snapshot=execution_snapshot,
            queue=queue,
        )

        sim_paused_execution.additional_properties = d
        return sim_paused_execution

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
