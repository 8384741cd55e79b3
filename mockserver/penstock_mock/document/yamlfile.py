"""YAML documents, read as YAML 1.2 would: dates and words such as `no` stay text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

try:
    import yaml
except ImportError as error:  # only documents in YAML need it
    raise ValueError("install PyYAML (pip install PyYAML), or convert it to JSON") from error

_BOOL = "tag:yaml.org,2002:bool"
_AS_TEXT = frozenset({_BOOL, "tag:yaml.org,2002:timestamp"})


class _Loader(yaml.SafeLoader):
    """The safe loader without YAML 1.1's surprises."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    _BOOL, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def parse(text: str) -> Any:
    """The document. Raises ValueError when it isn't YAML."""
    try:
        return _plain(yaml.load(text, _Loader))  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _plain(value: Any) -> Any:
    """Keys as text, as in JSON: a status code is written as a number."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
