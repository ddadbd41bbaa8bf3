"""Under which year does a post live? The one in which it was first published."""

from django.db import transaction

from news.models import ArticlePage


@transaction.atomic
def file_under_its_year(article: ArticlePage) -> bool:
    """Move a post that was just published for the first time; later it stays put.

    A draft of December that is published in January would otherwise keep an address
    with a year its readers never saw. Answers whether the post was moved.
    """
    just_published = article.first_published_at == article.last_published_at
    year = article.index.year_for(article.published_at)
    if not just_published or article.is_child_of(year):
        return False
    article.slug = _free_slug(article, year)
    article.save(update_fields=["slug"], clean=False)
    article.move(year, pos="last-child")
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
