# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_file_type import DifyFileType
from ..models.dify_transfer_method import DifyTransferMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyOutputFile")


@_attrs_define
class DifyOutputFile:
    """A file that a node or a run put out. Inside `outputs` it is told by `dify_model_identity`.

    Attributes:
        dify_model_identity (str | Unset): Always `__dify__file__`.
        id (None | str | Unset): The file's id.
        tenant_id (None | str | Unset): The workspace. Older servers only.
        type_ (DifyFileType | Unset): What a file is, by its extension. image: jpg jpeg png webp gif svg; video: mp4 mov
            mpeg webm; audio: mp3 m4a wav
            amr mpga; document: txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties doc eml msg ppt pptx xml
            epub; any other is custom, which documented servers don't know.
        transfer_method (DifyTransferMethod | Unset): Where a file in an output came from.
        remote_url (None | str | Unset): Where it was fetched from.
        reference (None | str | Unset): The server's own name for it.
        related_id (None | str | Unset): What it belongs to, such as the uploaded file.
        filename (None | str | Unset): Its name.
        extension (None | str | Unset): Its extension, with the dot.
        mime_type (None | str | Unset): Its media type.
        size (int | Unset): Bytes; -1 when not known.
        url (None | str | Unset): Where to get it, signed and not for ever.
    """

    dify_model_identity: str | Unset = UNSET
    id: None | str | Unset = UNSET
    tenant_id: None | str | Unset = UNSET
    type_: DifyFileType | Unset = UNSET
    transfer_method: DifyTransferMethod | Unset = UNSET
    remote_url: None | str | Unset = UNSET
    reference: None | str | Unset = UNSET
    related_id: None | str | Unset = UNSET
    filename: None | str | Unset = UNSET
    extension: None | str | Unset = UNSET
    mime_type: None | str | Unset = UNSET
    size: int | Unset = UNSET
    url: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dify_model_identity = self.dify_model_identity

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        tenant_id: None | str | Unset
        if isinstance(self.tenant_id, Unset):
            tenant_id = UNSET
        else:
            tenant_id = self.tenant_id

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_.value

        transfer_method: str | Unset = UNSET
        if not isinstance(self.transfer_method, Unset):
            transfer_method = self.transfer_method.value

        remote_url: None | str | Unset
        if isinstance(self.remote_url, Unset):
            remote_url = UNSET
        else:
            remote_url = self.remote_url

        reference: None | str | Unset
        if isinstance(self.reference, Unset):
            reference = UNSET
        else:
            reference = self.reference

        related_id: None | str | Unset
        if isinstance(self.related_id, Unset):
            related_id = UNSET
        else:
            related_id = self.related_id

        filename: None | str | Unset
        if isinstance(self.filename, Unset):
            filename = UNSET
        else:
            filename = self.filename

        extension: None | str | Unset
        if isinstance(self.extension, Unset):
            extension = UNSET
        else:
            extension = self.extension

        mime_type: None | str | Unset
        if isinstance(self.mime_type, Unset):
            mime_type = UNSET
        else:
            mime_type = self.mime_type

        size = self.size

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if dify_model_identity is not UNSET:
            field_dict["dify_model_identity"] = dify_model_identity
        if id is not UNSET:
            field_dict["id"] = id
        if tenant_id is not UNSET:
            field_dict["tenant_id"] = tenant_id
        if type_ is not UNSET:
            field_dict["type"] = type_
        if transfer_method is not UNSET:
            field_dict["transfer_method"] = transfer_method
        if remote_url is not UNSET:
            field_dict["remote_url"] = remote_url
        if reference is not UNSET:
            field_dict["reference"] = reference
        if related_id is not UNSET:
            field_dict["related_id"] = related_id
        if filename is not UNSET:
            field_dict["filename"] = filename
        if extension is not UNSET:
            field_dict["extension"] = extension
        if mime_type is not UNSET:
            field_dict["mime_type"] = mime_type
        if size is not UNSET:
            field_dict["size"] = size
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        dify_model_identity = d.pop("dify_model_identity", UNSET)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_tenant_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tenant_id = _parse_tenant_id(d.pop("tenant_id", UNSET))

        _type_ = d.pop("type", UNSET)
        type_: DifyFileType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = DifyFileType(_type_)

        _transfer_method = d.pop("transfer_method", UNSET)
        transfer_method: DifyTransferMethod | Unset
        if isinstance(_transfer_method, Unset):
            transfer_method = UNSET
        else:
            transfer_method = DifyTransferMethod(_transfer_method)

        def _parse_remote_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remote_url = _parse_remote_url(d.pop("remote_url", UNSET))

        def _parse_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reference = _parse_reference(d.pop("reference", UNSET))

        def _parse_related_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        related_id = _parse_related_id(d.pop("related_id", UNSET))

        def _parse_filename(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        filename = _parse_filename(d.pop("filename", UNSET))

        def _parse_extension(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        extension = _parse_extension(d.pop("extension", UNSET))

        def _parse_mime_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        mime_type = _parse_mime_type(d.pop("mime_type", UNSET))

        size = d.pop("size", UNSET)

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        dify_output_file = cls(
            dify_model_identity=dify_model_identity,
            id=id,
            tenant_id=tenant_id,
            type_=type_,
            transfer_method=transfer_method,
            remote_url=remote_url,
            reference=reference,
            related_id=related_id,
            filename=filename,
            extension=extension,
            mime_type=mime_type,
            size=size,
            url=url,
        )

        dify_output_file.additional_properties = d
        return dify_output_file

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
