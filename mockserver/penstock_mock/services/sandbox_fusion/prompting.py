"""Prompts: a problem's text with what a class of datasets says behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .datasets import Dataset
from .replies import ServerError

_HINTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "python": "Write a complete Python script that reads standard input and prints the answer.",
        "cpp": "Write a complete C++ program that reads standard input and prints the answer.",
        "": "Write a complete {language} program that reads standard input and prints the answer.",
    },
    "zh": {
        "python": "请编写完整的 Python 脚本，从标准输入读取，并打印答案。",
        "": "请用 {language} 编写完整的程序，从标准输入读取，并打印答案。",
    },
}


def prompt_of(
    dataset: Dataset, row: Mapping[str, Any], config: Mapping[str, Any]
) -> dict[str, Any]:
    """A row as a prompt. Raises ServerError for labels the server can't read."""
    said = row["content"]
    if dataset.kind == "CommonOJDataset" and isinstance(said, str):
        hints = _HINTS.get(config["locale"] or "en", _HINTS["en"])
        hint = hints.get(config["language"] or "", hints[""])
        said = f"{said}\n\n{hint.replace('{language}', str(config['language']))}"
    return {"id": row["id"], "prompt": said, "labels": _labels(row["labels"])}


def _labels(given: Any) -> Any:
    try:
        return json.loads(given, strict=False) if isinstance(given, str) else given
    except ValueError as error:
        raise ServerError(500, str(error), error) from None
