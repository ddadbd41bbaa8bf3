"""On which day was a post published, and under which year does it live?"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from news.models import ArticlePage


@transaction.atomic
def date_first_publication(article: ArticlePage, revision: Revision) -> bool:
    """Date a post on the day it came out, if it still bears the day it was begun.

    The form offers the moment it was opened; a post that waited for approval since
    would come out below newer ones. Another date was chosen by somebody, and stays.
    Answers whether the date was changed.
    """
    begun = article.revisions.order_by("created_at").first().created_at
    offered = timezone.localdate(article.published_at) == timezone.localdate(begun)
    waited = timezone.localdate(begun) < timezone.localdate(article.last_published_at)
    if not (just_published(article) and offered and waited):
        return False
    article.published_at = article.first_published_at
    article.save(update_fields=["published_at"], clean=False)
    # The next edit starts from the revision: it has to know the day, too.
    revision.content["published_at"] = article.published_at.isoformat()
    revision.save(update_fields=["content"])
    return True


def just_published(article: ArticlePage) -> bool:
    return article.first_published_at == article.last_published_at


@transaction.atomic
def file_under_its_year(article: ArticlePage) -> bool:
    """Move a post that was just published for the first time; later it stays put.

    A draft of December that is published in January would otherwise keep an address
    with a year its readers never saw. Answers whether the post was moved.
    """
    if not just_published(article):
        return False
    year = article.index.year_for(article.published_at)
    if article.is_child_of(year):
        return False
    article.slug = _free_slug(article, year)
    article.save(update_fields=["slug"], clean=False)
    # Nobody has read it where it lay: that was no address of it.
    article.is_being_filed = True
    article.move(year, pos="last-child")
    article.is_being_filed = False
    return True


def _free_slug(article: ArticlePage, year: ArticlePage) -> str:
    taken = set(
        year.get_children()
        .filter(slug__startswith=article.slug)
        .values_list("slug", flat=True)
    )
    candidates = [article.slug] + [
        f"{article.slug}-{n}" for n in range(2, len(taken) + 3)
    ]
    return next(slug for slug in candidates if slug not in taken)
