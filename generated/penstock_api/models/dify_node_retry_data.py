# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_node_status import DifyNodeStatus
from ..models.dify_node_type import DifyNodeType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_execution_metadata import DifyExecutionMetadata
    from ..models.dify_json_object import DifyJsonObject
    from ..models.dify_output_file import DifyOutputFile


T = TypeVar("T", bound="DifyNodeRetryData")


@_attrs_define
class DifyNodeRetryData:
    """A node that failed and is tried again.

    Attributes:
        id (str): This execution of the node, the same when it ends. The documented page calls it the run's id.
        node_id (str): The node.
        node_type (DifyNodeType): What a node does.
        title (str): The node's name.
        index (int): Its place in the order of executions.
        status (DifyNodeStatus): How a node ended. `exception` is a failure that its error strategy dealt with, `retry`
            one that is tried again.
        created_at (int): When it began, seconds since 1970.
        retry_index (int): The try that failed, from 1.
        predecessor_node_id (None | str | Unset): The node before it.
        inputs (DifyJsonObject | None | Unset): What it works on; null when not told.
        inputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        process_data (DifyJsonObject | None | Unset): What it did on the way; of a model, its prompts and its usage,
            prices as text.
        process_data_truncated (bool | Unset): Whether it was cut; never so for the service API.
        outputs (DifyJsonObject | None | Unset): What it put out, by name; null or empty when nothing.
        outputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        error (None | str | Unset): Why it failed; null when it did not.
        elapsed_time (float | Unset): How long it took, in seconds.
        execution_metadata (DifyExecutionMetadata | None | Unset): What it used; null when not told.
        finished_at (int | Unset): When it failed, seconds since 1970.
        files (list[DifyOutputFile] | None | Unset): The files in the outputs.
        iteration_id (None | str | Unset): The iteration it is part of.
        loop_id (None | str | Unset): The loop it is part of.
    """

    id: str
    node_id: str
    node_type: DifyNodeType
    title: str
    index: int
    status: DifyNodeStatus
    created_at: int
    retry_index: int
    predecessor_node_id: None | str | Unset = UNSET
    inputs: DifyJsonObject | None | Unset = UNSET
    inputs_truncated: bool | Unset = UNSET
    process_data: DifyJsonObject | None | Unset = UNSET
    process_data_truncated: bool | Unset = UNSET
    outputs: DifyJsonObject | None | Unset = UNSET
    outputs_truncated: bool | Unset = UNSET
    error: None | str | Unset = UNSET
    elapsed_time: float | Unset = UNSET
    execution_metadata: DifyExecutionMetadata | None | Unset = UNSET
    finished_at: int | Unset = UNSET
    files: list[DifyOutputFile] | None | Unset = UNSET
    iteration_id: None | str | Unset = UNSET
    loop_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_execution_metadata import DifyExecutionMetadata  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        node_id = self.node_id

        node_type = self.node_type.value

        title = self.title

        index = self.index

        status = self.status.value

        created_at = self.created_at

        retry_index = self.retry_index

        predecessor_node_id: None | str | Unset
        if isinstance(self.predecessor_node_id, Unset):
            predecessor_node_id = UNSET
        else:
            predecessor_node_id = self.predecessor_node_id

        inputs: dict[str, Any] | None | Unset
        if isinstance(self.inputs, Unset):
            inputs = UNSET
        elif isinstance(self.inputs, DifyJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        inputs_truncated = self.inputs_truncated

        process_data: dict[str, Any] | None | Unset
        if isinstance(self.process_data, Unset):
            process_data = UNSET
        elif isinstance(self.process_data, DifyJsonObject):
            process_data = self.process_data.to_dict()
        else:
            process_data = self.process_data

        process_data_truncated = self.process_data_truncated

        outputs: dict[str, Any] | None | Unset
        if isinstance(self.outputs, Unset):
            outputs = UNSET
        elif isinstance(self.outputs, DifyJsonObject):
            outputs = self.outputs.to_dict()
        else:
            outputs = self.outputs

        outputs_truncated = self.outputs_truncated

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        elapsed_time = self.elapsed_time

        execution_metadata: dict[str, Any] | None | Unset
        if isinstance(self.execution_metadata, Unset):
            execution_metadata = UNSET
        elif isinstance(self.execution_metadata, DifyExecutionMetadata):
            execution_metadata = self.execution_metadata.to_dict()
        else:
            execution_metadata = self.execution_metadata

        finished_at = self.finished_at

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

        iteration_id: None | str | Unset
        if isinstance(self.iteration_id, Unset):
            iteration_id = UNSET
        else:
            iteration_id = self.iteration_id

        loop_id: None | str | Unset
        if isinstance(self.loop_id, Unset):
            loop_id = UNSET
        else:
            loop_id = self.loop_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "node_id": node_id,
                "node_type": node_type,
                "title": title,
                "index": index,
                "status": status,
                "created_at": created_at,
                "retry_index": retry_index,
            }
        )
        if predecessor_node_id is not UNSET:
            field_dict["predecessor_node_id"] = predecessor_node_id
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if inputs_truncated is not UNSET:
            field_dict["inputs_truncated"] = inputs_truncated
        if process_data is not UNSET:
            field_dict["process_data"] = process_data
        if process_data_truncated is not UNSET:
            field_dict["process_data_truncated"] = process_data_truncated
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if outputs_truncated is not UNSET:
            field_dict["outputs_truncated"] = outputs_truncated
        if error is not UNSET:
            field_dict["error"] = error
        if elapsed_time is not UNSET:
            field_dict["elapsed_time"] = elapsed_time
        if execution_metadata is not UNSET:
            field_dict["execution_metadata"] = execution_metadata
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if files is not UNSET:
            field_dict["files"] = files
        if iteration_id is not UNSET:
            field_dict["iteration_id"] = iteration_id
        if loop_id is not UNSET:
            field_dict["loop_id"] = loop_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_execution_metadata import DifyExecutionMetadata  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415
        from ..models.dify_output_file import DifyOutputFile  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        node_id = d.pop("node_id")

        node_type = DifyNodeType(d.pop("node_type"))

        title = d.pop("title")

        index = d.pop("index")

        status = DifyNodeStatus(d.pop("status"))

        created_at = d.pop("created_at")

        retry_index = d.pop("retry_index")

        def _parse_predecessor_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        predecessor_node_id = _parse_predecessor_node_id(d.pop("predecessor_node_id", UNSET))

        def _parse_inputs(data: object) -> DifyJsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                inputs_type_0 = DifyJsonObject.from_dict(data)

                return inputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | Unset, data)

        inputs = _parse_inputs(d.pop("inputs", UNSET))

        inputs_truncated = d.pop("inputs_truncated", UNSET)

        def _parse_process_data(data: object) -> DifyJsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                process_data_type_0 = DifyJsonObject.from_dict(data)

                return process_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | Unset, data)

        process_data = _parse_process_data(d.pop("process_data", UNSET))

        process_data_truncated = d.pop("process_data_truncated", UNSET)

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

        outputs_truncated = d.pop("outputs_truncated", UNSET)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        elapsed_time = d.pop("elapsed_time", UNSET)

        def _parse_execution_metadata(data: object) -> DifyExecutionMetadata | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                execution_metadata_type_0 = DifyExecutionMetadata.from_dict(data)

                return execution_metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyExecutionMetadata | None | Unset, data)

        execution_metadata = _parse_execution_metadata(d.pop("execution_metadata", UNSET))

        finished_at = d.pop("finished_at", UNSET)

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

        def _parse_iteration_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        iteration_id = _parse_iteration_id(d.pop("iteration_id", UNSET))

        def _parse_loop_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        loop_id = _parse_loop_id(d.pop("loop_id", UNSET))

        dify_node_retry_data = cls(
            id=id,
            node_id=node_id,
            node_type=node_type,
            title=title,
            index=index,
            status=status,
            created_at=created_at,
            retry_index=retry_index,
            predecessor_node_id=predecessor_node_id,
            inputs=inputs,
            inputs_truncated=inputs_truncated,
            process_data=process_data,
            process_data_truncated=process_data_truncated,
            outputs=outputs,
            outputs_truncated=outputs_truncated,
            error=error,
            elapsed_time=elapsed_time,
            execution_metadata=execution_metadata,
            finished_at=finished_at,
            files=files,
            iteration_id=iteration_id,
            loop_id=loop_id,
        )

        dify_node_retry_data.additional_properties = d
        return dify_node_retry_data

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
