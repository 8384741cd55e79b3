"""Decoding a page of a list into models, beside `json.loads` alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from harness import Row, compared, cpu, main, rounds
from pydantic import BaseModel

from penstock_api.models import DifyWorkflowLogPage

NAMES = ("A page of * kB into models",)

RUN = {
    "id": "b1b2f3c4-5d6e-4f70-8192-a3b4c5d6e7f8",
    "version": "2025-10-30 18:40:00.812345",
    "status": "succeeded",
    "error": None,
    "elapsed_time": 1.2834,
    "total_tokens": 1_042,
    "total_steps": 7,
    "created_at": 1_761_849_600,
    "finished_at": 1_761_849_601,
}
USER = {
    "id": "f1e2d3c4-b5a6-4978-8a6b-5c4d3e2f1a0b",
    "type": "service_api",
    "is_anonymous": False,
    "session_id": "abc-123",
}
LOG = {
    "id": "0a1b2c3d-4e5f-4061-7283-94a5b6c7d8e9",
    "workflow_run": RUN,
    "created_from": "service-api",
    "created_by_role": "end_user",
    "created_by_account": None,
    "created_by_end_user": USER,
    "created_at": 1_761_849_600,
}
ITEMS = 95
PAGE = json.dumps(
    {"page": 1, "limit": ITEMS, "total": 900, "has_more": True, "data": [LOG] * ITEMS}
)


class Run(BaseModel):
    id: str
    version: str | None
    status: str
    error: str | None
    elapsed_time: float
    total_tokens: int
    total_steps: int
    created_at: int
    finished_at: int | None


class User(BaseModel):
    id: str
    type: str
    is_anonymous: bool
    session_id: str | None


class Log(BaseModel):
    id: str
    workflow_run: Run | None
    created_from: str
    created_by_role: str
    created_by_account: str | None
    created_by_end_user: User | None
    created_at: int


class Page(BaseModel):
    page: int
    limit: int
    total: int
    has_more: bool
    data: list[Log]


def rows() -> Iterator[Row]:
    """The one page."""
    yield compared(
        "client",
        f"A page of {len(PAGE) / 1000:.0f} kB into models",
        cpu(lambda: DifyWorkflowLogPage.from_dict(json.loads(PAGE)), 20),
        {
            "json.loads": cpu(lambda: json.loads(PAGE), 20),
            "pydantic": cpu(lambda: Page.model_validate_json(PAGE), 20),
        },
        rounds(25),
        limit="json.loads",
        goal="1.5 ×",
        budget="8 ×",
        why=(
            "json.loads alone is 1 ×, and 285 times, of which pydantic makes none, are 0.35 ×; the "
            "rest is 2,200 attributes, each looked up, its type checked and set. The shortest "
            "Python for that, a function written for each model, needs 3.3 ×; pydantic, which is "
            "Rust, 1.3 ×. It would take a reader in C, or items that are read when used"
        ),
        quoted=True,
    )


if __name__ == "__main__":
    main(rows(), NAMES)
