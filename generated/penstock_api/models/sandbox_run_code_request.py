# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sandbox_language import SandboxLanguage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_input_files import SandboxInputFiles


T = TypeVar("T", bound="SandboxRunCodeRequest")


@_attrs_define
class SandboxRunCodeRequest:
    """A program to run.

    Attributes:
        code (str): The program; may be empty. Text that is no Unicode (half a surrogate pair) crashes the server.
        language (SandboxLanguage): What to run the code with. Compiled first: cpp, go, java (the class must be `Main`),
            junit, rust, D_ut, scala,
            verilog, swift, cuda and python_gpu. `cuda` and `python_gpu` run `files` only and give no files back. `sql` is
            accepted and has no runner. Which tools are installed is up to the server.
        compile_timeout (float | Unset): Seconds for compiling; the server's default is 10.
        run_timeout (float | Unset): Seconds for running; the server's default is 10. 0 or less is over at once.
        memory_limit_mb (int | Unset): Mebibytes for each step; the server's default is -1, none. Only where runs are
            not isolated. A program beyond it
            fails like any other, mostly by an exception of its language; one too low for the interpreter ends with 127.
        stdin (None | str | Unset): What the program reads; null means nothing.
        files (SandboxInputFiles | Unset): Content in base64 by path, relative to the program's directory; a null is
            skipped. Absolute paths and `..` are
            honoured. A name that contains `IGNORE_THIS_FILE` is skipped. A name of more than 255 bytes, one with a NUL
            character, a directory's, and a file beneath another file can't be stored.
        fetch_files (list[str] | Unset): Paths of files to give back, also when the run failed. Those that are not there
            are left out.
    """

    code: str
    language: SandboxLanguage
    compile_timeout: float | Unset = UNSET
    run_timeout: float | Unset = UNSET
    memory_limit_mb: int | Unset = UNSET
    stdin: None | str | Unset = UNSET
    files: SandboxInputFiles | Unset = UNSET
    fetch_files: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        language = self.language.value

        compile_timeout = self.compile_timeout

        run_timeout = self.run_timeout

        memory_limit_mb = self.memory_limit_mb

        stdin: None | str | Unset
        if isinstance(self.stdin, Unset):
            stdin = UNSET
        else:
            stdin = self.stdin

        files: dict[str, Any] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = self.files.to_dict()

        fetch_files: list[str] | Unset = UNSET
        if not isinstance(self.fetch_files, Unset):
            fetch_files = self.fetch_files

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "language": language,
            }
        )
        if compile_timeout is not UNSET:
            field_dict["compile_timeout"] = compile_timeout
        if run_timeout is not UNSET:
            field_dict["run_timeout"] = run_timeout
        if memory_limit_mb is not UNSET:
            field_dict["memory_limit_MB"] = memory_limit_mb
        if stdin is not UNSET:
            field_dict["stdin"] = stdin
        if files is not UNSET:
            field_dict["files"] = files
        if fetch_files is not UNSET:
            field_dict["fetch_files"] = fetch_files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_input_files import SandboxInputFiles  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        language = SandboxLanguage(d.pop("language"))

        compile_timeout = d.pop("compile_timeout", UNSET)

        run_timeout = d.pop("run_timeout", UNSET)

        memory_limit_mb = d.pop("memory_limit_MB", UNSET)

        def _parse_stdin(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stdin = _parse_stdin(d.pop("stdin", UNSET))

        _files = d.pop("files", UNSET)
        files: SandboxInputFiles | Unset
        if isinstance(_files, Unset):
            files = UNSET
        else:
            files = SandboxInputFiles.from_dict(_files)

        fetch_files = cast(list[str], d.pop("fetch_files", UNSET))

        sandbox_run_code_request = cls(
            code=code,
            language=language,
            compile_timeout=compile_timeout,
            run_timeout=run_timeout,
            memory_limit_mb=memory_limit_mb,
            stdin=stdin,
            files=files,
            fetch_files=fetch_files,
        )

        sandbox_run_code_request.additional_properties = d
        return sandbox_run_code_request

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
