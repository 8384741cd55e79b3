# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyNodeType: TypeAlias = Literal[
    "start",
    "end",
    "answer",
    "llm",
    "knowledge-retrieval",
    "if-else",
    "code",
    "template-transform",
    "question-classifier",
    "http-request",
    "tool",
    "datasource",
    "variable-aggregator",
    "variable-assigner",
    "assigner",
    "loop",
    "loop-start",
    "loop-end",
    "iteration",
    "iteration-start",
    "parameter-extractor",
    "document-extractor",
    "list-operator",
    "agent",
    "human-input",
    "trigger-webhook",
    "trigger-schedule",
    "trigger-plugin",
]
"""The values of DifyNodeType that the document has."""
DifyNodeType: TypeAlias = KnownDifyNodeType | str
"""What a node does."""
DIFY_NODE_TYPE_VALUES: Final = literals(DifyNodeType)
