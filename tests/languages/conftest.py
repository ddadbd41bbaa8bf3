"""The same newsroom with an English home page and an English index."""

import pytest

from news.models import NewsIndexPage

from .english import english_index, opened


@pytest.fixture
def english(index) -> NewsIndexPage:
    """The English index at /en/news/, as an administrator opens it."""
    opened(index.get_parent().specific)
    return english_index(index)
