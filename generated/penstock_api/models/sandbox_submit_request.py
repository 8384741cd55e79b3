# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sandbox_test_config import SandboxTestConfig


T = TypeVar("T", bound="SandboxSubmitRequest")


@_attrs_define
class SandboxSubmitRequest:
    """What a model wrote for a problem.

    Attributes:
        dataset (str): The dataset's id.
        id (int | str): A problem's id. Its type counts, `"007"` and 7 are two.
        completion (str): The model's whole text; the code is taken out of it, fenced code first.
        config (SandboxTestConfig): How to read and judge a dataset; an empty object will do.
    """

    dataset: str
    id: int | str
    completion: str
    config: SandboxTestConfig
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dataset = self.dataset

        id: int | str
        id = self.id

        completion = self.completion

        config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dataset": dataset,
                "id": id,
                "completion": completion,
                "config": config,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_test_config import SandboxTestConfig  # noqa: PLC0415

        d = dict(src_dict)
        dataset = d.pop("dataset")

        def _parse_id(data: object) -> int | str:
            return cast(int | str, data)

        id = _parse_id(d.pop("id"))

        completion = d.pop("completion")

        config = SandboxTestConfig.from_dict(d.pop("config"))

        sandbox_submit_request = cls(
            dataset=dataset,
            id=id,
            completion=completion,
            config=config,
        )

        sandbox_submit_request.additional_properties = d
        return sandbox_submit_request

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
