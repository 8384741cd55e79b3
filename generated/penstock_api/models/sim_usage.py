# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_plan import SimPlan

T = TypeVar("T", bound="SimUsage")


@_attrs_define
class SimUsage:
    """What was spent.

    Attributes:
        current_period_cost (float): US dollars spent in this period.
        limit (float): US dollars that may be spent in it.
        plan (SimPlan): What the account pays for.
    """

    current_period_cost: float
    limit: float
    plan: SimPlan
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        current_period_cost = self.current_period_cost

        limit = self.limit

        plan = self.plan.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "currentPeriodCost": current_period_cost,
                "limit": limit,
                "plan": plan,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        current_period_cost = d.pop("currentPeriodCost")

        limit = d.pop("limit")

        plan = SimPlan(d.pop("plan"))

        sim_usage = cls(
            current_period_cost=current_period_cost,
            limit=limit,
            plan=plan,
        )

        sim_usage.additional_properties = d
        return sim_usage

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
