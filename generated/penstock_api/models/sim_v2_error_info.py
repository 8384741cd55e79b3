# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_v2_error_code import SimV2ErrorCode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_v2_error_details import SimV2ErrorDetails
    from ..models.sim_v2_issue import SimV2Issue


T = TypeVar("T", bound="SimV2ErrorInfo")


@_attrs_define
class SimV2ErrorInfo:
    """What went wrong.

    Attributes:
        code (SimV2ErrorCode): One code for each status.
        message (str): For people; on a 400 the first issue's message.
        details (Any | list[SimV2Issue] | SimV2ErrorDetails | Unset): An object with a narrower `code`, a `runId` or a
            `retryAfter` time; or, on a 400, a list of issues.
    """

    code: SimV2ErrorCode
    message: str
    details: Any | list[SimV2Issue] | SimV2ErrorDetails | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sim_v2_error_details import SimV2ErrorDetails  # noqa: PLC0415

        code = self.code.value

        message = self.message

        details: Any | dict[str, Any] | list[dict[str, Any]] | Unset
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, SimV2ErrorDetails):
            details = self.details.to_dict()
        elif isinstance(self.details, list):
            details = []
            for details_type_1_item_data in self.details:
                details_type_1_item = details_type_1_item_data.to_dict()
                details.append(details_type_1_item)

        else:
            details = self.details

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
            }
        )
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_v2_error_details import SimV2ErrorDetails  # noqa: PLC0415
        from ..models.sim_v2_issue import SimV2Issue  # noqa: PLC0415

        d = dict(src_dict)
        code = SimV2ErrorCode(d.pop("code"))

        message = d.pop("message")

        def _parse_details(data: object) -> Any | list[SimV2Issue] | SimV2ErrorDetails | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                details_type_0 = SimV2ErrorDetails.from_dict(data)

                return details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                details_type_1 = []
                _details_type_1 = data
                for details_type_1_item_data in _details_type_1:
                    details_type_1_item = SimV2Issue.from_dict(details_type_1_item_data)

                    details_type_1.append(details_type_1_item)

                return details_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | list[SimV2Issue] | SimV2ErrorDetails | Unset, data)

        details = _parse_details(d.pop("details", UNSET))

        sim_v2_error_info = cls(
            code=code,
            message=message,
            details=details,
        )

        sim_v2_error_info.additional_properties = d
        return sim_v2_error_info

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
