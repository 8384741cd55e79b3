# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_run_status import SandboxRunStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_cell_run_result import SandboxCellRunResult
    from ..models.sandbox_command_run_result import SandboxCommandRunResult
    from ..models.sandbox_file_map import SandboxFileMap


T = TypeVar("T", bound="SandboxRunJupyterResponse")


@_attrs_define
class SandboxRunJupyterResponse:
    """What came of a notebook.

    Attributes:
        status (SandboxRunStatus): `Failed`: the program's own failure. `SandboxError`: the server's; the program was
            not run, or not to its end.
        message (str): Empty, but for a SandboxError.
        driver (None | SandboxCommandRunResult | Unset): The process that ran the cells; its stdout is not theirs.
        cells (list[SandboxCellRunResult] | Unset): One for each cell, in order; none if the notebook did not come to
            its end.
        executor_pod_name (None | str | Unset): The machine, where the server was told its name.
        files (SandboxFileMap | Unset): Content in base64 by path.
    """

    status: SandboxRunStatus
    message: str
    driver: None | SandboxCommandRunResult | Unset = UNSET
    cells: list[SandboxCellRunResult] | Unset = UNSET
    executor_pod_name: None | str | Unset = UNSET
    files: SandboxFileMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_command_run_result import SandboxCommandRunResult  # noqa: PLC0415

        status = self.status.value

        message = self.message

        driver: dict[str, Any] | None | Unset
        if isinstance(self.driver, Unset):
            driver = UNSET
        elif isinstance(self.driver, SandboxCommandRunResult):
            driver = self.driver.to_dict()
        else:
            driver = self.driver

        cells: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.cells, Unset):
            cells = []
            for cells_item_data in self.cells:
                cells_item = cells_item_data.to_dict()
                cells.append(cells_item)

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
        if driver is not UNSET:
            field_dict["driver"] = driver
        if cells is not UNSET:
            field_dict["cells"] = cells
        if executor_pod_name is not UNSET:
            field_dict["executor_pod_name"] = executor_pod_name
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_cell_run_result import SandboxCellRunResult  # noqa: PLC0415
        from ..models.sandbox_command_run_result import SandboxCommandRunResult  # noqa: PLC0415
        from ..models.sandbox_file_map import SandboxFileMap  # noqa: PLC0415

        d = dict(src_dict)
        status = SandboxRunStatus(d.pop("status"))

        message = d.pop("message")

        def _parse_driver(data: object) -> None | SandboxCommandRunResult | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                driver_type_0 = SandboxCommandRunResult.from_dict(data)

                return driver_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxCommandRunResult | Unset, data)

        driver = _parse_driver(d.pop("driver", UNSET))

        _cells = d.pop("cells", UNSET)
        cells: list[SandboxCellRunResult] | Unset = UNSET
        if _cells is not UNSET:
            cells = []
            for cells_item_data in _cells:
                cells_item = SandboxCellRunResult.from_dict(cells_item_data)

                cells.append(cells_item)

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

        sandbox_run_jupyter_response = cls(
            status=status,
            message=message,
            driver=driver,
            cells=cells,
            executor_pod_name=executor_pod_name,
            files=files,
        )

        sandbox_run_jupyter_response.additional_properties = d
        return sandbox_run_jupyter_response

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
