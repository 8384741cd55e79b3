"""Displays in notebooks that are updated while what they show goes on.

IPython is used where it runs already, and is never imported otherwise.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from penstock._core.clock import Clock, SystemClock
from penstock_api.runtime import Shown, html_of

# Seconds between updates: each is a whole table, and more of them would not be read.
_INTERVAL: Final = 0.05


class LiveDisplay:
    """A display in a notebook, with the last value that this was called with.

        sim.run_and_wait("workflow-id", inputs, on_update=LiveDisplay())

    It fits wherever a function is called with progress or a state: `on_update`, `on_progress`.
    Outside of a notebook it does nothing.
    """

    def __init__(self, *, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._handle: Any = None
        self._updated = 0.0

    def __call__(self, value: object) -> None:
        """Show a value; one that others follow at once may be left out."""
        if _has_kernel():
            self.show(value, is_last=getattr(value, "is_last", True))

    def show(self, value: object, *, is_last: bool = False) -> None:
        """Show a value, in IPython: the last one in any case, others as often as can be read."""
        now = self._clock.monotonic()
        if self._handle is not None and not is_last and now - self._updated < _INTERVAL:
            return
        self._updated = now
        html = value._repr_html_() if isinstance(value, Shown) else html_of(value)
        data = {"text/plain": repr(value), "text/html": html}
        if self._handle is None:
            from IPython.display import display

            publish: Any = display  # it has no types
            self._handle = publish(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)


def _has_kernel() -> bool:
    """Return whether this runs in a notebook; at a terminal displays can't be updated."""
    ipython: Any = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


class Live(Shown):
    """Has its display in a notebook updated as it goes on."""

    _clock: Clock
    _display: LiveDisplay | None = None

    def _ipython_display_(self) -> None:
        display = LiveDisplay(clock=self._clock)
        display.show(self)
        if _has_kernel():
            self._display = display

    def _update_display(self, *, is_last: bool = False) -> None:
        if self._display is not None:
            self._display.show(self, is_last=is_last)
