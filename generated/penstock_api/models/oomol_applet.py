# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.oomol_applet_data import OomolAppletData


T = TypeVar("T", bound="OomolApplet")


@_attrs_define
class OomolApplet:
    """A user's applet - a block with some of its inputs set.

    Attributes:
        applet_id (str): The applet's id.
        user_id (str): Whose it is.
        data (OomolAppletData): What an applet runs.
        created_at (int): A time, in milliseconds since the epoch.
        updated_at (int): A time, in milliseconds since the epoch.
    """

    applet_id: str
    user_id: str
    data: OomolAppletData
    created_at: int
    updated_at: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        applet_id = self.applet_id

        user_id = self.user_id

        data = self.data.to_dict()

        created_at = self.created_at

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appletId": applet_id,
                "userId": user_id,
                "data": data,
                "createdAt": created_at,
                "updatedAt": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_applet_data import OomolAppletData  # noqa: PLC0415

        d = dict(src_dict)
        applet_id = d.pop("appletId")

        user_id = d.pop("userId")

        data = OomolAppletData.from_dict(d.pop("data"))

        created_at = d.pop("createdAt")

        updated_at = d.pop("updatedAt")

        oomol_applet = cls(
            applet_id=applet_id,
            user_id=user_id,
            data=data,
            created_at=created_at,
            updated_at=updated_at,
        )

        oomol_applet.additional_properties = d
        return oomol_applet

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
