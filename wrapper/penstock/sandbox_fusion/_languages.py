"""The languages a sandbox knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from penstock.sandbox_fusion._warnings import UnknownLanguageWarning, warn
from penstock_api import models

if TYPE_CHECKING:
    from penstock.sandbox_fusion._datasets import TestConfig

Language: TypeAlias = models.KnownSandboxLanguage
LANGUAGES: Final = models.SANDBOX_LANGUAGE_VALUES

# What people write who mean one of these; the nearest name in letters is another.
_MEANT: Final = {
    "c": "cpp",
    "c++": "cpp",
    "c#": "csharp",
    "golang": "go",
    "javascript": "nodejs",
    "js": "nodejs",
    "node": "nodejs",
    "py": "python",
    "python2": "python",
    "python3": "python",
    "r": "R",
    "sh": "bash",
    "shell": "bash",
    "ts": "typescript",
}


def check_language(name: str) -> None:
    """Warn of a language that no public server has; others may have more than they."""
    if name in LANGUAGES:
        return
    meant = _MEANT.get(name.lower()) or nearest(name, LANGUAGES)
    hint = f"; did you mean {meant!r}?" if meant else ""
    warn(f"language {name!r} is none of those SandboxFusion knows{hint}", UnknownLanguageWarning)


def nearest(name: str, names: tuple[str, ...]) -> str | None:
    """Return the name that was probably meant."""
    from difflib import get_close_matches  # only a mistake pays for it

    return next(iter(get_close_matches(name, names, 1, 0.6)), None)


def language_of(config: TestConfig) -> str | None:
    """Return the language a submission is run in; None where only the dataset knows it."""
    data = config.provided_data
    labels = data.get("labels") if isinstance(data, Mapping) else None
    if config.language is not None or not isinstance(labels, Mapping):
        return config.language
    named = (labels.get(name) for name in ("execution_language", "programming_language"))
    return next((name for name in named if isinstance(name, str)), None)
