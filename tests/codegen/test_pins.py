"""The pinned tools: any other version is refused, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pins
import pytest


def test_the_pins_are_exact_and_installed() -> None:
    """These tests run with the versions that the generated code was made with."""
    pins.require("openapi-python-client", "ruff")
    assert (pins.scripts() / "ruff").exists()


@pytest.mark.table("version", ["0.28.4", "none"])
def test_another_version_is_refused(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A patch release would rewrite half of the files."""
    monkeypatch.setattr(pins, "installed", lambda name: version)
    wanted = pins.pinned("ruff")
    message = rf"ruff {wanted} is pinned, but {version} is installed. Run `make generate`"
    with pytest.raises(pins.PinError, match=message):
        pins.require("ruff")


def test_a_tool_without_an_exact_pin_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A range would let the output change by itself."""
    path = tmp_path / "dev.in"
    path.write_text("ruff>=0.1\nruff-lsp==1.0\n")
    monkeypatch.setattr(pins, "PINS", path)
    with pytest.raises(pins.PinError, match="no exact pin"):
        pins.require("ruff")


def test_a_missing_tool_has_no_version() -> None:
    """It is reported as none."""
    assert pins.installed("no-such-distribution") == "none"
