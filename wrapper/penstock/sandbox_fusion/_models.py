"""The programs that a sandbox is sent, under its documented names; each field checked as it is set.

The fields are those of the document's models: what isn't declared here is added from there. What is
declared is so for its default, which is the server's, or for what its type admits or refuses beyond
the document's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import Sent, a_text, a_whole_number, like, strict
from penstock.sandbox_fusion._languages import Language, check_language
from penstock_api import models


def a_language(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no string; warn of a language that no public server has."""
    a_text(instance, field, value)
    check_language(str(value))


# The server multiplies by 2**20, and no limit of an operating system's is larger than 2**63.
_LARGEST_LIMIT: Final = 2**43 - 1


def _a_limit(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    a_whole_number(instance, field, value)
    if isinstance(value, int) and value > _LARGEST_LIMIT:
        raise UsageError(f"{field.name} is more than any server can set; -1 is no limit")


def _file_map(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(path, str) for path in value):
        raise UsageError(f"{field.name} must map paths to content: {{'a.txt': b'…'}}")


def _some_files(instance: object, field: attrs.Attribute[Any], value: Any) -> None:
    """A notebook's server refuses the nulls that a program's skips."""
    _file_map(instance, field, value)
    empty = [path for path, content in value.items() if content is None]
    if empty:
        raise UsageError(f"files[{empty[0]!r}] is None; leave it out, run_jupyter takes no nulls")


def or_nothing(value: Any) -> Any:
    """Return an empty dict for None, and all else as it is."""
    return {} if value is None else value


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxRunCodeRequest))
class RunCodeRequest(Sent):
    """A program to be run.

    `files` maps paths to content: bytes, a `pathlib.Path`, a file opened in binary mode, or as
    documented a string in base64; None is skipped. A path is refused that no server can store.
    `fetch_files` are paths to be given back.
    """

    code: str
    language: Language | str = attrs.field(validator=a_language)
    compile_timeout: float = 10
    """Seconds."""
    run_timeout: float = 10
    """Seconds; 0 or less is over at once."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_a_limit
    )
    """-1 is none. Only where runs aren't isolated; for one beyond it see `Verdict.MEMORY_LIMIT`."""
    stdin: str | None = None
    files: Mapping[str, Any] = attrs.field(factory=dict, converter=or_nothing, validator=_file_map)
    fetch_files: Sequence[str] = attrs.field(factory=list)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxRunJupyterRequest))
class RunJupyterRequest(Sent):
    """A notebook to be run; all its cells are, also after one has raised.

    `files` are as in RunCodeRequest, but for None.
    """

    cells: Sequence[str]
    cell_timeout: float = 0
    """Ignored by the open server."""
    total_timeout: float = 45
    """Seconds; the server ends the run 10 s after that."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_a_limit
    )
    """Ignored by the open server."""
    kernel: str = "python3"
    files: Mapping[str, Any] = attrs.field(
        factory=dict, converter=or_nothing, validator=_some_files
    )
    fetch_files: Sequence[str] = attrs.field(factory=list)
