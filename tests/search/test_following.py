"""The index knows what is public now, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news import indexing
from news.filters import ArticleFilter
from news.models import (
    ArticlePage,
    Author,
    Byline,
    Organisation,
    Participant,
    SearchEntry,
    SearchWord,
)
from news.registers.merging import merge
from news.search import find
from tests import build

pytestmark = pytest.mark.django_db


def found(text):
    everything = ArticlePage.objects.all()  # Not the public ones: the index alone.
    return [a.title for a in find(text, ArticleFilter(), everything).articles]


def words():
    return set(SearchWord.objects.values_list("word", flat=True))


def test_a_draft_is_not_found(index):
    build.article(index, title="Bí mật", live=False)

    assert found("bi mat") == []
    assert words() == set()


def test_a_draft_over_a_public_post_is_not_found(index):
    article = build.article(index, title="Công khai")
    article.title, article.lead = "Bí mật", "Chưa duyệt"
    article.body = [build.paragraph("Thô")]
    article.save_revision()
    indexing.rebuild()

    assert found("cong khai") == ["Công khai"]
    assert found("bi mat") == found("chua duyet") == found("thô") == []
    assert not words() & {"mat", "duyet", "tho", "bi mat"}


def test_publishing_and_withdrawing_follow_at_once(index):
    article = build.article(index, title="Lúa chín")
    article.title = "Lúa mới"
    article.save_revision().publish()
    assert found("chin") == []
    assert found("lua moi") == ["Lúa mới"]

    article.unpublish()

    assert found("lua") == []
    assert words() == set()


def test_an_expired_post_is_not_found(index):
    article = build.article(index, title="Lúa")
    ArticlePage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")

    article.refresh_from_db()
    assert not article.live
    assert found("lua") == []


def test_a_restricted_post_is_not_found_until_it_is_open_again(index):
    article = build.article(index, title="Lúa")
    year = article.get_parent()
    closed = PageViewRestriction.objects.create(page=year, restriction_type="login")
    assert found("lua") == []
    assert words() == set()

    closed.delete()

    assert found("lua") == ["Lúa"]


def test_the_page_answers_what_is_public_even_if_the_index_is_late(client, index):
    build.article(index, title="Lúa")
    ArticlePage.objects.update(live=False)  # No signal tells of this.

    assert SearchEntry.objects.exists()
    assert (
        'class="news-hit__excerpt'
        not in client.get("/tim-kiem/?q=lua").content.decode()
    )


@pytest.mark.parametrize("kind", ["cluster", "topic", "author", "organisation", "part"])
def test_a_new_name_is_found_and_the_old_one_is_not(index, kind):
    cluster = build.cluster("I", "Tên cũ")
    author = Author.objects.create(name="Tên cũ")
    body, part = (Organisation.objects.create(name="Tên cũ") for _ in range(2))
    rows = {
        "cluster": {"clusters": [cluster]},
        "topic": {"topics": ["Tên cũ"]},
        "author": {"bylines": [Byline(author=author)]},
        "organisation": {"organisation": body},
        "part": {"participants": [Participant(organisation=part)]},
    }
    article = build.article(index, title="Bài", **rows[kind])
    things = {
        "cluster": cluster,
        "topic": article.topics.first(),
        "author": author,
        "organisation": body,
        "part": part,
    }
    thing = things[kind]
    assert found("ten cu") == ["Bài"]

    thing.name = "Danh xưng"
    thing.save()

    assert found("danh xung") == ["Bài"]
    # A byline keeps the name of its day.
    assert found("ten cu") == (["Bài"] if kind == "author" else [])


def test_a_topic_that_goes_is_no_longer_found(index):
    article = build.article(index, title="Bài", topics=["giao thông"])
    assert found("giao thong") == ["Bài"]

    article.topics.first().delete()

    assert found("giao thong") == []


def test_organisations_that_merge(index):
    gone, kept = (Organisation.objects.create(name=n) for n in ("Sở Cũ", "Sở Mới"))
    build.article(index, title="Bài", participants=[Participant(organisation=gone)])

    merge(gone, kept)

    assert found("so moi") == ["Bài"]
    wanted = ArticleFilter(organisation=kept.slug)
    assert find("bai", wanted, ArticlePage.objects.all()).count == 1


@pytest.mark.indexes
def test_a_photos_new_caption_is_found(index):
    photo = build.photo(caption="Cũ")
    body = [build.paragraph("Tin."), build.photo_block(photo)]
    build.article(index, title="Bài", body=body)

    photo.caption = "Ruộng bậc thang"
    photo.save()

    assert found("bac thang") == ["Bài"]


def test_another_day_of_publication_finds_another_place(index):
    article = build.article(index, title="Lúa", published_at=build.moment(2019))
    article.published_at = build.moment(2021)
    article.save_revision().publish()

    assert SearchEntry.objects.count() == 1
    posts = ArticlePage.objects.all()
    assert find("lua", ArticleFilter(year=2019), posts).count == 0
    assert find("lua", ArticleFilter(year=2021), posts).count == 1


def test_a_deleted_post_is_gone(index):
    article = build.article(index, title="Lúa")
    SearchEntry.objects.filter(article=article).delete()

    assert found("lua") == []
    indexing.refresh([article.pk])
    assert found("lua") == ["Lúa"]


def test_what_no_signal_told_is_found_out_and_mended(index):
    late, missing, withdrawn, _fine = (
        build.article(index, title=f"Lúa {n}") for n in "abcd"
    )
    SearchEntry.objects.filter(article=missing).delete()
    ArticlePage.objects.filter(pk=withdrawn.pk).update(live=False)
    later = timezone.now() + timedelta(minutes=1)
    ArticlePage.objects.filter(pk=late.pk).update(last_published_at=later)

    assert set(indexing.stale()) == {late.pk, missing.pk, withdrawn.pk}
    with pytest.raises(CommandError, match="3"):
        call_command("index_posts", check=True)

    ArticlePage.objects.filter(pk=late.pk).update(last_published_at=timezone.now())
    call_command("index_posts", stale=True, verbosity=0)

    call_command("index_posts", check=True, verbosity=0)
    assert set(found("lua")) == {"Lúa a", "Lúa b", "Lúa d"}


def test_words_are_counted_as_they_come_and_go(index):
    first = build.article(index, title="Lúa chín", body=[build.paragraph("Đồng lúa.")])
    build.article(index, title="LÚA mới", body=[build.paragraph("Đồng.")])

    def counts():
        return {w.word: (w.spelled, w.posts) for w in SearchWord.objects.all()}

    assert counts()["lua"] == ("lúa", 2)
    assert counts()["lua chin"] == ("lúa chín", 1)
    told = counts()
    indexing.rebuild()
    assert counts() == told

    first.unpublish()

    assert counts()["lua"] == ("lúa", 1)
    assert "chin" not in counts()
