# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_cancel_reason import SimCancelReason
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimExecutionCancellation")


@_attrs_define
class SimExecutionCancellation:
    """What came of a cancellation.

    Attributes:
        success (bool): Whether the run is or will be cancelled, or had ended before.
        execution_id (str): The run's id.
        redis_available (bool | Unset): Whether the signal's channel was there.
        durably_recorded (bool | Unset): Whether this request recorded the cancellation. False for a run that had ended.
        locally_aborted (bool | Unset): Whether the run was on the server that answered, and stopped there.
        paused_cancelled (bool | Unset): Whether the run was paused, and cancelled there.
        reason (SimCancelReason | Unset): What came of it. `recorded` is success, `already_...` says that the run had
            ended, the rest failed. But
            `redis_unavailable` is also said of a run that had ended, by a server without Redis.
    """

    success: bool
    execution_id: str
    redis_available: bool | Unset = UNSET
    durably_recorded: bool | Unset = UNSET
    locally_aborted: bool | Unset = UNSET
    paused_cancelled: bool | Unset = UNSET
    reason: SimCancelReason | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        execution_id = self.execution_id

        redis_available = self.redis_available

        durably_recorded = self.durably_recorded

        locally_aborted = self.locally_aborted

        paused_cancelled = self.paused_cancelled

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "executionId": execution_id,
            }
        )
        if redis_available is not UNSET:
            field_dict["redisAvailable"] = redis_available
        if durably_recorded is not UNSET:
            field_dict["durablyRecorded"] = durably_recorded
        if locally_aborted is not UNSET:
            field_dict["locallyAborted"] = locally_aborted
        if paused_cancelled is not UNSET:
            field_dict["pausedCancelled"] = paused_cancelled
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        success = d.pop("success")

        execution_id = d.pop("executionId")

        redis_available = d.pop("redisAvailable", UNSET)

        durably_recorded = d.pop("durablyRecorded", UNSET)

        locally_aborted = d.pop("locallyAborted", UNSET)

        paused_cancelled = d.pop("pausedCancelled", UNSET)

        _reason = d.pop("reason", UNSET)
        reason: SimCancelReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = SimCancelReason(_reason)

        sim_execution_cancellation = cls(
            success=success,
            execution_id=execution_id,
            redis_available=redis_available,
            durably_recorded=durably_recorded,
            locally_aborted=locally_aborted,
            paused_cancelled=paused_cancelled,
            reason=reason,
        )

        sim_execution_cancellation.additional_properties = d
        return sim_execution_cancellation

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
