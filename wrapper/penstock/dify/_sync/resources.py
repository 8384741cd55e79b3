# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/dify/_async/resources.py

"""Dify's files, forms and end users."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack

from penstock._core._sync.resource import Resource
from penstock._core.call_options import CallOptions
from penstock._core.checks import check_id, check_uuid
from penstock.dify import _requests
from penstock.dify._files import UploadedFile
from penstock.dify._models import EndUser, Form
from penstock_api import models, operations, runtime

if TYPE_CHECKING:
    from penstock.dify._sync.client import Dify

_Client: TypeAlias = "Dify"


class DifyFiles(Resource[_Client]):
    """The calls about files: `client.files`."""

    __slots__ = ()

    def upload(
        self,
        file: Any,
        user: str,
        *,
        name: str | None = None,
        media_type: str | None = None,
        **options: Unpack[CallOptions],
    ) -> UploadedFile:
        """Upload a file, for runs of the same `user`; what is returned can stand in their inputs.

        `file` is a path, bytes, a file opened in binary mode, or (name, content, media type).
        `name` and `media_type` override its own; the type is guessed from the name. The server
        infers a file's type from the extension of its name, so bytes should have a `name`.

        Raises FileInputError for a file that can't be read, PayloadTooLargeError for one the
        server finds too large, and APIStatusError with the code unsupported_file_type.
        """
        from penstock._core.multipart import read_part

        self = self._with(self.upload, options)
        _requests.check_user(user)
        read = partial(read_part, name=name, media_type=media_type)
        part = read(file)
        payload = runtime.File(part.content, part.name, part.media_type)
        body = models.DifyUploadRequest(file=payload, user=user)
        built = operations.upload_file.build(body=body)
        return self._client._result(built, UploadedFile)


class DifyForms(Resource[_Client]):
    """The calls about forms that paused runs wait for: `client.forms`."""

    __slots__ = ()

    def get(self, form_token: str, **options: Unpack[CallOptions]) -> Form:
        """Return a form. Raises NotFoundError, or APIStatusError (412) for one that is over."""
        self = self._with(self.get, options)
        built = operations.get_human_input_form.build(check_id("form_token", form_token))
        return self._client._result(built, Form)

    def submit(
        self,
        form_token: str,
        action: str,
        inputs: Mapping[str, Any] | None = None,
        *,
        user: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Answer a form; its run then goes on: see `workflows.wait` and `workflows.events`.

        `action` is the id of one of its actions, `inputs` are its fields by their
        `output_variable_name`. The run stays `paused` until a worker takes it up: `wait` and
        `events` of this client take that for no new pause, for up to 10 seconds. A form is
        answered once: a second answer raises APIStatusError with the code
        human_input_form_submitted, one that comes too late with human_input_form_expired.
        """
        self = self._with(self.submit, options)
        built = _requests.submit_form(form_token, inputs or {}, action, user)
        now = self._client._caller.state.clock.monotonic
        with self._client._answered.answering(form_token, now):
            self._client._result(built, models.DifyFormReceipt)


class DifyEndUsers(Resource[_Client]):
    """The calls about end users: `client.end_users`."""

    __slots__ = ()

    def get(self, end_user_id: str, **options: Unpack[CallOptions]) -> EndUser:
        """Return an end user, by the id the server gave; an upload's `created_by` is one."""
        self = self._with(self.get, options)
        built = operations.get_end_user.build(check_uuid("end_user_id", end_user_id))
        return self._client._result(built, EndUser)
