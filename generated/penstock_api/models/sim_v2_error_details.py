# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimV2ErrorDetails")


@_attrs_define
class SimV2ErrorDetails:
    """More about an error.

    Attributes:
        code (str | Unset): A narrower code, such as RUN_ID_CONFLICT or ASYNC_ENQUEUE_AMBIGUOUS.
        run_id (str | Unset): The run that the error is about.
        retry_after (str | Unset): When to try again, ISO 8601.
    """

    code: str | Unset = UNSET
    run_id: str | Unset = UNSET
    retry_after: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        run_id = self.run_id

        retry_after = self.retry_after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if run_id is not UNSET:
            field_dict["runId"] = run_id
        if retry_after is not UNSET:
            field_dict["retryAfter"] = retry_after

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        run_id = d.pop("runId", UNSET)

        retry_after = d.pop("retryAfter", UNSET)

        sim_v2_error_details = cls(
            code=code,
            run_id=run_id,
            retry_after=retry_after,
        )

        sim_v2_error_details.additional_properties = d
        return sim_v2_error_details

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
