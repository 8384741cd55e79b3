"""Installing packages: what it comes to, and how far it has come."""

from __future__ import annotations

from typing import Any

from attrs import define, evolve, field, frozen
from attrs.validators import instance_of, optional

from ..progress import Progress
from . import formatting
from .behaviours import Form, Refusal
from .catalogue import Package
from .options import InstallEnd, Pace, Plan

# What a package without a version of its own is installed as.
FIRST_VERSION = "1.0.0"

# The version nothing ever has, and the package there never is.
FAILING_VERSION = "0.0.0"
MISSING = "missing"


@frozen
class Installing:
    """The result of installing a package."""

    end: InstallEnd = "success"
    error: str | None = field(default=None, validator=optional(instance_of(str)))
    """Of a failure; None: there is no such version."""
    dependencies: tuple[Package, ...] = ()
    pace: Pace | None = None
    """None: the session's."""
    refusal: Refusal | None = None
    """It never begins; an empty text: there is no such package."""

    def paced(self, *, polls: int | None = None, seconds: float | None = None) -> Installing:
        """The same, at work for so many polls, or seconds, or whichever of the two comes first."""
        return evolve(self, pace=Pace(polls, seconds))


def installs(*dependencies: tuple[str, str]) -> Installing:
    """The package is installed, and with it its dependencies: ("sharp-lite", "0.2.1")."""
    return Installing(dependencies=tuple(Package(*each) for each in dependencies))


def install_fails(error: str | None = None) -> Installing:
    """The installation begins, and fails."""
    return Installing("failed", error)


def install_refused(error: str = "", *, status: int = 200, form: Form = "both") -> Installing:
    """The installation never begins: {"success": false, "error": ...}, with 200 unless given."""
    return Installing(refusal=Refusal(status, error, form))


@define(eq=False)
class Installation:
    """One installation. Times are epoch seconds."""

    id: str
    package: Package
    installing: Installing
    progress: Progress[Plan]

    def observe(self, now: float, *, looked_at: bool = False) -> None:
        """Bring it up to `now`; being looked at may move it on as well."""
        self.progress = self.progress.seen(now) if looked_at else self.progress.at(now)

    @property
    def status(self) -> str:
        """Its status as it is sent."""
        return self.progress.state or self.installing.end

    def wire(self) -> dict[str, Any]:
        """As the server sends it."""
        return {
            "id": self.id,
            "name": self.package.name,
            "version": self.package.version,
            "status": self.status,
            **self._outcome(),
            "createdAt": formatting.millis(self.progress.created_at),
            "updatedAt": formatting.millis(self.progress.entered[-1]),
        }

    def _outcome(self) -> dict[str, Any]:
        if self.status == "failed":
            unsaid = f"Version {self.package.version} does not exist"
            return {"error": unsaid if self.installing.error is None else self.installing.error}
        if self.status != "success":
            return {}
        needed = [each.wire() | {"packagePath": each.path} for each in self.installing.dependencies]
        return {"packagePath": self.package.path, "dependencies": needed}
