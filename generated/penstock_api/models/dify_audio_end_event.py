# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyAudioEndEvent")


@_attrs_define
class DifyAudioEndEvent:
    """The end of the speech. Today's servers close the stream before it.

    Attributes:
        event (Literal['tts_message_end']): The tag.
        task_id (str): The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame of a
            run that has
            ended, it is the run's id instead, which stops nothing.
        audio (str): Always empty.
        workflow_run_id (None | str | Unset): The run's id; null before `workflow_started`.
        message_id (str | Unset): On the documented page only.
        conversation_id (str | Unset): On the documented page only.
        created_at (int | Unset): When, seconds since 1970. On the documented page only.
    """

    event: Literal["tts_message_end"]
    task_id: str
    audio: str
    workflow_run_id: None | str | Unset = UNSET
    message_id: str | Unset = UNSET
    conversation_id: str | Unset = UNSET
    created_at: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        task_id = self.task_id

        audio = self.audio

        workflow_run_id: None | str | Unset
        if isinstance(self.workflow_run_id, Unset):
            workflow_run_id = UNSET
        else:
            workflow_run_id = self.workflow_run_id

        message_id = self.message_id

        conversation_id = self.conversation_id

        created_at = self.created_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "task_id": task_id,
                "audio": audio,
            }
        )
        if workflow_run_id is not UNSET:
            field_dict["workflow_run_id"] = workflow_run_id
        if message_id is not UNSET:
            field_dict["message_id"] = message_id
        if conversation_id is not UNSET:
            field_dict["conversation_id"] = conversation_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = cast(Literal["tts_message_end"], d.pop("event"))
        if event != "tts_message_end":
            raise ValueError(f"event must match const 'tts_message_end', got '{event}'")

        task_id = d.pop("task_id")

        audio = d.pop("audio")

        def _parse_workflow_run_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        workflow_run_id = _parse_workflow_run_id(d.pop("workflow_run_id", UNSET))

        message_id = d.pop("message_id", UNSET)

        conversation_id = d.pop("conversation_id", UNSET)

        created_at = d.pop("created_at", UNSET)

        dify_audio_end_event = cls(
            event=event,
            task_id=task_id,
            audio=audio,
            workflow_run_id=workflow_run_id,
            message_id=message_id,
            conversation_id=conversation_id,
            created_at=created_at,
        )

        dify_audio_end_event.additional_properties = d
        return dify_audio_end_event

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
