"""A post whose time is over leaves the news and stays in the archive, as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news import scheduling
from news.models import (
    ArticlePage,
    Author,
    Byline,
    CitedDocument,
    ExpiredPost,
    Organisation,
    Participant,
    Topic,
)
from tests import build

YEAR_QUERIES = 8
ARCHIVES = ["/tin-tuc/2020/", "/tin-tuc/2020/07/"]


def expired(index, **values) -> ArticlePage:
    post = build.article(index, **values)
    at = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=at)
    scheduling.keep_time()
    post.refresh_from_db()
    assert not post.live
    return post


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_expired_post_is_read_at_its_address_with_a_note(client, index):
    post = expired(index, title="Hội nghị sơ kết")

    response = client.get(post.url)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Hội nghị sơ kết</h1>" in html
    assert "Hội nghị đã diễn ra" in html
    assert f"{timezone.localdate():%d/%m/%Y}" in html
    assert 'role="note"' in html
    assert response["X-Robots-Tag"] == "noindex"


def test_a_post_whose_time_is_not_over_bears_no_note(client, index):
    response = client.get(build.article(index).url)

    assert 'role="note"' not in response.content.decode()
    assert "X-Robots-Tag" not in response


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/tin-tuc/",
        "/tin-tuc/rss.xml",
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
        "/tin-tuc/?nam=2020",
        "/sitemap-articles.xml",
    ],
)
def test_it_has_left_the_news(client, index, address):
    cluster = build.cluster()
    post = expired(index, title="Hội nghị sơ kết", clusters=[cluster])
    build.article(index, title="Tin khác", published_at=post.published_at)

    html = text(client, address)

    assert post.title not in html
    assert post.slug not in html


@pytest.mark.parametrize("address", ARCHIVES)
def test_it_stays_in_the_archive_of_its_year_and_month(client, index, address):
    post = expired(index, title="Hội nghị sơ kết")

    html = text(client, address)

    assert post.title in html
    assert post.url in html


def test_the_archive_keeps_address_and_date_whatever_its_draft_says(client, index):
    post = expired(index, published_at=build.moment(2020, 7, 13))
    draft = post.get_latest_revision_as_object()
    draft.slug, draft.published_at = "ban-nhap", build.moment(2020, 7, 20)
    draft.save()

    (listed,) = client.get("/tin-tuc/2020/").context["listing"].articles

    assert listed.published_at == build.moment(2020, 7, 13)
    assert listed.url == post.url
    assert client.get(listed.url).status_code == 200


def test_a_draft_written_afterwards_is_shown_nowhere(client, index):
    photo = build.photo()
    post = expired(index, title="Bản công khai", lead="Sa pô công khai.")
    address = post.url
    draft = post.get_latest_revision_as_object()
    draft.title, draft.lead, draft.slug = "Bản nháp", "Sa pô nháp.", "ban-nhap"
    draft.body = [build.paragraph("Lời nháp."), build.photo_block(photo)]
    # As Wagtail's form does for a page that is not live: into its row, too.
    draft.save()
    draft.save_revision()

    seen = [text(client, at) for at in (address, *ARCHIVES)]

    assert ArticlePage.objects.get().title == "Bản nháp"
    for html in seen:
        assert "Bản công khai" in html
        assert "nháp" not in html
    assert photo.file.name.split("/")[-1].split(".")[0] not in "".join(seen)
    assert client.get("/tin-tuc/2020/ban-nhap/").status_code == 404


def test_it_names_what_it_named_then_as_far_as_that_is_left(client, index):
    author, body = Author.objects.create(name="Vi Thu Trang"), build.board()
    guest = Organisation.objects.create(name="Bưu điện tỉnh")
    post = expired(
        index,
        clusters=[build.cluster()],
        topics=["khen thưởng", "về nguồn"],
        bylines=[Byline(author=author)],
        participants=[Participant(organisation=guest)],
        documents=[CitedDocument(number="163/QĐ-UBND")],
    )
    draft = post.get_latest_revision_as_object()
    draft.bylines, draft.participants, draft.documents = [], [], []
    draft.topics.set(["nháp"])
    draft.clusters.clear()
    draft.organisation = guest
    draft.save()
    Topic.objects.get(name="về nguồn").delete()

    html = text(client, post.url)

    for named in (author, body, guest, "Cụm I", "khen thưởng", "163/QĐ-UBND"):
        assert str(named) in html
    for other in ("nháp", "về nguồn"):
        assert other not in html


def test_taken_down_by_hand_it_is_gone(client, index):
    post = build.article(index)
    post.unpublish()

    assert [client.get(at).status_code for at in (post.url, *ARCHIVES)] == [404] * 3


def test_published_again_it_is_news_and_taken_down_then_it_is_gone(client, index):
    post = expired(index, title="Hội nghị sơ kết")
    post.expire_at = None
    post.save_revision().publish()

    assert post.title in text(client, "/tin-tuc/")
    assert 'role="note"' not in text(client, post.url)
    assert not ExpiredPost.objects.exists()

    ArticlePage.objects.get().unpublish()
    assert client.get(post.url).status_code == 404


def test_planned_to_come_again_it_stays_in_the_archive_until_then(client, index):
    post = expired(index, title="Hội nghị sơ kết")
    post.expire_at = None
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision().publish()

    assert 'role="note"' in text(client, post.url)


def test_a_draft_never_published_is_in_no_archive(client, index):
    draft = build.article(index, live=False)
    ArticlePage.objects.filter(pk=draft.pk).update(expired=True)

    assert [client.get(at).status_code for at in (draft.url, *ARCHIVES)] == [404] * 3


def test_what_is_kept_to_some_readers_stays_so(client, index):
    post = expired(index)
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    response = client.get(post.url)

    assert (response.status_code, "/login/" in response["Location"]) == (302, True)
    assert [client.get(at).status_code for at in ARCHIVES] == [404, 404]


def test_another_post_may_bear_the_same_slug_in_another_year(client, index):
    first = expired(index, title="Tổng kết", published_at=build.moment(2019, 7))
    second = expired(index, title="Tổng kết", published_at=build.moment(2020, 7))

    assert first.slug == second.slug
    assert "01/07/2019" in text(client, first.url)
    assert "01/07/2020" in text(client, second.url)


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 15])
def test_an_archive_costs_the_same_whatever_has_expired(
    client, index, django_assert_num_queries, posts
):
    for _ in range(posts):
        expired(index, body=[build.photo_block(build.photo())])
    client.get("/tin-tuc/2020/")

    with django_assert_num_queries(YEAR_QUERIES):
        client.get("/tin-tuc/2020/")
