# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Unset

T = TypeVar("T", bound="OomolCreateTaskForm")


@_attrs_define
class OomolCreateTaskForm:
    """What to run, with files. `manifest`, or `blockId`, or both when they are equal. A file is not bound to an input:
    no part names one.

        Attributes:
            manifest (str | Unset): The documented key, as in JSON.
            block_id (str | Unset): The same under the key that clients have used since 1.0.2.
            input_values (str | Unset): The inputs by node, a list written as JSON. Absent means none.
            files (list[File] | Unset): The files, each a part of its own with its file name and media type.
    """

    manifest: str | Unset = UNSET
    block_id: str | Unset = UNSET
    input_values: str | Unset = UNSET
    files: list[File] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        manifest = self.manifest

        block_id = self.block_id

        input_values = self.input_values

        files: list[FileTypes] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = []
            for files_item_data in self.files:
                files_item = files_item_data.to_tuple()

                files.append(files_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if manifest is not UNSET:
            field_dict["manifest"] = manifest
        if block_id is not UNSET:
            field_dict["blockId"] = block_id
        if input_values is not UNSET:
            field_dict["inputValues"] = input_values
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        if not isinstance(self.manifest, Unset):
            files.append(("manifest", (None, str(self.manifest).encode(), "text/plain")))

        if not isinstance(self.block_id, Unset):
            files.append(("blockId", (None, str(self.block_id).encode(), "text/plain")))

        if not isinstance(self.input_values, Unset):
            files.append(("inputValues", (None, str(self.input_values).encode(), "text/plain")))

        if not isinstance(self.files, Unset):
            for files_item_element in self.files:
                files.append(("files", files_item_element.to_tuple()))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        manifest = d.pop("manifest", UNSET)

        block_id = d.pop("blockId", UNSET)

        input_values = d.pop("inputValues", UNSET)

        _files = d.pop("files", UNSET)
        files: list[File] | Unset = UNSET
        if _files is not UNSET:
            files = []
            for files_item_data in _files:
                files_item = File(payload=BytesIO(files_item_data))

                files.append(files_item)

        oomol_create_task_form = cls(
            manifest=manifest,
            block_id=block_id,
            input_values=input_values,
            files=files,
        )

        oomol_create_task_form.additional_properties = d
        return oomol_create_task_form

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
