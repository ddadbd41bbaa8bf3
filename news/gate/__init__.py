"""May this post go out? The one list of editorial rules, and who asks it."""

import datetime as dt
from typing import TYPE_CHECKING

from .findings import Finding, Severity
from .mending import mend
from .rules import RULES

if TYPE_CHECKING:
    from news.models import ArticlePage

    from .among import Among

__all__ = ["RULES", "Finding", "Severity", "check", "mend"]


def check(
    article: "ArticlePage", at: dt.datetime | None = None, among: "Among | None" = None
) -> list[Finding]:
    """Every finding about a post as it stands in memory, saved or not.

    `at` is the moment it is to go out, where that is not now; `among` is for very many
    posts that are judged one after another before any of them is stored.
    """
    # Asked for late: models must be loaded before the libraries can be.
    from .reading import post_of

    post = post_of(article, at, among)
    return [finding for rule in RULES for finding in rule.findings(post)]
