# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_run_error_code import SimRunErrorCode
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimRunError")


@_attrs_define
class SimRunError:
    """Why a run failed.

    Attributes:
        message (str): For people.
        code (SimRunErrorCode): Why a run failed. BLOCK_EXECUTION_FAILED and CHILD_WORKFLOW_FAILED only in the answer to
            an execute; elsewhere
            it is EXECUTION_FAILED.
        block_id (str | Unset): The block that failed. Only in the answer to an execute.
        block_name (str | Unset): Its name. Only in the answer to an execute.
        block_type (str | Unset): Its type, such as `slack`. Only in the answer to an execute.
    """

    message: str
    code: SimRunErrorCode
    block_id: str | Unset = UNSET
    block_name: str | Unset = UNSET
    block_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        message = self.message

        code = self.code.value

        block_id = self.block_id

        block_name = self.block_name

        block_type = self.block_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "message": message,
                "code": code,
            }
        )
        if block_id is not UNSET:
            field_dict["blockId"] = block_id
        if block_name is not UNSET:
            field_dict["blockName"] = block_name
        if block_type is not UNSET:
            field_dict["blockType"] = block_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message = d.pop("message")

        code = SimRunErrorCode(d.pop("code"))

        block_id = d.pop("blockId", UNSET)

        block_name = d.pop("blockName", UNSET)

        block_type = d.pop("blockType", UNSET)

        sim_run_error = cls(
            message=message,
            code=code,
            block_id=block_id,
            block_name=block_name,
            block_type=block_type,
        )

        sim_run_error.additional_properties = d
        return sim_run_error

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
