# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_end_user_type import DifyEndUserType
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyEndUser")


@_attrs_define
class DifyEndUser:
    """A caller's user, as the server knows it. Its times are ISO 8601 without a zone, in UTC.

    Attributes:
        id (str): The end user's id.
        tenant_id (str): The workspace.
        type_ (DifyEndUserType): How a user came. `service_api` in older rows.
        is_anonymous (bool): Whether nobody said who it is.
        session_id (str): The `user` of the request.
        created_at (str): When it was first seen.
        updated_at (str): When it was last changed.
        app_id (None | str | Unset): The app.
        external_user_id (None | str | Unset): The `user` of the request.
        name (None | str | Unset): A name, if there is one.
    """

    id: str
    tenant_id: str
    type_: DifyEndUserType
    is_anonymous: bool
    session_id: str
    created_at: str
    updated_at: str
    app_id: None | str | Unset = UNSET
    external_user_id: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        tenant_id = self.tenant_id

        type_ = self.type_.value

        is_anonymous = self.is_anonymous

        session_id = self.session_id

        created_at = self.created_at

        updated_at = self.updated_at

        app_id: None | str | Unset
        if isinstance(self.app_id, Unset):
            app_id = UNSET
        else:
            app_id = self.app_id

        external_user_id: None | str | Unset
        if isinstance(self.external_user_id, Unset):
            external_user_id = UNSET
        else:
            external_user_id = self.external_user_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "tenant_id": tenant_id,
                "type": type_,
                "is_anonymous": is_anonymous,
                "session_id": session_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if app_id is not UNSET:
            field_dict["app_id"] = app_id
        if external_user_id is not UNSET:
            field_dict["external_user_id"] = external_user_id
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        tenant_id = d.pop("tenant_id")

        type_ = DifyEndUserType(d.pop("type"))

        is_anonymous = d.pop("is_anonymous")

        session_id = d.pop("session_id")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        def _parse_app_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        app_id = _parse_app_id(d.pop("app_id", UNSET))

        def _parse_external_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_user_id = _parse_external_user_id(d.pop("external_user_id", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        dify_end_user = cls(
            id=id,
            tenant_id=tenant_id,
            type_=type_,
            is_anonymous=is_anonymous,
            session_id=session_id,
            created_at=created_at,
            updated_at=updated_at,
            app_id=app_id,
            external_user_id=external_user_id,
            name=name,
        )

        dify_end_user.additional_properties = d
        return dify_end_user

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
