# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyUploadedFile")


@_attrs_define
class DifyUploadedFile:
    """A file that was uploaded. Documented are the first seven fields.

    Attributes:
        id (str): What goes as `upload_file_id`.
        name (str): Its name, cut to 200 characters.
        size (int): Bytes.
        extension (None | str): Its extension in lower case, without the dot.
        mime_type (None | str): Its media type, as the part said.
        created_by (None | str): The end user's id, not the `user` that was sent.
        created_at (int | None): When, seconds since 1970.
        source_url (None | str | Unset): Where to get it, signed and not for ever.
        tenant_id (None | str | Unset): The workspace.
        reference (None | str | Unset): Null here.
        preview_url (None | str | Unset): Null here.
        original_url (None | str | Unset): Null here.
        user_id (None | str | Unset): Null here.
        conversation_id (None | str | Unset): Null here.
        file_key (None | str | Unset): Null here.
    """

    id: str
    name: str
    size: int
    extension: None | str
    mime_type: None | str
    created_by: None | str
    created_at: int | None
    source_url: None | str | Unset = UNSET
    tenant_id: None | str | Unset = UNSET
    reference: None | str | Unset = UNSET
    preview_url: None | str | Unset = UNSET
    original_url: None | str | Unset = UNSET
    user_id: None | str | Unset = UNSET
    conversation_id: None | str | Unset = UNSET
    file_key: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        size = self.size

        extension: None | str
        extension = self.extension

        mime_type: None | str
        mime_type = self.mime_type

        created_by: None | str
        created_by = self.created_by

        created_at: int | None
        created_at = self.created_at

        source_url: None | str | Unset
        if isinstance(self.source_url, Unset):
            source_url = UNSET
        else:
            source_url = self.source_url

        tenant_id: None | str | Unset
        if isinstance(self.tenant_id, Unset):
            tenant_id = UNSET
        else:
            tenant_id = self.tenant_id

        reference: None | str | Unset
        if isinstance(self.reference, Unset):
            reference = UNSET
        else:
            reference = self.reference

        preview_url: None | str | Unset
        if isinstance(self.preview_url, Unset):
            preview_url = UNSET
        else:
            preview_url = self.preview_url

        original_url: None | str | Unset
        if isinstance(self.original_url, Unset):
            original_url = UNSET
        else:
            original_url = self.original_url

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        conversation_id: None | str | Unset
        if isinstance(self.conversation_id, Unset):
            conversation_id = UNSET
        else:
            conversation_id = self.conversation_id

        file_key: None | str | Unset
        if isinstance(self.file_key, Unset):
            file_key = UNSET
        else:
            file_key = self.file_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "size": size,
                "extension": extension,
                "mime_type": mime_type,
                "created_by": created_by,
                "created_at": created_at,
            }
        )
        if source_url is not UNSET:
            field_dict["source_url"] = source_url
        if tenant_id is not UNSET:
            field_dict["tenant_id"] = tenant_id
        if reference is not UNSET:
            field_dict["reference"] = reference
        if preview_url is not UNSET:
            field_dict["preview_url"] = preview_url
        if original_url is not UNSET:
            field_dict["original_url"] = original_url
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if conversation_id is not UNSET:
            field_dict["conversation_id"] = conversation_id
        if file_key is not UNSET:
            field_dict["file_key"] = file_key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        size = d.pop("size")

        def _parse_extension(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extension = _parse_extension(d.pop("extension"))

        def _parse_mime_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mime_type = _parse_mime_type(d.pop("mime_type"))

        def _parse_created_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        created_by = _parse_created_by(d.pop("created_by"))

        def _parse_created_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        created_at = _parse_created_at(d.pop("created_at"))

        def _parse_source_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_url = _parse_source_url(d.pop("source_url", UNSET))

        def _parse_tenant_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tenant_id = _parse_tenant_id(d.pop("tenant_id", UNSET))

        def _parse_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reference = _parse_reference(d.pop("reference", UNSET))

        def _parse_preview_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preview_url = _parse_preview_url(d.pop("preview_url", UNSET))

        def _parse_original_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        original_url = _parse_original_url(d.pop("original_url", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        def _parse_conversation_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        conversation_id = _parse_conversation_id(d.pop("conversation_id", UNSET))

        def _parse_file_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_key = _parse_file_key(d.pop("file_key", UNSET))

        dify_uploaded_file = cls(
            id=id,
            name=name,
            size=size,
            extension=extension,
            mime_type=mime_type,
            created_by=created_by,
            created_at=created_at,
            source_url=source_url,
            tenant_id=tenant_id,
            reference=reference,
            preview_url=preview_url,
            original_url=original_url,
            user_id=user_id,
            conversation_id=conversation_id,
            file_key=file_key,
        )

        dify_uploaded_file.additional_properties = d
        return dify_uploaded_file

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
