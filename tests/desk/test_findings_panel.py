"""The form of a post is judged while it is written, and nothing is saved by it."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import streamfield

from news import gate
from news.gate import Finding, Severity
from tests import build

from .writing import form, paragraph


@pytest.fixture
def year(index):
    return index.year_for(build.moment(2020))


@pytest.fixture
def rule(monkeypatch):
    """A rule as the gate's own: titles are short, bodies name a place."""

    def check(article):
        found = []
        if len(article.title) > 20:
            message = "Rút ngắn tiêu đề."
            found.append(Finding("long", Severity.BLOCK, message, "title"))
        for block in article.body:
            if "ảnh" in str(block.value):
                message = "Xem lại đoạn."
                found.append(
                    Finding("word", Severity.WARN, message, "body", str(block.id))
                )
        return found

    monkeypatch.setattr(gate, "check", check)


def of_new(year) -> str:
    return reverse("news_findings_of_new", args=[year.pk])


def of(article) -> str:
    return reverse("news_findings", args=[article.pk])


def test_findings_of_a_new_post_lead_to_their_fields(client, bien, year, rule):
    client.force_login(bien)
    data = form(title="Một tiêu đề dài hơn hai mươi chữ cái")

    answer = client.post(of_new(year), data).json()

    assert (answer["blocking"], answer["warnings"]) == (1, 0)
    assert 'data-field="title"' in answer["findings"]
    assert "Rút ngắn tiêu đề." in answer["findings"]


def test_a_finding_in_a_block_names_the_block_of_the_form(client, bien, index, rule):
    article = build.article(index, live=False, title="Hội nghị")
    client.force_login(bien)
    block = "6d1ba4a2-9d39-4d41-93f5-1a40b5c1d0aa"
    data = form(body=streamfield([paragraph("<p>Một bức ảnh</p>")]))
    data["body-0-id"] = block

    answer = client.post(of(article), data).json()

    assert answer["warnings"] == 1
    assert f'data-block="{block}"' in answer["findings"]


def test_nothing_is_saved_by_looking(client, bien, index, year, rule):
    article = build.article(index, live=False, title="Hội nghị")
    counts = Page.objects.count(), Revision.objects.count()
    client.force_login(bien)

    client.post(of(article), form(title="Khác"))
    client.post(of_new(year), form(title="Mới"))

    assert (Page.objects.count(), Revision.objects.count()) == counts
    article.refresh_from_db()
    assert article.title == "Hội nghị"
    assert article.get_latest_revision_as_object().title == "Hội nghị"


def test_an_empty_title_is_judged_as_empty(client, bien, year, monkeypatch):
    titles = []
    monkeypatch.setattr(gate, "check", lambda post: titles.append(post.title) or [])
    client.force_login(bien)

    client.post(of_new(year), form(title=""))

    assert titles == [""]


def test_what_the_form_cannot_read_is_a_finding_of_its_field(client, bien, year, rule):
    client.force_login(bien)

    answer = client.post(of_new(year), form(event_date="31/02/2020")).json()

    assert answer["blocking"] == 1
    assert 'data-field="event_date"' in answer["findings"]
    assert "suggestions" not in answer


def test_a_script_in_a_message_is_text(client, bien, year, monkeypatch):
    finding = Finding("x", Severity.WARN, "<script>alert(1)</script>", '"><b>')
    monkeypatch.setattr(gate, "check", lambda article: [finding])
    client.force_login(bien)

    answer = client.post(of_new(year), form()).json()

    assert "<script" not in answer["findings"]
    assert "<b>" not in answer["findings"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_write_may_not_ask(client, index, year, method, django_user_model):
    article = build.article(index)
    stranger = django_user_model.objects.create_user("khach", password="khach")
    for user in (None, stranger):
        client.logout()
        if user:
            client.force_login(user)

        for address in (of(article), of_new(year), reverse("news_paste")):
            response = getattr(client, method)(address, form() if method else None)

            assert response.status_code in {302, 403, 405}
            assert b"findings" not in response.content


def test_an_editor_may_not_ask_about_another_editors_post(client, bien, minh, index):
    article = build.article(index, live=False)
    article.owner = minh
    article.save()
    client.force_login(bien)
    allowed = article.permissions_for_user(bien).can_edit()

    response = client.post(of(article), form())

    assert (response.status_code == 200) is allowed


def test_only_posts_and_years_are_judged(client, quantri, index):
    client.force_login(quantri)

    for address in (of(index), of_new(index), reverse("news_findings", args=[9999])):
        assert client.post(address, form()).status_code == 404


def test_rubbish_is_answered_without_a_traceback(client, bien, year):
    client.force_login(bien)
    rubbish = [{}, {"title": "x", "body-count": "many"}, {"body-count": "1"}]

    for data in rubbish:
        assert client.post(of_new(year), data).status_code in {200, 400}


def test_both_forms_have_the_panels_beside_them(client, bien, index, year):
    article = build.article(index, live=False)
    client.force_login(bien)
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", year.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    for address, of_panel in ((add, of_new(year)), (edit, of(article))):
        page = client.get(address)
        names = [panel.name for panel in page.context["side_panels"]]

        assert "news-findings" in names
        assert "news-suggestions" in names
        assert of_panel in page.content.decode()


def test_other_pages_keep_wagtails_own_panels(client, quantri, index):
    client.force_login(quantri)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[index.pk]))

    names = [panel.name for panel in page.context["side_panels"]]
    assert "checks" in names
    assert "news-findings" not in names
