"""How a service says no of which nothing more is known than HTTP: by status, with a reason in JSON.

The reason stands where services and gateways put it: `message`, `error`, `error.message`, or as
problem details have it (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from penstock._message import request_id_in, run_id_in
from penstock._replies import bare, parsed_or_none, redirect
from penstock._values import text
from penstock.errors import PenstockError, error_class_for

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._message import Answer
    from penstock.ratelimit import RateLimit
    from penstock.retry import RetryHints


def refusal(answer: Answer) -> PenstockError | None:
    """Return the exception for an answer that means no; None for one that can be used."""
    if 200 <= answer.status < 300:
        return None
    if 300 <= answer.status < 400:
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


def hints(answer: Answer, now_epoch: float) -> RetryHints:
    """Return what the answer says about trying again: a 429 has begun nothing."""
    from penstock.retry import RetryHints

    return RetryHints(processed=False if answer.status == 429 else None)


def limits(answer: Answer, now_epoch: float) -> tuple[RateLimit, ...]:
    """Return the rate limits in the answer's headers."""
    from penstock.ratelimit import parse

    return parse(answer.headers, now_epoch)


def wait_asked(answer: Answer, now_epoch: float) -> float | None:
    """Return the seconds that the answer asks to wait; None if it doesn't."""
    from penstock.retry import parse_retry_after

    return parse_retry_after(answer.headers, now_epoch) if answer.status >= 400 else None
