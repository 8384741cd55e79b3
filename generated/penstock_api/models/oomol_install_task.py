# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.oomol_install_status import OomolInstallStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.oomol_package_dependency import OomolPackageDependency


T = TypeVar("T", bound="OomolInstallTask")


@_attrs_define
class OomolInstallTask:
    """An installation. Its fields are in camelCase, unlike a task's.

    Attributes:
        id (str): The install task's id. Opaque.
        name (str): The package's name.
        status (OomolInstallStatus): Where an installation is: pending, running, and then success or failed, which are
            the end of it. Anything else
            goes on.
        created_at (int): A time, in milliseconds since the epoch.
        updated_at (int): A time, in milliseconds since the epoch.
        version (str | Unset): The version.
        package_path (str | Unset): Where it was installed, on the server.
        dependencies (list[OomolPackageDependency] | Unset): What it depends on.
        error (None | str | Unset): Why it failed.
    """

    id: str
    name: str
    status: OomolInstallStatus
    created_at: int
    updated_at: int
    version: str | Unset = UNSET
    package_path: str | Unset = UNSET
    dependencies: list[OomolPackageDependency] | Unset = UNSET
    error: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        status = self.status.value

        created_at = self.created_at

        updated_at = self.updated_at

        version = self.version

        package_path = self.package_path

        dependencies: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.dependencies, Unset):
            dependencies = []
            for dependencies_item_data in self.dependencies:
                dependencies_item = dependencies_item_data.to_dict()
                dependencies.append(dependencies_item)

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "status": status,
                "createdAt": created_at,
                "updatedAt": updated_at,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version
        if package_path is not UNSET:
            field_dict["packagePath"] = package_path
        if dependencies is not UNSET:
            field_dict["dependencies"] = dependencies
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.oomol_package_dependency import OomolPackageDependency  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        status = OomolInstallStatus(d.pop("status"))

        created_at = d.pop("createdAt")

        updated_at = d.pop("updatedAt")

        version = d.pop("version", UNSET)

        package_path = d.pop("packagePath", UNSET)

        _dependencies = d.pop("dependencies", UNSET)
        dependencies: list[OomolPackageDependency] | Unset = UNSET
        if _dependencies is not UNSET:
            dependencies = []
            for dependencies_item_data in _dependencies:
                dependencies_item = OomolPackageDependency.from_dict(dependencies_item_data)

                dependencies.append(dependencies_item)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        oomol_install_task = cls(
            id=id,
            name=name,
            status=status,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
            package_path=package_path,
            dependencies=dependencies,
            error=error,
        )

        oomol_install_task.additional_properties = d
        return oomol_install_task

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
