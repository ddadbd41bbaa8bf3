"""What a moderator sees of a change: text, captions, photos, clusters, authors."""

import datetime as dt
import re

from bs4 import BeautifulSoup
from django.urls import reverse

from news.models import ArticlePage, Author, Byline
from tests import build
from tests.desk.posts import handed_in


def compared(client, post) -> str:
    revision = ArticlePage.objects.get(pk=post.pk).latest_revision
    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[post.pk, "live", revision.pk]
    )
    return client.get(address).content.decode()


def published(index, **values):
    photo = build.photo(title="Toàn cảnh")
    body = [
        build.paragraph("Sáng nay họp."),
        build.photo_block(photo, caption="Đại biểu dự họp"),
    ]
    return build.article(index, body=body, **values)


def test_each_kind_of_change_is_shown(client, index, bien, minh):
    before = build.cluster(number="II", name="Các tổ chức tín dụng")
    after = build.cluster(number="III", name="Khối nội chính")
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    post = published(index, clusters=[before])
    other = build.photo(title="Trao cờ thi đua")
    draft = ArticlePage.objects.get(pk=post.pk)
    raw = draft.body.get_prep_value()
    raw[0]["value"] = "<p>Chiều nay họp.</p>"
    raw[1]["value"] |= {"caption": "Chụp ảnh lưu niệm", "photo": other.pk}
    draft.body = raw
    draft.clusters.set([after])
    draft.bylines = [Byline(author=author)]
    draft.topics.add("khen thưởng")
    draft.save_revision(user=bien)
    client.force_login(minh)

    page = compared(client, post)

    for words in (
        "Chiều",
        "Sáng",
        "lưu niệm",
        "Đại biểu",
        "Toàn cảnh",
        "Trao cờ thi đua",
        "Khối nội chính",
        "Các tổ chức tín dụng",
        "Hoàng Quốc Thịnh",
        "Khen thưởng",
    ):
        assert words in page, words


def test_dates_are_shown_as_the_form_writes_them(client, index, bien, minh):
    noon = dt.datetime(2020, 7, 13, 5, 0, tzinfo=dt.UTC)
    post = published(index, event_date=dt.date(2020, 7, 9), published_at=noon)
    draft = ArticlePage.objects.get(pk=post.pk)
    draft.event_date, draft.published_at = None, noon + dt.timedelta(days=1)
    draft.expire_at = noon + dt.timedelta(days=3650)
    draft.save_revision(user=bien)
    client.force_login(minh)

    page = BeautifulSoup(compared(client, post), "html.parser")

    shown = page.select_one("main").get_text(" ", strip=True)
    for date in ("09/07/2020", "13/07/2020 12:00", "14/07/2020 12:00", "11/07/2030"):
        assert date in shown
    assert not re.search(r"\d{4}-\d\d-\d\d|None", shown)


def test_a_photo_removed_and_one_added_are_named(client, index, bien, minh):
    post = published(index)
    draft = ArticlePage.objects.get(pk=post.pk)
    raw = draft.body.get_prep_value()
    draft.body = [raw[0], build.photo_block(build.photo(title="Ảnh mới đưa vào"))]
    draft.save_revision(user=bien)
    client.force_login(minh)

    page = compared(client, post)

    assert "Toàn cảnh" in page
    assert "Ảnh mới đưa vào" in page


def test_the_window_and_the_queue_lead_to_it(client, index, bien, minh):
    post = published(index)
    draft = ArticlePage.objects.get(pk=post.pk)
    draft.title = "Tên khác"
    draft.save_revision(user=bien)
    draft.get_workflow().start(draft, bien)
    state = ArticlePage.objects.get(pk=post.pk).current_workflow_task_state
    client.force_login(minh)
    compare = reverse(
        "wagtailadmin_pages:revisions_compare",
        args=[post.pk, "live", state.revision_id],
    )

    window = client.get(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]
        )
    ).json()["html"]

    assert compare in window
    assert compare in client.get(reverse("news_queue")).content.decode()
    assert client.get(compare).status_code == 200


def test_of_a_post_never_published_the_first_version_is_shown(
    client, index, bien, minh
):
    post = handed_in(index, bien)
    state = ArticlePage.objects.get(pk=post.pk).current_workflow_task_state
    client.force_login(minh)

    window = client.get(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]
        )
    ).json()["html"]

    assert "/compare/earliest..." in window
