"""The filters tell how many posts they find, and never of one nobody may read."""

from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news import indexing, scheduling
from news.filters import ArticleFilter
from news.models import (
    ArticlePage,
    Author,
    Byline,
    Cluster,
    Facet,
    Organisation,
    Participant,
    Topic,
)
from news.models.facets import BESIDE, counts
from news.registers.merging import merge
from tests import build
from tests.plans import asked

pytestmark = pytest.mark.django_db
KINDS = {
    "cluster": Cluster,
    "topic": Topic,
    "author": Author,
    "organisation": Organisation,
}
TIMES = [(2019, 12), (2020, 1), (2020, 7), (2021, 7)]


def offered(index, wanted):
    """What the form would offer: every choice with its number."""
    found = counts(index, wanted)
    return {
        (facet.kind, facet.slug): facet.posts
        for facet in found.facets
        if facet.posts and facet.kind != "expired"
    }


def counted_anew(index, wanted):
    """The same by asking for each choice's list, one by one."""
    numbers = {}
    for kind, model in KINDS.items():
        for subject in model.objects.all():
            choice = wanted.within(**{kind: subject.slug})
            numbers[kind, subject.slug] = found(index, choice)
    for year, month in TIMES:
        choice = wanted.within(year=year, month=month)
        numbers["month", f"{year}-{month:02d}"] = found(index, choice)
    return {choice: number for choice, number in numbers.items() if number}


def found(index, wanted):
    return index.articles().matching(wanted).distinct().count()


class Newsroom:
    """Does at random what a newsroom does in a year."""

    def __init__(self, index, random):
        self.index, self.random = index, random
        self.clusters = [build.cluster(number) for number in ("I", "II")]
        self.authors = [Author.objects.create(name=f"Người viết {n}") for n in "ab"]
        self.bodies = [Organisation.objects.create(name=f"Đơn vị {n}") for n in "abc"]
        self.posts = [self.write() for _ in range(4)]

    def write(self):
        pick, some = self.random.choice, self.random.sample
        return build.article(
            self.index,
            live=pick([True, True, False]),
            published_at=build.moment(*pick(TIMES), 15),
            organisation=pick(self.bodies),
            clusters=some(self.clusters, pick([0, 1, 2])),
            topics=some(["khen thưởng", "thi đua"], pick([0, 1, 2])),
            # Whoever wrote and took the photos is named twice, and counted once.
            bylines=[Byline(author=pick(self.authors)) for _ in range(pick([1, 2]))],
            participants=[Participant(organisation=pick(self.bodies))],
        )

    def act(self):
        post = self.random.choice(ArticlePage.objects.all())
        match self.random.randrange(7):
            case 0:
                self.write()
            case 1:
                post.unpublish()
            case 2:
                post.published_at = build.moment(*self.random.choice(TIMES), 15)
                post.clusters.set(self.random.sample(self.clusters, 1))
                post.save_revision().publish()
            case 3:
                place = self.random.choice([post, post.get_parent()])
                PageViewRestriction.objects.get_or_create(
                    page=place, defaults={"restriction_type": "login"}
                )
            case 4:
                for restriction in PageViewRestriction.objects.all():
                    restriction.delete()
            case 5:
                subject = self.random.choice([*self.clusters, *self.bodies])
                subject.name, subject.slug = f"{subject.name} mới", ""
                subject.save()
            case 6:
                post.clusters.clear()
                post.save_revision()  # A draft, which changes nothing for readers.

    def filters(self):
        wanted = ArticleFilter()
        for kind, model in KINDS.items():
            subject = self.random.choice([None, *model.objects.all()])
            wanted = wanted.within(**{kind: subject.slug if subject else ""})
        year, month = self.random.choice([(None, None), (2020, None), (2020, 7)])
        return wanted.within(year=year, month=month)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_counts_are_those_of_the_lists(index, seed):
    newsroom = Newsroom(index, Random(seed))  # noqa: S311 - no secret

    for _ in range(8):
        newsroom.act()
        for wanted in (ArticleFilter(), newsroom.filters()):
            known = index.__class__.objects.get(pk=index.pk)  # Restrictions are cached.
            assert offered(known, wanted) == counted_anew(known, wanted)
            assert counts(known, wanted).total == found(known, wanted)
    assert indexing.stale() == []
    assert not Facet.objects.miscounted().exists()


def test_a_choice_counts_beside_the_others_not_beside_itself(index):
    one, two = build.cluster("I"), build.cluster("II")
    build.article(index, clusters=[one], published_at=build.moment(2020, 7))
    build.article(index, clusters=[two], published_at=build.moment(2020, 7))
    build.article(index, clusters=[two], published_at=build.moment(2021, 7))

    shown = offered(index, ArticleFilter(cluster=one.slug, year=2020))

    assert shown["cluster", two.slug] == 1
    assert shown["month", "2020-07"] == 1
    assert ("month", "2021-07") not in shown


