"""Many posts at once are stored as publishing each of them would have stored it."""

import copy
import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from wagtail.models import (
    Page,
    PageLogEntry,
    PageViewRestriction,
    ReferenceIndex,
)
from wagtail.search.models import IndexEntry

from news import bulk, indexing
from news.models import (
    ArticleCluster,
    ArticlePage,
    ArticleTopic,
    Author,
    Byline,
    CitedDocument,
    Facet,
    FacetedPost,
    Organisation,
    Participant,
    SearchEntry,
    SearchWord,
    Topic,
)
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.indexes]
LEFT_OUT = {
    # Of a row, or of when it was written; publishing saves a post several times.
    *("id", "pk", "page_ptr", "path", "slug", "url_path", "translation_key"),
    *("latest_revision", "live_revision", "latest_revision_created_at"),
    *("first_published_at", "last_published_at", "go_live_at", "content_object"),
}


@pytest.fixture
def named(index):
    """What posts may name."""
    office = Organisation.objects.create(name="Sở Nội vụ", aliases="SNV")
    author = Author.objects.create(name="Đỗ Đức", role="PV", organisation=office)
    return {
        "office": office,
        "other": Organisation.objects.create(name="Bưu điện tỉnh"),
        "author": author,
        "cluster": build.cluster(),
        "topic": Topic.objects.create(name="chuyển đổi số"),
        "photo": build.photo(),
        "post": build.article(index, title="Tin trước"),
    }


def drafted(named, **values):
    """A post with everything a post may have, not stored yet."""
    when = build.moment(2020, 7, 13)
    link = f'Xem <a linktype="page" id="{named["post"].pk}">tin</a> 163/QĐ-UBND.'
    values.setdefault("title", "Hội nghị sơ kết 6 tháng đầu năm.")
    post = ArticlePage(
        lead="Sáng 10/7, tại Hòa Bình, hội nghị đã khai mạc.",
        published_at=when,
        body=[
            build.paragraph(link),
            build.photo_block(named["photo"], caption="Trao cờ"),
            {"type": "heading", "value": {"text": "Kết quả", "level": "2"}},
            {"type": "quote", "value": {"text": "Tốt", "attribution": "Chủ tịch"}},
        ],
        organisation=named["office"],
        event_kind="review",
        event_date=dt.date(2020, 7, 10),
        event_place="Hòa Bình",
        **{"live": True} | values,
    )
    post.article_clusters = [ArticleCluster(tag=named["cluster"])]
    post.article_topics = [ArticleTopic(tag=named["topic"])]
    post.bylines = [Byline(author=named["author"], sort_order=0)]
    post.participants = [Participant(organisation=named["other"], sort_order=0)]
    post.documents = [
        CitedDocument(number="163/QĐ-UBND", issuer="UBND tỉnh", sort_order=0)
    ]
    post.prepare()
    return post


def both(index, named, **values):
    """The same post, published as usual and in bulk."""
    usual, many = drafted(named, **values), drafted(named, **values)
    many.body = copy.deepcopy(usual.body.get_prep_value())
    live = usual.live
    usual.live = False
    index.year_for(usual.published_at).add_child(instance=usual)
    usual.first_published_at = usual.published_at
    revision = usual.save_revision()
    if live:
        revision.publish()
    assert bulk.write(index, [many]) == 1
    return [ArticlePage.objects.get(pk=one.pk) for one in (usual, many)]


def without_rows(content):
    """A revision's content without the keys of rows."""
    if isinstance(content, dict):
        left = {k: v for k, v in content.items() if k not in LEFT_OUT | {"page"}}
        return {name: without_rows(value) for name, value in left.items()}
    if isinstance(content, list):
        return [without_rows(item) for item in content]
    return content


@pytest.mark.exhaustive
def test_the_rows_of_a_post_are_those_of_publishing_it(index, named):
    usual, many = both(index, named)

    assert without_rows(usual.serializable_data()) == without_rows(
        many.serializable_data()
    )
    assert many.is_child_of(usual.get_parent())
    assert many.url_path == usual.url_path.replace(usual.slug, many.slug)
    assert many.first_published_at == many.last_published_at == many.published_at
    assert not many.has_unpublished_changes
    assert Page.find_problems() == ([], [], [], [], [])


def test_its_revision_is_the_live_one_and_says_the_same(index, named):
    usual, many = both(index, named)

    revision = many.latest_revision
    assert revision == many.live_revision == many.revisions.get()
    assert without_rows(revision.content) | {"live": True} == without_rows(
        usual.latest_revision.content
    ) | {"live": True}
    assert revision.object_str == str(many)
    assert [b.pk for b in revision.as_object().bylines.all()] == [
        b.pk for b in many.bylines.all()
    ]


