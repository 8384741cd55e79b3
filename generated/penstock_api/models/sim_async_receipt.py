# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sim_job_state import SimJobState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sim_job_links import SimJobLinks


T = TypeVar("T", bound="SimAsyncReceipt")


@_attrs_define
class SimAsyncReceipt:
    """The receipt of a queued run. Documented: success, taskId, status, createdAt and links. Today: success, async,
    jobId, message, statusUrl and (since February 2026) executionId.

        Attributes:
            success (bool): Always true.
            task_id (str | Unset): The job's id, for `/api/jobs/{taskId}`.
            status (SimJobState | Unset): Where a job is. completed, failed and cancelled are the end of it; anything else
                goes on. `queued`,
                `processing` and `unknown` are documented servers' words, `pending` is today's for queued, and waiting,
                admitting, admitted and running were sent for some weeks of 2026.
            created_at (str | Unset): A time, ISO 8601; the servers write UTC with milliseconds.
            links (SimJobLinks | Unset): Where to go on.
            async_ (bool | Unset): Always true.
            job_id (str | Unset): The job's id, for `/api/jobs/{taskId}`.
            execution_id (str | Unset): The run's id.
            message (str | Unset): A sentence for people.
            status_url (str | Unset): The job's absolute address.
    """

    success: bool
    task_id: str | Unset = UNSET
    status: SimJobState | Unset = UNSET
    created_at: str | Unset = UNSET
    links: SimJobLinks | Unset = UNSET
    async_: bool | Unset = UNSET
    job_id: str | Unset = UNSET
    execution_id: str | Unset = UNSET
    message: str | Unset = UNSET
    status_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        task_id = self.task_id

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        created_at = self.created_at

        links: dict[str, Any] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = self.links.to_dict()

        async_ = self.async_

        job_id = self.job_id

        execution_id = self.execution_id

        message = self.message

        status_url = self.status_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
            }
        )
        if task_id is not UNSET:
            field_dict["taskId"] = task_id
        if status is not UNSET:
            field_dict["status"] = status
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if links is not UNSET:
            field_dict["links"] = links
        if async_ is not UNSET:
            field_dict["async"] = async_
        if job_id is not UNSET:
            field_dict["jobId"] = job_id
        if execution_id is not UNSET:
            field_dict["executionId"] = execution_id
        if message is not UNSET:
            field_dict["message"] = message
        if status_url is not UNSET:
            field_dict["statusUrl"] = status_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sim_job_links import SimJobLinks  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        task_id = d.pop("taskId", UNSET)

        _status = d.pop("status", UNSET)
        status: SimJobState | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = SimJobState(_status)

        created_at = d.pop("createdAt", UNSET)

        _links = d.pop("links", UNSET)
        links: SimJobLinks | Unset
        if isinstance(_links, Unset):
            links = UNSET
        else:
            links = SimJobLinks.from_dict(_links)

        async_ = d.pop("async", UNSET)

        job_id = d.pop("jobId", UNSET)

        execution_id = d.pop("executionId", UNSET)

        message = d.pop("message", UNSET)

        status_url = d.pop("statusUrl", UNSET)

        sim_async_receipt = cls(
            success=success,
            task_id=task_id,
            status=status,
            created_at=created_at,
            links=links,
            async_=async_,
            job_id=job_id,
            execution_id=execution_id,
            message=message,
            status_url=status_url,
        )

        sim_async_receipt.additional_properties = d
        return sim_async_receipt

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
