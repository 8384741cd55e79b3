# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_pause_point import SimPausePoint
    from ..models.sim_paused_execution import SimPausedExecution
    from ..models.sim_resume_entry import SimResumeEntry


T = TypeVar("T", bound="SimPauseDetail")


@_attrs_define
class SimPauseDetail:
    """One pause of a run, and the run.

    Attributes:
        execution (SimPausedExecution): A run that waits, or waited, for a person.
        pause_point (SimPausePoint): One pause of a run.
        queue (list[SimResumeEntry] | Unset): The resumes that were asked for.
        active_resume_entry (None | SimResumeEntry | Unset): The resume that is under way; null without one.
    """

    execution: SimPausedExecution
    pause_point: SimPausePoint
    queue: list[SimResumeEntry] | Unset = UNSET
    active_resume_entry: None | SimResumeEntry | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_resume_entry import SimResumeEntry  # noqa: PLC0415

        execution = self.execution.to_dict()

        pause_point = self.pause_point.to_dict()

        queue: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.queue, Unset):
            queue = []
            for queue_item_data in self.queue:
                queue_item = queue_item_data.to_dict()
                queue.append(queue_item)

        active_resume_entry: dict[str, Any] | None | Unset
        if isinstance(self.active_resume_entry, Unset):
            active_resume_entry = UNSET
        elif isinstance(self.active_resume_entry, SimResumeEntry):
            active_resume_entry = self.active_resume_entry.to_dict()
        else:
            active_resume_entry = self.active_resume_entry

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "execution": execution,
                "pausePoint": pause_point,
            }
        )
        if queue is not UNSET:
            field_dict["queue"] = queue
        if active_resume_entry is not UNSET:
            field_dict["activeResumeEntry"] = active_resume_entry

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_pause_point import SimPausePoint  # noqa: PLC0415
        from ..models.sim_paused_execution import SimPausedExecution  # noqa: PLC0415
        from ..models.sim_resume_entry import SimResumeEntry  # noqa: PLC0415

        d = dict(src_dict)
        execution = SimPausedExecution.from_dict(d.pop("execution"))

        pause_point = SimPausePoint.from_dict(d.pop("pausePoint"))

        _queue = d.pop("queue", UNSET)
        queue: list[SimResumeEntry] | Unset = UNSET
        if _queue is not UNSET:
            queue = []
            for queue_item_data in _queue:
                queue_item = SimResumeEntry.from_dict(queue_item_data)

                queue.append(queue_item)

        def _parse_active_resume_entry(data: object) -> None | SimResumeEntry | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                active_resume_entry_type_0 = SimResumeEntry.from_dict(data)

                return active_resume_entry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimResumeEntry | Unset, data)

        active_resume_entry = _parse_active_resume_entry(d.pop("activeResumeEntry", UNSET))

        sim_pause_detail = cls(
            execution=execution,
            pause_point=pause_point,
            queue=queue,
            active_resume_entry=active_resume_entry,
        )

        sim_pause_detail.additional_properties = d
        return sim_pause_detail

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
