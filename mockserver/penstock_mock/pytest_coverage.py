"""Contract coverage in pytest: what `--penstock-coverage` adds to the plugin.

Each process of a run counts for itself; with pytest-xdist the workers hand their reports to the
process that started them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from .document.contract import Contract
from .engine.coverage import Coverage
from .engine.coverage_report import Report, least_of
from .engine.engine import collecting
from .frontends.coverage_views import page, table

_KEY = "penstock_coverage"


class CoverageRun:
    """The coverage of one run: counted, merged, written and shown."""

    def __init__(self, config: pytest.Config, options: Mapping[str, str]) -> None:
        """options: those of `--penstock-coverage-...` that are given, paths made absolute.

        Raises pytest.UsageError for a least coverage that is none.
        """
        self._config = config
        self._options = options
        self._report = Report()
        self._shared: dict[int, Coverage] = {}
        """By the id of the contract."""
        self._counted: dict[int, Coverage] = {}
        """All there are, by id."""
        self._collecting = ExitStack()
        self._below: list[str] = []
        self._lost = 0
        named = options.get("services", "").replace("\n", ",").split(",")
        self._services = [service.strip() for service in named if service.strip()]
        try:
            self._least = least_of(options["min"]) if "min" in options else {}
        except ValueError as error:
            raise pytest.UsageError(f"--penstock-coverage-min: {error}") from None

    def of(self, contract: Contract | None) -> Coverage:
        """The count of a contract (Penstock's own if None), which all its mocks share."""
        contract = contract or Contract.default()
        if id(contract) not in self._shared:
            self._shared[id(contract)] = Coverage(contract)
            self.add(self._shared[id(contract)])
        return self._shared[id(contract)]

    def add(self, coverage: Coverage) -> None:
        """Take in a count that a mock keeps for itself."""
        self._counted[id(coverage)] = coverage

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Count for the mocks that tests make themselves, too."""
        self._collecting.enter_context(collecting(self))

    def pytest_unconfigure(self) -> None:
        self._collecting.close()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take over what a worker of pytest-xdist counted."""
        text = getattr(node, "workeroutput", {}).get(_KEY)
        if text is None:
            self._lost += 1
        else:
            self._report.add(Report.loads(text))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report; a run that passed fails when its coverage is too low."""
        for coverage in self._counted.values():
            self._report.add(coverage.report())
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_KEY] = self._report.dumps()
            return
        if self._config.option.collectonly:
            return
        self._below = self._report.below(self._least, self._services)
        self._write("json", self._report.dumps())
        self._write("html", page(self._report, self._services))
        if self._below and session.exitstatus in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Show the table."""
        if self._config.option.collectonly:
            return
        terminalreporter.section("penstock contract coverage")
        terminalreporter.write(table(self._report, self._services))
        try:
            self._report.check_services(self._services)
        except ValueError as unknown:  # no failure: another part of the tests may play its document
            terminalreporter.write_line(str(unknown), red=True)
        if self._lost:
            terminalreporter.write_line(f"not counted: {self._lost} workers, which crashed")
        for name in self._options.keys() & {"json", "html"}:
            terminalreporter.write_line(f"{name}: {self._options[name]}")
        for line in self._below:
            terminalreporter.write_line(f"FAILED contract coverage, {line}", red=True)

    def _write(self, name: str, text: str) -> None:
        if name not in self._options:
            return
        path = Path(self._options[name])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            self._below.append(f"{name}: can't write {path}: {error.strerror}")
