# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_execution_metadata import SimExecutionMetadata


T = TypeVar("T", bound="SimExecutionResult")


@_attrs_define
class SimExecutionResult:
    """The result of a run.

    Attributes:
        success (bool): Whether the run succeeded. True for a run that waits for a person, too.
        output (Any | Unset): The last block's output: an object of the author's making, `{}` when there is none. An
            agent's has content,
            model and tokens, which are `{prompt, completion, total}` as documented and `{input, output, total}` today.
            Today a value of several MB is replaced by an object with `__simLargeValueRef: true`, `kind` (string, array
            or object), `size` in bytes, an `id`, a storage `key` and a `preview`; no operation returns the value.
            Of a run that waits for a person, `data._resume` holds the ids to resume it with: `contextId`,
            `executionId`, `workflowId` and `apiUrl`. May be absent from a failed run today.
        error (None | str | Unset): Why the run failed. Absent or null when it succeeded, and absent when it was
            cancelled.
        execution_id (str | Unset): The run's id. Today's servers only, and only on success.
        metadata (SimExecutionMetadata | Unset): When the run ran.
        logs (list[Any] | Unset): Named by the documented result; the servers never sent it.
        trace_spans (list[Any] | Unset): Named by the documented result; the servers never sent it.
        total_duration (float | Unset): Milliseconds. Named by the documented result; the servers never sent it.
    """

    success: bool
    output: Any | Unset = UNSET
    error: None | str | Unset = UNSET
    execution_id: str | Unset = UNSET
    metadata: SimExecutionMetadata | Unset = UNSET
    logs: list[Any] | Unset = UNSET
    trace_spans: list[Any] | Unset = UNSET
    total_duration: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        output = self.output

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        execution_id = self.execution_id

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        logs: list[Any] | Unset = UNSET
        if not isinstance(self.logs, Unset):
            logs = self.logs

        trace_spans: list[Any] | Unset = UNSET
        if not isinstance(self.trace_spans, Unset):
            trace_spans = self.trace_spans

        total_duration = self.total_duration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
            }
        )
        if output is not UNSET:
            field_dict["output"] = output
        if error is not UNSET:
            field_dict["error"] = error
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if logs is not UNSET:
            field_dict["logs"] = logs
        if trace_spans is not UNSET:
            field_dict["traceSpans"] = trace_spans
        if total_duration is not UNSET:
            field_dict["totalDuration"] = total_duration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_execution_metadata import SimExecutionMetadata  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        output = d.pop("output", UNSET)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        execution_id = d.pop("executionId", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SimExecutionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SimExecutionMetadata.from_dict(_metadata)

        logs = cast(list[Any], d.pop("logs", UNSET))

        trace_spans = cast(list[Any], d.pop("traceSpans", UNSET))

        total_duration = d.pop("totalDuration", UNSET)

        sim_execution_result = cls(
            success=success,
            output=output,
            error=error,
            execution_id=execution_id,
            metadata=metadata,
            logs=logs,
            trace_spans=trace_spans,
            total_duration=total_duration,
        )

        sim_execution_result.additional_properties = d
        return sim_execution_result

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
