"""A moderator lets a post pass with a reason: who may, from where, on what record."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import streamfield

from news.gate import door
from news.models import ArticleFinding, ArticlePage, RuleException
from tests import build

from .forms import posted
from .posts import draft_of
from .writing import form, paragraph

TITLE = "HỘI NGHỊ TUYÊN DƯƠNG NGƯỜI TỐT"
PUBLISH = {"action-publish": ["x"]}
REASON = "Tên riêng của chương trình, viết hoa theo quyết định."


@pytest.fixture
def post(index, bien) -> ArticlePage:
    """Stopped by two rules: its title, and that nobody signs it."""
    return draft_of(index, bien, title=TITLE, organisation=None)


def page_of(post) -> str:
    return reverse("news_exceptions", args=[post.pk])


def edit(post) -> str:
    return reverse("wagtailadmin_pages:edit", args=[post.pk])


def keys(post, *codes: str) -> list[str]:
    found = door.in_the_way(post.get_latest_revision_as_object())
    return [f"{f.code}:{f.subject}" for f in found if not codes or f.code in codes]


def granted(client, post, *codes: str, reason: str = REASON):
    return client.post(
        page_of(post), {"findings": keys(post, *codes), "reason": reason}
    )


def said(response) -> list[str]:
    return [str(m.message) for m in response.wsgi_request._messages._queued_messages]


# What is granted


def test_what_is_let_pass_is_on_record_and_stops_no_more(client, post, minh):
    client.force_login(minh)

    response = granted(client, post, "title-in-capitals")

    exception = RuleException.objects.get()
    assert (exception.code, exception.reason) == ("title-in-capitals", REASON)
    assert (exception.granted_by, exception.origin) == (minh, "moderator")
    entry = PageLogEntry.objects.get(action="news.exception")
    assert (entry.user, entry.page_id) == (minh, post.pk)
    assert REASON in entry.message
    assert response.url == edit(post)
    assert said(response) == ["Đã ghi 1 ngoại lệ."]
    left = door.in_the_way(post.get_latest_revision_as_object())
    assert [finding.code for finding in left] == ["nobody-signs"]


def test_the_report_lists_it_with_person_and_reason(client, post, minh):
    client.force_login(minh)
    granted(client, post)

    report = client.get(reverse("news_report_exceptions")).content.decode()

    assert report.count(REASON) == 2
    assert "minh" in report
    assert "Tiêu đề viết hoa toàn bộ" in report


def test_all_let_pass_another_publishes(client, post, minh):
    client.force_login(minh)
    granted(client, post)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{address}?id={post.pk}", {"include_descendants": ""})

    assert ArticlePage.objects.get(pk=post.pk).live


def test_the_list_of_posts_knows_at_once(client, post, minh):
    client.force_login(minh)

    granted(client, post, "title-in-capitals")

    kept = ArticleFinding.objects.filter(article=post, severity="block")
    assert [finding.code for finding in kept] == ["nobody-signs"]


def test_it_ends_when_what_was_found_changes(client, post, minh, bien):
    client.force_login(minh)
    granted(client, post)

    post.title = "HỘI NGHỊ KHÁC CỦA TỈNH LẠNG SƠN"
    post.save_revision(user=bien)

    assert keys(post) == keys(post, "title-in-capitals") != []


def test_granted_twice_it_stands_once(client, post, minh):
    client.force_login(minh)
    data = {"findings": keys(post), "reason": REASON}

    client.post(page_of(post), data)
    again = client.post(page_of(post), data)

    assert RuleException.objects.count() == 2
    assert said(again) == ["Không có quy tắc nào chặn bài này."]


# Who may


def test_ones_own_post_is_excused_by_another(client, index, minh):
    own = draft_of(index, minh, title=TITLE)
    client.force_login(minh)

    for response in (client.get(page_of(own)), granted(client, own)):
        assert response.status_code in (302, 403)

    assert not RuleException.objects.exists()


def test_who_changed_it_last_does_not_excuse_it(client, post, minh):
    post.lead = "Sáng 10/7, Hội nghị đã khai mạc."
    post.save_revision(user=minh)
    client.force_login(minh)

    granted(client, post)

    assert not RuleException.objects.exists()


def test_an_editor_may_not(client, post, bien):
    client.force_login(bien)
    json = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}

    assert client.get(page_of(post)).status_code in (302, 403)
    assert client.get(page_of(post), headers=json).status_code == 403
    granted(client, post)

    assert not RuleException.objects.exists()


# What is refused, in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"findings": []}, "Hãy đánh dấu điều được cho qua."),
        ({"findings": ["<script>alert(1)</script>"]}, "không có trong các lựa chọn"),
        (
            {"findings": ["title-in-capitals:0000000000000000"]},
            "không có trong các lựa chọn",
        ),
        ({"reason": "ngắn"}, "ít nhất 10 ký tự"),
        ({"reason": " " * 40}, "Bắt buộc nhập"),
        ({"reason": "x" * 1001}, "tối đa 1000 ký tự"),
        ({"reason": "Tên riêng\x00 của chương trình"}, "ký tự null"),
    ],
)
def test_what_is_not_filled_in_is_said_in_vietnamese(client, post, minh, change, words):
    client.force_login(minh)
    data = {"findings": keys(post), "reason": REASON} | change

    response = client.post(page_of(post), data)

    content = response.content.decode()
    assert response.status_code == 200
    assert words in content
    assert "<script>alert(1)" not in content
    assert not RuleException.objects.exists()


def test_a_script_in_the_reason_is_words_in_the_report(client, post, minh):
    client.force_login(minh)
    granted(client, post, reason="<script>alert(1)</script>")

    report = client.get(reverse("news_report_exceptions")).content.decode()

    assert "<script>alert(1)" not in report
    assert "&lt;script&gt;alert(1)" in report


@pytest.mark.parametrize("what", ["year", "nothing"])
def test_only_a_post_has_exceptions(client, post, minh, what):
    client.force_login(minh)
    pk = post.get_parent().pk if what == "year" else 999_999

    assert client.get(reverse("news_exceptions", args=[pk])).status_code == 404


# Where one finds it


def test_the_findings_beside_the_form_lead_there(client, post, bien, minh):
    data = form(title=TITLE, slug=post.slug)
    shown = {}
    for user in (bien, minh):
        client.force_login(user)
        address = reverse("news_findings", args=[post.pk])
        shown[user.username] = client.post(address, data).json()["findings"]

    assert f'href="{page_of(post)}"' in shown["minh"]
    assert "Cho qua có lý do" in shown["minh"]
    assert page_of(post) not in shown["bien"]


def test_a_post_without_a_fault_has_no_such_way(client, index, bien, minh):
    post = draft_of(index, bien)
    client.force_login(minh)
    whole = form(
        title="Hội nghị tuyên dương",
        slug=post.slug,
        organisation=post.organisation_id,
        body=streamfield([paragraph("<p>Hội nghị đã diễn ra.</p>")]),
    )

    beside = client.post(reverse("news_findings", args=[post.pk]), whole).json()

    assert beside["blocking"] == 0
    assert page_of(post) not in beside["findings"]
    assert page_of(post) not in client.get(edit(post)).content.decode()


def test_a_new_post_is_saved_before_it_is_excused(client, index, minh):
    year = index.year_for(build.moment(2020))
    client.force_login(minh)
    address = reverse("news_findings_of_new", args=[year.pk])

    answer = client.post(address, form(title=TITLE)).json()

    assert answer["blocking"]
    assert "/exceptions/" not in answer["findings"]


def test_the_menu_of_the_post_leads_there(client, post, bien, minh):
    for user, there in ((bien, False), (minh, True)):
        client.force_login(user)
        assert (page_of(post) in client.get(edit(post)).content.decode()) is there


def test_a_refusal_leads_there(client, post, index, minh):
    own = draft_of(index, minh, title=TITLE)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.force_login(minh)

    refused = client.post(f"{address}?id={post.pk}", {"include_descendants": ""})
    submitted = client.post(
        edit(own), form(title=TITLE, slug=own.slug, **{"action-submit": "x"})
    )

    assert page_of(post) in said(refused)[0]
    assert "Viết tiêu đề bằng chữ thường" in said(submitted)[0]
    assert page_of(own) not in said(submitted)[0]


def test_a_refusal_in_the_form_leads_there(client, post, minh):
    client.force_login(minh)

    refused = client.post(edit(post), posted(client, edit(post)) | PUBLISH)

    assert not ArticlePage.objects.get(pk=post.pk).live
    assert page_of(post) in said(refused)[0]
