"""The leadership asks about the posts as a whole, and takes the answers to Excel."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import TaskState

from news.models import (
    ArticleFinding,
    Author,
    Byline,
    ClusterTerm,
    Organisation,
    RuleException,
)
from news.wagtail_hooks.reports import REPORTS
from tests import build

NAMES = [report.index_url_name for report in REPORTS]
# One of them for the languages of the site.
QUERIES = {
    "news_report_counts": 18,
    "news_report_incomplete": 17,
    "news_report_meetings": 17,
    "news_report_times": 16,
    "news_report_exceptions": 17,
}
EVIL = '=HYPERLINK("http://evil","x")'


def rows(client, name: str, **query) -> list:
    return list(client.get(reverse(name), query).context["object_list"])


def table(client, name: str, **query) -> list[list]:
    response = client.get(reverse(name), query | {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def exception(post, **values) -> RuleException:
    values = {"code": "no-alt", "message": "Ảnh", "reason": "Ảnh tư liệu"} | values
    return RuleException.objects.create(article=post, **values)


def one_of_everything(index, bien, minh, number: int):
    cluster = build.cluster(str(number))
    leader = Organisation.objects.create(name=f"Đơn vị {number}")
    ClusterTerm.objects.create(cluster=cluster, year=2020, leader=leader)
    author = Author.objects.create(name=f"Người viết {number}")
    build.article(index, clusters=[cluster])
    post = build.article(index, live=False, bylines=[Byline(author=author)], title=EVIL)
    post.get_workflow().start(post, bien)
    post.current_workflow_task_state.approve(user=minh)
    exception(post, granted_by=minh)
    return post


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("who", "may"), [("bien", False), ("minh", True), ("quantri", True), (None, False)]
)
def test_moderators_and_administrators_read_reports(
    client, request, index, name, who, may
):
    if who:
        client.force_login(request.getfixturevalue(who))

    statuses = {
        client.get(reverse(address)).status_code
        for address in (name, f"{name}_results")
    }
    exported = client.get(reverse(name), {"export": "csv"}).status_code

    assert statuses == {200 if may else 302}
    assert exported == (200 if may else 302)
    if who:
        menu = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse(name) in menu) is may


def test_posts_are_counted_by_month_cluster_author_and_state(client, index, minh):
    one, two = build.cluster("I"), build.cluster("II")
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    build.article(index, clusters=[one, two], bylines=[Byline(author=author)])
    build.article(index, clusters=[one], bylines=[Byline(author=author)])
    build.article(index, live=False, published_at=build.moment(2020, 12, 31, 23))
    build.article(index, published_at=build.moment(2021, 1, 1, 0))
    client.force_login(minh)

    found = rows(client, "news_report_counts", year="2020")
    narrowed = rows(client, "news_report_counts", year="2020", cluster=two.pk)

    assert [(r.month, r.cluster[:6].strip(" –"), r.author, r.count) for r in found] == [
        ("07/2020", "Cụm I", "Hoàng Quốc Thịnh", 2),
        ("07/2020", "Cụm II", "Hoàng Quốc Thịnh", 1),
        ("12/2020", "", "", 1),
    ]
    assert len({row.state for row in found}) == 2
    assert [row.count for row in narrowed] == [1]


def test_posts_that_lack_something_say_what(client, index, minh):
    cluster, author = build.cluster(), Author.objects.create(name="Thịnh")
    _whole, captionless = (
        build.article(index, clusters=[cluster], bylines=[Byline(author=author)])
        for _ in range(2)
    )
    ArticleFinding.objects.create(
        article=captionless, code="photo-without-caption", severity="block"
    )
    bare = build.article(index)
    client.force_login(minh)

    def lacking(**query) -> set:
        return {row.pk for row in rows(client, "news_report_incomplete", **query)}

    assert lacking() == {captionless.pk, bare.pk}
    assert lacking(lacks="author") == {bare.pk}
    assert lacking(lacks="caption") == {captionless.pk}


def test_clusters_without_a_post_of_their_meeting_are_named(client, index, minh):
    told, half, silent = (build.cluster(number) for number in ("1", "2", "3"))
    for cluster in (told, half, silent):
        ClusterTerm.objects.create(cluster=cluster, year=2020)
    ClusterTerm.objects.create(cluster=silent, year=2019)
    build.article(index, clusters=[told, half], event_kind="review")
    build.article(
        index,
        clusters=[told],
        event_kind="summary",
        published_at=build.moment(2021, 1, 15),
    )
    build.article(index, clusters=[half], event_kind="summary", live=False)
    client.force_login(minh)

    found = rows(client, "news_report_meetings", year="2020")

    assert [row.cluster[:5] for row in found] == ["Cụm 2", "Cụm 3"]
    assert found[0].review != found[0].summary == found[1].summary


def test_moderation_times_are_told_by_month(client, index, bien, minh):
    for hours in (1, 2, 3, 4, 50):
        post = build.article(index, live=False)
        post.get_workflow().start(post, bien)
        state = post.current_workflow_task_state
        state.approve(user=minh)
        began = timezone.make_aware(timezone.datetime(2026, 3, 31, 12))
        TaskState.objects.filter(pk=state.pk).update(
            started_at=began, finished_at=began + timedelta(hours=hours)
        )
    client.force_login(minh)

    march, april = rows(client, "news_report_times", year="2026")

    assert (march.month, march.approved, march.median) == ("03/2026", 4, 2.5)
    assert (april.month, april.p90) == ("04/2026", 50.0)


def test_exceptions_are_listed_with_who_and_why(client, index, minh):
    post = build.article(index, title="Bài có ngoại lệ")
    exception(post, granted_by=minh, reason="Ảnh tư liệu năm 1975")
    exception(post, origin="import", code="b")
    client.force_login(minh)

    page = client.get(reverse("news_report_exceptions")).content.decode()
    imported = rows(client, "news_report_exceptions", origin="import")

    assert "Ảnh tư liệu năm 1975" in page
    assert [row.code for row in imported] == ["b"]


def test_a_title_that_is_a_formula_leaves_as_text(client, index, minh):
    post = build.article(index, title=EVIL)
    exception(post, reason="\x0b+1\x00"[:-1])
    client.force_login(minh)

    for name in ("news_report_incomplete", "news_report_exceptions"):
        response = client.get(reverse(name), {"export": "xlsx"})
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert EVIL in [cell.value for cell in cells]
        assert "f" not in {cell.data_type for cell in cells}
        csv = client.get(reverse(name), {"export": "csv"})
        text = b"".join(csv.streaming_content).decode("utf-8-sig")
        assert "'=HYPERLINK" in text
        assert '\n"=' not in text
        assert ',"=' not in text


def test_moments_leave_in_the_time_of_the_place(client, index, minh):
    build.article(index, published_at=build.moment(2020, 7, 13, 23))
    client.force_login(minh)

    heading, row = table(client, "news_report_incomplete")

    assert row[1].isoformat() == "2020-07-13T23:00:00"
    assert "published_at" not in heading


def test_a_csv_writes_dates_as_the_screen_does(client, index, admin_user):
    post = build.article(index, published_at=build.moment(2020, 7, 13, 23))
    post.save_revision(user=admin_user).publish()
    published = timezone.localtime(build.ArticlePage.objects.get().last_published_at)
    client.force_login(admin_user)

    told = {}
    for name in ("news_report_incomplete", "wagtailadmin_reports:aging_pages"):
        answer = client.get(reverse(name), {"export": "csv"})
        told[name] = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert ",13/07/2020 23:00," in told["news_report_incomplete"]
    shown = f",{published:%d/%m/%Y %H:%M},"
    assert shown in told["wagtailadmin_reports:aging_pages"]
    assert not re.search(r"\d{4}-\d\d-\d\d", "".join(told.values()))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "query",
    [
        {"year": "0"},
        {"year": "9" * 40},
        {"year": "20é0"},
        {"year": "\x00"},
        {"p": "-3"},
        {"p": "x"},
        {"ordering": "-password"},
        {"cluster": "' OR 1=1"},
        {"author": "9" * 40},
        {"state": "<script>alert(1)</script>"},
        {"lacks": "id"},
        {"origin": "x", "code": "\x00"},
        {"export": "exe"},
        {"export": "csv", "year": "abc"},
    ],
    ids=repr,
)
def test_a_hostile_query_is_answered_calmly(client, index, minh, name, query):
    client.force_login(minh)

    response = client.get(reverse(name), query)

    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    assert b"<script>alert(1)" not in content


@pytest.mark.once
@pytest.mark.parametrize("size", [2, 12])
def test_a_report_costs_the_same_whatever_it_holds(client, index, bien, minh, size):
    for number in range(size):
        one_of_everything(index, bien, minh, number)
    client.force_login(minh)
    costs = {}

    for name in QUERIES:
        year = {} if name == "news_report_times" else {"year": "2020"}
        assert rows(client, name, **year)  # Permissions and types are known, too.
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name), year)
        costs[name] = len(queries)

    assert costs == QUERIES


def test_clusters_whose_term_nobody_copied_yet_have_not_reported_either(
    client, index, minh
):
    kept, ended, begun = (build.cluster(number) for number in ("1", "2", "3"))
    leader = Organisation.objects.create(name="Bưu điện tỉnh")
    ClusterTerm.objects.create(cluster=kept, year=2019, leader=leader)
    ClusterTerm.objects.create(cluster=ended, year=2018)
    for year in (2019, 2020):
        ClusterTerm.objects.create(cluster=begun, year=year, leader=leader)
    client.force_login(minh)

    found = rows(client, "news_report_meetings", year="2020")

    assert [row.cluster[:5] for row in found] == ["Cụm 1", "Cụm 3"]
    assert "2020" in found[0].leader
    assert found[1].leader == "Bưu điện tỉnh"


def test_a_meeting_told_in_a_post_that_expired_was_told(client, index, minh):
    cluster = build.cluster()
    ClusterTerm.objects.create(cluster=cluster, year=2020)
    for kind in ("review", "summary"):
        post = build.article(index, clusters=[cluster], event_kind=kind)
        post.unpublish(set_expired=True)
    client.force_login(minh)

    assert rows(client, "news_report_meetings", year="2020") == []
