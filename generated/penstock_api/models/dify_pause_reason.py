# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_pause_kind import DifyPauseKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_file_input import DifyFileInput
    from ..models.dify_file_list_input import DifyFileListInput
    from ..models.dify_form_action import DifyFormAction
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_paragraph_input import DifyParagraphInput
    from ..models.dify_select_input import DifySelectInput
    from ..models.dify_unknown_form_input import DifyUnknownFormInput


T = TypeVar("T", bound="DifyPauseReason")


@_attrs_define
class DifyPauseReason:
    """What a paused run waits for; so far always a form. Today's servers only.

    Attributes:
        type_ (DifyPauseKind): What a run waits for.
        form_id (str | Unset): The form's id. It is not what the form is read by.
        node_id (str | Unset): The node that waits.
        node_title (str | Unset): Its name.
        form_content (str | Unset): The form's text, Markdown with a place for each input.
        inputs (list[DifyFileInput | DifyFileListInput | DifyParagraphInput | DifySelectInput | DifyUnknownFormInput] |
            Unset): The form's inputs.
        actions (list[DifyFormAction] | Unset): The form's buttons.
        display_in_ui (bool | Unset): Whether the app's own page shows the form.
        form_token (None | str | Unset): What the form is read and answered by; null when it can't be answered over the
            API.
        resolved_default_values (DifyJsonObject | Unset): Any JSON object.
        expiration_time (int | Unset): Until when it can be answered, seconds since 1970.
        approval_channels (list[str] | Unset): Where else it can be answered.
    """

    type_: DifyPauseKind
    form_id: str | Unset = UNSET
    node_id: str | Unset = UNSET
    node_title: str | Unset = UNSET
    form_content: str | Unset = UNSET
    inputs: (
        list[
            DifyFileInput
            | DifyFileListInput
            | DifyParagraphInput
            | DifySelectInput
            | DifyUnknownFormInput
        ]
        | Unset
    ) = UNSET
    actions: list[DifyFormAction] | Unset = UNSET
    display_in_ui: bool | Unset = UNSET
    form_token: None | str | Unset = UNSET
    resolved_default_values: DifyJsonObject | Unset = UNSET
    expiration_time: int | Unset = UNSET
    approval_channels: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_file_input import DifyFileInput  # noqa: PLC0415
        from ..models.dify_file_list_input import DifyFileListInput  # noqa: PLC0415
        from ..models.dify_paragraph_input import DifyParagraphInput  # noqa: PLC0415
        from ..models.dify_select_input import DifySelectInput  # noqa: PLC0415

        type_ = self.type_.value

        form_id = self.form_id

        node_id = self.node_id

        node_title = self.node_title

        form_content = self.form_content

        inputs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
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

        actions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.actions, Unset):
            actions = []
            for actions_item_data in self.actions:
                actions_item = actions_item_data.to_dict()
                actions.append(actions_item)

        display_in_ui = self.display_in_ui

        form_token: None | str | Unset
        if isinstance(self.form_token, Unset):
            form_token = UNSET
        else:
            form_token = self.form_token

        resolved_default_values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.resolved_default_values, Unset):
            resolved_default_values = self.resolved_default_values.to_dict()

        expiration_time = self.expiration_time

        approval_channels: list[str] | Unset = UNSET
        if not isinstance(self.approval_channels, Unset):
            approval_channels = self.approval_channels

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "TYPE": type_,
            }
        )
        if form_id is not UNSET:
            field_dict["form_id"] = form_id
        if node_id is not UNSET:
            field_dict["node_id"] = node_id
        if node_title is not UNSET:
            field_dict["node_title"] = node_title
        if form_content is not UNSET:
            field_dict["form_content"] = form_content
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if actions is not UNSET:
            field_dict["actions"] = actions
        if display_in_ui is not UNSET:
            field_dict["display_in_ui"] = display_in_ui
        if form_token is not UNSET:
            field_dict["form_token"] = form_token
        if resolved_default_values is not UNSET:
            field_dict["resolved_default_values"] = resolved_default_values
        if expiration_time is not UNSET:
            field_dict["expiration_time"] = expiration_time
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
        type_ = DifyPauseKind(d.pop("TYPE"))

        form_id = d.pop("form_id", UNSET)

        node_id = d.pop("node_id", UNSET)

        node_title = d.pop("node_title", UNSET)

        form_content = d.pop("form_content", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: (
            list[
                DifyFileInput
                | DifyFileListInput
                | DifyParagraphInput
                | DifySelectInput
                | DifyUnknownFormInput
            ]
            | Unset
        ) = UNSET
        if _inputs is not UNSET:
            inputs = []
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
                        componentsschemas_dify_form_input_type_0 = DifyParagraphInput.from_dict(
                            data
                        )

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

        _actions = d.pop("actions", UNSET)
        actions: list[DifyFormAction] | Unset = UNSET
        if _actions is not UNSET:
            actions = []
            for actions_item_data in _actions:
                actions_item = DifyFormAction.from_dict(actions_item_data)

                actions.append(actions_item)

        display_in_ui = d.pop("display_in_ui", UNSET)

        def _parse_form_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        form_token = _parse_form_token(d.pop("form_token", UNSET))

        _resolved_default_values = d.pop("resolved_default_values", UNSET)
        resolved_default_values: DifyJsonObject | Unset
        if isinstance(_resolved_default_values, Unset):
            resolved_default_values = UNSET
        else:
            resolved_default_values = DifyJsonObject.from_dict(_resolved_default_values)

        expiration_time = d.pop("expiration_time", UNSET)

        approval_channels = cast(list[str], d.pop("approval_channels", UNSET))

        dify_pause_reason = cls(
            type_=type_,
            form_id=form_id,
            node_id=node_id,
            node_title=node_title,
            form_content=form_content,
            inputs=inputs,
            actions=actions,
            display_in_ui=display_in_ui,
            form_token=form_token,
            resolved_default_values=resolved_default_values,
            expiration_time=expiration_time,
            approval_channels=approval_channels,
        )

        dify_pause_reason.additional_properties = d
        return dify_pause_reason

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
