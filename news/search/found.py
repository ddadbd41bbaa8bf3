"""What does a search answer?"""

from dataclasses import dataclass, field

from .query import Query

# Nobody reads further than this: what is counted, and what paging reaches.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Hits:
    """A stretch of the posts found, best first, and how many there are (or MOST)."""

    pks: list[int] = field(default_factory=list)
    count: int = 0
    # Words of the query that no public post holds, folded.
    unknown: tuple[str, ...] = ()
    # What the last word was taken for the beginning of, too.
    completions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    query: Query
    articles: list = field(default_factory=list)
    count: int = 0
    unknown: tuple[str, ...] = ()
    completions: tuple[str, ...] = ()

    @property
    def is_more_than_counted(self) -> bool:
        return self.count >= MOST
