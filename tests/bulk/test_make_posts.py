"""Synthetic posts: many, the same each time, whole, and told from real ones."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from news import caching, gate, inserting
from news.models import (
    ArticlePage,
    Cluster,
    Facet,
    FacetedPost,
    NewsIndexPage,
    SearchEntry,
    SearchWord,
)
from news.synthesis.posts import YEARS
from tests import build

pytestmark = pytest.mark.django_db


def made(count=30, seed=7):
    """What a seed makes, and everything as before."""
    with transaction.atomic():
        call_command("make_posts", str(count), seed=seed, clusters=3, verbosity=0)
        found = {
            "posts": [said(post) for post in ArticlePage.objects.order_by("pk")],
            "words": set(SearchWord.objects.values_list("word", "spelled", "posts")),
            "facets": set(Facet.objects.values_list("kind", "slug", "posts")),
            "tokens": list(SearchEntry.objects.order_by("key").values_list("tokens")),
        }
        transaction.set_rollback(True)
    return found


def said(post):
    """All of a post but the keys of rows, which sequences do not give out again."""
    rows = [post.bylines, post.participants, post.documents, post.topics, post.clusters]
    content = post.latest_revision.content
    kept = ("path", "title", "lead", "slug", "published_at", "translation_key")
    photo = post.lead_photo and post.lead_photo.title
    return (
        *(getattr(post, name) for name in kept),
        *([str(row) for row in manager.all()] for manager in rows),
        *([block["id"] for block in post.body.raw_data], photo),
        *(content["title"], content["published_at"], post.event_date),
    )


@pytest.mark.exhaustive
def test_the_same_seed_makes_the_same_posts(index):
    first, again, other = made(), made(), made(seed=8)

    assert len(first["posts"]) == 30
    assert first == again
    assert first["posts"] != other["posts"]


@pytest.mark.exhaustive
def test_fewer_posts_are_the_first_of_more(index):
    def texts(count):
        return [post[1:3] for post in made(count)["posts"]]

    assert texts(10) == texts(30)[:10]


def test_the_tree_is_whole_and_another_run_adds_to_it(client, index):
    call_command("make_posts", "20", clusters=2, verbosity=0)
    call_command("make_posts", "20", clusters=2, verbosity=0)

    assert Page.find_problems() == ([], [], [], [], [])
    assert ArticlePage.objects.published().count() == SearchEntry.objects.count() == 40
    assert ArticlePage.objects.values("title", "lead").distinct().count() == 40
    assert Cluster.objects.count() == 2
    article = ArticlePage.objects.first()
    assert client.get(article.url).status_code == 200
    assert client.get("/tin-tuc/").status_code == 200
    assert client.get("/tim-kiem/?q=thi+dua").status_code == 200


def test_posts_are_as_long_as_real_ones_and_of_twenty_years(index):
    call_command("make_posts", "200", verbosity=0)

    lengths = sorted(len(entry.text.split()) for entry in SearchEntry.objects.all())
    assert 250 < lengths[100] < 450
    assert lengths[0] > 100
    assert lengths[-1] > 600
    years = {post.year for post in ArticlePage.objects.all()}
    assert len(YEARS) == 20
    assert len(years) > 15
    assert years <= set(YEARS)
    assert ArticlePage.objects.exclude(lead_photo=None).exists()


def test_what_is_made_would_have_passed_the_gate_without_a_word(index):
    call_command("make_posts", "60", verbosity=0)

    posts = ArticlePage.objects.all()
    assert {finding.code for post in posts for finding in gate.check(post)} == set()


@pytest.mark.indexes
def test_nothing_is_made_among_real_posts_unless_it_is_wanted(index):
    real = build.article(index)

    with pytest.raises(CommandError, match="real posts") as refused:
        call_command("make_posts", "3")
    assert refused.value.returncode == 1
    assert ArticlePage.objects.get() == real

    call_command("make_posts", "3", among_real_posts=True, verbosity=0)
    assert ArticlePage.objects.count() == 4


def test_what_is_missing_at_the_end_is_an_error(index, monkeypatch):
    monkeypatch.setattr("news.indexing.fresh.facets.change", lambda numbers: None)

    with pytest.raises(CommandError, match="numbers of the filters"):
        call_command("make_posts", "3", verbosity=0)


def test_kept_pages_are_forgotten_once(index, settings, tmp_path, monkeypatch):
    settings.NEWS_PAGE_CACHE = str(tmp_path)
    monkeypatch.setattr("news.bulk.batches.BATCH", 5)
    call_command("make_posts", "1", verbosity=0)  # It makes the years and registers.
    told = []
    monkeypatch.setattr("news.caching.forgetting.forget", None)
    monkeypatch.setattr(caching, "forget", lambda *names, **_: told.append(names))

    call_command("make_posts", "10", verbosity=0)

    assert [names for names in told if caching.SITE in names] == [(caching.SITE,)]


@pytest.mark.parametrize("wrong", [["0"], ["3", "--clusters=-1"]])
def test_wrong_use(index, wrong):
    with pytest.raises(CommandError, match="at least") as refused:
        call_command("make_posts", *wrong)
    assert refused.value.returncode == 2


def test_without_an_index_there_is_nowhere_to_put_them(db):
    NewsIndexPage.objects.all().delete()
    with pytest.raises(CommandError, match="set_up_news") as refused:
        call_command("make_posts", "1")
    assert refused.value.returncode == 1


def test_no_clusters_are_no_hindrance(index):
    call_command("make_posts", "10", clusters=0, verbosity=0)

    assert not Cluster.objects.exists()
    assert FacetedPost.objects.exists()


postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite changes no table that is there"
)


def rules():
    """What the database itself asks of each row, and what it finds rows by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
            " UNION SELECT indexname, indexdef, true FROM pg_indexes ORDER BY 1, 2"
        )
        return cursor.fetchall()


@postgresql
def test_tables_ask_of_their_rows_what_they_asked_before(index):
    before = rules()

    call_command("make_posts", "3", clusters=1, verbosity=0)

    assert len(before) > 300
    assert rules() == before


def insert_later(model, row):
    with transaction.atomic(), inserting.checked_later(model):
        inserting.insert(model, inserting.columns(model), [row])


@postgresql
def test_what_names_nothing_is_found_at_the_end_and_undone(index):
    post, before = build.article(index), rules()

    with pytest.raises(IntegrityError, match="news_searchentry"):
        insert_later(SearchEntry, (1, 404, "", "", [], None, timezone.now()))

    assert rules() == before
    assert SearchEntry.objects.filter(article=post).exists()


@postgresql
def test_where_most_posts_are_there_already_their_tables_stay_open(index):
    call_command("make_posts", "3", clusters=1, verbosity=0)

    with CaptureQueriesContext(connection) as asked:
        call_command("make_posts", "3", clusters=1, verbosity=0)

    assert not [one for one in asked.captured_queries if "ALTER" in one["sql"]]
