# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_run_status import DifyRunStatus
from ..models.dify_run_trigger import DifyRunTrigger
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyLogRun")


@_attrs_define
class DifyLogRun:
    """A run in the log.

    Attributes:
        id (str): The run's id.
        version (None | str): When the version that ran was published, as text.
        status (DifyRunStatus): Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a
            `paused` one waits for a
            form. The documented page knows running, succeeded, failed and stopped.
        error (None | str): Why it failed; null when it did not.
        elapsed_time (float): How long it took, in seconds.
        total_tokens (int): Tokens used.
        total_steps (int): Nodes that ran.
        created_at (int): When it began, seconds since 1970.
        finished_at (int | None): When it ended, seconds since 1970; null until then.
        triggered_from (DifyRunTrigger | Unset): What started a run. Today's servers only.
        exceptions_count (int | None | Unset): Nodes that failed and were dealt with.
    """

    id: str
    version: None | str
    status: DifyRunStatus
    error: None | str
    elapsed_time: float
    total_tokens: int
    total_steps: int
    created_at: int
    finished_at: int | None
    triggered_from: DifyRunTrigger | Unset = UNSET
    exceptions_count: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version: None | str
        version = self.version

        status = self.status.value

        error: None | str
        error = self.error

        elapsed_time = self.elapsed_time

        total_tokens = self.total_tokens

        total_steps = self.total_steps

        created_at = self.created_at

        finished_at: int | None
        finished_at = self.finished_at

        triggered_from: str | Unset = UNSET
        if not isinstance(self.triggered_from, Unset):
            triggered_from = self.triggered_from.value

        exceptions_count: int | None | Unset
        if isinstance(self.exceptions_count, Unset):
            exceptions_count = UNSET
        else:
            exceptions_count = self.exceptions_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "status": status,
                "error": error,
                "elapsed_time": elapsed_time,
                "total_tokens": total_tokens,
                "total_steps": total_steps,
                "created_at": created_at,
                "finished_at": finished_at,
            }
        )
        if triggered_from is not UNSET:
            field_dict["triggered_from"] = triggered_from
        if exceptions_count is not UNSET:
            field_dict["exceptions_count"] = exceptions_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        version = _parse_version(d.pop("version"))

        status = DifyRunStatus(d.pop("status"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        elapsed_time = d.pop("elapsed_time")

        total_tokens = d.pop("total_tokens")

        total_steps = d.pop("total_steps")

        created_at = d.pop("created_at")

        def _parse_finished_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        _triggered_from = d.pop("triggered_from", UNSET)
        triggered_from: DifyRunTrigger | Unset
        if isinstance(_triggered_from, Unset):
            triggered_from = UNSET
        else:
            triggered_from = DifyRunTrigger(_triggered_from)

        def _parse_exceptions_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        exceptions_count = _parse_exceptions_count(d.pop("exceptions_count", UNSET))

        dify_log_run = cls(
            id=id,
            version=version,
            status=status,
            error=error,
            elapsed_time=elapsed_time,
            total_tokens=total_tokens,
            total_steps=total_steps,
            created_at=created_at,
            finished_at=finished_at,
            triggered_from=triggered_from,
            exceptions_count=exceptions_count,
        )

        dify_log_run.additional_properties = d
        return dify_log_run

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
