# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_extracted_type import SandboxExtractedType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_eval_test_case import SandboxEvalTestCase
    from ..models.sandbox_json_object import SandboxJsonObject


T = TypeVar("T", bound="SandboxEvalResult")


@_attrs_define
class SandboxEvalResult:
    """A verdict on a completion.

    Attributes:
        id (int | str): A problem's id. Its type counts, `"007"` and 7 are two.
        accepted (bool): Whether every test passed.
        extracted_code (str): The code that was found in the completion.
        tests (list[SandboxEvalTestCase]): The tests that were run; after one that failed, no more unless
            `extra.run_all_cases` asks for them.
        full_code (None | str | Unset): What was run, where that is more than the code.
        test_code (None | str | Unset): The test's own code.
        extracted_type (None | SandboxExtractedType | Unset):
        extra (None | SandboxJsonObject | Unset): What else the dataset says.
    """

    id: int | str
    accepted: bool
    extracted_code: str
    tests: list[SandboxEvalTestCase]
    full_code: None | str | Unset = UNSET
    test_code: None | str | Unset = UNSET
    extracted_type: None | SandboxExtractedType | Unset = UNSET
    extra: None | SandboxJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        id: int | str
        id = self.id

        accepted = self.accepted

        extracted_code = self.extracted_code

        tests = []
        for tests_item_data in self.tests:
            tests_item = tests_item_data.to_dict()
            tests.append(tests_item)

        full_code: None | str | Unset
        if isinstance(self.full_code, Unset):
            full_code = UNSET
        else:
            full_code = self.full_code

        test_code: None | str | Unset
        if isinstance(self.test_code, Unset):
            test_code = UNSET
        else:
            test_code = self.test_code

        extracted_type: None | str | Unset
        if isinstance(self.extracted_type, Unset):
            extracted_type = UNSET
        elif isinstance(self.extracted_type, SandboxExtractedType):
            extracted_type = self.extracted_type.value
        else:
            extracted_type = self.extracted_type

        extra: dict[str, Any] | None | Unset
        if isinstance(self.extra, Unset):
            extra = UNSET
        elif isinstance(self.extra, SandboxJsonObject):
            extra = self.extra.to_dict()
        else:
            extra = self.extra

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "accepted": accepted,
                "extracted_code": extracted_code,
                "tests": tests,
            }
        )
        if full_code is not UNSET:
            field_dict["full_code"] = full_code
        if test_code is not UNSET:
            field_dict["test_code"] = test_code
        if extracted_type is not UNSET:
            field_dict["extracted_type"] = extracted_type
        if extra is not UNSET:
            field_dict["extra"] = extra

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_eval_test_case import SandboxEvalTestCase  # noqa: PLC0415
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> int | str:
            return cast(int | str, data)

        id = _parse_id(d.pop("id"))

        accepted = d.pop("accepted")

        extracted_code = d.pop("extracted_code")

        tests = []
        _tests = d.pop("tests")
        for tests_item_data in _tests:
            tests_item = SandboxEvalTestCase.from_dict(tests_item_data)

            tests.append(tests_item)

        def _parse_full_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        full_code = _parse_full_code(d.pop("full_code", UNSET))

        def _parse_test_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        test_code = _parse_test_code(d.pop("test_code", UNSET))

        def _parse_extracted_type(data: object) -> None | SandboxExtractedType | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                extracted_type_type_0 = SandboxExtractedType(data)

                return extracted_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxExtractedType | Unset, data)

        extracted_type = _parse_extracted_type(d.pop("extracted_type", UNSET))

        def _parse_extra(data: object) -> None | SandboxJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                extra_type_0 = SandboxJsonObject.from_dict(data)

                return extra_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxJsonObject | Unset, data)

        extra = _parse_extra(d.pop("extra", UNSET))

        sandbox_eval_result = cls(
            id=id,
            accepted=accepted,
            extracted_code=extracted_code,
            tests=tests,
            full_code=full_code,
            test_code=test_code,
            extracted_type=extracted_type,
            extra=extra,
        )

        sandbox_eval_result.additional_properties = d
        return sandbox_eval_result

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
