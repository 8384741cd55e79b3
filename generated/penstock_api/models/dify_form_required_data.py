# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_file_input import DifyFileInput
    from ..models.dify_file_list_input import DifyFileListInput
    from ..models.dify_form_action import DifyFormAction
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_paragraph_input import DifyParagraphInput
    from ..models.dify_select_input import DifySelectInput
    from ..models.dify_unknown_form_input import DifyUnknownFormInput


T = TypeVar("T", bound="DifyFormRequiredData")


@_attrs_define
class DifyFormRequiredData:
    """A form that somebody has to answer.

    Attributes:
        form_id (str): The form's id. It is not what the form is read by.
        node_id (str): The node.
        node_title (str): The node's name.
        form_content (str): The text, Markdown with a place for each input.
        inputs (list[DifyFileInput | DifyFileListInput | DifyParagraphInput | DifySelectInput | DifyUnknownFormInput]):
            The inputs.
        actions (list[DifyFormAction]): The buttons.
        form_token (None | str): What the form is read and answered by; null when it can't be answered over the API.
        expiration_time (int): Until when it can be answered, seconds since 1970.
        display_in_ui (bool | Unset): Whether the app's own page shows the form.
        resolved_default_values (DifyJsonObject | Unset): Any JSON object.
        approval_channels (list[str] | Unset): Where else it can be answered. Servers since 1.16.
    """

    form_id: str
    node_id: str
    node_title: str
    form_content: str
    inputs: list[
        DifyFileInput
        | DifyFileListInput
        | DifyParagraphInput
        | DifySelectInput
        | DifyUnknownFormInput
    ]
    actions: list[DifyFormAction]
    form_token: None | str
    expiration_time: int
    display_in_ui: bool | Unset = UNSET
    resolved_default_values: DifyJsonObject | Unset = UNSET
    approval_channels: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_file_input import DifyFileInput  # noqa: PLC0415
        from ..models.dify_file_list_input import DifyFileListInput  # noqa: PLC0415
        from ..models.dify_paragraph_input import DifyParagraphInput  # noqa: PLC0415
        from ..models.dify_select_input import DifySelectInput  # noqa: PLC0415

        form_id = self.form_id

        node_id = self.node_id

        node_title = self.node_title

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

        actions = []
        for actions_item_data in self.actions:
            actions_item = actions_item_data.to_dict()
            actions.append(actions_item)

        form_token: None | str
        form_token = self.form_token

        expiration_time = self.expiration_time

        display_in_ui = self.display_in_ui

        resolved_default_values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.resolved_default_values, Unset):
            resolved_default_values = self.resolved_default_values.to_dict()

        approval_channels: list[str] | Unset = UNSET
        if not isinstance(self.approval_channels, Unset):
            approval_channels = self.approval_channels

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "form_id": form_id,
                "node_id": node_id,
                "node_title": node_title,
                "form_content": form_content,
                "inputs": inputs,
                "actions": actions,
                "form_token": form_token,
                "expiration_time": expiration_time,
            }
        )
        if display_in_ui is not UNSET:
            field_dict["display_in_ui"] = display_in_ui
        if resolved_default_values is not UNSET:
            field_dict["resolved_default_values"] = resolved_default_values
        if approval_channels is not UNSET:
            field_dict["approval_channels"] = approval_channels

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
        form_id = d.pop("form_id")

        node_id = d.pop("node_id")

        node_title = d.pop("node_title")

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

        actions = []
        _actions = d.pop("actions")
        for actions_item_data in _actions:
            actions_item = DifyFormAction.from_dict(actions_item_data)

            actions.append(actions_item)

        def _parse_form_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        form_token = _parse_form_token(d.pop("form_token"))

        expiration_time = d.pop("expiration_time")

        display_in_ui = d.pop("display_in_ui", UNSET)

        _resolved_default_values = d.pop("resolved_default_values", UNSET)
        resolved_default_values: DifyJsonObject | Unset
        if isinstance(_resolved_default_values, Unset):
            resolved_default_values = UNSET
        else:
            resolved_default_values = DifyJsonObject.from_dict(_resolved_default_values)

        approval_channels = cast(list[str], d.pop("approval_channels", UNSET))

        dify_form_required_data = cls(
            form_id=form_id,
            node_id=node_id,
            node_title=node_title,
            form_content=form_content,
            inputs=inputs,
            actions=actions,
            form_token=form_token,
            expiration_time=expiration_time,
            display_in_ui=display_in_ui,
            resolved_default_values=resolved_default_values,
            approval_channels=approval_channels,
        )

        dify_form_required_data.additional_properties = d
        return dify_form_required_data

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
