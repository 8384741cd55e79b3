# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sandbox_cell_display import SandboxCellDisplay
    from ..models.sandbox_cell_error import SandboxCellError


T = TypeVar("T", bound="SandboxCellRunResult")


@_attrs_define
class SandboxCellRunResult:
    """One cell.

    Attributes:
        stdout (str): What it printed.
        stderr (str): What it printed there.
        display (list[SandboxCellDisplay]): What it showed, each in one or several media types.
        error (list[SandboxCellError]): What it raised.
    """

    stdout: str
    stderr: str
    display: list[SandboxCellDisplay]
    error: list[SandboxCellError]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stdout = self.stdout

        stderr = self.stderr

        display = []
        for display_item_data in self.display:
            display_item = display_item_data.to_dict()
            display.append(display_item)

        error = []
        for error_item_data in self.error:
            error_item = error_item_data.to_dict()
            error.append(error_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stdout": stdout,
                "stderr": stderr,
                "display": display,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_cell_display import SandboxCellDisplay  # noqa: PLC0415
        from ..models.sandbox_cell_error import SandboxCellError  # noqa: PLC0415

        d = dict(src_dict)
        stdout = d.pop("stdout")

        stderr = d.pop("stderr")

        display = []
        _display = d.pop("display")
        for display_item_data in _display:
            display_item = SandboxCellDisplay.from_dict(display_item_data)

            display.append(display_item)

        error = []
        _error = d.pop("error")
        for error_item_data in _error:
            error_item = SandboxCellError.from_dict(error_item_data)

            error.append(error_item)

        sandbox_cell_run_result = cls(
            stdout=stdout,
            stderr=stderr,
            display=display,
            error=error,
        )

        sandbox_cell_run_result.additional_properties = d
        return sandbox_cell_run_result

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
