# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.oomol_log_type import OomolLogType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_log_event import OomolLogEvent


T = TypeVar("T", bound="OomolTaskLog")


@_attrs_define
class OomolTaskLog:
    """One entry of a task's log.

    Attributes:
        id (int): Ascending with time.
        project_name (str): The project's name.
        session_id (str): The engine's session, one for each run of a task.
        node_id (str): The node it is about; empty when it is about the whole session, `_` for a block run by itself.
        manifest_path (str): The file of the block or flow, on the server.
        type_ (OomolLogType): What a log entry reports: the name of an event of the workflow engine. Which of them a
            server keeps, and which
            it will have tomorrow, is not told: pass on what you don't know.
        created_at (int): A time, in milliseconds since the epoch.
        event (OomolLogEvent | Unset): The engine's event. Which fields it has follows from the entry's `type`; none is
            promised, and whether it
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
    """

    id: int
    project_name: str
    session_id: str
    node_id: str
    manifest_path: str
    type_: OomolLogType
    created_at: int
    event: OomolLogEvent | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        project_name = self.project_name

        session_id = self.session_id

        node_id = self.node_id

        manifest_path = self.manifest_path

        type_ = self.type_.value

        created_at = self.created_at

        event: dict[str, Any] | Unset = UNSET
        if not isinstance(self.event, Unset):
            event = self.event.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "project_name": project_name,
                "session_id": session_id,
                "node_id": node_id,
                "manifest_path": manifest_path,
                "type": type_,
                "created_at": created_at,
            }
        )
        if event is not UNSET:
            field_dict["event"] = event

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_log_event import OomolLogEvent  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        project_name = d.pop("project_name")

        session_id = d.pop("session_id")

        node_id = d.pop("node_id")

        manifest_path = d.pop("manifest_path")

        type_ = OomolLogType(d.pop("type"))

        created_at = d.pop("created_at")

        _event = d.pop("event", UNSET)
        event: OomolLogEvent | Unset
        if isinstance(_event, Unset):
            event = UNSET
        else:
            event = OomolLogEvent.from_dict(_event)

        oomol_task_log = cls(
            id=id,
            project_name=project_name,
            session_id=session_id,
            node_id=node_id,
            manifest_path=manifest_path,
            type_=type_,
            created_at=created_at,
            event=event,
        )

        oomol_task_log.additional_properties = d
        return oomol_task_log

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
