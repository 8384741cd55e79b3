# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_json_object import SimJsonObject


T = TypeVar("T", bound="SimRunRequest")


@_attrs_define
class SimRunRequest:
    """The input of a run and how to run it. A field that is not named here is a 400.

    Attributes:
        input_ (SimJsonObject | Unset): Any JSON object.
        async_ (bool | Unset): Queue the run. Needs a key; not together with stream, selectedOutputs, includeThinking,
            includeToolCalls,
            includeFileBase64 or base64MaxBytes. The server's default is false.
        execution_timeout_seconds (int | Unset): How long an async run may take, in seconds, at most what the plan
            allows. Only with `async`.
        stream (bool | Unset): Answer with a stream of events. The server's default is false.
        selected_outputs (list[str] | Unset): The outputs to stream, as `blockName.path` (the name without its spaces,
            in any case), `blockId.path` or
            `blockId`. Names that don't exist are ignored. Without any there are no chunks.
        include_thinking (bool | Unset): Stream the agent's reasoning. Only with `stream`, and with X-Sim-Stream-
            Protocol.
        include_tool_calls (bool | Unset): Stream the agent's tool calls. Only with `stream`, and with X-Sim-Stream-
            Protocol.
        include_file_base_64 (bool | Unset): Inline the content of files in the output. The server's default is true.
        base_64_max_bytes (int | Unset): How many bytes of files to inline at most.
    """

    input_: SimJsonObject | Unset = UNSET
    async_: bool | Unset = UNSET
    execution_timeout_seconds: int | Unset = UNSET
    stream: bool | Unset = UNSET
    selected_outputs: list[str] | Unset = UNSET
    include_thinking: bool | Unset = UNSET
    include_tool_calls: bool | Unset = UNSET
    include_file_base_64: bool | Unset = UNSET
    base_64_max_bytes: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        input_: dict[str, Any] | Unset = UNSET
        if not isinstance(self.input_, Unset):
            input_ = self.input_.to_dict()

        async_ = self.async_

        execution_timeout_seconds = self.execution_timeout_seconds

        stream = self.stream

        selected_outputs: list[str] | Unset = UNSET
        if not isinstance(self.selected_outputs, Unset):
            selected_outputs = self.selected_outputs

        include_thinking = self.include_thinking

        include_tool_calls = self.include_tool_calls

        include_file_base_64 = self.include_file_base_64

        base_64_max_bytes = self.base_64_max_bytes

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if input_ is not UNSET:
            field_dict["input"] = input_
        if async_ is not UNSET:
            field_dict["async"] = async_
        if execution_timeout_seconds is not UNSET:
            field_dict["executionTimeoutSeconds"] = execution_timeout_seconds
        if stream is not UNSET:
            field_dict["stream"] = stream
        if selected_outputs is not UNSET:
            field_dict["selectedOutputs"] = selected_outputs
        if include_thinking is not UNSET:
            field_dict["includeThinking"] = include_thinking
        if include_tool_calls is not UNSET:
            field_dict["includeToolCalls"] = include_tool_calls
        if include_file_base_64 is not UNSET:
            field_dict["includeFileBase64"] = include_file_base_64
        if base_64_max_bytes is not UNSET:
            field_dict["base64MaxBytes"] = base_64_max_bytes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_json_object import SimJsonObject  # noqa: PLC0415

        d = dict(src_dict)
        _input_ = d.pop("input", UNSET)
        input_: SimJsonObject | Unset
        if isinstance(_input_, Unset):
            input_ = UNSET
        else:
            input_ = SimJsonObject.from_dict(_input_)

        async_ = d.pop("async", UNSET)

        execution_timeout_seconds = d.pop("executionTimeoutSeconds", UNSET)

        stream = d.pop("stream", UNSET)

        selected_outputs = cast(list[str], d.pop("selectedOutputs", UNSET))

        include_thinking = d.pop("includeThinking", UNSET)

        include_tool_calls = d.pop("includeToolCalls", UNSET)

        include_file_base_64 = d.pop("includeFileBase64", UNSET)

        base_64_max_bytes = d.pop("base64MaxBytes", UNSET)

        sim_run_request = cls(
            input_=input_,
            async_=async_,
            execution_timeout_seconds=execution_timeout_seconds,
            stream=stream,
            selected_outputs=selected_outputs,
            include_thinking=include_thinking,
            include_tool_calls=include_tool_calls,
            include_file_base_64=include_file_base_64,
            base_64_max_bytes=base_64_max_bytes,
        )

        return sim_run_request
