# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_no_inputs import OomolNoInputs
    from ..models.oomol_node_inputs import OomolNodeInputs


T = TypeVar("T", bound="OomolCreateTaskRequest")


@_attrs_define
class OomolCreateTaskRequest:
    """What to run: `manifest`, or `blockId`, or both when they are equal. Without either the answer is a 400.

    Attributes:
        manifest (str | Unset): The documented key. A block as `package::name` (the workspace's own package is called
            `self`), a flow by its
            name or by its file's path.
        block_id (str | Unset): The same under the key that clients have used since 1.0.2.
        input_values (list[OomolNodeInputs] | None | OomolNoInputs | Unset): The inputs by node. Absent, null, an empty
            list and an empty object all mean none; the empty list is the
            form to write.
    """

    manifest: str | Unset = UNSET
    block_id: str | Unset = UNSET
    input_values: list[OomolNodeInputs] | None | OomolNoInputs | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.oomol_no_inputs import OomolNoInputs  # noqa: PLC0415

        manifest = self.manifest

        block_id = self.block_id

        input_values: dict[str, Any] | list[dict[str, Any]] | None | Unset
        if isinstance(self.input_values, Unset):
            input_values = UNSET
        elif isinstance(self.input_values, list):
            input_values = []
            for input_values_type_0_item_data in self.input_values:
                input_values_type_0_item = input_values_type_0_item_data.to_dict()
                input_values.append(input_values_type_0_item)

        elif isinstance(self.input_values, OomolNoInputs):
            input_values = self.input_values.to_dict()
        else:
            input_values = self.input_values

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if manifest is not UNSET:
            field_dict["manifest"] = manifest
        if block_id is not UNSET:
            field_dict["blockId"] = block_id
        if input_values is not UNSET:
            field_dict["inputValues"] = input_values

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_no_inputs import OomolNoInputs  # noqa: PLC0415
        from ..models.oomol_node_inputs import OomolNodeInputs  # noqa: PLC0415

        d = dict(src_dict)
        manifest = d.pop("manifest", UNSET)

        block_id = d.pop("blockId", UNSET)

        def _parse_input_values(
            data: object,
        ) -> list[OomolNodeInputs] | None | OomolNoInputs | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                input_values_type_0 = []
                _input_values_type_0 = data
                for input_values_type_0_item_data in _input_values_type_0:
                    input_values_type_0_item = OomolNodeInputs.from_dict(
                        input_values_type_0_item_data
                    )

                    input_values_type_0.append(input_values_type_0_item)

                return input_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_values_type_1 = OomolNoInputs.from_dict(data)

                return input_values_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[OomolNodeInputs] | None | OomolNoInputs | Unset, data)

        input_values = _parse_input_values(d.pop("inputValues", UNSET))

        oomol_create_task_request = cls(
            manifest=manifest,
            block_id=block_id,
            input_values=input_values,
        )

        oomol_create_task_request.additional_properties = d
        return oomol_create_task_request

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
