# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_json_object import OomolJsonObject


T = TypeVar("T", bound="OomolInputHandle")


@_attrs_define
class OomolInputHandle:
    """An input that a block or node takes.

    Attributes:
        handle (str): The input's name.
        json_schema (OomolJsonObject | Unset): Any JSON object.
        description (None | str | Unset): What it is for.
        kind (str | Unset): The engine's own word for what it is.
        nullable (bool | Unset): Whether null is a value for it.
        value (Any | Unset): The value it has when none is given, of any JSON type.
    """

    handle: str
    json_schema: OomolJsonObject | Unset = UNSET
    description: None | str | Unset = UNSET
    kind: str | Unset = UNSET
    nullable: bool | Unset = UNSET
    value: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        handle = self.handle

        json_schema: dict[str, Any] | Unset = UNSET
        if not isinstance(self.json_schema, Unset):
            json_schema = self.json_schema.to_dict()

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        kind = self.kind

        nullable = self.nullable

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "handle": handle,
            }
        )
        if json_schema is not UNSET:
            field_dict["json_schema"] = json_schema
        if description is not UNSET:
            field_dict["description"] = description
        if kind is not UNSET:
            field_dict["kind"] = kind
        if nullable is not UNSET:
            field_dict["nullable"] = nullable
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_json_object import OomolJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        handle = d.pop("handle")

        _json_schema = d.pop("json_schema", UNSET)
        json_schema: OomolJsonObject | Unset
        if isinstance(_json_schema, Unset):
            json_schema = UNSET
        else:
            json_schema = OomolJsonObject.from_dict(_json_schema)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        kind = d.pop("kind", UNSET)

        nullable = d.pop("nullable", UNSET)

        value = d.pop("value", UNSET)

        oomol_input_handle = cls(
            handle=handle,
            json_schema=json_schema,
            description=description,
            kind=kind,
            nullable=nullable,
            value=value,
        )

        oomol_input_handle.additional_properties = d
        return oomol_input_handle

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
