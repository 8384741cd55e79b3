"""The apps behind the keys, and who their users are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from ..sequence import BehaviourSequence
from .behaviours import Behaviour
from .formatting import named_uuid

# Of every app on the mock: its workspace.
TENANT = named_uuid("workspace")
# The one everybody is who doesn't say who he is.
NOBODY = "DEFAULT-USER"


@define(eq=False)
class EndUser:
    """Somebody an app's caller spoke for. Times are epoch seconds."""

    id: str
    app_id: str
    name: str
    created_at: float


@define(eq=False)
class App:
    """One app. Set what a test needs: `mock.dify.app(name="Translator", tags=["demo"])`.

    user_input_form: what a run must be given, as `/parameters` has it; None takes anything.
    """

    id: str
    name: str = "My App"
    description: str | None = "This is my app."
    tags: Sequence[str] = ("tag1", "tag2")
    mode: str = "workflow"
    author_name: str | None = "Dify"
    user_input_form: Sequence[Mapping[str, Mapping[str, Any]]] | None = None
    file_upload: Mapping[str, Any] | None = None
    max_active_requests: int | None = None
    """Runs at once; None: as the option `concurrency` has it, 0: no limit."""
    parameters: Mapping[str, Any] = field(factory=dict)
    """Overrides of `/parameters`."""
    site: Mapping[str, Any] | None = field(factory=dict)
    """Overrides of `/site`; None: the app has no site."""
    tool_icons: Mapping[str, Any] = field(factory=dict)
    script: BehaviourSequence[Behaviour] = field(factory=lambda: BehaviourSequence((Behaviour(),)))
    versions: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    """Other published versions than the current one, by id."""
    runs: int = 0
    """The number of runs begun, from which sequence numbers are taken."""

    @property
    def version(self) -> str:
        """The id of the published version that runs when none is named."""
        return named_uuid(self.id, "workflow")

    def script_of(self, version: str) -> BehaviourSequence[Behaviour]:
        """A version's behaviours. Raises KeyError for one there isn't."""
        return self.script if version == self.version else self.versions[version]

    def end_user_id(self, user: str) -> str:
        """The id of an end user in this app."""
        return named_uuid(self.id, "end-user", user)
