# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_command_status import SandboxCommandStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="SandboxCommandRunResult")


@_attrs_define
class SandboxCommandRunResult:
    """One step, compiling or running.

    Attributes:
        status (SandboxCommandStatus): How a step ended. `Error` says that it could not be done.
        execution_time (float | None | Unset): Seconds. The clock starts late, so a short run may seem shorter still.
        return_code (int | None | Unset): What the process ended with; a signal's number with a minus; null on a
            timeout.
        stdout (None | str | Unset): What was written, perhaps cut; after a timeout, what was flushed. Bytes that are no
            UTF-8 make all of it one
            line `[DecodeError] ...`.
        stderr (None | str | Unset): What was written there.
    """

    status: SandboxCommandStatus
    execution_time: float | None | Unset = UNSET
    return_code: int | None | Unset = UNSET
    stdout: None | str | Unset = UNSET
    stderr: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        execution_time: float | None | Unset
        if isinstance(self.execution_time, Unset):
            execution_time = UNSET
        else:
            execution_time = self.execution_time

        return_code: int | None | Unset
        if isinstance(self.return_code, Unset):
            return_code = UNSET
        else:
            return_code = self.return_code

        stdout: None | str | Unset
        if isinstance(self.stdout, Unset):
            stdout = UNSET
        else:
            stdout = self.stdout

        stderr: None | str | Unset
        if isinstance(self.stderr, Unset):
            stderr = UNSET
        else:
            stderr = self.stderr

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
            }
        )
        if execution_time is not UNSET:
            field_dict["execution_time"] = execution_time
        if return_code is not UNSET:
            field_dict["return_code"] = return_code
        if stdout is not UNSET:
            field_dict["stdout"] = stdout
        if stderr is not UNSET:
            field_dict["stderr"] = stderr

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = SandboxCommandStatus(d.pop("status"))

        def _parse_execution_time(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        execution_time = _parse_execution_time(d.pop("execution_time", UNSET))

        def _parse_return_code(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        return_code = _parse_return_code(d.pop("return_code", UNSET))

        def _parse_stdout(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stdout = _parse_stdout(d.pop("stdout", UNSET))

        def _parse_stderr(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stderr = _parse_stderr(d.pop("stderr", UNSET))

        sandbox_command_run_result = cls(
            status=status,
            execution_time=execution_time,
            return_code=return_code,
            stdout=stdout,
            stderr=stderr,
        )

        sandbox_command_run_result.additional_properties = d
        return sandbox_command_run_result

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