def test_editing_it_afterwards_loses_nothing(index, named):
    _usual, many = both(index, named)

    draft = many.get_latest_revision_as_object()
    draft.title = "Tên khác"
    draft.save_revision().publish()

    many.refresh_from_db()
    assert many.title == "Tên khác"
    assert (many.bylines.count(), many.documents.count()) == (1, 1)
    assert [cluster.pk for cluster in many.clusters.all()] == [named["cluster"].pk]


def test_the_history_and_the_editor_are_there(client, index, named, quantri):
    _usual, many = both(index, named)
    client.force_login(quantri)

    logged = PageLogEntry.objects.get(page=many.pk)
    assert (logged.action, logged.revision) == ("wagtail.publish", many.live_revision)
    for view in ("edit", "history", "usage", "view_draft"):
        assert client.get(f"/admin/pages/{many.pk}/{view}/").status_code == 200, view


def references(post):
    rows = ReferenceIndex.objects.filter(object_id=str(post.pk))
    of_pages = rows.filter(base_content_type=ContentType.objects.get_for_model(Page))
    keys = {str(c.pk) for name in RELATIONS for c in getattr(post, name).all()}
    found = set()
    for row in of_pages:
        path = [part for part in row.content_path.split(".") if part not in keys]
        kinds = (row.content_type_id, row.to_content_type_id)
        found.add((*kinds, row.to_object_id, row.model_path, *path))
    return found


RELATIONS = ("article_clusters", "article_topics", "bylines", "participants")


def test_what_it_refers_to_is_known(index, named):
    usual, many = both(index, named)

    ReferenceIndex.create_or_update_for_object(usual)
    assert references(many) == references(usual)
    stored = ReferenceIndex.objects.filter(object_id=str(many.pk)).count()
    ReferenceIndex.create_or_update_for_object(many)
    assert ReferenceIndex.objects.filter(object_id=str(many.pk)).count() == stored
    assert ReferenceIndex.get_references_to(named["photo"]).count() >= 2


def wagtails(post):
    kind = ContentType.objects.get_for_model(ArticlePage)
    row = IndexEntry.objects.filter(content_type=kind, object_id=str(post.pk))
    return row.values("title", "body", "autocomplete").get()


def test_wagtails_index_has_its_words(index, named):
    usual, many = both(index, named)

    assert wagtails(many) == wagtails(usual)
    assert wagtails(many)["body"]


def readers(post):
    entry = SearchEntry.objects.get(article=post)
    faceted = FacetedPost.objects.filter(article=post)
    return (
        *(entry.tokens, entry.text, entry.clusters),
        set(faceted.values_list("facet__kind", "facet__slug")),
    )


def test_readers_find_and_count_it(index, named):
    usual, many = both(index, named)
    words = dict(SearchWord.objects.values_list("word", "posts"))

    assert readers(many) == readers(usual)
    assert indexing.stale() == indexing.miscounted() == []
    indexing.relearn()
    assert dict(SearchWord.objects.values_list("word", "posts")) == words


def test_a_draft_is_stored_and_readers_know_nothing_of_it(index, named):
    _usual, many = both(index, named, live=False)

    assert not many.live
    assert many.has_unpublished_changes
    assert many.live_revision is None
    assert many.first_published_at is None
    assert not SearchEntry.objects.filter(article=many).exists()
    assert PageLogEntry.objects.get(page=many.pk).action == "wagtail.create"
    assert wagtails(many)["body"]


def test_equal_titles_have_addresses_of_their_own(index, named):
    build.article(index, title="Hội nghị sơ kết 6 tháng đầu năm")
    posts = [drafted(named) for _ in range(3)]

    bulk.write(index, posts)

    assert len({post.url_path for post in ArticlePage.objects.all()}) == 5
    bulk.check(index)


def test_posts_of_the_batch_before_keep_their_addresses_too(index, named, monkeypatch):
    monkeypatch.setattr("news.bulk.batches.BATCH", 2)

    bulk.write(index, [drafted(named) for _ in range(7)])

    assert ArticlePage.objects.values("url_path").distinct().count() == 8
    bulk.check(index)


def test_all_posts_come_or_none(index, named):
    posts = [drafted(named), drafted(named)]
    posts[1].translation_key = posts[0].translation_key

    with pytest.raises(IntegrityError):
        bulk.write(index, posts)

    assert ArticlePage.objects.get() == named["post"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_a_post_names_has_to_be_in_memory(index, named):
    post = drafted(named)
    post.bylines = [Byline(author_id=named["author"].pk)]

    with pytest.raises(RuntimeError, match="news_author"):
        bulk.write(index, [post])


def test_restricted_years_stay_closed(index, named):
    year = index.year_for(build.moment(2020, 7, 13))
    PageViewRestriction.objects.create(page=year, restriction_type="login")

    bulk.write(index, [drafted(named)])

    assert not SearchEntry.objects.filter(text__startswith="Hội nghị").exists()
    assert Facet.objects.filter(posts__gt=0).count() == 0
