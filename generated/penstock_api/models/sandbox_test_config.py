# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_language import SandboxLanguage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_json_object import SandboxJsonObject


T = TypeVar("T", bound="SandboxTestConfig")


@_attrs_define
class SandboxTestConfig:
    """How to read and judge a dataset; an empty object will do.

    Attributes:
        dataset_type (None | str | Unset): The class to use for a dataset that is not registered; ignored for one that
            is. `CommonOJDataset` and
            `AutoEvalDataset` need no database.
        language (None | SandboxLanguage | Unset):
        locale (None | str | Unset): The prompts' language, such as `en` or `zh`.
        is_fewshot (bool | None | Unset): Ask for prompts with worked examples.
        compile_timeout (float | None | Unset): Seconds for compiling each run.
        run_timeout (float | None | Unset): Seconds for each run; where null, as the dataset has it (mostly 20).
        custom_extract_logic (None | str | Unset): Python that takes the code out of a completion; it is run on the
            server.
        provided_data (list[SandboxJsonObject] | None | SandboxJsonObject | Unset): Problems to use instead of a
            database's; a list for prompts and ids, one object for one problem.
        extra (SandboxJsonObject | Unset): Any JSON object.
    """

    dataset_type: None | str | Unset = UNSET
    language: None | SandboxLanguage | Unset = UNSET
    locale: None | str | Unset = UNSET
    is_fewshot: bool | None | Unset = UNSET
    compile_timeout: float | None | Unset = UNSET
    run_timeout: float | None | Unset = UNSET
    custom_extract_logic: None | str | Unset = UNSET
    provided_data: list[SandboxJsonObject] | None | SandboxJsonObject | Unset = UNSET
    extra: SandboxJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        dataset_type: None | str | Unset
        if isinstance(self.dataset_type, Unset):
            dataset_type = UNSET
        else:
            dataset_type = self.dataset_type

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        elif isinstance(self.language, SandboxLanguage):
            language = self.language.value
        else:
            language = self.language

        locale: None | str | Unset
        if isinstance(self.locale, Unset):
            locale = UNSET
        else:
            locale = self.locale

        is_fewshot: bool | None | Unset
        if isinstance(self.is_fewshot, Unset):
            is_fewshot = UNSET
        else:
            is_fewshot = self.is_fewshot

        compile_timeout: float | None | Unset
        if isinstance(self.compile_timeout, Unset):
            compile_timeout = UNSET
        else:
            compile_timeout = self.compile_timeout

        run_timeout: float | None | Unset
        if isinstance(self.run_timeout, Unset):
            run_timeout = UNSET
        else:
            run_timeout = self.run_timeout

        custom_extract_logic: None | str | Unset
        if isinstance(self.custom_extract_logic, Unset):
            custom_extract_logic = UNSET
        else:
            custom_extract_logic = self.custom_extract_logic

        provided_data: dict[str, Any] | list[dict[str, Any]] | None | Unset
        if isinstance(self.provided_data, Unset):
            provided_data = UNSET
        elif isinstance(self.provided_data, SandboxJsonObject):
            provided_data = self.provided_data.to_dict()
        elif isinstance(self.provided_data, list):
            provided_data = []
            for provided_data_type_1_item_data in self.provided_data:
                provided_data_type_1_item = provided_data_type_1_item_data.to_dict()
                provided_data.append(provided_data_type_1_item)

        else:
            provided_data = self.provided_data

        extra: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extra, Unset):
            extra = self.extra.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if dataset_type is not UNSET:
            field_dict["dataset_type"] = dataset_type
        if language is not UNSET:
            field_dict["language"] = language
        if locale is not UNSET:
            field_dict["locale"] = locale
        if is_fewshot is not UNSET:
            field_dict["is_fewshot"] = is_fewshot
        if compile_timeout is not UNSET:
            field_dict["compile_timeout"] = compile_timeout
        if run_timeout is not UNSET:
            field_dict["run_timeout"] = run_timeout
        if custom_extract_logic is not UNSET:
            field_dict["custom_extract_logic"] = custom_extract_logic
        if provided_data is not UNSET:
            field_dict["provided_data"] = provided_data
        if extra is not UNSET:
            field_dict["extra"] = extra

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_dataset_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dataset_type = _parse_dataset_type(d.pop("dataset_type", UNSET))

        def _parse_language(data: object) -> None | SandboxLanguage | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = SandboxLanguage(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxLanguage | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_locale(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        locale = _parse_locale(d.pop("locale", UNSET))

        def _parse_is_fewshot(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_fewshot = _parse_is_fewshot(d.pop("is_fewshot", UNSET))

        def _parse_compile_timeout(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        compile_timeout = _parse_compile_timeout(d.pop("compile_timeout", UNSET))

        def _parse_run_timeout(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        run_timeout = _parse_run_timeout(d.pop("run_timeout", UNSET))

        def _parse_custom_extract_logic(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        custom_extract_logic = _parse_custom_extract_logic(d.pop("custom_extract_logic", UNSET))

        def _parse_provided_data(
            data: object,
        ) -> list[SandboxJsonObject] | None | SandboxJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                provided_data_type_0 = SandboxJsonObject.from_dict(data)

                return provided_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                provided_data_type_1 = []
                _provided_data_type_1 = data
                for provided_data_type_1_item_data in _provided_data_type_1:
                    provided_data_type_1_item = SandboxJsonObject.from_dict(
                        provided_data_type_1_item_data
                    )

                    provided_data_type_1.append(provided_data_type_1_item)

                return provided_data_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SandboxJsonObject] | None | SandboxJsonObject | Unset, data)

        provided_data = _parse_provided_data(d.pop("provided_data", UNSET))

        _extra = d.pop("extra", UNSET)
        extra: SandboxJsonObject | Unset
        if isinstance(_extra, Unset):
            extra = UNSET
        else:
            extra = SandboxJsonObject.from_dict(_extra)

        sandbox_test_config = cls(
            dataset_type=dataset_type,
            language=language,
            locale=locale,
            is_fewshot=is_fewshot,
            compile_timeout=compile_timeout,
            run_timeout=run_timeout,
            custom_extract_logic=custom_extract_logic,
            provided_data=provided_data,
            extra=extra,
        )

        sandbox_test_config.additional_properties = d
        return sandbox_test_config

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
