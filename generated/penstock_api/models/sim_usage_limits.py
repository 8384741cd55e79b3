# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_rate_limits import SimRateLimits
    from ..models.sim_storage import SimStorage
    from ..models.sim_usage import SimUsage


T = TypeVar("T", bound="SimUsageLimits")


@_attrs_define
class SimUsageLimits:
    """What the key's owner may use, and has used.

    Attributes:
        success (bool): Always true.
        rate_limit (SimRateLimits): The buckets of runs.
        usage (SimUsage): What was spent.
        storage (SimStorage | Unset): What files take up. Not on the documented page.
    """

    success: bool
    rate_limit: SimRateLimits
    usage: SimUsage
    storage: SimStorage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        rate_limit = self.rate_limit.to_dict()

        usage = self.usage.to_dict()

        storage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.storage, Unset):
            storage = self.storage.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "rateLimit": rate_limit,
                "usage": usage,
            }
        )
        if storage is not UNSET:
            field_dict["storage"] = storage

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_rate_limits import SimRateLimits  # noqa: PLC0415
        from ..models.sim_storage import SimStorage  # noqa: PLC0415
        from ..models.sim_usage import SimUsage  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        rate_limit = SimRateLimits.from_dict(d.pop("rateLimit"))

        usage = SimUsage.from_dict(d.pop("usage"))

        _storage = d.pop("storage", UNSET)
        storage: SimStorage | Unset
        if isinstance(_storage, Unset):
            storage = UNSET
        else:
            storage = SimStorage.from_dict(_storage)

        sim_usage_limits = cls(
            success=success,
            rate_limit=rate_limit,
            usage=usage,
            storage=storage,
        )

        sim_usage_limits.additional_properties = d
        return sim_usage_limits

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
