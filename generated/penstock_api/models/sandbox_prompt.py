# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_json_object import SandboxJsonObject
    from ..models.sandbox_message import SandboxMessage


T = TypeVar("T", bound="SandboxPrompt")


@_attrs_define
class SandboxPrompt:
    """What to ask a model.

    Attributes:
        id (int | str): A problem's id. Its type counts, `"007"` and 7 are two.
        prompt (list[SandboxMessage] | str): Text, or messages.
        labels (SandboxJsonObject | Unset): Any JSON object.
    """

    id: int | str
    prompt: list[SandboxMessage] | str
    labels: SandboxJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id: int | str
        id = self.id

        prompt: list[dict[str, Any]] | str
        if isinstance(self.prompt, list):
            prompt = []
            for prompt_type_1_item_data in self.prompt:
                prompt_type_1_item = prompt_type_1_item_data.to_dict()
                prompt.append(prompt_type_1_item)

        else:
            prompt = self.prompt

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "prompt": prompt,
            }
        )
        if labels is not UNSET:
            field_dict["labels"] = labels

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415
        from ..models.sandbox_message import SandboxMessage  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> int | str:
            return cast(int | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_prompt(data: object) -> list[SandboxMessage] | str:
            try:
                if not isinstance(data, list):
                    raise TypeError()
                prompt_type_1 = []
                _prompt_type_1 = data
                for prompt_type_1_item_data in _prompt_type_1:
                    prompt_type_1_item = SandboxMessage.from_dict(prompt_type_1_item_data)

                    prompt_type_1.append(prompt_type_1_item)

                return prompt_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SandboxMessage] | str, data)

        prompt = _parse_prompt(d.pop("prompt"))

        _labels = d.pop("labels", UNSET)
        labels: SandboxJsonObject | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = SandboxJsonObject.from_dict(_labels)

        sandbox_prompt = cls(
            id=id,
            prompt=prompt,
            labels=labels,
        )

        sandbox_prompt.additional_properties = d
        return sandbox_prompt

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
