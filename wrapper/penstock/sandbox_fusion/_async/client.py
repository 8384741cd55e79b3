"""The async client of SandboxFusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar, Unpack, overload

import attrs

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock._core._async.client import AsyncClient, AsyncClientOptions, AsyncViewOptions
from penstock._core.call_options import UNSET, CallLimits, ExtraOptions, Unset
from penstock._core.clock import Deadline
from penstock._core.concurrency import in_thread  # unasync: remove
from penstock._core.options import Profile, Timeouts, check_names
from penstock._core.service import Service
from penstock.errors import PenstockError, UsageError
from penstock.sandbox_fusion import _defaults, _errors
from penstock.sandbox_fusion._defaults import (
    LOOKUP_TIMEOUT,
    MAX_IN_FLIGHT,
    RUN_CODE_ATTEMPTS,
    RUN_JUPYTER_ATTEMPTS,
    SUBMIT_ATTEMPTS,
    Endpoint,
    default_retry,
)
from penstock.sandbox_fusion._options import Limits, without_documented_names

if TYPE_CHECKING:
    from penstock._core._async.caller import AsyncCaller, AsyncLimiters
    from penstock.sandbox_fusion._fields import RequestBody
    from penstock.sandbox_fusion._models import RunCodeResponse
    from penstock.sandbox_fusion._requests import RunCodeRequest
    from penstock_api.runtime import Operation, Types
    from penstock_api.runtime import Request as Built

_Body = TypeVar("_Body", bound="RequestBody")
_Result = TypeVar("_Result")

PROFILE: Final = Profile(
    name=_errors.NAME,
    base_url=_defaults.BASE_URL,
    fallback_url=_defaults.FALLBACK_URL,
    key_variable="",
    url_variable=_defaults.URL_VARIABLE,
    key_header="",
    key_optional=True,
    multiple_urls=True,
    strip_suffix="/run_code",  # other tools configure the whole path
)

# Operations that run no code are attempted once.
_LOOKUPS: Final = frozenset(
    {
        "ping",
        "getHomePage",
        "getOpenapiDocument",
        "getPrompts",
        "getPromptById",
        "listDatasets",
        "listIds",
        "getMetrics",
        "getMetricsFunction",
    }
)

# Where code is run; all other operations are about datasets.
_OF_RUNNER: Final = frozenset(
    {"ping", "runCode", "runJupyter", "getHomePage", "getOpenapiDocument"}
)


class AsyncSandboxFusion(AsyncClient):
    """A client of SandboxFusion.

        async with AsyncSandboxFusion("http://localhost:8080") as sandbox:
            result = await sandbox.run_code(RunCodeRequest(code="print(1)", language="python"))

    `base_url` is the server's address. Several, in a list or separated by commas, share the load,
    and one that fails is not used for a while. The default is SANDBOX_FUSION_ENDPOINT, then ports
    8000 and 8080 of this computer. `dataset_url` is the address of another server for datasets and
    submissions; its default is SANDBOX_FUSION_DATASET_ENDPOINT, unless `base_url` is given. There
    is no key; `headers` are for a gateway that needs them.

    `timeout` is the time for a whole call in seconds, attempts and delays included: unlimited by
    default, since each attempt has its own (`client_timeout`, by default the time that the run may
    take and 10 s more). `retry` is a policy, a number of retries, or None; by default each method
    has its documented number of attempts. `max_in_flight` bounds the open requests, and
    `max_streams` the open streams, of which this service has none so far. `transport` and
    `http_client` are httpx's; a client of your own is not closed. `clock` and `random` are for
    tests without real waits.

    Code that fails is a result; see its `verdict`. A sandbox that fails raises SandboxError, and
    every failure raises a PenstockError. A program may run twice: a request without a response is
    sent again, as the official client does, and a program that was started runs on without its
    connection.
    """

    _profile: ClassVar[Profile] = PROFILE
    _service: ClassVar[Service] = _errors

    def __init__(
        self,
        base_url: Endpoint = None,
        *,
        dataset_url: Endpoint = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        defaults: AsyncClientOptions = {
            "timeout": Timeouts(total=None),
            "retry": default_retry(RUN_CODE_ATTEMPTS),
            "max_in_flight": MAX_IN_FLIGHT,
        }
        super().__init__(None, base_url, **(defaults | options))
        elsewhere = dataset_url or (None if base_url else _defaults.dataset_endpoint())
        self._datasets: AsyncCaller = self._caller
        if elsewhere:
            self._datasets = self._caller.changed(base_url=elsewhere)

    @property
    def base_urls(self) -> tuple[str, ...]:
        """The addresses that run code."""
        return self._caller.options.addresses.urls

    @property
    def dataset_urls(self) -> tuple[str, ...]:
        """The addresses of datasets."""
        return self._datasets.options.addresses.urls

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride] - one option more
        self, *, dataset_url: Endpoint | Unset = UNSET, **changes: Unpack[AsyncViewOptions]
    ) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

        A `base_url` alone is for datasets, too. Views share connections, the health of addresses
        and the bound on open requests; see `AsyncClient.with_options` for the rest.
        """
        view = super().with_options(**changes)
        if not isinstance(dataset_url, Unset):
            view._datasets = view._caller.changed(base_url=dataset_url)
        return view

    def _adopt(self, changes: Mapping[str, Any], bounds: AsyncLimiters | None) -> None:
        super()._adopt(changes, bounds)
        self._datasets = self._datasets.changed(bounds, **changes)

    def _caller_of(self, operation: Operation[..., Any]) -> AsyncCaller:
        return self._caller if operation.id in _OF_RUNNER else self._datasets

    def _operation_budget(self, built: Built[Any]) -> CallLimits:
        """Return the limits of an operation: those of the method for it, if there is one.

        An operation that is new in openapi.yaml has the attempts of a run.
        """
        from penstock.sandbox_fusion import _datasets, _requests

        attempts = 1 if built.operation.id in _LOOKUPS else RUN_CODE_ATTEMPTS
        seconds = LOOKUP_TIMEOUT
        match built.operation.id:
            case "runCode":
                program = _as_request(_requests.RunCodeRequest, built.body)
                attempts, seconds = RUN_CODE_ATTEMPTS, _defaults.run_code_timeout(program)
            case "runJupyter":
                notebook = _as_request(_requests.RunJupyterRequest, built.body)
                attempts, seconds = RUN_JUPYTER_ATTEMPTS, _defaults.run_jupyter_timeout(notebook)
            case "submit":
                submission = _as_request(_datasets.SubmitRequest, built.body)
                attempts, seconds = SUBMIT_ATTEMPTS, _defaults.submit_timeout(submission)
        return self._limits(attempts, seconds)

    def _limits(self, attempts: int, seconds: float) -> CallLimits:
        """Return the limits of one call: the client's, or the documented ones."""
        options = self._caller.options
        is_default = options.retry is default_retry(RUN_CODE_ATTEMPTS)
        own = options.timeouts.attempt
        return self._budget(
            retry=default_retry(attempts) if is_default else UNSET,
            attempt=seconds if own is None else own,
        )

    def _with(
        self,
        method: Callable[..., object],
        options: ExtraOptions,
        known: type[ExtraOptions] = Limits,
    ) -> Self:
        if not options:
            return self
        check_names(method, options, known.__annotations__)
        return self._for_call(without_documented_names(options))

    def _types(self) -> Types:
        from penstock.sandbox_fusion._models import TYPES

        return TYPES

    async def _lacks_tool(
        self, caller: AsyncCaller, run: RunCodeResponse, budget: CallLimits, until: Deadline
    ) -> bool:
        """Return True if an empty program, which can't fake it, finds no interpreter either."""
        from penstock.sandbox_fusion import _requests

        empty = _requests.RunCodeRequest(code="", language=str(run.language))
        remaining = until.remaining(caller.state.clock.monotonic())
        left = attrs.evolve(budget, total=remaining, follows=True)
        try:
            there = caller.changed(base_url=run.base_url, extra_body=None)
            found = await self._run_program(there, empty, left)
        except PenstockError:
            return False
        return found.may_lack_tool

    async def _run_program(
        self, caller: AsyncCaller, body: RunCodeRequest, budget: CallLimits
    ) -> RunCodeResponse:
        from penstock_api import operations

        kind = penstock.sandbox_fusion.RunCodeResponse
        own = {"language": body.language, "memory_limit_MB": body.memory_limit_MB}
        return await self._send(caller, operations.run_code, body, kind, budget, **own)

    async def _send(
        self,
        caller: AsyncCaller,
        operation: Operation[..., Any],
        body: RequestBody,
        kind: type[_Result],
        budget: CallLimits,
        **own: Any,
    ) -> _Result:
        """Return the result of an operation; `own` are its fields that the request sets."""
        from penstock._core.results import result
        from penstock.sandbox_fusion._files import reads_files  # unasync: remove
        from penstock.sandbox_fusion._requests import build_request

        build = partial(build_request, operation.build, body)
        reads = reads_files(body)  # unasync: remove
        request = await in_thread(build) if reads else build()  # unasync: replace request = build()
        read = partial(result, operation=operation, kind=kind, types=self._types(), **own)
        return await caller.ask(request, budget, read)

    @overload
    async def run(
        self, request: penstock.sandbox_fusion.RunCodeRequest, **limits: Unpack[Limits]
    ) -> penstock.sandbox_fusion.RunCodeResponse: ...
    @overload
    async def run(
        self, request: penstock.sandbox_fusion.RunJupyterRequest, **limits: Unpack[Limits]
    ) -> penstock.sandbox_fusion.RunJupyterResponse: ...
    @overload
    async def run(
        self, request: penstock.sandbox_fusion.SubmitRequest, **limits: Unpack[Limits]
    ) -> penstock.sandbox_fusion.EvalResult: ...
    async def run(self, request: Any, **limits: Unpack[Limits]) -> Any:
        """Run a program or a notebook, or judge a submission, by the type of the request.

        The same as `run_code`, `run_jupyter` and `submit`. Raises UsageError for another request.
        """
        from penstock.sandbox_fusion import _datasets, _requests

        match request:
            case _requests.RunCodeRequest():
                return await self.run_code(request, **limits)
            case _requests.RunJupyterRequest():
                return await self.run_jupyter(request, **limits)
            case _datasets.SubmitRequest():
                return await self.submit(request, **limits)
        raise UsageError(
            "run takes a RunCodeRequest, a RunJupyterRequest or a SubmitRequest, not "
            f"{type(request).__name__}"
        )

    async def run_code(
        self,
        request: penstock.sandbox_fusion.RunCodeRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.RunCodeResponse:
        """Run a program and return its result, also if the program fails.

        `retry` is a policy or a number of retries, 4 unless the client has its own; as documented,
        `max_attempts` counts the first attempt, too. `attempt_timeout`, documented as
        `client_timeout`, is for each attempt in seconds: by default the time that the program may
        take, compiling included, and 10 s more. `timeout` or `deadline` is for the whole call. A
        program that ends as if its interpreter were missing is followed by an empty one, for
        `tool_missing`. Warns with OutputCutWarning.

        Raises SandboxError, APIStatusError or TransportError, and UsageError or FileInputError for
        a request that can't be sent.
        """
        self = self._with(self.run_code, limits)
        body = penstock.sandbox_fusion.RunCodeRequest.of(request)
        seconds = _defaults.run_code_timeout(body)
        budget = self._limits(RUN_CODE_ATTEMPTS, seconds)
        until = Deadline.after(self._caller.state.clock.monotonic(), budget.total)
        found = await self._run_program(self._caller, body, budget)
        if not found.may_lack_tool:
            return found
        missing = await self._lacks_tool(self._caller, found, budget, until)
        return attrs.evolve(found, tool_missing=missing)

    async def run_jupyter(
        self,
        request: penstock.sandbox_fusion.RunJupyterRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.RunJupyterResponse:
        """Run a notebook and return its result; cells after one that raised run, too.

        There are 3 attempts, each of 20 s more than its `total_timeout`. See `run_code` for the
        rest.
        """
        from penstock_api import operations

        self = self._with(self.run_jupyter, limits)
        body = penstock.sandbox_fusion.RunJupyterRequest.of(request)
        seconds = _defaults.run_jupyter_timeout(body)
        budget = self._limits(RUN_JUPYTER_ATTEMPTS, seconds)
        return await self._send(
            self._caller,
            operations.run_jupyter,
            body,
            penstock.sandbox_fusion.RunJupyterResponse,
            budget,
            memory_limit_MB=body.memory_limit_MB,
        )

    async def submit(
        self,
        request: penstock.sandbox_fusion.SubmitRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.EvalResult:
        """Judge a submission and return the judgement, also if it isn't accepted.

        There are 5 attempts. Each may take as long as the problem's cases, three at a time: 320 s
        without a `config.run_timeout`, the time of the slowest dataset. See `run_code` for the
        rest.
        """
        from penstock.sandbox_fusion import _datasets
        from penstock.sandbox_fusion._models import EvalResult
        from penstock_api import operations

        self = self._with(self.submit, limits)
        body = _datasets.SubmitRequest.of(request)
        seconds = _defaults.submit_timeout(body)
        budget = self._limits(SUBMIT_ATTEMPTS, seconds)
        until = Deadline.after(self._datasets.state.clock.monotonic(), budget.total)
        judged = await self._send(self._datasets, operations.submit, body, EvalResult, budget)
        found = judged.with_runs(language=_datasets.language_of(body.config))
        doubtful = next((run for run in found.runs if run.may_lack_tool), None)
        if doubtful is None:
            return found
        there = attrs.evolve(doubtful, base_url=found.base_url)
        missing = await self._lacks_tool(self._datasets, there, budget, until)
        return found.with_runs(tool_missing=missing)

    async def submit_safe(
        self,
        request: penstock.sandbox_fusion.SubmitRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.EvalResult:
        """Judge a submission, and return a failure as a result that wasn't accepted: never raise.

        Such a result is no judgement: its `exception` is the failure, `extra["sdk_error"]` the same
        as JSON, and `verdict.is_outage` is True unless the code caused it. That includes mistakes
        of the caller's; only an interruption (Ctrl-C, a cancelled task) is raised.
        """
        from penstock.sandbox_fusion._models import rejected  # before the try: imports can fail

        try:
            return await self.submit(request, **limits)
        except Exception as error:
            return rejected(request, error)

    async def get_prompts(
        self,
        request: penstock.sandbox_fusion.GetPromptsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> list[penstock.sandbox_fusion.Prompt]:
        """Return the problems of a dataset, in one attempt. `provided_data` must be a list here."""
        from penstock.sandbox_fusion import _datasets

        body = _datasets.GetPromptsRequest.of(request)
        return await self._look_up("get_prompts", limits, list, body)

    async def get_prompt_by_id(
        self,
        request: penstock.sandbox_fusion.GetPromptByIdRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.Prompt:
        """Return one problem, in one attempt. Raises ServerError for an unknown id."""
        from penstock.sandbox_fusion import _datasets
        from penstock.sandbox_fusion._models import Prompt

        body = _datasets.GetPromptByIdRequest.of(request)
        return await self._look_up("get_prompt_by_id", limits, Prompt, body)

    async def list_datasets(self, **limits: Unpack[Limits]) -> list[str]:
        """Return the ids of the registered datasets, not all of which have data."""
        return await self._look_up("list_datasets", limits, list)

    async def list_ids(
        self,
        request: penstock.sandbox_fusion.GetPromptsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> list[int | str]:
        """Return the ids of a dataset's problems, each of its own type."""
        from penstock.sandbox_fusion import _datasets

        body = _datasets.GetPromptsRequest.of(request)
        return await self._look_up("list_ids", limits, list, body)

    async def get_metrics(
        self,
        request: penstock.sandbox_fusion.GetMetricsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> dict[str, Any]:
        """Return the metrics of a dataset's results. The open server's are always empty."""
        from penstock.sandbox_fusion import _datasets

        body = _datasets.GetMetricsRequest.of(request)
        return await self._look_up("get_metrics", limits, dict, body)

    async def get_metrics_function(
        self,
        request: penstock.sandbox_fusion.GetMetricsFunctionRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> str | None:
        """Return the Python source of a dataset's metrics function; None for most datasets."""
        from penstock.sandbox_fusion import _datasets
        from penstock.sandbox_fusion._models import MetricsFunction

        body = _datasets.GetMetricsFunctionRequest.of(request)
        found = await self._look_up("get_metrics_function", limits, MetricsFunction, body)
        return found.function

    async def ping(self, **limits: Unpack[Limits]) -> str:
        """Return "pong" if the server is up. A busy one may take seconds to respond."""
        return await self._look_up("ping", limits, str)

    async def get_home_page(self, **limits: Unpack[Limits]) -> str:
        """Return the HTML page with links to the server's documentation."""
        return await self._look_up("get_home_page", limits, str)

    async def get_openapi_document(self, **limits: Unpack[Limits]) -> dict[str, Any]:
        """Return the server's own OpenAPI document."""
        from penstock_api.models import SandboxOpenapiDocument

        found = await self._look_up("get_openapi_document", limits, SandboxOpenapiDocument)
        return found.to_dict()

    async def _look_up(
        self,
        name: str,
        limits: Limits,
        kind: type[_Result],
        body: RequestBody | None = None,
    ) -> _Result:
        """Return the result of a method that runs no code; its operation has the same name."""
        from penstock_api import operations

        view, build = self._with(getattr(self, name), limits), getattr(operations, name).build
        built = build() if body is None else build(body=body)
        return await view._result(built, kind, budget=view._limits(1, LOOKUP_TIMEOUT))


def _as_request(kind: type[_Body], body: object) -> _Body:
    """Return a JSON body as a request, without fields that are newer than `kind`.

    Raises UsageError for anything but an object, and for a missing field.
    """
    return kind.from_dict(body) if isinstance(body, Mapping) else kind.of(body)
