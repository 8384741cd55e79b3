# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dify_inputs import DifyInputs


T = TypeVar("T", bound="DifyFormSubmission")


@_attrs_define
class DifyFormSubmission:
    """An answer to a form.

    Attributes:
        inputs (DifyInputs): The values of the workflow's variables, by name; unknown names are dropped. text-input,
            paragraph and select
            take text; number a number or its text; checkbox a boolean or its text; json_object an object; file a DifyFile;
            file-list a list of them.
        action (str): The button's id.
        user (str): Who answers.
    """

    inputs: DifyInputs
    action: str
    user: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inputs = self.inputs.to_dict()

        action = self.action

        user = self.user

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "inputs": inputs,
                "action": action,
                "user": user,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_inputs import DifyInputs  # noqa: PLC0415

        d = dict(src_dict)
        inputs = DifyInputs.from_dict(d.pop("inputs"))

        action = d.pop("action")

        user = d.pop("user")

        dify_form_submission = cls(
            inputs=inputs,
            action=action,
            user=user,
        )

        dify_form_submission.additional_properties = d
        return dify_form_submission

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
