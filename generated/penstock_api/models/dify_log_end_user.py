# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_end_user_type import DifyEndUserType

T = TypeVar("T", bound="DifyLogEndUser")


@_attrs_define
class DifyLogEndUser:
    """A caller's user.

    Attributes:
        id (str): The end user's id.
        type_ (DifyEndUserType): How a user came. `service_api` in older rows.
        is_anonymous (bool): Always false.
        session_id (None | str): The `user` of the request.
    """

    id: str
    type_: DifyEndUserType
    is_anonymous: bool
    session_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_ = self.type_.value

        is_anonymous = self.is_anonymous

        session_id: None | str
        session_id = self.session_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "type": type_,
                "is_anonymous": is_anonymous,
                "session_id": session_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        type_ = DifyEndUserType(d.pop("type"))

        is_anonymous = d.pop("is_anonymous")

        def _parse_session_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        session_id = _parse_session_id(d.pop("session_id"))

        dify_log_end_user = cls(
            id=id,
            type_=type_,
            is_anonymous=is_anonymous,
            session_id=session_id,
        )

        dify_log_end_user.additional_properties = d
        return dify_log_end_user

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
