"""What is missing after very many posts came is told."""

import pytest
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from news import bulk, synthesis
from news.models import ArticlePage, Facet, FacetedPost, SearchEntry
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.indexes]


posts = once(lambda index: synthesis.insert(index, 3, seed=1, clusters=2), indexes=True)


def first():
    return ArticlePage.objects.order_by("pk").first()


DAMAGE = {
    "counts": lambda: Page.objects.filter(depth=4).update(numchild=99),
    "'placed': ": lambda: Page.objects.filter(pk=first().pk).update(url_path="/x/"),
    "'slugs': 1": lambda: Page.objects.filter(depth=5).update(slug="gleich"),
    "have no revision": lambda: Page.objects.filter(pk=first().pk).update(
        latest_revision=None
    ),
    "reference index": lambda: ReferenceIndex.objects.filter(
        object_id=str(first().pk)
    ).delete(),
    "Wagtail's index": lambda: IndexEntry.objects.filter(
        object_id=str(first().pk)
    ).delete(),
    "readers' index": lambda: SearchEntry.objects.filter(article=first()).delete(),
    "numbers of the filters": lambda: Facet.objects.update(posts=7),
    # Stale to nobody who only looks whether a post is counted at all.
    "placed=": lambda: FacetedPost.objects.order_by("pk").first().delete(),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("what", DAMAGE)
def test_what_is_missing_is_told(index, posts, what):
    bulk.check(index)

    DAMAGE[what]()

    with pytest.raises(bulk.Incomplete, match=what):
        bulk.check(index)
