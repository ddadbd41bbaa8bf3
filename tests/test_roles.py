"""Who may do what: biên submits, minh approves and publishes, quantri manages."""

import unicodedata

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from news.models import (
    ArticlePage,
    Cluster,
    NewsIndexPage,
    Organisation,
    Topic,
)
from tests import build


def test_setting_up_twice_adds_nothing(index):
    def state():
        return (
            NewsIndexPage.objects.count(),
            Group.objects.count(),
            GroupPagePermission.objects.count(),
            Workflow.objects.count(),
            WorkflowPage.objects.count(),
        )

    before = state()
    call_command("set_up_news", verbosity=0)

    assert state() == before
    assert index.get_workflow().name == "Duyệt tin"


def test_an_editor_cannot_publish_and_a_moderator_can(index, bien, minh):
    draft = build.article(index, live=False)

    assert not draft.permissions_for_user(bien).can_publish()
    assert draft.permissions_for_user(bien).can_edit()
    assert draft.permissions_for_user(minh).can_publish()


def test_publishing_by_hand_made_request_does_not_work_for_an_editor(
    client, index, bien
):
    draft = build.article(index, live=False)
    client.force_login(bien)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        _form(draft) | {"action-publish": "1"},
    )

    draft.refresh_from_db()
    assert not draft.live


def test_submitted_by_an_editor_and_approved_by_a_moderator_it_is_public(
    client, index, bien, minh
):
    draft = build.article(index, live=False, title="Lễ ký giao ước")
    draft.get_workflow().start(draft, bien)
    assert client.get(draft.url).status_code == 404

    state = ArticlePage.objects.get().current_workflow_task_state
    state.approve(user=minh)

    assert client.get(draft.url).status_code == 200


def test_writing_lands_in_the_form_of_this_year(client, bien):
    client.force_login(bien)

    response = client.get(reverse("news_write"), follow=True)

    assert response.status_code == 200
    assert response.context["form"].instance.__class__ is ArticlePage
    assert b"Vi\xe1\xba\xbft tin" in client.get(reverse("wagtailadmin_home")).content


def test_who_may_not_write_is_told_so(client, index, django_user_model):
    from django.contrib.auth.models import Permission

    stranger = django_user_model.objects.create_user("la", password="la")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)

    response = client.get(reverse("news_write"), follow=True)

    assert "không có quyền viết" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "may"), [("bien", False), ("minh", False), ("quantri", True)]
)
def test_registers_are_kept_by_administrators_and_read_by_all(
    client, request, name, may
):
    client.force_login(request.getfixturevalue(name))

    def status(view: str) -> int:
        return client.get(
            reverse(f"wagtailsnippets_news_organisation:{view}")
        ).status_code

    assert status("list") == 200
    assert (status("add") == 200) is may


def test_a_year_is_not_edited_by_hand(client, index, quantri):
    year = index.year_for(build.moment(2020))
    client.force_login(quantri)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[year.pk]))

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_explore", args=[year.pk])


def test_the_form_takes_day_before_month_and_typed_addresses(
    client, index, minh, quantri
):
    draft = build.article(index, live=False)
    board = Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    cluster = build.cluster()
    client.force_login(minh)
    changed = {
        "title": "Đà Nẵng họp",
        "slug": "Đà Nẵng họp",
        "published_at": "13/07/2020 15:21",
        "event_date": "09/07/2020",
        "organisation": str(board.pk),
        "clusters": [str(cluster.pk)],
    }
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    response = client.post(address, _form(draft) | changed)
    client.force_login(quantri)  # Who wrote it may not publish it.
    client.post(address, _form(draft) | changed | {"action-publish": "1"})

    assert response.status_code == 302
    post = ArticlePage.objects.get()
    assert post.live
    assert post.slug == "da-nang-hop"
    assert post.published_at == build.moment(2020, 7, 13, 15).replace(minute=21)
    assert (post.event_date.day, post.event_date.month) == (9, 7)
    assert list(post.clusters.all()) == [cluster]


def test_a_new_post_can_be_previewed_before_it_is_saved(client, index, bien):
    year = index.year_for(build.moment(2020))
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["news", "articlepage", year.pk]
    )
    client.force_login(bien)

    client.post(address, _form(ArticlePage(title="Chưa lưu", slug="chua-luu")))
    response = client.get(address)

    assert response.status_code == 200
    assert "Chưa lưu" in response.content.decode()


def test_a_draft_may_wait_for_its_photo_and_a_publication_may_not(
    client, index, minh, quantri
):
    draft = build.article(index, live=False)
    empty_photo = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "photo",
        "body-0-id": "",
        "body-0-value-photo": "",
        "body-0-value-caption": "Chờ ảnh",
        "body-0-value-credit": "",
        "body-0-value-alt": "",
        "body-0-value-source": "",
    }
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.force_login(minh)

    saved = client.post(address, _form(draft) | empty_photo)
    client.force_login(quantri)
    published = client.post(
        address, _form(draft) | empty_photo | {"action-publish": "1"}
    )

    assert saved.status_code == 302
    # Either the form or the gate says no; the draft keeps what was typed.
    assert published.status_code in (200, 302)
    assert not ArticlePage.objects.get().live


def test_a_topic_typed_in_decomposed_letters_is_the_one_there(client, index, bien):
    build.article(index, topics=["khen thưởng"])
    draft = build.article(index, live=False)
    client.force_login(bien)

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        _form(draft) | {"topics": unicodedata.normalize("NFD", '"khen thưởng"')},
    )

    assert response.status_code == 302
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("act", ["delete", "unpublish", "edit"])
def test_the_page_of_a_year_is_kept(client, index, quantri, act):
    year = index.year_for(build.moment(2020))
    client.force_login(quantri)

    client.post(reverse(f"wagtailadmin_pages:{act}", args=[year.pk]))

    year.refresh_from_db()
    assert year.live


def test_a_cluster_needs_no_typed_address(client, quantri):
    client.force_login(quantri)

    response = client.post(
        reverse("wagtailsnippets_news_cluster:add"),
        {"kind": "cụm", "number": "I", "name": "Các tổ chức tín dụng", "slug": ""},
    )

    assert response.status_code == 302
    assert Cluster.objects.get().slug == "cum-i-cac-to-chuc-tin-dung"


def _form(article) -> dict:
    """What the browser sends for an untouched post."""
    formsets = ("bylines", "participants", "documents", "comments")
    management = {
        f"{prefix}-{name}": "0"
        for prefix in formsets
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    } | {f"{prefix}-MAX_NUM_FORMS": "" for prefix in formsets}
    return management | {
        "title": article.title,
        "slug": article.slug,
        "lead": article.lead,
        "published_at": "13/07/2020 08:00",
        "body-count": "0",
        "topics": "",
        "event_kind": "",
        "event_part_of_day": "",
    }
