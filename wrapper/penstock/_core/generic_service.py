"""A service that is known only from the document: its profile, and its errors by status.

Services and gateways put the reason in `message`, `error`, `error.message`, or as problem details
do (RFC 9457).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from penstock._core.decoding import text
from penstock._core.options import Profile
from penstock._core.service import ParsedError, parsed_error, places, reason_in, status_error
from penstock.errors import UsageError

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
    body = response.json_or(None)
    code = next(filter(text, (place.get("code") for place in places(body))), None)
    error = status_error(response, reason_in(body), code, raw_code=code)
    return parsed_error(response, now_epoch, error)