def test_what_has_expired_counts_in_the_archive_alone(index):
    build.article(index, published_at=build.moment(2020, 7))
    ArticlePage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")

    assert offered(index, ArticleFilter()) == {}
    assert index.archived_months() == {"2020-07": 1}


def test_a_merger_moves_the_numbers_with_the_posts(index):
    gone, kept = (Organisation.objects.create(name=n) for n in ("Sở Cũ", "Sở Mới"))
    build.article(index, organisation=gone)
    build.article(
        index, organisation=kept, participants=[Participant(organisation=gone)]
    )

    merge(gone, kept)

    shown = offered(index, ArticleFilter())
    assert shown["organisation", kept.slug] == 2
    assert ("organisation", gone.slug) not in shown


def test_a_new_name_stands_in_the_list(index):
    cluster = build.cluster("I", "Tên cũ")
    build.article(index, clusters=[cluster])

    cluster.name = "Tên mới"
    cluster.save()

    label = counts(index, ArticleFilter()).label("cluster", cluster.slug)
    assert label == "Cụm I – Tên mới"


def test_numbers_that_went_wrong_are_mended(index):
    build.article(index)
    Facet.objects.update(posts=7)

    indexing.mend()

    assert set(offered(index, ArticleFilter()).values()) == {1}


def test_posts_from_before_the_filters_are_found_and_counted(index):
    article = build.article(index)
    Facet.objects.all().delete()

    assert indexing.stale() == [article.pk]
    indexing.mend()

    assert counts(index, ArticleFilter()).total == 1


def test_expired_posts_that_were_never_counted_are_found(index):
    article = build.article(index, published_at=build.moment(2019))
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now())
    scheduling.keep_time()
    assert indexing.stale() == []
    Facet.objects.all().delete()

    assert indexing.stale() == [article.pk]
    indexing.mend()

    assert index.archived_months() == {"2019-01": 1}
    assert indexing.stale() == []


@pytest.fixture
def cluster(index):
    """With a post of one topic, and another that has none."""
    cluster = build.cluster("I")
    build.article(index, title="Một", clusters=[cluster], topics=["sơ kết"])
    build.article(index, title="Hai", clusters=[cluster])
    return cluster


def sums_of_posts(index, wanted) -> int:
    """How often posts were counted to say what is beside a choice."""
    with asked() as statements:
        counts(index, wanted)
    return sum('COUNT("news_facetedpost"' in sql for sql, _params in statements)


def test_what_is_beside_a_choice_is_counted_once(index, cluster):
    wanted = ArticleFilter(cluster=cluster.slug)

    sums = [sums_of_posts(index, wanted) for _ in range(3)]

    assert sums == [1, 0, 0]


def another_topic(index, cluster):
    post = ArticlePage.objects.get(title="Hai")
    post.topics.set(["sơ kết"])
    post.save_revision().publish()


def rename_beside(index, cluster):
    topic = Topic.objects.get(slug="so-ket")
    topic.name = "Sơ kết năm"
    topic.save()


def test_a_name_is_written_after_all_choices_were_taken(index):
    """Whoever publishes takes them in the same order, and nobody waits for ever."""
    build.article(index, topics=["sơ kết"])
    topic = Topic.objects.get(slug="so-ket")
    topic.name = "Sơ kết năm"

    with CaptureQueriesContext(connection) as asked:
        topic.save()

    updates = [q["sql"] for q in asked if q["sql"].startswith('UPDATE "news_facet" ')]
    assert ["state" in sql for sql in updates] == [True, False]


HAPPENING = {
    "a post comes": lambda index, cluster: build.article(
        index, clusters=[cluster], topics=["sơ kết"]
    ),
    "a post goes": lambda *_: ArticlePage.objects.get(title="Một").unpublish(),
    "a post gets another topic": another_topic,
    "another choice is renamed": rename_beside,
    "the release before took one down": lambda *_: Facet.objects.filter(
        kind="cluster"
    ).update(posts=1),
}


@pytest.mark.parametrize("happens", list(HAPPENING))
def test_what_is_beside_a_choice_is_counted_again_when_its_posts_change(
    index, cluster, happens
):
    wanted = ArticleFilter(cluster=cluster.slug)
    counts(index, wanted)

    HAPPENING[happens](index, cluster)
    later = counts(index, wanted)
    BESIDE.found.clear()

    assert later == counts(index, wanted)
    assert sums_of_posts(index, wanted) == 0


def test_a_post_elsewhere_changes_nothing_beside_a_choice(index, cluster):
    wanted = ArticleFilter(cluster=cluster.slug)
    counts(index, wanted)

    build.article(index, clusters=[build.cluster("II")])

    assert sums_of_posts(index, wanted) == 0
