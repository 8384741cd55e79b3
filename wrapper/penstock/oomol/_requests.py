"""The requests to Oomol Connect that have a body; the generated code knows the paths and fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from penstock._core.json import to_json_bytes
from penstock._core.message import Request, request
from penstock.oomol._new_task import NewTask, filled

if TYPE_CHECKING:
    from penstock._core.multipart import FilePart
    from penstock_api import models


def create_task(what: NewTask, files: Sequence[FilePart] = ()) -> Request:
    """Return the request that starts a task; with files it is a form."""
    from penstock_api import operations

    return request(operations.create_task.build(body=_form(what, files) if files else _json(what)))


def _json(what: NewTask) -> models.OomolCreateTaskRequest:
    from penstock_api.models import OomolCreateTaskRequest

    named = {**what.more, **dict.fromkeys(what.keys, what.target)}
    if what.inputs is not None:
        named["inputValues"] = what.inputs
    return OomolCreateTaskRequest(additional_properties=named)


def _form(what: NewTask, files: Sequence[FilePart]) -> models.OomolCreateTaskForm:
    from penstock_api.models import OomolCreateTaskForm
    from penstock_api.runtime import UNSET, File

    to_json_bytes(what.target)  # refuses what has no UTF-8
    return OomolCreateTaskForm(
        manifest=what.target if "manifest" in what.keys else UNSET,
        block_id=what.target if "blockId" in what.keys else UNSET,
        input_values=UNSET if what.inputs is None else to_json_bytes(what.inputs).decode(),
        additional_properties={name: _text(value) for name, value in what.more.items()},
        files=[File(part.content, part.name, part.media_type) for part in files],
    )


def _text(value: object) -> str:
    """Return a field's value: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else to_json_bytes(value).decode()


def install_package(name: str, version: str | None) -> Request:
    """Return the request that installs a package; without a version the server chooses."""
    from penstock_api import operations
    from penstock_api.models import OomolInstallPackageRequest
    from penstock_api.runtime import UNSET

    body = OomolInstallPackageRequest(
        name=filled("name", name),
        version=UNSET if version is None else filled("version", version),
    )
    return request(operations.install_package.build(body=body))


def list_applets() -> Request:
    """Return the request for all applets; a POST that only reads."""
    from penstock_api import operations
    from penstock_api.models import OomolListAppletsRequest

    return request(operations.list_applets.build(body=OomolListAppletsRequest()))
