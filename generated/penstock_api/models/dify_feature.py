# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyFeature")


@_attrs_define
class DifyFeature:
    """Whether a feature is on, and its settings.

    Attributes:
        enabled (bool | Unset): Whether it is on.
        voice (None | str | Unset): Of speech, the voice.
        language (None | str | Unset): Of speech, the language.
        auto_play (None | str | Unset): Of speech, `enabled` or `disabled`.
        type_ (None | str | Unset): Of the avoidance of words, who decides, such as `keywords`.
        configs (Any | Unset): Of the avoidance of words, its settings.
    """

    enabled: bool | Unset = UNSET
    voice: None | str | Unset = UNSET
    language: None | str | Unset = UNSET
    auto_play: None | str | Unset = UNSET
    type_: None | str | Unset = UNSET
    configs: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        voice: None | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        else:
            voice = self.voice

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        auto_play: None | str | Unset
        if isinstance(self.auto_play, Unset):
            auto_play = UNSET
        else:
            auto_play = self.auto_play

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        configs = self.configs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if voice is not UNSET:
            field_dict["voice"] = voice
        if language is not UNSET:
            field_dict["language"] = language
        if auto_play is not UNSET:
            field_dict["autoPlay"] = auto_play
        if type_ is not UNSET:
            field_dict["type"] = type_
        if configs is not UNSET:
            field_dict["configs"] = configs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        enabled = d.pop("enabled", UNSET)

        def _parse_voice(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_auto_play(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        auto_play = _parse_auto_play(d.pop("autoPlay", UNSET))

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        configs = d.pop("configs", UNSET)

        dify_feature = cls(
            enabled=enabled,
            voice=voice,
            language=language,
            auto_play=auto_play,
            type_=type_,
            configs=configs,
        )

        dify_feature.additional_properties = d
        return dify_feature

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
