# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_run_status import DifyRunStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_output_file import DifyOutputFile
    from ..models.dify_run_creator import DifyRunCreator


T = TypeVar("T", bound="DifyWorkflowFinishedData")


@_attrs_define
class DifyWorkflowFinishedData:
    """How the run ended.

    Attributes:
        id (str): The run's id.
        workflow_id (str): The published version that ran.
        status (DifyRunStatus): Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a
            `paused` one waits for a
            form. The documented page knows running, succeeded, failed and stopped.
        elapsed_time (float): How long it took, in seconds.
        total_tokens (int): Tokens used.
        total_steps (int | str): Nodes that ran. A text in the documented page's transcript, a number from every server.
        created_at (int): When it began, seconds since 1970.
        finished_at (int | None): When it ended, seconds since 1970.
        sequence_number (int | Unset): The run's number in the app, from 1.
        outputs (DifyJsonObject | None | Unset): What it put out, by name; null or empty when nothing.
        error (None | str | Unset): Why it failed; null when it did not.
        created_by (DifyRunCreator | Unset): A caller's user, with `user`; or somebody in Dify itself, with `name` and
            `email`.
        exceptions_count (int | Unset): Nodes that failed and were dealt with.
        files (list[DifyOutputFile] | None | Unset): The files in the outputs.
    """

    id: str
    workflow_id: str
    status: DifyRunStatus
    elapsed_time: float
    total_tokens: int
    total_steps: int | str
    created_at: int
    finished_at: int | None
    sequence_number: int | Unset = UNSET
    outputs: DifyJsonObject | None | Unset = UNSET
    error: None | str | Unset = UNSET
    created_by: DifyRunCreator | Unset = UNSET
    exceptions_count: int | Unset = UNSET
    files: list[DifyOutputFile] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        workflow_id = self.workflow_id

        status = self.status.value

        elapsed_time = self.elapsed_time

        total_tokens = self.total_tokens

        total_steps: int | str
        total_steps = self.total_steps

        created_at = self.created_at

        finished_at: int | None
        finished_at = self.finished_at

        sequence_number = self.sequence_number

        outputs: dict[str, Any] | None | Unset
        if isinstance(self.outputs, Unset):
            outputs = UNSET
        elif isinstance(self.outputs, DifyJsonObject):
            outputs = self.outputs.to_dict()
        else:
            outputs = self.outputs

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        created_by: dict[str, Any] | Unset = UNSET
        if not isinstance(self.created_by, Unset):
            created_by = self.created_by.to_dict()

        exceptions_count = self.exceptions_count

        files: list[dict[str, Any]] | None | Unset
        if isinstance(self.files, Unset):
            files = UNSET
        elif isinstance(self.files, list):
            files = []
            for files_type_0_item_data in self.files:
                files_type_0_item = files_type_0_item_data.to_dict()
                files.append(files_type_0_item)

        else:
            files = self.files

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflow_id": workflow_id,
                "status": status,
                "elapsed_time": elapsed_time,
                "total_tokens": total_tokens,
                "total_steps": total_steps,
                "created_at": created_at,
                "finished_at": finished_at,
            }
        )
        if sequence_number is not UNSET:
            field_dict["sequence_number"] = sequence_number
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if error is not UNSET:
            field_dict["error"] = error
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if exceptions_count is not UNSET:
            field_dict["exceptions_count"] = exceptions_count
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415
        from ..models.dify_output_file import DifyOutputFile  # noqa: PLC0415
        from ..models.dify_run_creator import DifyRunCreator  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        workflow_id = d.pop("workflow_id")

        status = DifyRunStatus(d.pop("status"))

        elapsed_time = d.pop("elapsed_time")

        total_tokens = d.pop("total_tokens")

        def _parse_total_steps(data: object) -> int | str:
            return cast(int | str, data)

        total_steps = _parse_total_steps(d.pop("total_steps"))

        created_at = d.pop("created_at")

        def _parse_finished_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        sequence_number = d.pop("sequence_number", UNSET)

        def _parse_outputs(data: object) -> DifyJsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outputs_type_0 = DifyJsonObject.from_dict(data)

                return outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | Unset, data)

        outputs = _parse_outputs(d.pop("outputs", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        _created_by = d.pop("created_by", UNSET)
        created_by: DifyRunCreator | Unset
        if isinstance(_created_by, Unset):
            created_by = UNSET
        else:
            created_by = DifyRunCreator.from_dict(_created_by)

        exceptions_count = d.pop("exceptions_count", UNSET)

        def _parse_files(data: object) -> list[DifyOutputFile] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                files_type_0 = []
                _files_type_0 = data
                for files_type_0_item_data in _files_type_0:
                    files_type_0_item = DifyOutputFile.from_dict(files_type_0_item_data)

                    files_type_0.append(files_type_0_item)

                return files_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[DifyOutputFile] | None | Unset, data)

        files = _parse_files(d.pop("files", UNSET))

        dify_workflow_finished_data = cls(
            id=id,
            workflow_id=workflow_id,
            status=status,
            elapsed_time=elapsed_time,
            total_tokens=total_tokens,
            total_steps=total_steps,
            created_at=created_at,
            finished_at=finished_at,
            sequence_number=sequence_number,
            outputs=outputs,
            error=error,
            created_by=created_by,
            exceptions_count=exceptions_count,
            files=files,
        )

        dify_workflow_finished_data.additional_properties = d
        return dify_workflow_finished_data

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
