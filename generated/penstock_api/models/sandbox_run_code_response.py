# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_run_status import SandboxRunStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_command_run_result import SandboxCommandRunResult
    from ..models.sandbox_file_map import SandboxFileMap


T = TypeVar("T", bound="SandboxRunCodeResponse")


@_attrs_define
class SandboxRunCodeResponse:
    """What came of a program.

    Attributes:
        status (SandboxRunStatus): `Failed`: the program's own failure. `SandboxError`: the server's; the program was
            not run, or not to its end.
        message (str): Empty, but for a SandboxError; then it may repeat the whole code.
        compile_result (None | SandboxCommandRunResult | Unset): Null for a language that is not compiled.
        run_result (None | SandboxCommandRunResult | Unset): Null for a program that was not run.
        executor_pod_name (None | str | Unset): The machine, where the server was told its name.
        files (SandboxFileMap | Unset): Content in base64 by path.
    """

    status: SandboxRunStatus
    message: str
    compile_result: None | SandboxCommandRunResult | Unset = UNSET
    run_result: None | SandboxCommandRunResult | Unset = UNSET
    executor_pod_name: None | str | Unset = UNSET
    files: SandboxFileMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_command_run_result import SandboxCommandRunResult  # noqa: PLC0415

        status = self.status.value

        message = self.message

        compile_result: dict[str, Any] | None | Unset
        if isinstance(self.compile_result, Unset):
            compile_result = UNSET
        elif isinstance(self.compile_result, SandboxCommandRunResult):
            compile_result = self.compile_result.to_dict()
        else:
            compile_result = self.compile_result

        run_result: dict[str, Any] | None | Unset
        if isinstance(self.run_result, Unset):
            run_result = UNSET
        elif isinstance(self.run_result, SandboxCommandRunResult):
            run_result = self.run_result.to_dict()
        else:
            run_result = self.run_result

        executor_pod_name: None | str | Unset
        if isinstance(self.executor_pod_name, Unset):
            executor_pod_name = UNSET
        else:
            executor_pod_name = self.executor_pod_name

        files: dict[str, Any] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = self.files.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "message": message,
            }
        )
        if compile_result is not UNSET:
            field_dict["compile_result"] = compile_result
        if run_result is not UNSET:
            field_dict["run_result"] = run_result
        if executor_pod_name is not UNSET:
            field_dict["executor_pod_name"] = executor_pod_name
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_command_run_result import SandboxCommandRunResult  # noqa: PLC0415
        from ..models.sandbox_file_map import SandboxFileMap  # noqa: PLC0415

        d = dict(src_dict)
        status = SandboxRunStatus(d.pop("status"))

        message = d.pop("message")

        def _parse_compile_result(data: object) -> None | SandboxCommandRunResult | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                compile_result_type_0 = SandboxCommandRunResult.from_dict(data)

                return compile_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxCommandRunResult | Unset, data)

        compile_result = _parse_compile_result(d.pop("compile_result", UNSET))

        def _parse_run_result(data: object) -> None | SandboxCommandRunResult | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                run_result_type_0 = SandboxCommandRunResult.from_dict(data)

                return run_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxCommandRunResult | Unset, data)

        run_result = _parse_run_result(d.pop("run_result", UNSET))

        def _parse_executor_pod_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        executor_pod_name = _parse_executor_pod_name(d.pop("executor_pod_name", UNSET))

        _files = d.pop("files", UNSET)
        files: SandboxFileMap | Unset
        if isinstance(_files, Unset):
            files = UNSET
        else:
            files = SandboxFileMap.from_dict(_files)

        sandbox_run_code_response = cls(
            status=status,
            message=message,
            compile_result=compile_result,
            run_result=run_result,
            executor_pod_name=executor_pod_name,
            files=files,
        )

        sandbox_run_code_response.additional_properties = d
        return sandbox_run_code_response

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
