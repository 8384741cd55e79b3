# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimExecuteRequest")


@_attrs_define
class SimExecuteRequest:
    """The workflow's input, at the root or under `input`, beside the control fields named here. With the input at the
    root, documented servers hand the control fields to the workflow too. `isSecureMode` is the service's own;
    never send it.

    A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ..., "mime"?: ...}`, or
    `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a field that the workflow declares
    as a file; up to 20 MB each, decoded.

        Attributes:
            input_ (Any | Unset): The workflow's input, of any JSON type. When absent, the rest of the body is the input.
            stream (bool | Unset): Answer with a stream of events.
            selected_outputs (list[str] | Unset): The outputs to stream, as `blockName.path` (the name without its spaces,
                in any case) or `blockId_path`;
                today also `blockId.path` and `blockId`. Names that don't exist are ignored. Without any there are no chunks.
            workflow_trigger_type (str | Unset): Which start block to use, `api` (the default) or `chat`. Documented servers
                only.
            trigger_type (str | Unset): Reserved; anything but `api` is refused. Today's servers only.
            execution_id (str | Unset): An older spelling of the header X-Execution-Id. Today's servers only.
            include_thinking (bool | Unset): Stream the agent's reasoning. Needs X-Sim-Stream-Protocol. Today's servers
                only.
            include_tool_calls (bool | Unset): Stream the agent's tool calls. Needs X-Sim-Stream-Protocol. Today's servers
                only.
            include_file_base_64 (bool | Unset): Inline the content of files in the output. The server's default is true.
                Today's servers only.
            base_64_max_bytes (int | Unset): The largest file to inline, in bytes. Today's servers only.
            trigger_block_id (str | Unset): The block to start from. Today's servers only.
            start_block_id (str | Unset): The same as triggerBlockId. Today's servers only.
            stop_after_block_id (str | Unset): The block to stop after. Today's servers only.
    """

    input_: Any | Unset = UNSET
    stream: bool | Unset = UNSET
    selected_outputs: list[str] | Unset = UNSET
    workflow_trigger_type: str | Unset = UNSET
    trigger_type: str | Unset = UNSET
    execution_id: str | Unset = UNSET
    include_thinking: bool | Unset = UNSET
    include_tool_calls: bool | Unset = UNSET
    include_file_base_64: bool | Unset = UNSET
    base_64_max_bytes: int | Unset = UNSET
    trigger_block_id: str | Unset = UNSET
    start_block_id: str | Unset = UNSET
    stop_after_block_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        input_ = self.input_

        stream = self.stream

        selected_outputs: list[str] | Unset = UNSET
        if not isinstance(self.selected_outputs, Unset):
            selected_outputs = self.selected_outputs

        workflow_trigger_type = self.workflow_trigger_type

        trigger_type = self.trigger_type

        execution_id = self.execution_id

        include_thinking = self.include_thinking

        include_tool_calls = self.include_tool_calls

        include_file_base_64 = self.include_file_base_64

        base_64_max_bytes = self.base_64_max_bytes

        trigger_block_id = self.trigger_block_id

        start_block_id = self.start_block_id

        stop_after_block_id = self.stop_after_block_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if input_ is not UNSET:
            field_dict["input"] = input_
        if stream is not UNSET:
            field_dict["stream"] = stream
        if selected_outputs is not UNSET:
            field_dict["selectedOutputs"] = selected_outputs
        if workflow_trigger_type is not UNSET:
            field_dict["workflowTriggerType"] = workflow_trigger_type
        if trigger_type is not UNSET:
            field_dict["triggerType"] = trigger_type
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if include_thinking is not UNSET:
            field_dict["includeThinking"] = include_thinking
        if include_tool_calls is not UNSET:
            field_dict["includeToolCalls"] = include_tool_calls
        if include_file_base_64 is not UNSET:
            field_dict["includeFileBase64"] = include_file_base_64
        if base_64_max_bytes is not UNSET:
            field_dict["base64MaxBytes"] = base_64_max_bytes
        if trigger_block_id is not UNSET:
            field_dict["triggerBlockId"] = trigger_block_id
        if start_block_id is not UNSET:
            field_dict["startBlockId"] = start_block_id
        if stop_after_block_id is not UNSET:
            field_dict["stopAfterBlockId"] = stop_after_block_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        input_ = d.pop("input", UNSET)

        stream = d.pop("stream", UNSET)

        selected_outputs = cast(list[str], d.pop("selectedOutputs", UNSET))

        workflow_trigger_type = d.pop("workflowTriggerType", UNSET)

        trigger_type = d.pop("triggerType", UNSET)

        execution_id = d.pop("executionId", UNSET)

        include_thinking = d.pop("includeThinking", UNSET)

        include_tool_calls = d.pop("includeToolCalls", UNSET)

        include_file_base_64 = d.pop("includeFileBase64", UNSET)

        base_64_max_bytes = d.pop("base64MaxBytes", UNSET)

        trigger_block_id = d.pop("triggerBlockId", UNSET)

        start_block_id = d.pop("startBlockId", UNSET)

        stop_after_block_id = d.pop("stopAfterBlockId", UNSET)

        sim_execute_request = cls(
            input_=input_,
            stream=stream,
            selected_outputs=selected_outputs,
            workflow_trigger_type=workflow_trigger_type,
            trigger_type=trigger_type,
            execution_id=execution_id,
            include_thinking=include_thinking,
            include_tool_calls=include_tool_calls,
            include_file_base_64=include_file_base_64,
            base_64_max_bytes=base_64_max_bytes,
            trigger_block_id=trigger_block_id,
            start_block_id=start_block_id,
            stop_after_block_id=stop_after_block_id,
        )

        sim_execute_request.additional_properties = d
        return sim_execute_request

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
