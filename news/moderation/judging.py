"""May a post go a step further? The gate is asked at each step."""

from typing import Any

from wagtail.models import Page

from news.gate import door
from news.models import ArticlePage


def refuse_findings(sender: Any, page: Page, **kwargs: Any) -> None:
    """Stop a post at a blocking finding: people's time is not for what machines see."""
    if isinstance(page, ArticlePage):
        door.require(page)
