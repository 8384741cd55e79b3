# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dify_file_input import DifyFileInput
    from ..models.dify_file_list_input import DifyFileListInput
    from ..models.dify_form_action import DifyFormAction
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_paragraph_input import DifyParagraphInput
    from ..models.dify_select_input import DifySelectInput
    from ..models.dify_unknown_form_input import DifyUnknownFormInput


T = TypeVar("T", bound="DifyForm")


@_attrs_define
class DifyForm:
    """A form that a run waits for.

    Attributes:
        form_content (str): The text, Markdown with a place for each input.
        inputs (list[DifyFileInput | DifyFileListInput | DifyParagraphInput | DifySelectInput | DifyUnknownFormInput]):
            The inputs.
        resolved_default_values (DifyJsonObject): Any JSON object.
        user_actions (list[DifyFormAction]): The buttons.
        expiration_time (int): Until when it can be answered, seconds since 1970.
    """

    form_content: str
    inputs: list[
        DifyFileInput
        | DifyFileListInput
        | DifyParagraphInput
        | DifySelectInput
        | DifyUnknownFormInput
    ]
    resolved_default_values: DifyJsonObject
    user_actions: list[DifyFormAction]
    expiration_time: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_file_input import DifyFileInput  # noqa: PLC0415
        from ..models.dify_file_list_input import DifyFileListInput  # noqa: PLC0415
        from ..models.dify_paragraph_input import DifyParagraphInput  # noqa: PLC0415
        from ..models.dify_select_input import DifySelectInput  # noqa: PLC0415

        form_content = self.form_content

        inputs = []
        for inputs_item_data in self.inputs:
            inputs_item: dict[str, Any]
            if isinstance(inputs_item_data, DifyParagraphInput):
                inputs_item = inputs_item_data.to_dict()
            elif isinstance(inputs_item_data, DifySelectInput):
                inputs_item = inputs_item_data.to_dict()
            elif isinstance(inputs_item_data, DifyFileInput):
                inputs_item = inputs_item_data.to_dict()
            elif isinstance(inputs_item_data, DifyFileListInput):
                inputs_item = inputs_item_data.to_dict()
            else:
                inputs_item = inputs_item_data.to_dict()

            inputs.append(inputs_item)

        resolved_default_values = self.resolved_default_values.to_dict()

        user_actions = []
        for user_actions_item_data in self.user_actions:
            user_actions_item = user_actions_item_data.to_dict()
            user_actions.append(user_actions_item)

        expiration_time = self.expiration_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "form_content": form_content,
                "inputs": inputs,
                "resolved_default_values": resolved_default_values,
                "user_actions": user_actions,
                "expiration_time": expiration_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_file_input import DifyFileInput  # noqa: PLC0415
        from ..models.dify_file_list_input import DifyFileListInput  # noqa: PLC0415
        from ..models.dify_form_action import DifyFormAction  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415
        from ..models.dify_paragraph_input import DifyParagraphInput  # noqa: PLC0415
        from ..models.dify_select_input import DifySelectInput  # noqa: PLC0415
        from ..models.dify_unknown_form_input import DifyUnknownFormInput  # noqa: PLC0415

        d = dict(src_dict)
        form_content = d.pop("form_content")

        inputs = []
        _inputs = d.pop("inputs")
        for inputs_item_data in _inputs:

            def _parse_inputs_item(
                data: object,
            ) -> (
                DifyFileInput
                | DifyFileListInput
                | DifyParagraphInput
                | DifySelectInput
                | DifyUnknownFormInput
            ):
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_dify_form_input_type_0 = DifyParagraphInput.from_dict(data)

                    return componentsschemas_dify_form_input_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_dify_form_input_type_1 = DifySelectInput.from_dict(data)

                    return componentsschemas_dify_form_input_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_dify_form_input_type_2 = DifyFileInput.from_dict(data)

                    return componentsschemas_dify_form_input_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_dify_form_input_type_3 = DifyFileListInput.from_dict(data)

                    return componentsschemas_dify_form_input_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_form_input_type_4 = DifyUnknownFormInput.from_dict(data)

                return componentsschemas_dify_form_input_type_4

            inputs_item = _parse_inputs_item(inputs_item_data)

            inputs.append(inputs_item)

        resolved_default_values = DifyJsonObject.from_dict(d.pop("resolved_default_values"))

        user_actions = []
        _user_actions = d.pop("user_actions")
        for user_actions_item_data in _user_actions:
            user_actions_item = DifyFormAction.from_dict(user_actions_item_data)

            user_actions.append(user_actions_item)

        expiration_time = d.pop("expiration_time")

        dify_form = cls(
            form_content=form_content,
            inputs=inputs,
            resolved_default_values=resolved_default_values,
            user_actions=user_actions,
            expiration_time=expiration_time,
        )

        dify_form.additional_properties = d
        return dify_form

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
