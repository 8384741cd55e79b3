"""What a sandbox is asked, under its documented names; each field checked as it is set.

The fields are those of the document's models: what isn't declared here is added from there. What is
declared is so for its default, which is the server's, or for what its type admits or refuses beyond
the document's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import attrs
from attrs.validators import optional

import penstock.sandbox_fusion  # annotations name what is loaded on use
from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import Sent, a_text, a_whole_number, like, strict
from penstock.sandbox_fusion._languages import Language, check_language
from penstock_api import models


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
@attrs.define(kw_only=True, field_transformer=like(models.SandboxRunCodeRequest))
class RunCodeRequest(Sent):
    """A program to be run.

    `files` maps paths to content: bytes, a `pathlib.Path`, a file opened in binary mode, or as
    documented a string in base64; None is skipped. A path is refused that no server can store.
    `fetch_files` are paths to be given back.
    """

    code: str
    language: Language | str = attrs.field(validator=_a_language)
    compile_timeout: float = 10
    """Seconds."""
    run_timeout: float = 10
    """Seconds; 0 or less is over at once."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_a_limit
    )
    """-1 is none. Only where runs aren't isolated; for one beyond it see `Verdict.MEMORY_LIMIT`."""
    stdin: str | None = None
    files: Mapping[str, Any] = attrs.field(factory=dict, converter=_or_nothing, validator=_file_map)
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
        factory=dict, converter=_or_nothing, validator=_some_files
    )
    fetch_files: Sequence[str] = attrs.field(factory=list)


def _data(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Mapping | list | tuple):
        raise UsageError(f"{field.name} must be one problem, a dict, or a list of them")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxTestConfig))
class TestConfig(Sent):
    """How a dataset is read and judged; all of it may be left out."""

    __test__: ClassVar[bool] = False  # pytest takes it for a test by its name

    dataset_type: str | None = None
    """The class to judge with; only for a dataset that isn't registered."""
    language: Language | str | None = attrs.field(default=None, validator=optional(_a_language))
    locale: str | None = None
    is_fewshot: bool | None = None
    compile_timeout: float | None = None
    """Seconds."""
    run_timeout: float | None = None
    """Seconds; None is the dataset's own, mostly 20."""
    custom_extract_logic: str | None = None
    """Python that takes the code out of a completion. It runs on the server."""
    provided_data: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = attrs.field(
        default=None, validator=_data
    )
    """Problems to use in place of the dataset's: a list to list them, one to judge or fetch it."""
    extra: Mapping[str, Any] = attrs.field(factory=dict, converter=_or_nothing)


def _as_config(value: object) -> TestConfig:
    return TestConfig.of(value)


@attrs.define(kw_only=True)
class _OfDataset(Sent):
    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptsRequest))
class GetPromptsRequest(_OfDataset):
    """The problems of a dataset; also what `list_ids` takes."""

    offset: int = 0
    limit: int = 1_000_000
    """-1 is all of them."""


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptByIdRequest))
class GetPromptByIdRequest(_OfDataset):
    """One problem. An id's type counts: "007" and 7 are two."""

    id: int | str


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxSubmitRequest))
class SubmitRequest(_OfDataset):
    """What a model wrote for a problem."""

    id: int | str
    completion: str
    """The whole text; the server takes the code out of it."""


def _results(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    from penstock.sandbox_fusion._results import EvalResult

    if not isinstance(value, Sequence) or not all(isinstance(v, EvalResult) for v in value):
        raise UsageError(f"{field.name} must be a list of EvalResult")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsRequest))
class GetMetricsRequest(_OfDataset):
    """Judgements of a dataset's submissions, to be summed up."""

    results: Sequence[penstock.sandbox_fusion.EvalResult] = attrs.field(validator=_results)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsFunctionRequest))
class GetMetricsFunctionRequest(_OfDataset):
    """A dataset whose way of summing up is asked for."""
