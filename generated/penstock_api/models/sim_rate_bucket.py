# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimRateBucket")


@_attrs_define
class SimRateBucket:
    """One bucket. Documented, it has `limit`; today, requestsPerMinute and maxBurst in its place.

    Attributes:
        is_limited (bool): Whether nothing is left.
        remaining (int): How many are left.
        reset_at (str): A time, ISO 8601; the servers write UTC with milliseconds.
        limit (int | Unset): Runs a minute.
        requests_per_minute (int | Unset): Runs a minute.
        max_burst (int | Unset): How many runs the bucket holds, twice the rate.
    """

    is_limited: bool
    remaining: int
    reset_at: str
    limit: int | Unset = UNSET
    requests_per_minute: int | Unset = UNSET
    max_burst: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        is_limited = self.is_limited

        remaining = self.remaining

        reset_at = self.reset_at

        limit = self.limit

        requests_per_minute = self.requests_per_minute

        max_burst = self.max_burst

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "isLimited": is_limited,
                "remaining": remaining,
                "resetAt": reset_at,
            }
        )
        if limit is not UNSET:
            field_dict["limit"] = limit
        if requests_per_minute is not UNSET:
            field_dict["requestsPerMinute"] = requests_per_minute
        if max_burst is not UNSET:
            field_dict["maxBurst"] = max_burst

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        is_limited = d.pop("isLimited")

        remaining = d.pop("remaining")

        reset_at = d.pop("resetAt")

        limit = d.pop("limit", UNSET)

        requests_per_minute = d.pop("requestsPerMinute", UNSET)

        max_burst = d.pop("maxBurst", UNSET)

        sim_rate_bucket = cls(
            is_limited=is_limited,
            remaining=remaining,
            reset_at=reset_at,
            limit=limit,
            requests_per_minute=requests_per_minute,
            max_burst=max_burst,
        )

        sim_rate_bucket.additional_properties = d
        return sim_rate_bucket

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
