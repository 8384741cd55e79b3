# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_json_object import SandboxJsonObject
    from ..models.sandbox_run_code_response import SandboxRunCodeResponse


T = TypeVar("T", bound="SandboxEvalTestCase")


@_attrs_define
class SandboxEvalTestCase:
    """One test. `passed` false beside a `Success` is a wrong answer.

    Attributes:
        passed (bool): Whether it passed.
        exec_info (SandboxRunCodeResponse): What came of a program.
        test_info (None | SandboxJsonObject | Unset): The test itself, as the dataset has it; long texts are cut.
    """

    passed: bool
    exec_info: SandboxRunCodeResponse
    test_info: None | SandboxJsonObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415

        passed = self.passed

        exec_info = self.exec_info.to_dict()

        test_info: dict[str, Any] | None | Unset
        if isinstance(self.test_info, Unset):
            test_info = UNSET
        elif isinstance(self.test_info, SandboxJsonObject):
            test_info = self.test_info.to_dict()
        else:
            test_info = self.test_info

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "passed": passed,
                "exec_info": exec_info,
            }
        )
        if test_info is not UNSET:
            field_dict["test_info"] = test_info

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_json_object import SandboxJsonObject  # noqa: PLC0415
        from ..models.sandbox_run_code_response import SandboxRunCodeResponse  # noqa: PLC0415

        d = dict(src_dict)
        passed = d.pop("passed")

        exec_info = SandboxRunCodeResponse.from_dict(d.pop("exec_info"))

        def _parse_test_info(data: object) -> None | SandboxJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                test_info_type_0 = SandboxJsonObject.from_dict(data)

                return test_info_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxJsonObject | Unset, data)

        test_info = _parse_test_info(d.pop("test_info", UNSET))

        sandbox_eval_test_case = cls(
            passed=passed,
            exec_info=exec_info,
            test_info=test_info,
        )

        sandbox_eval_test_case.additional_properties = d
        return sandbox_eval_test_case

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
