"""Which API keys a session lets in."""

from __future__ import annotations


class Keys:
    """Which API keys the mock accepts.

    Unless told otherwise: any key that isn't empty, doesn't start with "bad" or "invalid", and was
    not revoked. So every documented example runs, and a wrong key is easy to write.
    """

    REFUSED_PREFIXES = ("bad", "invalid")

    def __init__(self) -> None:
        self._only: frozenset[str] | None = None
        self._revoked: set[str] = set()

    def only(self, *keys: str) -> None:
        """Accept these keys and no others, whatever they look like."""
        self._only = frozenset(keys)

    def revoke(self, key: str) -> None:
        """Refuse this key from now on."""
        self._revoked.add(key)

    def accepts(self, key: str | None) -> bool:
        """Whether a request with this key is let in."""
        if not key or key in self._revoked:
            return False
        if self._only is not None:
            return key in self._only
        return not key.lower().startswith(self.REFUSED_PREFIXES)

    def reset(self) -> None:
        """As in a fresh session."""
        self._only = None
        self._revoked.clear()

    def __repr__(self) -> str:
        rule = "any" if self._only is None else f"{len(self._only)} of them"
        return f"Keys(accepts {rule}, {len(self._revoked)} revoked)"  # never the keys themselves
