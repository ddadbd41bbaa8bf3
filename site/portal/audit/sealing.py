"""By what does an entry hang on the one before it, and who could make another?

The key is derived from SECRET_KEY: whoever has the database alone cannot make a link.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

# Before the first entry.
NOTHING = "0" * 64


def canonical(values: Any) -> str:
    """One text for the same values, in letters that every database gives back."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), default=str)


def keys() -> Iterator[bytes]:
    """The one that seals, then those that did before SECRET_KEY was changed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hashlib.sha256(b"portal.audit:" + secret.encode()).digest()


def sealed(values: Any) -> str:
    return with_key(next(keys()), values)


def is_sealed(seal: str, values: Any) -> bool:
    return any(hmac.compare_digest(seal, with_key(key, values)) for key in keys())


def with_key(key: bytes, values: Any) -> str:
    return hmac.new(key, canonical(values).encode(), "sha256").hexdigest()


def covered(salt: str, *texts: str) -> str:
    """What the chain holds of words that may have to go.

    When they go, their salt goes: a digest of an address alone would be found out by
    trying all addresses there are.
    """
    return hashlib.sha256(canonical([salt, *texts]).encode()).hexdigest()
