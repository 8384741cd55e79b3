"""A service as the document describes it: its address, and the place of its key."""

from __future__ import annotations

import re

from penstock._core.options import Profile
from penstock.errors import UsageError


def profile_of(tag: str) -> Profile:
    """Return what a client of a service has to know, from the first operation with its tag.

    Raises UsageError for a tag that no operation has, and for a key in the query.
    """
    from penstock_api import operations

    word = re.sub(r"\W", "_", tag)
    folders = {name: place.partition(".")[0] for name, place in operations.MODULES.items()}
    ids = [name for name, folder in folders.items() if folder == word]
    if not ids:
        tags = sorted(set(folders.values()))
        raise UsageError(f"the document has no service {tag!r}; it has {', '.join(tags)}")
    operation = operations.get(ids[0])
    ways = [way for way in operation.security if way]
    first = ways[0][0] if ways else None
    if first is not None and first.place != "header":
        raise UsageError(f"{tag} wants its key in the query, where logs show it; not supported")
    variable = word.upper()
    return Profile(
        name=operation.tag,
        base_url=operation.server,
        key_variable=f"{variable}_API_KEY",
        url_variable=f"{variable}_BASE_URL",
        key_header="" if first is None else first.name,
        key_prefix="" if first is None else first.prefix,
        key_optional=len(ways) < len(operation.security) or first is None,
    )
