"""What a sandbox is asked, under its documented names; each field checked as it is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import attrs
from attrs.validators import optional

import penstock.sandbox_fusion  # annotations name what is loaded on use
from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import (
    Sent,
    a_number,
    a_text,
    a_whole_number,
    an_id,
    strict,
    texts,
)
from penstock.sandbox_fusion._languages import Language, check_language


def _a_language(instance: object, field: attrs.Attribute[Any], value: object) -> None:
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


def _or_nothing(value: Any) -> Any:
    return {} if value is None else value


@strict
@attrs.define(kw_only=True)
class RunCodeRequest(Sent):
    """A program to be run.

    `files` maps paths to content: bytes, a `pathlib.Path`, a file opened in binary mode, or as
    documented a string in base64; None is skipped. A path is refused that no server can store.
    `fetch_files` are paths to be given back.
    """

    code: str = attrs.field(validator=a_text)
    language: Language | str = attrs.field(validator=_a_language)
    compile_timeout: float = attrs.field(default=10, validator=a_number)
    """Seconds."""
    run_timeout: float = attrs.field(default=10, validator=a_number)
    """Seconds; 0 or less is over at once."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_a_limit
    )
    """-1 is none. Only where runs aren't isolated; for one beyond it see `Verdict.MEMORY_LIMIT`."""
    stdin: str | None = attrs.field(default=None, validator=optional(a_text))
    files: Mapping[str, Any] = attrs.field(factory=dict, converter=_or_nothing, validator=_file_map)
    fetch_files: Sequence[str] = attrs.field(factory=list, validator=texts)


@strict
@attrs.define(kw_only=True)
class RunJupyterRequest(Sent):
    """A notebook to be run; all its cells are, also after one has raised.

    `files` are as in RunCodeRequest, but for None.
    """

    cells: Sequence[str] = attrs.field(validator=texts)
    cell_timeout: float = attrs.field(default=0, validator=a_number)
    """Ignored by the open server."""
    total_timeout: float = attrs.field(default=45, validator=a_number)
    """Seconds; the server ends the run 10 s after that."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_a_limit
    )
    """Ignored by the open server."""
    kernel: str = attrs.field(default="python3", validator=a_text)
    files: Mapping[str, Any] = attrs.field(
        factory=dict, converter=_or_nothing, validator=_some_files
    )
    fetch_files: Sequence[str] = attrs.field(factory=list, validator=texts)


def _data(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Mapping | list | tuple):
        raise UsageError(f"{field.name} must be one problem, a dict, or a list of them")


@strict
@attrs.define(kw_only=True)
class TestConfig(Sent):
    """How a dataset is read and judged; all of it may be left out."""

    __test__: ClassVar[bool] = False  # pytest takes it for a test by its name

    dataset_type: str | None = attrs.field(default=None, validator=optional(a_text))
    """The class to judge with; only for a dataset that isn't registered."""
    language: Language | str | None = attrs.field(default=None, validator=optional(_a_language))
    locale: str | None = attrs.field(default=None, validator=optional(a_text))
    is_fewshot: bool | None = None
    compile_timeout: float | None = attrs.field(default=None, validator=optional(a_number))
    """Seconds."""
    run_timeout: float | None = attrs.field(default=None, validator=optional(a_number))
    """Seconds; None is the dataset's own, mostly 20."""
    custom_extract_logic: str | None = attrs.field(default=None, validator=optional(a_text))
    """Python that takes the code out of a completion. It runs on the server."""
    provided_data: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = attrs.field(
        default=None, validator=_data
    )
    """Problems to use in place of the dataset's: a list to list them, one to judge or fetch it."""
    extra: Mapping[str, Any] = attrs.field(factory=dict, converter=_or_nothing)


def _as_config(value: object) -> TestConfig:
    return TestConfig.of(value)


@strict
@attrs.define(kw_only=True)
class GetPromptsRequest(Sent):
    """The problems of a dataset; also what `list_ids` takes."""

    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)
    offset: int = attrs.field(default=0, validator=a_whole_number)
    limit: int = attrs.field(default=1_000_000, validator=a_whole_number)
    """-1 is all of them."""


@strict
@attrs.define(kw_only=True)
class GetPromptByIdRequest(Sent):
    """One problem. An id's type counts: "007" and 7 are two."""

    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)
    id: int | str = attrs.field(validator=an_id)


@strict
@attrs.define(kw_only=True)
class SubmitRequest(Sent):
    """What a model wrote for a problem."""

    dataset: str = attrs.field(validator=a_text)
    id: int | str = attrs.field(validator=an_id)
    completion: str = attrs.field(validator=a_text)
    """The whole text; the server takes the code out of it."""
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)


def _results(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    from penstock.sandbox_fusion._results import EvalResult

    if not isinstance(value, Sequence) or not all(isinstance(v, EvalResult) for v in value):
        raise UsageError(f"{field.name} must be a list of EvalResult")


@strict
@attrs.define(kw_only=True)
class GetMetricsRequest(Sent):
    """Judgements of a dataset's submissions, to be summed up."""

    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)
    results: Sequence[penstock.sandbox_fusion.EvalResult] = attrs.field(validator=_results)


@strict
@attrs.define(kw_only=True)
class GetMetricsFunctionRequest(Sent):
    """A dataset whose way of summing up is asked for."""

    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)
