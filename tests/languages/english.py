"""How the English side of the site comes to be, and a post on it."""

from typing import Any

from wagtail.models import Locale, Page

from news.models import ArticlePage, NewsIndexPage
from tests import build


def opened(home: Page) -> Page:
    locale, _ = Locale.objects.get_or_create(language_code="en")
    return published(home.copy_for_translation(locale), title="Home")


def english_index(index: NewsIndexPage) -> NewsIndexPage:
    locale = Locale.objects.get(language_code="en")
    return published(index.copy_for_translation(locale), title="News", slug="news")


def published(page: Page, **values: Any) -> Page:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translated(article: ArticlePage, live: bool = True, **values: Any) -> ArticlePage:
    locale = Locale.objects.get(language_code="en")
    copy = article.copy_for_translation(locale)
    values.setdefault("title", f"Conference number {next(build.numbers)}")
    values.setdefault("body", [build.paragraph("The conference was held.")])
    for name, value in values.items():
        setattr(copy, name, value)
    revision = copy.save_revision()
    if live:
        revision.publish()
    return ArticlePage.objects.get(pk=copy.pk)
