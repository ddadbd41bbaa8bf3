"""Where does a post stand in the index? By the moment of publication."""

from datetime import datetime, timedelta

from news.filters import EPOCH

# Posts that may share a second; the year 2999 still fits into 63 bits.
PER_SECOND = 1 << 28


def key(published_at: datetime, pk: int) -> int:
    return first_key(published_at) + pk % PER_SECOND


def moment_of(key: int) -> datetime:
    """The second in which the post of this key was published."""
    return EPOCH + timedelta(seconds=key // PER_SECOND)


def first_key(moment: datetime) -> int:
    """The least key that a post of this moment can have."""
    return int((moment - EPOCH).total_seconds()) * PER_SECOND
