# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_auth_type import SimAuthType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_rate_bucket import SimRateBucket


T = TypeVar("T", bound="SimRateLimits")


@_attrs_define
class SimRateLimits:
    """The buckets of runs.

    Attributes:
        sync (SimRateBucket): One bucket. Documented, it has `limit`; today, requestsPerMinute and maxBurst in its
            place.
        async_ (SimRateBucket): One bucket. Documented, it has `limit`; today, requestsPerMinute and maxBurst in its
            place.
        auth_type (SimAuthType | Unset): How the caller is known, `api` by a key, `manual` by a browser's session (then
            the limits read 999999).
    """

    sync: SimRateBucket
    async_: SimRateBucket
    auth_type: SimAuthType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sync = self.sync.to_dict()

        async_ = self.async_.to_dict()

        auth_type: str | Unset = UNSET
        if not isinstance(self.auth_type, Unset):
            auth_type = self.auth_type.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sync": sync,
                "async": async_,
            }
        )
        if auth_type is not UNSET:
            field_dict["authType"] = auth_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_rate_bucket import SimRateBucket  # noqa: PLC0415

        d = dict(src_dict)
        sync = SimRateBucket.from_dict(d.pop("sync"))

        async_ = SimRateBucket.from_dict(d.pop("async"))

        _auth_type = d.pop("authType", UNSET)
        auth_type: SimAuthType | Unset
        if isinstance(_auth_type, Unset):
            auth_type = UNSET
        else:
            auth_type = SimAuthType(_auth_type)

        sim_rate_limits = cls(
            sync=sync,
            async_=async_,
            auth_type=auth_type,
        )

        sim_rate_limits.additional_properties = d
        return sim_rate_limits

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
