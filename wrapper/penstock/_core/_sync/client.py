# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/client.py

"""The base of all clients: settings, connections, and closing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Final, ParamSpec, Self, TypeVar, Unpack, cast

import attrs

import penstock  # annotations name what is loaded on use
import penstock_api  # likewise
from penstock._core import logs as _log
from penstock._core import options as _options
from penstock._core.call_options import (
    UNSET,
    CallLimits,
    CallOptions,
    ExtraOptions,
    RetryOptions,
    Unset,
)
from penstock._core.checks import check_timeout
from penstock._core.clock import Clock, shorter
from penstock._core.http import (
    Cert,
    HTTPClient,
    HTTPLibrary,
    Pool,
    Transport,
    Verify,
)
from penstock._core.options import (
    CommonOptions,
    DocumentedFloat,
    DocumentedStr,
    Profile,
    check_names,
    options,
)
from penstock._core.service import Service
from penstock._core.uncopied import Uncopied
from penstock.errors import PenstockError

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core._sync.caller import Caller, Limiters
    from penstock._core.message import Request
    from penstock._core.output_type import OutputReader
    from penstock_api.runtime import Request as Built
    from penstock_api.runtime import Types

_P = ParamSpec("_P")
_T = TypeVar("_T")
_R = TypeVar("_R")
_E = TypeVar("_E")

_UNSET: Final = (Unset, DocumentedFloat)
"""The types of a timeout that is the client's."""

# What the pool is made with, beside what a view can change.
_CONNECTIONS: Final = ("transport", "http_client", "verify", "cert", "proxy", "http")
_BOUNDS: Final = ("max_in_flight", "max_streams")


class ClientOptions(CommonOptions, total=False):
    """The settings of every client, by keyword; some have more of their own."""

    transport: Transport | None
    """An httpx transport, in place of connections of the client's own."""
    http_client: HTTPClient | None
    """An httpx client, which stays open when this one is closed."""
    verify: Verify
    """The authorities that servers' certificates are checked by: True for the usual ones, a path
    of a file or directory, or an ssl.SSLContext; False checks nothing."""
    cert: Cert | None
    """The client's own certificate: a PEM file, or (file, key) or (file, key, password)."""
    proxy: str | None
    """The address of a proxy for all requests, in place of those that the environment names."""
    http: HTTPLibrary | None
    """The HTTP library of connections of the client's own: "httpx" (default), "httpx2", or "fast".
    None reads PENSTOCK_HTTP."""
    clock: Clock | None
    """For tests that must not wait."""
    random: Callable[[], float] | None
    """Likewise: gives numbers in [0, 1), for the jitter."""


class ViewOptions(CommonOptions, total=False):
    """The settings that `with_options` of every client changes."""

    api_key: str | Callable[[], str | str]
    base_url: str | Sequence[str] | None


