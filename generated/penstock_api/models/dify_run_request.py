# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dify_response_mode import DifyResponseMode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_inputs import DifyInputs
    from ..models.dify_local_file import DifyLocalFile
    from ..models.dify_remote_file import DifyRemoteFile


T = TypeVar("T", bound="DifyRunRequest")


@_attrs_define
class DifyRunRequest:
    """What to run the workflow with. Fields not named here are ignored.

    Attributes:
        inputs (DifyInputs): The values of the workflow's variables, by name; unknown names are dropped. text-input,
            paragraph and select
            take text; number a number or its text; checkbox a boolean or its text; json_object an object; file a DifyFile;
            file-list a list of them.
        user (str): Who this is for, any text of the caller's; the same one for the files it uses. A longer one is a
            500.
        response_mode (DifyResponseMode | None | Unset): How to answer; null is the same as none.
        files (list[DifyLocalFile | DifyRemoteFile] | None | Unset): Files beside the inputs, `sys.files` in the
            workflow.
        trace_id (str | Unset): As the header X-Trace-Id. Today's servers only.
        trace_session_id (str | Unset): As the header X-Trace-Session-Id. Today's servers only.
    """

    inputs: DifyInputs
    user: str
    response_mode: DifyResponseMode | None | Unset = UNSET
    files: list[DifyLocalFile | DifyRemoteFile] | None | Unset = UNSET
    trace_id: str | Unset = UNSET
    trace_session_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dify_local_file import DifyLocalFile  # noqa: PLC0415

        inputs = self.inputs.to_dict()

        user = self.user

        response_mode: None | str | Unset
        if isinstance(self.response_mode, Unset):
            response_mode = UNSET
        elif isinstance(self.response_mode, DifyResponseMode):
            response_mode = self.response_mode.value
        else:
            response_mode = self.response_mode

        files: list[dict[str, Any]] | None | Unset
        if isinstance(self.files, Unset):
            files = UNSET
        elif isinstance(self.files, list):
            files = []
            for files_type_0_item_data in self.files:
                files_type_0_item: dict[str, Any]
                if isinstance(files_type_0_item_data, DifyLocalFile):
                    files_type_0_item = files_type_0_item_data.to_dict()
                else:
                    files_type_0_item = files_type_0_item_data.to_dict()

                files.append(files_type_0_item)

        else:
            files = self.files

        trace_id = self.trace_id

        trace_session_id = self.trace_session_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "inputs": inputs,
                "user": user,
            }
        )
        if response_mode is not UNSET:
            field_dict["response_mode"] = response_mode
        if files is not UNSET:
            field_dict["files"] = files
        if trace_id is not UNSET:
            field_dict["trace_id"] = trace_id
        if trace_session_id is not UNSET:
            field_dict["trace_session_id"] = trace_session_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_inputs import DifyInputs  # noqa: PLC0415
        from ..models.dify_local_file import DifyLocalFile  # noqa: PLC0415
        from ..models.dify_remote_file import DifyRemoteFile  # noqa: PLC0415

        d = dict(src_dict)
        inputs = DifyInputs.from_dict(d.pop("inputs"))

        user = d.pop("user")

        def _parse_response_mode(data: object) -> DifyResponseMode | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                response_mode_type_0 = DifyResponseMode(data)

                return response_mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifyResponseMode | None | Unset, data)

        response_mode = _parse_response_mode(d.pop("response_mode", UNSET))

        def _parse_files(data: object) -> list[DifyLocalFile | DifyRemoteFile] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                files_type_0 = []
                _files_type_0 = data
                for files_type_0_item_data in _files_type_0:

                    def _parse_files_type_0_item(data: object) -> DifyLocalFile | DifyRemoteFile:
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_dify_file_type_0 = DifyLocalFile.from_dict(data)

                            return componentsschemas_dify_file_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_dify_file_type_1 = DifyRemoteFile.from_dict(data)

                        return componentsschemas_dify_file_type_1

                    files_type_0_item = _parse_files_type_0_item(files_type_0_item_data)

                    files_type_0.append(files_type_0_item)

                return files_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[DifyLocalFile | DifyRemoteFile] | None | Unset, data)

        files = _parse_files(d.pop("files", UNSET))

        trace_id = d.pop("trace_id", UNSET)

        trace_session_id = d.pop("trace_session_id", UNSET)

        dify_run_request = cls(
            inputs=inputs,
            user=user,
            response_mode=response_mode,
            files=files,
            trace_id=trace_id,
            trace_session_id=trace_session_id,
        )

        dify_run_request.additional_properties = d
        return dify_run_request

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
