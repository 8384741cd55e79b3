"""The async client of SandboxFusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar, Unpack, cast, overload

import attrs

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock._core._async.client import AsyncClient, AsyncClientOptions, AsyncViewOptions
from penstock._core.call_options import CallOptions
from penstock._core.deadline import Deadline
from penstock._core.options import UNSET, Profile, Timeouts, Unset, check_names, check_timeout
from penstock._core.service import Service
from penstock._core.threads import in_thread  # unasync: remove
from penstock.errors import PenstockError, UsageError
from penstock.sandbox_fusion import _errors
from penstock.sandbox_fusion._defaults import URL_VARIABLE, Endpoint, dataset_endpoint
from penstock.sandbox_fusion._limits import Limits, in_house_words

if TYPE_CHECKING:
    from penstock._core._async.caller import AsyncCaller, AsyncGates, Budget
    from penstock._core.message import Request
    from penstock.sandbox_fusion._fields import Sent
    from penstock.sandbox_fusion._models import RunCodeRequest
    from penstock.sandbox_fusion._results import RunCodeResponse
    from penstock_api.runtime import Operation, Types
    from penstock_api.runtime import Request as Built

_Asked = TypeVar("_Asked", bound="Sent")
_Read = TypeVar("_Read")

PROFILE: Final = Profile(
    name=_errors.NAME,
    base_url="http://localhost:8000",  # as documented
    fallback_url="http://localhost:8080",  # where the server really listens
    key_variable="",
    url_variable=URL_VARIABLE,
    key_header="",
    key_optional=True,
    several=True,
    suffix="/run_code",  # other tools are configured with the whole path
)

# The documented numbers of attempts; questions are asked once.
RUN_CODE_ATTEMPTS: Final = 5
RUN_JUPYTER_ATTEMPTS: Final = 3
SUBMIT_ATTEMPTS: Final = 5
_ASKED_ONCE: Final = frozenset(
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
_OF_THE_RUNNER: Final = frozenset(
    {"ping", "runCode", "runJupyter", "getHomePage", "getOpenapiDocument"}
)

# As many as a server of the usual size still answers without much delay, and as the HTTP library
# handles well. Further calls wait their turn here, for as long as they may take.
MOST_IN_FLIGHT: Final = 64


@cache
def usual_retry(attempts: int) -> penstock.RetryPolicy:
    """Return the default policy of retries; `attempts` counts the first.

    What can pass: 429, what gateways say, and once a 500. Waits begin at a second, as the
    official client's do, vary fully so that a fleet doesn't come back at once, and end at 10 s: a
    sandbox that is overloaded recovers sooner.
    """
    from penstock.retry import RetryPolicy

    return RetryPolicy(
        max_retries=attempts - 1,
        max_delay=10.0,
        jitter=1.0,
        statuses=frozenset({429, 500, 502, 503, 504}),
    )


class AsyncSandboxFusion(AsyncClient):
    """A client of SandboxFusion.

        async with AsyncSandboxFusion("http://localhost:8080") as sandbox:
            result = await sandbox.run_code(RunCodeRequest(code="print(1)", language="python"))

    `base_url` is the server's address; several, in a list or with commas between, share the work,
    and one that fails is set aside for a while. Without it SANDBOX_FUSION_ENDPOINT is asked, then
    ports 8000 and 8080 of this computer. `dataset_url` is for datasets and submissions, where
    that is another server; without it SANDBOX_FUSION_DATASET_ENDPOINT is, unless `base_url` was
    given. There is no key; `headers` are for what a gateway wants.

    `timeout` is the time for a whole call in seconds, attempts and waits included: none unless
    you say so, since each attempt has its own (`client_timeout`, else what the run may take and
    10 s more). `retry` is a policy, a number of retries, or None; without it each method has its
    documented number of attempts. `max_in_flight` bounds the requests under way at once, and
    `max_streams` the streams, of which this service has none so far.
    `transport` and `http_client` are httpx's; a client that is given is not closed. `clock` and
    `random` are for tests that must not wait.

    Code that fails is a result; see its `verdict`. A sandbox that fails is a SandboxError, and
    every failure a PenstockError. A run may be carried out twice: what got no answer is sent
    again, as it always was, and a program that was begun goes on when nobody listens any more.
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
        usual: AsyncClientOptions = {
            "timeout": Timeouts(total=None),
            "retry": usual_retry(RUN_CODE_ATTEMPTS),
            "max_in_flight": MOST_IN_FLIGHT,
        }
        super().__init__(None, base_url, **(usual | options))
        elsewhere = dataset_url or (None if base_url else dataset_endpoint())
        self._datasets: AsyncCaller = self._caller
        if elsewhere:
            self._datasets = self._caller.changed(base_url=elsewhere)

    @property
    def base_urls(self) -> tuple[str, ...]:
        """All the addresses that code is run at."""
        return self._caller.options.addresses.urls

    @property
    def dataset_urls(self) -> tuple[str, ...]:
        """All the addresses that are asked about datasets."""
        return self._datasets.options.addresses.urls

    def with_options(
        self, *, dataset_url: Endpoint | Unset = UNSET, **changes: Unpack[AsyncViewOptions]
    ) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

        A `base_url` alone is for datasets, too. It shares connections, what is known of addresses
        and the bound on requests under way; see `AsyncClient.with_options` for the rest.
        """
        view = super().with_options(**changes)
        if not isinstance(dataset_url, Unset):
            view._datasets = view._caller.changed(base_url=dataset_url)
        return view

    def _adopt(self, changes: Mapping[str, Any], bounds: AsyncGates | None) -> None:
        super()._adopt(changes, bounds)
        self._datasets = self._datasets.changed(bounds, **changes)

    def _caller_of(self, operation: Operation[..., Any]) -> AsyncCaller:
        return self._caller if operation.id in _OF_THE_RUNNER else self._datasets

    def _operation_budget(self, built: Built[Any]) -> Budget:
        """Return the limits of a call: those of the method that sends the same, if there is one.

        An operation that is new to the document is tried as often as a run.
        """
        from penstock.sandbox_fusion import _datasets, _models, _times

        attempts = 1 if built.operation.id in _ASKED_ONCE else RUN_CODE_ATTEMPTS
        seconds = _times.QUESTION
        match built.operation.id:
            case "runCode":
                attempts = RUN_CODE_ATTEMPTS
                seconds = _times.run_code(_fitting(_models.RunCodeRequest, built.body))
            case "runJupyter":
                attempts = RUN_JUPYTER_ATTEMPTS
                seconds = _times.run_jupyter(_fitting(_models.RunJupyterRequest, built.body))
            case "submit":
                attempts = SUBMIT_ATTEMPTS
                seconds = _times.submit(_fitting(_datasets.SubmitRequest, built.body))
        return self._limits(attempts, seconds, {})

    def _limits(self, attempts: int, seconds: float, limits: Limits) -> Budget:
        """Return the limits of one call: those given, else the client's, else the documented."""
        check_names(type(self).run, limits, Limits.__annotations__)
        given = in_house_words(limits)
        for name, value in limits.items():
            if name not in ("retry", "max_attempts"):
                check_timeout(name, value)
        retry, usual = given.get("retry", UNSET), usual_retry(RUN_CODE_ATTEMPTS)
        if isinstance(retry, Unset) and self._caller.options.retry is usual:
            retry = usual_retry(attempts)
        attempt = given.get("attempt_timeout")
        return self._budget(
            given.get("timeout", UNSET), retry, attempt=seconds if attempt is None else attempt
        )

    def _types(self) -> Types:
        from penstock.sandbox_fusion._results import TYPES

        return TYPES

    async def _made(self, build: Callable[..., Built[Any]], asked: Sent) -> Request:
        """Return the request; reading its files doesn't hold up the event loop."""
        from penstock.sandbox_fusion._requests import made, must_read

        if not must_read(asked):
            return made(build, asked)
        return await in_thread(made, build, asked)  # unasync: replace return made(build, asked)

    async def _lacks_tool(
        self, caller: AsyncCaller, run: RunCodeResponse, budget: Budget, until: Deadline
    ) -> bool:
        """Return whether a program that can't pretend finds no interpreter; without one, False."""
        from penstock.sandbox_fusion import _models

        empty = _models.RunCodeRequest(code="", language=str(run.language))
        remaining = until.remaining(caller.state.clock.monotonic())
        left = attrs.evolve(budget, total=remaining, follows=True)
        try:
            found = await self._ran(caller.changed(base_url=run.base_url), empty, left)
        except PenstockError:
            return False
        return found.may_lack_tool

    async def _ran(
        self, caller: AsyncCaller, asked: RunCodeRequest, budget: Budget
    ) -> RunCodeResponse:
        from penstock.sandbox_fusion._results import RunCodeResponse
        from penstock_api import operations

        own = {"language": asked.language, "memory_limit_MB": asked.memory_limit_MB}
        return await self._asked(caller, operations.run_code, asked, RunCodeResponse, budget, **own)

    async def _asked(
        self,
        caller: AsyncCaller,
        operation: Operation[..., Any],
        asked: Sent,
        kind: type[_Read],
        budget: Budget,
        **own: Any,
    ) -> _Read:
        """Return the result of an operation; `own` are its fields that the request gives."""
        from penstock._core.decoding import result

        made = await self._made(operation.build, asked)
        read = partial(result, operation=operation, kind=kind, types=self._types(), **own)
        return await caller.ask(made, budget, read)

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
        """Run a program or a notebook, or have a submission judged, by the type of the request.

        The same as `run_code`, `run_jupyter` and `submit`. Raises UsageError for another request.
        """
        from penstock.sandbox_fusion import _datasets, _models

        match request:
            case _models.RunCodeRequest():
                return await self.run_code(request, **limits)
            case _models.RunJupyterRequest():
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
        """Run a program and return how it went; a program that fails is an answer, too.

        `retry` is a policy or a number of retries, 4 unless the client's own says otherwise; as
        documented, `max_attempts` counts the first attempt, too. `attempt_timeout`, documented as
        `client_timeout`, is for each attempt in seconds: what the program may take, compiling
        included, and 10 s more. `timeout` or `deadline` is for the whole call. A program that ends
        as if its interpreter were missing is followed by an empty one, for `tool_missing`. Warns
        with OutputCutWarning.
        Raises SandboxError, APIStatusError or TransportError, and UsageError or FileInputError
        for what can't be sent.
        """
        from penstock.sandbox_fusion import _models, _times

        self = self._taking(limits)
        asked = _models.RunCodeRequest.of(request)
        seconds = _times.run_code(asked)
        budget = self._limits(RUN_CODE_ATTEMPTS, seconds, limits)
        until = Deadline.after(self._caller.state.clock.monotonic(), budget.total)
        found = await self._ran(self._caller, asked, budget)
        if not found.may_lack_tool:
            return found
        missing = await self._lacks_tool(self._caller, found, budget, until)
        return attrs.evolve(found, tool_missing=missing)

    async def run_jupyter(
        self,
        request: penstock.sandbox_fusion.RunJupyterRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.RunJupyterResponse:
        """Run a notebook and return what its cells said; those after one that raised run, too.

        3 attempts, of 20 s more than its `total_timeout` each. For the rest see `run_code`.
        """
        from penstock.sandbox_fusion import _models, _times
        from penstock.sandbox_fusion._results import RunJupyterResponse
        from penstock_api import operations

        self = self._taking(limits)
        asked = _models.RunJupyterRequest.of(request)
        seconds = _times.run_jupyter(asked)
        budget = self._limits(RUN_JUPYTER_ATTEMPTS, seconds, limits)
        return await self._asked(
            self._caller,
            operations.run_jupyter,
            asked,
            RunJupyterResponse,
            budget,
            memory_limit_MB=asked.memory_limit_MB,
        )

    async def submit(
        self,
        request: penstock.sandbox_fusion.SubmitRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.EvalResult:
        """Have a submission judged; one that isn't accepted is an answer, too.

        5 attempts. Each may take as long as the problem's cases, three at a time: 320 s where
        `config.run_timeout` isn't set, since the slowest dataset takes that. For the rest see
        `run_code`.
        """
        from penstock.sandbox_fusion import _datasets, _times
        from penstock.sandbox_fusion._languages import language_of
        from penstock.sandbox_fusion._results import EvalResult
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.SubmitRequest.of(request)
        seconds = _times.submit(asked)
        budget = self._limits(SUBMIT_ATTEMPTS, seconds, limits)
        until = Deadline.after(self._datasets.state.clock.monotonic(), budget.total)
        judged = await self._asked(self._datasets, operations.submit, asked, EvalResult, budget)
        found = judged.with_runs(language=language_of(asked.config))
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
        """As `submit`, but never raise: what failed is a result that wasn't accepted.

        It says so: `exception` is the error, `extra["sdk_error"]` tells it in JSON, and
        `verdict.is_outage` is True. Don't take it for a judgement. Mistakes of the caller's end
        in it, too; only an interruption (Ctrl-C, a cancelled task) goes through.
        """
        from penstock.sandbox_fusion import _safe  # now: imports can fail, too

        try:
            return await self.submit(request, **limits)
        except Exception as error:
            return _safe.rejected(request, error)

    async def get_prompts(
        self,
        request: penstock.sandbox_fusion.GetPromptsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> list[penstock.sandbox_fusion.Prompt]:
        """Return the problems of a dataset; one attempt. `provided_data` must be a list here."""
        from penstock.sandbox_fusion import _datasets
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.GetPromptsRequest.of(request)
        return await self._look_up(operations.get_prompts.build, asked, list, limits)

    async def get_prompt_by_id(
        self,
        request: penstock.sandbox_fusion.GetPromptByIdRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> penstock.sandbox_fusion.Prompt:
        """Return one problem; one attempt. An id nobody knows is a ServerError."""
        from penstock.sandbox_fusion import _datasets
        from penstock.sandbox_fusion._results import Prompt
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.GetPromptByIdRequest.of(request)
        return await self._look_up(operations.get_prompt_by_id.build, asked, Prompt, limits)

    async def list_datasets(
        self,
        **limits: Unpack[Limits],
    ) -> list[str]:
        """Return the ids of the datasets that are registered, not all of which have data."""
        from penstock_api import operations

        self = self._taking(limits)
        return await self._look_up(operations.list_datasets.build, None, list, limits)

    async def list_ids(
        self,
        request: penstock.sandbox_fusion.GetPromptsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> list[int | str]:
        """Return the ids of a dataset's problems, each of its own type."""
        from penstock.sandbox_fusion import _datasets
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.GetPromptsRequest.of(request)
        return await self._look_up(operations.list_ids.build, asked, list, limits)

    async def get_metrics(
        self,
        request: penstock.sandbox_fusion.GetMetricsRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> dict[str, Any]:
        """Return what judgements sum up to. The open server's answer is always empty."""
        from penstock.sandbox_fusion import _datasets
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.GetMetricsRequest.of(request)
        return await self._look_up(operations.get_metrics.build, asked, dict, limits)

    async def get_metrics_function(
        self,
        request: penstock.sandbox_fusion.GetMetricsFunctionRequest | Mapping[str, Any],
        **limits: Unpack[Limits],
    ) -> str | None:
        """Return the Python source of a dataset's summing up; None for most datasets."""
        from penstock.sandbox_fusion import _datasets
        from penstock.sandbox_fusion._results import MetricsFunction
        from penstock_api import operations

        self = self._taking(limits)
        asked = _datasets.GetMetricsFunctionRequest.of(request)
        found = await self._look_up(
            operations.get_metrics_function.build, asked, MetricsFunction, limits
        )
        return found.function

    async def ping(
        self,
        **limits: Unpack[Limits],
    ) -> str:
        """Return "pong" if the server lives. A busy one may take seconds for it."""
        from penstock_api import operations

        self = self._taking(limits)
        return await self._look_up(operations.ping.build, None, str, limits)

    async def get_home_page(self, **extras: Unpack[CallOptions]) -> str:
        """Return the HTML page that leads to the server's documentation."""
        from penstock_api import operations

        self = self._with(self.get_home_page, extras)
        return await self.call(operations.get_home_page)

    async def get_openapi_document(self, **extras: Unpack[CallOptions]) -> dict[str, Any]:
        """Return what the server says of its own interface."""
        from penstock_api import operations

        self = self._with(self.get_openapi_document, extras)
        return (await self.call(operations.get_openapi_document)).to_dict()

    async def _look_up(
        self,
        build: Callable[..., Built[Any]],
        asked: Sent | None,
        kind: type[_Read],
        limits: Limits,
    ) -> _Read:
        from penstock.sandbox_fusion import _requests, _times

        built = build() if asked is None else build(body=_requests.fields(asked))
        budget = self._limits(1, _times.QUESTION, limits)
        return await self._result(built, kind, budget=budget)


def _fitting(kind: type[_Asked], body: object) -> _Asked:
    """Return what a body in JSON asks for; fields that are newer than `kind` don't matter.

    Raises UsageError for what is no object, or lacks a field.
    """
    if not isinstance(body, Mapping):
        return kind.of(body)
    known = attrs.fields_dict(cast("Any", kind))
    return kind.of({name: value for name, value in body.items() if name in known})
