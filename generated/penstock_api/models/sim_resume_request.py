# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimResumeRequest")


@_attrs_define
class SimResumeRequest:
    """Which pause to end, and what to hand to the block that waits. A field not named here is a 400.

    Attributes:
        context_id (str): The pause, from `paused.contextId` of the run.
        input_ (Any | Unset): What the block gets, of any JSON type. The server's default is `{}`.
    """

    context_id: str
    input_: Any | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        context_id = self.context_id

        input_ = self.input_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contextId": context_id,
            }
        )
        if input_ is not UNSET:
            field_dict["input"] = input_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        context_id = d.pop("contextId")

        input_ = d.pop("input", UNSET)

        sim_resume_request = cls(
            context_id=context_id,
            input_=input_,
        )

        return sim_resume_request
