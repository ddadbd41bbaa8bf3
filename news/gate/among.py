"""What does the gate know while it judges very many posts that come together?

The registers, which are read once for all of them, and the posts that were judged
before and are not stored yet: they are earlier posts, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from news.models import ArticlePage, Cluster
from news.models.articles import free_of_months


@dataclass(slots=True)
class Among:
    """The registers are asked for each time: a post may add to them."""

    clusters: Callable[[], Sequence[Cluster]]
    organisation_names: Callable[[], Sequence[str]]
    waiting: list[ArticlePage] = field(default_factory=list)
    _slugs: list[str] = field(default_factory=list)

    def add(self, article: ArticlePage) -> None:
        self.waiting.append(article)
        self._slugs.append(free_of_months(article.title))

    def of_title(self, stem: str, most: int) -> list[int]:
        """Places in `waiting`, the newest first."""
        found = (
            at
            for at in range(len(self.waiting) - 1, -1, -1)
            if stem and self._slugs[at].startswith(stem)
        )
        return [at for at, _ in zip(found, range(most), strict=False)]