class Client(Uncopied):
    """The base class of the async clients."""

    _instead = "share it, take a view (with_options), or make one in each process"

    _profile: ClassVar[Profile]
    _service: ClassVar[Service]

    def __init__(
        self,
        api_key: str | Callable[[], str | str] | None,
        base_url: str | Sequence[str] | None,
        profile: Profile | None = None,
        /,
        **given: Unpack[ClientOptions],
    ) -> None:
        from penstock._core._sync.caller import Caller
        from penstock._core.state import State

        _log.configure()
        check_names(type(self).__init__, given, ClientOptions.__annotations__)
        as_given = _options.as_given_plainly
        settings = as_given({"api_key": api_key, **given})
        connections = {n: settings.pop(n) for n in _CONNECTIONS + _BOUNDS if n in settings}
        state = State(settings.pop("clock", None), settings.pop("random", None))
        made = options(
            profile or self._profile,
            base_url=None if isinstance(base_url, DocumentedStr) else base_url,
            **settings,
        )
        self._caller = Caller(Pool(**connections), made, self._service, state)
        self._is_view = False

    def __repr__(self) -> str:
        # Also of a client that was refused in __init__: tools that report errors look at it.
        where = f"of {self.base_url}" if hasattr(self, "_caller") else "that wasn't made"
        return f"<{type(self).__name__} {where}>"

    @property
    def api_key(self) -> str:
        """The key that requests are sent with. No repr, log or error shows it.

        Of a function that gives the key it is the last one that it gave; "" before the first.
        """
        return self._caller.options.api_key.reveal()

    @api_key.setter
    def api_key(self, api_key: str | Callable[[], str | str]) -> None:
        self.set_api_key(api_key)

    @property
    def base_url(self) -> str:
        """The address all requests go to."""
        return self._caller.options.base_url

    @base_url.setter
    def base_url(self, base_url: str) -> None:
        self.set_base_url(base_url)

    @property
    def transport_name(self) -> HTTPLibrary:
        """The library that requests go through now: "httpx", "httpx2" or "fast".

        It may be another than `http=` asks for; the log has the reason.
        """
        return self._caller.pool.transport_name(self.base_url)

    @property
    def rate_limits(self) -> Mapping[str, tuple[penstock.RateLimit, ...]]:
        """The last known rate limits by bucket; `reset_after` counts from now."""
        state = self._caller.state
        return state.limits.snapshot(state.clock.monotonic())

    def with_options(self, **changes: Unpack[ViewOptions]) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

            hurried = client.with_options(timeout=5, extra_headers={"x-tenant": "blue"})

        It shares connections and, unless the key is another, what is known of rate limits.
        Closing a view closes nothing. `headers`, `extra_headers`, `extra_query` and `extra_body`
        are added to those there are, and `max_in_flight` and `max_streams` bound the view within
        its client. Raises TypeError for an option there is not.
        """
        check_names(type(self).with_options, changes, ViewOptions.__annotations__)
        view = object.__new__(type(self))
        vars(view).update(vars(self))
        view._is_view = True
        view._change(**changes)
        return view

    def _change(self, **changes: Any) -> None:
        as_given = _options.as_given_plainly
        given = as_given(changes)
        bounds = {name: given.pop(name) for name in _BOUNDS if name in given}
        self._adopt(given, self._caller.nested_limiters(**bounds) if bounds else None)

    def _adopt(self, changes: Mapping[str, Any], bounds: Limiters | None) -> None:
        """Use other settings, and other bounds on what is under way."""
        self._caller = self._caller.changed(bounds, **changes)

    def set_api_key(self, api_key: str | Callable[[], str | str]) -> None:
        """Use another key from the next request on. Raises UsageError if it can't be one."""
        self._change(api_key=api_key)

    def set_base_url(self, base_url: str) -> None:
        """Use another address from the next request on. Raises UsageError if it is none."""
        self._change(base_url=base_url)

    def _budget(
        self,
        timeout: float | Unset | None = UNSET,
        retry: penstock.RetryPolicy | Unset = UNSET,
        *,
        attempt: float | None = None,
        idle: float | Unset | None = UNSET,
    ) -> CallLimits:
        """Return the limits of one call: those given, else the client's."""
        options = self._caller.options
        times = options.timeouts
        unset = isinstance(timeout, _UNSET)
        return CallLimits(
            total=times.total if unset else check_timeout("timeout", timeout),
            attempt=times.attempt if attempt is None else attempt,
            idle=times.read if isinstance(idle, Unset) else idle,
            retry=options.retry if isinstance(retry, Unset) else retry,
        )

    def _upload_budget(self) -> CallLimits:
        """Return the limits of a call that sends files: it may take longer than others."""
        times = self._caller.options.timeouts
        if times.total is None or times.upload is None:
            return self._budget(None)
        return self._budget(max(times.total, times.upload))

    def _poll_budget(self, left: float | None) -> CallLimits:
        """Return the limits of one question of a wait that may go on for `left` seconds."""
        budget = self._budget()
        return attrs.evolve(budget, total=shorter(budget.total, left), follows=True)

    def _with(
        self,
        method: Callable[..., object],
        options: ExtraOptions,
        known: type[ExtraOptions] = CallOptions,
    ) -> Self:
        """Return the client as it is for one call of a method, with the options of the call.

        What is left in `options` are those that only the method has.
        """
        if not options:
            return self
        check_names(method, options, known.__annotations__)
        return self._taking(options, CallOptions)

    def _taking(self, options: ExtraOptions, known: type[ExtraOptions] = RetryOptions) -> Self:
        """Return the client as it is for one call; `known` options are taken out of its options."""
        if not options:
            return self
        given = cast("dict[str, Any]", options)
        return self._for_call(
            {name: given.pop(name) for name in known.__annotations__ if name in given}
        )

    def _for_call(self, options: Mapping[str, Any]) -> Self:
        """Return the client with the options of one call, which raises UsageError for wrong ones.

        A time for the call holds for one that sends files, too.
        """
        given = {name: value for name, value in options.items() if value is not UNSET}
        times = self._caller.options.timeouts
        if "timeout" in given:
            total = check_timeout("timeout", given["timeout"])
            given["timeout"] = times = attrs.evolve(times, total=total, upload=total)
        if "attempt_timeout" in given:
            attempt = check_timeout("attempt_timeout", given.pop("attempt_timeout"))
            given["timeout"] = attrs.evolve(times, attempt=attempt)
        view = self.with_options(**cast("ExtraOptions", given)) if given else self
        if given.get("extra_body"):
            view._change(body_needed=True)
        return view

    def _following(self) -> Self:
        """Return the client for the further requests of a call: they have no extra body."""
        if not self._caller.options.extra_body:
            return self
        view = self.with_options()
        view._change(extra_body=None)
        return view

    def _caller_of(self, operation: penstock_api.Operation[..., Any]) -> Caller:
        """Return what calls an operation: one with a server of its own doesn't get the key."""
        if not operation.own_server:
            return self._caller
        return self._caller.for_base_url(operation.server, trusted=False)

    def _operation_budget(self, built: Built[Any]) -> CallLimits:
        """Return the limits of a call of an operation."""
        return self._upload_budget() if built.has_files else self._budget()

    def _types(self) -> Types:
        """Return the subclasses that results are made of, by the models they stand for."""
        return {}

    def _error_code(self, operation: penstock_api.Operation[..., Any]) -> str | None:
        """Return the documented code of an operation's errors that have no code of their own."""
        return None

    def _result(
        self,
        built: Built[Any],
        kind: type[_R],
        *,
        budget: CallLimits | None = None,
    ) -> _R:
        """Send a request of the document's and return its result, which is of one type.

        For the methods that add nothing to an operation but the type of its result. `budget` are
        the limits of the call, by default the client's. See `penstock._core.results.result`.
        """
        from penstock._core.message import request
        from penstock._core.results import result

        operation = built.operation
        if budget is None:
            budget = self._upload_budget() if built.has_files else self._budget()
        sent, types = request(built, error_code=self._error_code(operation)), self._types()
        read = partial(
            result,
            operation=operation,
            kind=kind,
            types=types,
            arguments=built.arguments,
        )
        return self._caller_of(operation).ask(sent, budget, read)

    def _typed(self, found: _R, read: OutputReader[Any] | None, sent: Callable[[], Request]) -> _R:
        """Return a run with its output decoded, as `penstock._core.results.typed` does.

        `sent` returns the request whose response it came in, for errors.
        """
        if read is None:
            return found
        from penstock._core.results import typed

        try:
            return typed(found, read)
        except PenstockError as error:
            raise self._caller.described(error, sent()) from error.__cause__

    def call(
        self,
        operation: penstock_api.Operation[_P, _T],
        /,
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Call an operation of the service's document, and return its result.

            found = client.call(operations.get_app_info)

        `operation` is one of `penstock_api.operations`; what follows are the arguments of its
        `build`. `extra_headers`, `extra_query` and `extra_body` may be among them; a type checker,
        which knows those of `build` alone, wants them given to `with_options`. Retries, limits and
        errors are those of the client, and of a view of it (`with_options`) for one call. A refusal
        raises as the service's own methods do, a response that is something else ResponseError, and
        an operation of another service UsageError.
        """
        return self.call_detailed(operation, *args, **kwargs).parsed

    def call_detailed(
        self,
        operation: penstock_api.Operation[_P, _T],
        /,
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> penstock.ParsedResponse[_T]:
        """Call an operation as `call` does, and return all of its response: status, headers, ids.

        The result is in `parsed`.
        """
        from penstock._core._sync.operations import call

        return call(self, operation, *args, **kwargs)

    def stream(
        self,
        operation: penstock_api.StreamOperation[_P, Any, _E],
        /,
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> penstock.EventStream[_E, list[_E]]:
        """Call an operation that answers with a stream of events, and return the stream.

            with client.stream(operations.run_workflow, body=request) as events:
                for event in events:
                    print(event)

        Each event is read as the document has it; none of them raises, and a broken stream isn't
        read on. The services' own streams do more. For the rest see `call`.
        """
        from penstock._core._sync.operations import stream

        return stream(self, operation, *args, **kwargs)

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        content: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
        **options: Unpack[CallOptions],
    ) -> penstock.Response:
        """Send a request that isn't in the document, and return the response.

        `path` is what follows `base_url`; a whole URL must begin with it. Of `params` a list gives
        several, and None is left out. The body is `json`, or `content` with a Content-Type among
        the `headers`. A POST or PATCH may have been processed when its response is lost: it is sent
        again only if `repeatable`, or surely not processed. A refusal raises as in the service's
        own methods, and UsageError what can't be sent.
        """
        from penstock._core._sync.operations import send

        return send(
            self._with(self.request, options),
            method,
            path,
            params=params,
            json=json,
            content=content,
            headers=headers,
            repeatable=repeatable,
        )

    def close(self) -> None:
        """Close the connections. An httpx client that was given is left open.

        Calls under way end at once with ClientClosedError, waits for a retry included, whichever
        thread they are in; a connection that is being made ends with its own timeout.
        """
        if self._is_view or self._caller.pool.given:
            return
        try:
            self._caller.pool.close()
        finally:
            self._caller.state.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
