# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DifyExecutionMetadata")


@_attrs_define
class DifyExecutionMetadata:
    """What a node or a container used, and more that depends on its kind.

    Attributes:
        total_tokens (int | Unset): Tokens used.
        total_price (float | str | Unset): What it cost. A decimal as text from every server, a number on the documented
            page.
        currency (str | Unset): Of the price, such as `USD`.
        iteration_id (None | str | Unset): The iteration it is part of.
        iteration_index (int | None | Unset): The iteration's turn, from 0.
        loop_id (None | str | Unset): The loop it is part of.
        loop_index (int | None | Unset): The loop's turn, from 0.
        error_strategy (str | Unset): How a failure was dealt with, `fail-branch` or `default-value`.
    """

    total_tokens: int | Unset = UNSET
    total_price: float | str | Unset = UNSET
    currency: str | Unset = UNSET
    iteration_id: None | str | Unset = UNSET
    iteration_index: int | None | Unset = UNSET
    loop_id: None | str | Unset = UNSET
    loop_index: int | None | Unset = UNSET
    error_strategy: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total_tokens = self.total_tokens

        total_price: float | str | Unset
        if isinstance(self.total_price, Unset):
            total_price = UNSET
        else:
            total_price = self.total_price

        currency = self.currency

        iteration_id: None | str | Unset
        if isinstance(self.iteration_id, Unset):
            iteration_id = UNSET
        else:
            iteration_id = self.iteration_id

        iteration_index: int | None | Unset
        if isinstance(self.iteration_index, Unset):
            iteration_index = UNSET
        else:
            iteration_index = self.iteration_index

        loop_id: None | str | Unset
        if isinstance(self.loop_id, Unset):
            loop_id = UNSET
        else:
            loop_id = self.loop_id

        loop_index: int | None | Unset
        if isinstance(self.loop_index, Unset):
            loop_index = UNSET
        else:
            loop_index = self.loop_index

        error_strategy = self.error_strategy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if total_tokens is not UNSET:
            field_dict["total_tokens"] = total_tokens
        if total_price is not UNSET:
            field_dict["total_price"] = total_price
        if currency is not UNSET:
            field_dict["currency"] = currency
        if iteration_id is not UNSET:
            field_dict["iteration_id"] = iteration_id
        if iteration_index is not UNSET:
            field_dict["iteration_index"] = iteration_index
        if loop_id is not UNSET:
            field_dict["loop_id"] = loop_id
        if loop_index is not UNSET:
            field_dict["loop_index"] = loop_index
        if error_strategy is not UNSET:
            field_dict["error_strategy"] = error_strategy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        total_tokens = d.pop("total_tokens", UNSET)

        def _parse_total_price(data: object) -> float | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(float | str | Unset, data)

        total_price = _parse_total_price(d.pop("total_price", UNSET))

        currency = d.pop("currency", UNSET)

        def _parse_iteration_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        iteration_id = _parse_iteration_id(d.pop("iteration_id", UNSET))

        def _parse_iteration_index(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        iteration_index = _parse_iteration_index(d.pop("iteration_index", UNSET))

        def _parse_loop_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        loop_id = _parse_loop_id(d.pop("loop_id", UNSET))

        def _parse_loop_index(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        loop_index = _parse_loop_index(d.pop("loop_index", UNSET))

        error_strategy = d.pop("error_strategy", UNSET)

        dify_execution_metadata = cls(
            total_tokens=total_tokens,
            total_price=total_price,
            currency=currency,
            iteration_id=iteration_id,
            iteration_index=iteration_index,
            loop_id=loop_id,
            loop_index=loop_index,
            error_strategy=error_strategy,
        )

        dify_execution_metadata.additional_properties = d
        return dify_execution_metadata

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
