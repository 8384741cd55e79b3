# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_run_status import DifyRunStatus

if TYPE_CHECKING:
    from ..models.dify_json_object import DifyJsonObject


T = TypeVar("T", bound="DifyWorkflowRun")


@_attrs_define
class DifyWorkflowRun:
    """A run as it is now. All eleven fields are always there, and on documented servers all but two zeros are null
    when there is no such run: a null id means not found. There a run whose stream was cut stays `running` for ever,
    and a stream is cut by its reader, too, who leaves it before its end; servers since 1.13 carry such a run on to
    its end.

        Attributes:
            id (None | str): The run's id.
            workflow_id (None | str): The published version that ran.
            status (DifyRunStatus | None): Where it is.
            inputs (DifyJsonObject | None | str): What it was run with, `sys.` values included; today also `sys.timestamp`,
                when it began, which a live
                `workflow_started` leaves out. So far always JSON as text.
            outputs (DifyJsonObject | None | str): What it put out: today an object, empty while it runs; on documented
                servers JSON as text, or null.
            error (None | str): Why it failed; null when it did not.
            total_steps (int | None): Nodes that ran.
            total_tokens (int | None): Tokens used.
            created_at (int | None | str): When it began.
            finished_at (int | None | str): When it ended; null until then.
            elapsed_time (float | None): How long it took, in seconds; 0 while it runs.
    """

    id: None | str
    workflow_id: None | str
    status: DifyRunStatus | None
    inputs: DifyJsonObject | None | str
    outputs: DifyJsonObject | None | str
    error: None | str
    total_steps: int | None
    total_tokens: int | None
    created_at: int | None | str
    finished_at: int | None | str
    elapsed_time: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        id: None | str
        id = self.id

        workflow_id: None | str
        workflow_id = self.workflow_id

        status: None | str
        if isinstance(self.status, DifyRunStatus):
            status = self.status.value
        else:
            status = self.status

        inputs: dict[str, Any] | None | str
        if isinstance(self.inputs, DifyJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        outputs: dict[str, Any] | None | str
        if isinstance(self.outputs, DifyJsonObject):
            outputs = self.outputs.to_dict()
        else:
            outputs = self.outputs

        error: None | str
        error = self.error

        total_steps: int | None
        total_steps = self.total_steps

        total_tokens: int | None
        total_tokens = self.total_tokens

        created_at: int | None | str
        created_at = self.created_at

        finished_at: int | None | str
        finished_at = self.finished_at

        elapsed_time: float | None
        elapsed_time = self.elapsed_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflow_id": workflow_id,
                "status": status,
                "inputs": inputs,
                "outputs": outputs,
                "error": error,
                "total_steps": total_steps,
                "total_tokens": total_tokens,
                "created_at": created_at,
                "finished_at": finished_at,
                "elapsed_time": elapsed_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_json_object import DifyJsonObject  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_workflow_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        workflow_id = _parse_workflow_id(d.pop("workflow_id"))

        def _parse_status(data: object) -> DifyRunStatus | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = DifyRunStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyRunStatus | None, data)

        status = _parse_status(d.pop("status"))

        def _parse_inputs(data: object) -> DifyJsonObject | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                inputs_type_0 = DifyJsonObject.from_dict(data)

                return inputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | str, data)

        inputs = _parse_inputs(d.pop("inputs"))

        def _parse_outputs(data: object) -> DifyJsonObject | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outputs_type_0 = DifyJsonObject.from_dict(data)

                return outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyJsonObject | None | str, data)

        outputs = _parse_outputs(d.pop("outputs"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_total_steps(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_steps = _parse_total_steps(d.pop("total_steps"))

        def _parse_total_tokens(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_tokens = _parse_total_tokens(d.pop("total_tokens"))

        def _parse_created_at(data: object) -> int | None | str:
            if data is None:
                return data
            return cast(int | None | str, data)

        created_at = _parse_created_at(d.pop("created_at"))

        def _parse_finished_at(data: object) -> int | None | str:
            if data is None:
                return data
            return cast(int | None | str, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        def _parse_elapsed_time(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        elapsed_time = _parse_elapsed_time(d.pop("elapsed_time"))

        dify_workflow_run = cls(
            id=id,
            workflow_id=workflow_id,
            status=status,
            inputs=inputs,
            outputs=outputs,
            error=error,
            total_steps=total_steps,
            total_tokens=total_tokens,
            created_at=created_at,
            finished_at=finished_at,
            elapsed_time=elapsed_time,
        )

        dify_workflow_run.additional_properties = d
        return dify_workflow_run

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
