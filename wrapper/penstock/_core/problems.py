"""Errors of a service of which nothing more is known than HTTP: by status, with a reason in JSON.

The reason stands where services and gateways put it: `message`, `error`, `error.message`, or as
problem details have it (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from penstock._core.decoding import bare, parsed_or_none, redirect
from penstock._core.message import request_id_in, run_id_in
from penstock._core.service import ParsedError, parsed_error
from penstock._core.values import text
from penstock.errors import PenstockError, error_class_for

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core.message import Answer


def parse_error(answer: Answer, now_epoch: float) -> ParsedError | None:
    """Return what an error response means; None for a response that can be used."""
    if 200 <= answer.status < 300:
        return None
    return parsed_error(answer, now_epoch, _error(answer))


def _error(answer: Answer) -> PenstockError:
    if answer.status < 400:
        return redirect(answer)
    places = list(_places(parsed_or_none(answer)))
    code = next((place["code"] for place in places if text(place.get("code"))), None)
    return error_class_for(answer.status)(
        next(_reasons(places), None) or bare(answer),
        code,
        answer.status,
        raw_code=code,
        body=answer.json_or_text(),
        headers=answer.headers,
        request_id=request_id_in(answer.headers),
        run_id=run_id_in(answer.headers),
    )


def _places(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in which a reason and a code may stand."""
    if isinstance(body, dict):
        yield body
        yield from _places(body.get("error"))


def _reasons(places: list[dict[str, Any]]) -> Iterator[str]:
    for place in places:
        for found in (place.get("message"), place.get("error")):
            if isinstance(found, str) and found.strip():
                yield found.strip()
