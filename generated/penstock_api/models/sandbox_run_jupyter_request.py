# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_kernel import SandboxKernel
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_file_map import SandboxFileMap


T = TypeVar("T", bound="SandboxRunJupyterRequest")


@_attrs_define
class SandboxRunJupyterRequest:
    """A notebook to run.

    Attributes:
        cells (list[str]): The source of each cell.
        cell_timeout (float | Unset): Accepted, and ignored.
        total_timeout (float | Unset): Seconds; the server's default is 45. The kernel is ended ten seconds later.
        memory_limit_mb (int | Unset): Accepted, and ignored.
        kernel (SandboxKernel | Unset): The notebook's kernel.
        files (SandboxFileMap | Unset): Content in base64 by path.
        fetch_files (list[str] | Unset): Paths of files to give back. Those that are not there are left out.
    """

    cells: list[str]
    cell_timeout: float | Unset = UNSET
    total_timeout: float | Unset = UNSET
    memory_limit_mb: int | Unset = UNSET
    kernel: SandboxKernel | Unset = UNSET
    files: SandboxFileMap | Unset = UNSET
    fetch_files: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cells = self.cells

        cell_timeout = self.cell_timeout

        total_timeout = self.total_timeout

        memory_limit_mb = self.memory_limit_mb

        kernel: str | Unset = UNSET
        if not isinstance(self.kernel, Unset):
            kernel = self.kernel.value

        files: dict[str, Any] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = self.files.to_dict()

        fetch_files: list[str] | Unset = UNSET
        if not isinstance(self.fetch_files, Unset):
            fetch_files = self.fetch_files

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cells": cells,
            }
        )
        if cell_timeout is not UNSET:
            field_dict["cell_timeout"] = cell_timeout
        if total_timeout is not UNSET:
            field_dict["total_timeout"] = total_timeout
        if memory_limit_mb is not UNSET:
            field_dict["memory_limit_MB"] = memory_limit_mb
        if kernel is not UNSET:
            field_dict["kernel"] = kernel
        if files is not UNSET:
            field_dict["files"] = files
        if fetch_files is not UNSET:
            field_dict["fetch_files"] = fetch_files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_file_map import SandboxFileMap  # noqa: PLC0415

        d = dict(src_dict)
        cells = cast(list[str], d.pop("cells"))

        cell_timeout = d.pop("cell_timeout", UNSET)

        total_timeout = d.pop("total_timeout", UNSET)

        memory_limit_mb = d.pop("memory_limit_MB", UNSET)

        _kernel = d.pop("kernel", UNSET)
        kernel: SandboxKernel | Unset
        if isinstance(_kernel, Unset):
            kernel = UNSET
        else:
            kernel = SandboxKernel(_kernel)

        _files = d.pop("files", UNSET)
        files: SandboxFileMap | Unset
        if isinstance(_files, Unset):
            files = UNSET
        else:
            files = SandboxFileMap.from_dict(_files)

        fetch_files = cast(list[str], d.pop("fetch_files", UNSET))

        sandbox_run_jupyter_request = cls(
            cells=cells,
            cell_timeout=cell_timeout,
            total_timeout=total_timeout,
            memory_limit_mb=memory_limit_mb,
            kernel=kernel,
            files=files,
            fetch_files=fetch_files,
        )

        sandbox_run_jupyter_request.additional_properties = d
        return sandbox_run_jupyter_request

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
