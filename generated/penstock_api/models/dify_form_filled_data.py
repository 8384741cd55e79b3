# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyFormFilledData")


@_attrs_define
class DifyFormFilledData:
    """A form that was answered.

    Attributes:
        node_id (str): The node.
        node_title (str): The node's name.
        action_id (str): The button.
        rendered_content (str | Unset): The text with the answers in it.
        action_text (str | Unset): What the button says.
        submitted_data (DifyJsonObject | None | Unset): The answers; null when not told.
    """

    node_id: str
    node_title: str
    action_id: str
    rendered_content: str | Unset = UNSET
    action_text: str | Unset = UNSET
    submitted_data: DifyJsonObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        node_id = self.node_id

        node_title = self.node_title

        action_id = self.action_id

        rendered_content = self.rendered_content

        action_text = self.action_text

        submitted_data: dict[str, Any] | None | Unset
        if isinstance(self.submitted_data, Unset):
            submitted_data = UNSET
        elif isinstance(self.submitted_data, DifyJsonObject):
            submitted_data = self.submitted_data.to_dict()
        else:
            submitted_data = self.submitted_data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "node_id": node_id,
                "node_title": node_title,
                "action_id": action_id,
            }
        )
        if rendered_content is not UNSET:
            field_dict["rendered_content"] = rendered_content
        if action_text is not UNSET:
            field_dict["action_text"] = action_text
        if submitted_data is not UNSET:
            field_dict["submitted_data"] = submitted_data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        node_id = d.pop("node_id")

        node_title = d.pop("node_title")

        action_id = d.pop("action_id")

        rendered_content = d.pop("rendered_content", UNSET)

        action_text = d.pop("action_text", UNSET)

        def _parse_submitted_data(data: object) -> DifyJsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                submitted_data_type_0 = DifyJsonObject.from_dict(data)

                return submitted_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | Unset, data)

        submitted_data = _parse_submitted_data(d.pop("submitted_data", UNSET))

        dify_form_filled_data = cls(
            node_id=node_id,
            node_title=node_title,
            action_id=action_id,
            rendered_content=rendered_content,
            action_text=action_text,
            submitted_data=submitted_data,
        )

        dify_form_filled_data.additional_properties = d
        return dify_form_filled_data

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
