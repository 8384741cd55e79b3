# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_form_default import DifyFormDefault


T = TypeVar("T", bound="DifyParagraphInput")


@_attrs_define
class DifyParagraphInput:
    """Text.

    Attributes:
        type_ (Literal['paragraph']): The tag.
        output_variable_name (str): The key of the answer.
        default (DifyFormDefault | None | Unset): What it begins with; null when empty.
    """

    type_: Literal["paragraph"]
    output_variable_name: str
    default: DifyFormDefault | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_form_default import DifyFormDefault  # noqa: PLC0415

        type_ = self.type_

        output_variable_name = self.output_variable_name

        default: dict[str, Any] | None | Unset
        if isinstance(self.default, Unset):
            default = UNSET
        elif isinstance(self.default, DifyFormDefault):
            default = self.default.to_dict()
        else:
            default = self.default

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "output_variable_name": output_variable_name,
            }
        )
        if default is not UNSET:
            field_dict["default"] = default

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_form_default import DifyFormDefault  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["paragraph"], d.pop("type"))
        if type_ != "paragraph":
            raise ValueError(f"type must match const 'paragraph', got '{type_}'")

        output_variable_name = d.pop("output_variable_name")

        def _parse_default(data: object) -> DifyFormDefault | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                default_type_0 = DifyFormDefault.from_dict(data)

                return default_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyFormDefault | None | Unset, data)

        default = _parse_default(d.pop("default", UNSET))

        dify_paragraph_input = cls(
            type_=type_,
            output_variable_name=output_variable_name,
            default=default,
        )

        dify_paragraph_input.additional_properties = d
        return dify_paragraph_input

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
