"""What does the gate mend without asking? The same that every save mends."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.models import ArticlePage


def mend(article: "ArticlePage") -> None:
    """Composed letters, single spaces, no indents, empty blocks or final stop."""
    article.prepare()
