# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_json_object import OomolJsonObject
    from ..models.oomol_stack_frame import OomolStackFrame


T = TypeVar("T", bound="OomolLogEvent")


@_attrs_define
class OomolLogEvent:
    """The engine's event. Which fields it has follows from the entry's `type`; none is promised, and whether it
    repeats the entry's own `type` and `session_id` isn't either.

    - SessionStarted: `create_at`, `path`, `partial`, `cache`. SessionFinished: `finish_at` in its place, and when
      the session failed `error`.
    - FlowStarted, FlowNodesWillRun, FlowFinished: `job_id`, `stacks`, `flow_path`; the second with `start_nodes`,
      `mid_nodes` and `end_nodes`, the third with `finish_at` and `error` (null when nothing went wrong).
    - All of a block's: `job_id`, `stacks`, `block_path`. BlockStarted: `inputs`, `create_at`. BlockOutput:
      `handle`, `output`. BlockOutputs: `outputs`. BlockFinished: `finish_at` and either `result` (absent from a
      block that reports its outputs one by one) or `error`. BlockProgress: `progress`. BlockLog: `log`, `stdio`.
      BlockLogJSON: `json`. BlockWarning: `warning`. BlockError: `error`. BlockMessage and BlockPreview: `payload`.
    - SubflowBlock… and Slotflow…: Started, Output, Outputs and Finished have the fields of their block's namesakes,
      but Finished has no `result`, and an `error` that is null when nothing went wrong.
    - Where a session, a flow or a subflow failed, `_error` may hold `{message?, stack}` beside `error`.

    A value that JSON can't hold is an object with `__OOMOL_TYPE__` (`oomol/bin`, `oomol/var`) and `value`. A file
    is its path on the server.

        Attributes:
            type_ (str | Unset): The entry's type again.
            session_id (str | Unset): The session again.
            job_id (str | Unset): The run of the block or flow.
            stacks (list[OomolStackFrame] | Unset): The flows around it, the outermost first; empty for what was run by
                itself.
            block_path (None | str | Unset): The block's file, on the server.
            flow_path (None | str | Unset): The flow's file, on the server.
            path (str | Unset): The file that the session runs, on the server.
            partial (bool | Unset): Whether the session runs only some of the flow's nodes.
            cache (bool | Unset): Whether the session may take results from an earlier one.
            create_at (int | Unset): A time, in milliseconds since the epoch.
            finish_at (int | Unset): A time, in milliseconds since the epoch.
            start_nodes (list[str] | Unset): The nodes the flow begins with.
            mid_nodes (list[str] | Unset): The nodes between.
            end_nodes (list[str] | Unset): The nodes the flow ends with.
            inputs (None | OomolJsonObject | Unset): The inputs by handle; null when there are none.
            handle (str | Unset): The output's name.
            output (Any | Unset): The output's value, of any JSON type.
            outputs (OomolJsonObject | Unset): Any JSON object.
            result (OomolJsonObject | Unset): Any JSON object.
            error (None | str | Unset): Why it failed; null when it didn't.
            progress (float | Unset): How far the block is, in percent.
            rate (float | Unset): The same under an older name.
            log (str | Unset): What the block printed.
            stdio (str | Unset): Where it printed it, `stdout` or `stderr` as a rule.
            json (Any | Unset): What the block logged, of any JSON type.
            warning (str | Unset): What the block warns of.
            payload (Any | Unset): A message of any JSON type; of a preview an object with `type`, `data` and perhaps `id`.
            node_id (str | Unset): The node of a preview.
    """

    type_: str | Unset = UNSET
    session_id: str | Unset = UNSET
    job_id: str | Unset = UNSET
    stacks: list[OomolStackFrame] | Unset = UNSET
    block_path: None | str | Unset = UNSET
    flow_path: None | str | Unset = UNSET
    path: str | Unset = UNSET
    partial: bool | Unset = UNSET
    cache: bool | Unset = UNSET
    create_at: int | Unset = UNSET
    finish_at: int | Unset = UNSET
    start_nodes: list[str] | Unset = UNSET
    mid_nodes: list[str] | Unset = UNSET
    end_nodes: list[str] | Unset = UNSET
    inputs: None | OomolJsonObject | Unset = UNSET
    handle: str | Unset = UNSET
    output: Any | Unset = UNSET
    outputs: OomolJsonObject | Unset = UNSET
    result: OomolJsonObject | Unset = UNSET
    error: None | str | Unset = UNSET
    progress: float | Unset = UNSET
    rate: float | Unset = UNSET
    log: str | Unset = UNSET
    stdio: str | Unset = UNSET
    json: Any | Unset = UNSET
    warning: str | Unset = UNSET
    payload: Any | Unset = UNSET
    node_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.oomol_json_object import OomolJsonObject  # noqa: PLC0415

        type_ = self.type_

        session_id = self.session_id

        job_id = self.job_id

        stacks: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.stacks, Unset):
            stacks = []
            for stacks_item_data in self.stacks:
                stacks_item = stacks_item_data.to_dict()
                stacks.append(stacks_item)

        block_path: None | str | Unset
        if isinstance(self.block_path, Unset):
            block_path = UNSET
        else:
            block_path = self.block_path

        flow_path: None | str | Unset
        if isinstance(self.flow_path, Unset):
            flow_path = UNSET
        else:
            flow_path = self.flow_path

        path = self.path

        partial = self.partial

        cache = self.cache

        create_at = self.create_at

        finish_at = self.finish_at

        start_nodes: list[str] | Unset = UNSET
        if not isinstance(self.start_nodes, Unset):
            start_nodes = self.start_nodes

        mid_nodes: list[str] | Unset = UNSET
        if not isinstance(self.mid_nodes, Unset):
            mid_nodes = self.mid_nodes

        end_nodes: list[str] | Unset = UNSET
        if not isinstance(self.end_nodes, Unset):
            end_nodes = self.end_nodes

        inputs: dict[str, Any] | None | Unset
        if isinstance(self.inputs, Unset):
            inputs = UNSET
        elif isinstance(self.inputs, OomolJsonObject):
            inputs = self.inputs.to_dict()
        else:
            inputs = self.inputs

        handle = self.handle

        output = self.output

        outputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.outputs, Unset):
            outputs = self.outputs.to_dict()

        result: dict[str, Any] | Unset = UNSET
        if not isinstance(self.result, Unset):
            result = self.result.to_dict()

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        progress = self.progress

        rate = self.rate

        log = self.log

        stdio = self.stdio

        json = self.json

        warning = self.warning

        payload = self.payload

        node_id = self.node_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if stacks is not UNSET:
            field_dict["stacks"] = stacks
        if block_path is not UNSET:
            field_dict["block_path"] = block_path
        if flow_path is not UNSET:
            field_dict["flow_path"] = flow_path
        if path is not UNSET:
            field_dict["path"] = path
        if partial is not UNSET:
            field_dict["partial"] = partial
        if cache is not UNSET:
            field_dict["cache"] = cache
        if create_at is not UNSET:
            field_dict["create_at"] = create_at
        if finish_at is not UNSET:
            field_dict["finish_at"] = finish_at
        if start_nodes is not UNSET:
            field_dict["start_nodes"] = start_nodes
        if mid_nodes is not UNSET:
            field_dict["mid_nodes"] = mid_nodes
        if end_nodes is not UNSET:
            field_dict["end_nodes"] = end_nodes
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if handle is not UNSET:
            field_dict["handle"] = handle
        if output is not UNSET:
            field_dict["output"] = output
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if result is not UNSET:
            field_dict["result"] = result
        if error is not UNSET:
            field_dict["error"] = error
        if progress is not UNSET:
            field_dict["progress"] = progress
        if rate is not UNSET:
            field_dict["rate"] = rate
        if log is not UNSET:
            field_dict["log"] = log
        if stdio is not UNSET:
            field_dict["stdio"] = stdio
        if json is not UNSET:
            field_dict["json"] = json
        if warning is not UNSET:
            field_dict["warning"] = warning
        if payload is not UNSET:
            field_dict["payload"] = payload
        if node_id is not UNSET:
            field_dict["node_id"] = node_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_json_object import OomolJsonObject  # noqa: PLC0415
        from ..models.oomol_stack_frame import OomolStackFrame  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type", UNSET)

        session_id = d.pop("session_id", UNSET)

        job_id = d.pop("job_id", UNSET)

        _stacks = d.pop("stacks", UNSET)
        stacks: list[OomolStackFrame] | Unset = UNSET
        if _stacks is not UNSET:
            stacks = []
            for stacks_item_data in _stacks:
                stacks_item = OomolStackFrame.from_dict(stacks_item_data)

                stacks.append(stacks_item)

        def _parse_block_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        block_path = _parse_block_path(d.pop("block_path", UNSET))

        def _parse_flow_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        flow_path = _parse_flow_path(d.pop("flow_path", UNSET))

        path = d.pop("path", UNSET)

        partial = d.pop("partial", UNSET)

        cache = d.pop("cache", UNSET)

        create_at = d.pop("create_at", UNSET)

        finish_at = d.pop("finish_at", UNSET)

        start_nodes = cast(list[str], d.pop("start_nodes", UNSET))

        mid_nodes = cast(list[str], d.pop("mid_nodes", UNSET))

        end_nodes = cast(list[str], d.pop("end_nodes", UNSET))

        def _parse_inputs(data: object) -> None | OomolJsonObject | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                inputs_type_0 = OomolJsonObject.from_dict(data)

                return inputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OomolJsonObject | Unset, data)

        inputs = _parse_inputs(d.pop("inputs", UNSET))

        handle = d.pop("handle", UNSET)

        output = d.pop("output", UNSET)

        _outputs = d.pop("outputs", UNSET)
        outputs: OomolJsonObject | Unset
        if isinstance(_outputs, Unset):
            outputs = UNSET
        else:
            outputs = OomolJsonObject.from_dict(_outputs)

        _result = d.pop("result", UNSET)
        result: OomolJsonObject | Unset
        if isinstance(_result, Unset):
            result = UNSET
        else:
            result = OomolJsonObject.from_dict(_result)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        progress = d.pop("progress", UNSET)

        rate = d.pop("rate", UNSET)

        log = d.pop("log", UNSET)

        stdio = d.pop("stdio", UNSET)

        json = d.pop("json", UNSET)

        warning = d.pop("warning", UNSET)

        payload = d.pop("payload", UNSET)

        node_id = d.pop("node_id", UNSET)

        oomol_log_event = cls(
            type_=type_,
            session_id=session_id,
            job_id=job_id,
            stacks=stacks,
            block_path=block_path,
            flow_path=flow_path,
            path=path,
            partial=partial,
            cache=cache,
            create_at=create_at,
            finish_at=finish_at,
            start_nodes=start_nodes,
            mid_nodes=mid_nodes,
            end_nodes=end_nodes,
            inputs=inputs,
            handle=handle,
            output=output,
            outputs=outputs,
            result=result,
            error=error,
            progress=progress,
            rate=rate,
            log=log,
            stdio=stdio,
            json=json,
            warning=warning,
            payload=payload,
            node_id=node_id,
        )

        oomol_log_event.additional_properties = d
        return oomol_log_event

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
