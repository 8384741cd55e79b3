"""The outcome of a run, in one form for all services.

def report(outcome: RunOutcome) -> None:
    print(outcome.run_id, outcome.status)
    outcome.raise_for_failure()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

if TYPE_CHECKING:  # a default of a type variable doesn't exist in Python 3.11
    from typing_extensions import TypeVar

    OutputT_co = TypeVar("OutputT_co", covariant=True, default=Any)
else:
    from typing import TypeVar

    OutputT_co = TypeVar("OutputT_co", covariant=True)


@runtime_checkable
class RunOutcome(Protocol[OutputT_co]):
    """A run as a response describes it: ended, or still under way.

    Results of each service have these beside their documented names.
    """

    @property
    def run_id(self) -> str | None:
        """The service's id of the run; None where it gives none."""
        ...

    @property
    def status(self) -> str | None:
        """The status in the service's own word; None where a response lacks it."""
        ...

    @property
    def succeeded(self) -> bool:
        """True if the run has ended, and well."""
        ...

    @property
    def is_finished(self) -> bool:
        """True if the run won't change any more."""
        ...

    @property
    def is_paused(self) -> bool:
        """True if the run waits to be resumed."""
        ...

    @property
    def output(self) -> OutputT_co:
        """The output, once there is one."""
        ...

    @property
    def error(self) -> str | None:
        """The reason of a failure, as text; None for a run that didn't fail."""
        ...

    @property
    def attempts(self) -> int:
        """The number of requests that the response took."""
        ...

    @property
    def rate_limit(self) -> Any:
        """The rate limit in the response's headers; None where the service sends none."""
        ...

    @property
    def raw(self) -> Any:
        """The JSON of the response as it was received."""
        ...

    def raise_for_failure(self) -> Self:
        """Return the outcome of a run that ended well.

        Raises ExecutionError for one that ended otherwise, and for one that hasn't ended yet.
        """
        ...
