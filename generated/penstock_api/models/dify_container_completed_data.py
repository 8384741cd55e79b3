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


T = TypeVar("T", bound="DifyContainerCompletedData")


@_attrs_define
class DifyContainerCompletedData:
    """An iteration or a loop that ended.

    Attributes:
        id (str): The node, as `node_id`.
        node_id (str): The node.
        node_type (DifyNodeType): What a node does.
        title (str): The node's name.
        created_at (int): When it ended, seconds since 1970.
        status (DifyNodeStatus): How a node ended. `exception` is a failure that its error strategy dealt with, `retry`
            one that is tried again.
        outputs (DifyJsonObject | None | Unset): What it put out, by name; null or empty when nothing.
        outputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        extras (DifyJsonObject | Unset): Any JSON object.
        inputs (DifyJsonObject | None | Unset): What it works on; null when not told.
        inputs_truncated (bool | Unset): Whether it was cut; never so for the service API.
        error (None | str | Unset): Null, also when it failed.
        elapsed_time (float | Unset): How long it took, in seconds.
        total_tokens (int | Unset): Tokens used.
        execution_metadata (DifyExecutionMetadata | None | Unset): What it used; null when not told.
        finished_at (int | Unset): When it ended, seconds since 1970.
        steps (int | Unset): How many turns it took.
        parallel_id (None | str | Unset): The branches that it is part of, on servers of 0.8 to 1.8.
        parallel_start_node_id (None | str | Unset): Where its branch begins.
    """

    id: str
    node_id: str
    node_type: DifyNodeType
    title: str
    created_at: int
    status: DifyNodeStatus
    outputs: DifyJsonObject | None | Unset = UNSET
    outputs_truncated: bool | Unset = UNSET
    extras: DifyJsonObject | Unset = UNSET
    inputs: DifyJsonObject | None | Unset = UNSET
    inputs_truncated: bool | Unset = UNSET
    error: None | str | Unset = UNSET
    elapsed_time: float | Unset = UNSET
    total_tokens: int | Unset = UNSET
    execution_metadata: DifyExecutionMetadata | None | Unset = UNSET
    finished_at: int | Unset = UNSET
    steps: int | Unset = UNSET
    parallel_id: None | str | Unset = UNSET
    parallel_start_node_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_execution_metadata import DifyExecutionMetadata  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id = self.id

        node_id = self.node_id

        node_type = self.node_type.value

        title = self.title

        created_at = self.created_at

        status = self.status.value

        outputs: dict[str, Any] | None | Unset
        if isinstance(self.outputs, Unset):
            outputs = UNSET
        elif isinstance(self.outputs, DifyJsonObject):
            outputs = self.outputs.to_dict()
        else:
            outputs = self.outputs

        outputs_truncated = self.outputs_truncated

        extras: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extras, Unset):
            extras = self.extras.to_dict()

        inputs: dict[str, Any] | None | Unset
        if isinstance(self.inputs, Unset):
            inputs = UNSET
        elif isinstance(self.inputs, DifyJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        inputs_truncated = self.inputs_truncated

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        elapsed_time = self.elapsed_time

        total_tokens = self.total_tokens

        execution_metadata: dict[str, Any] | None | Unset
        if isinstance(self.execution_metadata, Unset):
            execution_metadata = UNSET
        elif isinstance(self.execution_metadata, DifyExecutionMetadata):
            execution_metadata = self.execution_metadata.to_dict()
        else:
            execution_metadata = self.execution_metadata

        finished_at = self.finished_at

        steps = self.steps

        parallel_id: None | str | Unset
        if isinstance(self.parallel_id, Unset):
            parallel_id = UNSET
        else:
            parallel_id = self.parallel_id

        parallel_start_node_id: None | str | Unset
        if isinstance(self.parallel_start_node_id, Unset):
            parallel_start_node_id = UNSET
        else:
            parallel_start_node_id = self.parallel_start_node_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "node_id": node_id,
                "node_type": node_type,
                "title": title,
                "created_at": created_at,
                "status": status,
            }
        )
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if outputs_truncated is not UNSET:
            field_dict["outputs_truncated"] = outputs_truncated
        if extras is not UNSET:
            field_dict["extras"] = extras
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if inputs_truncated is not UNSET:
            field_dict["inputs_truncated"] = inputs_truncated
        if error is not UNSET:
            field_dict["error"] = error
        if elapsed_time is not UNSET:
            field_dict["elapsed_time"] = elapsed_time
        if total_tokens is not UNSET:
            field_dict["total_tokens"] = total_tokens
        if execution_metadata is not UNSET:
            field_dict["execution_metadata"] = execution_metadata
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if steps is not UNSET:
            field_dict["steps"] = steps
        if parallel_id is not UNSET:
            field_dict["parallel_id"] = parallel_id
        if parallel_start_node_id is not UNSET:
            field_dict["parallel_start_node_id"] = parallel_start_node_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_execution_metadata import DifyExecutionMetadata  # noqa: PLC0415
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        node_id = d.pop("node_id")

        node_type = DifyNodeType(d.pop("node_type"))

        title = d.pop("title")

        created_at = d.pop("created_at")

        status = DifyNodeStatus(d.pop("status"))

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

        _extras = d.pop("extras", UNSET)
        extras: DifyJsonObject | Unset
        if isinstance(_extras, Unset):
            extras = UNSET
        else:
            extras = DifyJsonObject.from_dict(_extras)

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

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        elapsed_time = d.pop("elapsed_time", UNSET)

        total_tokens = d.pop("total_tokens", UNSET)

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

        steps = d.pop("steps", UNSET)

        def _parse_parallel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_id = _parse_parallel_id(d.pop("parallel_id", UNSET))

        def _parse_parallel_start_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parallel_start_node_id = _parse_parallel_start_node_id(
            d.pop("parallel_start_node_id", UNSET)
        )

        dify_container_completed_data = cls(
            id=id,
            node_id=node_id,
            node_type=node_type,
            title=title,
            created_at=created_at,
            status=status,
            outputs=outputs,
            outputs_truncated=outputs_truncated,
            extras=extras,
            inputs=inputs,
            inputs_truncated=inputs_truncated,
            error=error,
            elapsed_time=elapsed_time,
            total_tokens=total_tokens,
            execution_metadata=execution_metadata,
            finished_at=finished_at,
            steps=steps,
            parallel_id=parallel_id,
            parallel_start_node_id=parallel_start_node_id,
        )

        dify_container_completed_data.additional_properties = d
        return dify_container_completed_data

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
