# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_creator_role import DifyCreatorRole
from ..models.dify_log_origin import DifyLogOrigin
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_log_account import DifyLogAccount
    from ..models.dify_log_end_user import DifyLogEndUser
    from ..models.dify_log_run import DifyLogRun


T = TypeVar("T", bound="DifyWorkflowLog")


@_attrs_define
class DifyWorkflowLog:
    """One entry of the log.

    Attributes:
        id (str): The entry's id.
        workflow_run (DifyLogRun | None): The run; null when it was deleted.
        created_from (DifyLogOrigin): Where a run was started.
        created_by_role (DifyCreatorRole): Whether it was a caller's user or somebody in Dify itself.
        created_by_account (DifyLogAccount | None | str): Who ran it in Dify itself; the documented page has text here,
            and no server sends any.
        created_by_end_user (DifyLogEndUser | None): Who it was run for.
        created_at (int): When the entry was written, seconds since 1970.
        details (Any | Unset): Null here.
    """

    id: str
    workflow_run: DifyLogRun | None
    created_from: DifyLogOrigin
    created_by_role: DifyCreatorRole
    created_by_account: DifyLogAccount | None | str
    created_by_end_user: DifyLogEndUser | None
    created_at: int
    details: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_log_account import DifyLogAccount  # noqa: PLC0415
        from ..models.dify_log_end_user import DifyLogEndUser  # noqa: PLC0415
        from ..models.dify_log_run import DifyLogRun  # noqa: PLC0415

        id = self.id

        workflow_run: dict[str, Any] | None
        if isinstance(self.workflow_run, DifyLogRun):
            workflow_run = self.workflow_run.to_dict()
        else:
            workflow_run = self.workflow_run

        created_from = self.created_from.value

        created_by_role = self.created_by_role.value

        created_by_account: dict[str, Any] | None | str
        if isinstance(self.created_by_account, DifyLogAccount):
            created_by_account = self.created_by_account.to_dict()
        else:
            created_by_account = self.created_by_account

        created_by_end_user: dict[str, Any] | None
        if isinstance(self.created_by_end_user, DifyLogEndUser):
            created_by_end_user = self.created_by_end_user.to_dict()
        else:
            created_by_end_user = self.created_by_end_user

        created_at = self.created_at

        details = self.details

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workflow_run": workflow_run,
                "created_from": created_from,
                "created_by_role": created_by_role,
                "created_by_account": created_by_account,
                "created_by_end_user": created_by_end_user,
                "created_at": created_at,
            }
        )
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_log_account import DifyLogAccount  # noqa: PLC0415
        from ..models.dify_log_end_user import DifyLogEndUser  # noqa: PLC0415
        from ..models.dify_log_run import DifyLogRun  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_workflow_run(data: object) -> DifyLogRun | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                workflow_run_type_0 = DifyLogRun.from_dict(data)

                return workflow_run_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyLogRun | None, data)

        workflow_run = _parse_workflow_run(d.pop("workflow_run"))

        created_from = DifyLogOrigin(d.pop("created_from"))

        created_by_role = DifyCreatorRole(d.pop("created_by_role"))

        def _parse_created_by_account(data: object) -> DifyLogAccount | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_account_type_0 = DifyLogAccount.from_dict(data)

                return created_by_account_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyLogAccount | None | str, data)

        created_by_account = _parse_created_by_account(d.pop("created_by_account"))

        def _parse_created_by_end_user(data: object) -> DifyLogEndUser | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_end_user_type_0 = DifyLogEndUser.from_dict(data)

                return created_by_end_user_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyLogEndUser | None, data)

        created_by_end_user = _parse_created_by_end_user(d.pop("created_by_end_user"))

        created_at = d.pop("created_at")

        details = d.pop("details", UNSET)

        dify_workflow_log = cls(
            id=id,
            workflow_run=workflow_run,
            created_from=created_from,
            created_by_role=created_by_role,
            created_by_account=created_by_account,
            created_by_end_user=created_by_end_user,
            created_at=created_at,
            details=details,
        )

        dify_workflow_log.additional_properties = d
        return dify_workflow_log

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
