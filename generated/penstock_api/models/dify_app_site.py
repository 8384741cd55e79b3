# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_icon_type import DifyIconType
from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyAppSite")


@_attrs_define
class DifyAppSite:
    """How the app's web page looks.

    Attributes:
        title (str): Its title.
        default_language (str): Its language, such as `en-US`.
        chat_color_theme (None | str | Unset): Its colour.
        chat_color_theme_inverted (bool | Unset): Whether light and dark are swapped.
        icon_type (DifyIconType | None | Unset): What `icon` is.
        icon (None | str | Unset): A character, or a file's id.
        icon_background (None | str | Unset): The colour behind a character.
        icon_url (None | str | Unset): Where to get the file.
        description (None | str | Unset): What the app does.
        copyright_ (None | str | Unset): Whose it is.
        privacy_policy (None | str | Unset): Its address.
        input_placeholder (None | str | Unset): What stands in an empty field. Servers since 1.16.
        custom_disclaimer (None | str | Unset): Words at the foot of the page.
        show_workflow_steps (bool | Unset): Whether it shows what the workflow does.
        use_icon_as_answer_icon (bool | Unset): Whether the icon stands beside answers.
    """

    title: str
    default_language: str
    chat_color_theme: None | str | Unset = UNSET
    chat_color_theme_inverted: bool | Unset = UNSET
    icon_type: DifyIconType | None | Unset = UNSET
    icon: None | str | Unset = UNSET
    icon_background: None | str | Unset = UNSET
    icon_url: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    copyright_: None | str | Unset = UNSET
    privacy_policy: None | str | Unset = UNSET
    input_placeholder: None | str | Unset = UNSET
    custom_disclaimer: None | str | Unset = UNSET
    show_workflow_steps: bool | Unset = UNSET
    use_icon_as_answer_icon: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        default_language = self.default_language

        chat_color_theme: None | str | Unset
        if isinstance(self.chat_color_theme, Unset):
            chat_color_theme = UNSET
        else:
            chat_color_theme = self.chat_color_theme

        chat_color_theme_inverted = self.chat_color_theme_inverted

        icon_type: None | str | Unset
        if isinstance(self.icon_type, Unset):
            icon_type = UNSET
        elif isinstance(self.icon_type, DifyIconType):
            icon_type = self.icon_type.value
        else:
            icon_type = self.icon_type

        icon: None | str | Unset
        if isinstance(self.icon, Unset):
            icon = UNSET
        else:
            icon = self.icon

        icon_background: None | str | Unset
        if isinstance(self.icon_background, Unset):
            icon_background = UNSET
        else:
            icon_background = self.icon_background

        icon_url: None | str | Unset
        if isinstance(self.icon_url, Unset):
            icon_url = UNSET
        else:
            icon_url = self.icon_url

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        copyright_: None | str | Unset
        if isinstance(self.copyright_, Unset):
            copyright_ = UNSET
        else:
            copyright_ = self.copyright_

        privacy_policy: None | str | Unset
        if isinstance(self.privacy_policy, Unset):
            privacy_policy = UNSET
        else:
            privacy_policy = self.privacy_policy

        input_placeholder: None | str | Unset
        if isinstance(self.input_placeholder, Unset):
            input_placeholder = UNSET
        else:
            input_placeholder = self.input_placeholder

        custom_disclaimer: None | str | Unset
        if isinstance(self.custom_disclaimer, Unset):
            custom_disclaimer = UNSET
        else:
            custom_disclaimer = self.custom_disclaimer

        show_workflow_steps = self.show_workflow_steps

        use_icon_as_answer_icon = self.use_icon_as_answer_icon

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "default_language": default_language,
            }
        )
        if chat_color_theme is not UNSET:
            field_dict["chat_color_theme"] = chat_color_theme
        if chat_color_theme_inverted is not UNSET:
            field_dict["chat_color_theme_inverted"] = chat_color_theme_inverted
        if icon_type is not UNSET:
            field_dict["icon_type"] = icon_type
        if icon is not UNSET:
            field_dict["icon"] = icon
        if icon_background is not UNSET:
            field_dict["icon_background"] = icon_background
        if icon_url is not UNSET:
            field_dict["icon_url"] = icon_url
        if description is not UNSET:
            field_dict["description"] = description
        if copyright_ is not UNSET:
            field_dict["copyright"] = copyright_
        if privacy_policy is not UNSET:
            field_dict["privacy_policy"] = privacy_policy
        if input_placeholder is not UNSET:
            field_dict["input_placeholder"] = input_placeholder
        if custom_disclaimer is not UNSET:
            field_dict["custom_disclaimer"] = custom_disclaimer
        if show_workflow_steps is not UNSET:
            field_dict["show_workflow_steps"] = show_workflow_steps
        if use_icon_as_answer_icon is not UNSET:
            field_dict["use_icon_as_answer_icon"] = use_icon_as_answer_icon

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        default_language = d.pop("default_language")

        def _parse_chat_color_theme(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        chat_color_theme = _parse_chat_color_theme(d.pop("chat_color_theme", UNSET))

        chat_color_theme_inverted = d.pop("chat_color_theme_inverted", UNSET)

        def _parse_icon_type(data: object) -> DifyIconType | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                icon_type_type_0 = DifyIconType(data)

                return icon_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyIconType | None | Unset, data)

        icon_type = _parse_icon_type(d.pop("icon_type", UNSET))

        def _parse_icon(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        icon = _parse_icon(d.pop("icon", UNSET))

        def _parse_icon_background(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        icon_background = _parse_icon_background(d.pop("icon_background", UNSET))

        def _parse_icon_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        icon_url = _parse_icon_url(d.pop("icon_url", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_copyright_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        copyright_ = _parse_copyright_(d.pop("copyright", UNSET))

        def _parse_privacy_policy(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        privacy_policy = _parse_privacy_policy(d.pop("privacy_policy", UNSET))

        def _parse_input_placeholder(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        input_placeholder = _parse_input_placeholder(d.pop("input_placeholder", UNSET))

        def _parse_custom_disclaimer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        custom_disclaimer = _parse_custom_disclaimer(d.pop("custom_disclaimer", UNSET))

        show_workflow_steps = d.pop("show_workflow_steps", UNSET)

        use_icon_as_answer_icon = d.pop("use_icon_as_answer_icon", UNSET)

        dify_app_site = cls(
            title=title,
            default_language=default_language,
            chat_color_theme=chat_color_theme,
            chat_color_theme_inverted=chat_color_theme_inverted,
            icon_type=icon_type,
            icon=icon,
            icon_background=icon_background,
            icon_url=icon_url,
            description=description,
            copyright_=copyright_,
            privacy_policy=privacy_policy,
            input_placeholder=input_placeholder,
            custom_disclaimer=custom_disclaimer,
            show_workflow_steps=show_workflow_steps,
            use_icon_as_answer_icon=use_icon_as_answer_icon,
        )

        dify_app_site.additional_properties = d
        return dify_app_site

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
