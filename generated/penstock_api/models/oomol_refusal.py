# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_error_detail import OomolErrorDetail


T = TypeVar("T", bound="OomolRefusal")


@_attrs_define
class OomolRefusal:
    """An answer with status 200 that is a no all the same.

    Attributes:
        success (bool): Always false.
        error (OomolErrorDetail | str): What went wrong, as text or as an object.
        message (None | str | Unset): More words about it.
    """

    success: bool
    error: OomolErrorDetail | str
    message: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.oomol_error_detail import OomolErrorDetail  # noqa: PLC0415

        success = self.success

        error: dict[str, Any] | str
        if isinstance(self.error, OomolErrorDetail):
            error = self.error.to_dict()
        else:
            error = self.error

        message: None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "error": error,
            }
        )
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_error_detail import OomolErrorDetail  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        def _parse_error(data: object) -> OomolErrorDetail | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = OomolErrorDetail.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(OomolErrorDetail | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_message(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        message = _parse_message(d.pop("message", UNSET))

        oomol_refusal = cls(
            success=success,
            error=error,
            message=message,
        )

        oomol_refusal.additional_properties = d
        return oomol_refusal

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
