"""A service that is known only from the document: its profile, and its errors by status.

Services and gateways put the reason in `message`, `error`, `error.message`, or as problem details
do (RFC 9457).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from penstock._core.decoding import default_message, parsed_or_none, redirect, text
from penstock._core.message import request_id_in, run_id_in
from penstock._core.options import Profile
from penstock._core.service import ParsedError, parsed_error
from penstock.errors import PenstockError, UsageError, error_class_for

if TYPE_CHECKING:
    from penstock._core.message import RawResponse


def profile_of(tag: str) -> Profile:
    """Return the profile of a service: its address and its key, from the operations with its tag.

    The key is shown as in the first of them that wants one in a header, and is optional if any
    of them can do without. Raises UsageError for a tag that no operation has, and for a service
    with a key in the query alone.
    """
    from penstock_api import operations

    word = re.sub(r"\W", "_", tag)
    folders = {name: place.partition(".")[0] for name, place in operations.MODULES.items()}
    ids = [name for name, folder in folders.items() if folder == word]
    if not ids:
        tags = sorted(set(folders.values()))
        raise UsageError(f"the document has no service {tag!r}; it has {', '.join(tags)}")
    found = [operations.get(name) for name in ids]
    keys = [way[0] for operation in found for way in operation.security if way]
    first = next((key for key in keys if key.place == "header"), None)
    if keys and first is None:
        raise UsageError(f"{tag} wants its key in the query, where logs show it; not supported")
    variable = word.upper()
    return Profile(
        name=word,
        base_url=next((it for it in found if not it.own_server), found[0]).server,
        key_variable=f"{variable}_API_KEY",
        url_variable=f"{variable}_BASE_URL",
        key_header="" if first is None else first.name,
        key_prefix="" if first is None else first.prefix,
        key_optional=not all(it.security and all(it.security) for it in found),
    )


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Return what an error response means; None for a response that can be used."""
    if 200 <= response.status < 300:
        return None
    return parsed_error(response, now_epoch, _error(response))


def _error(response: RawResponse) -> PenstockError:
    if response.status < 400:
        return redirect(response)
    places = list(_places(parsed_or_none(response)))
    code = next((place["code"] for place in places if text(place.get("code"))), None)
    return error_class_for(response.status)(
        next(_reasons(places), None) or default_message(response),
        code,
        response.status,
        raw_code=code,
        body=response.json_or_text(),
        headers=response.headers,
        request_id=request_id_in(response.headers),
        run_id=run_id_in(response.headers),
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
