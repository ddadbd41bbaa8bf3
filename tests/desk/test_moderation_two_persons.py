"""Who wrote a post or changed it last cannot let it out, on any path."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.actions.publish_revision import PublishPermissionError

from news.models import ArticlePage
from news.refusals import Refusal
from news.roles import MODERATORS
from tests import build
from tests.desk.forms import posted
from tests.desk.posts import draft_of, edited, handed_in, step


@pytest.fixture
def lan(index):
    """A second moderator."""
    user = get_user_model().objects.create_user("lan", "lan@example.org", "lan")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def test_another_person_approves(index, bien, minh):
    post = handed_in(index, bien)

    step(post).approve(user=minh)

    assert ArticlePage.objects.get(pk=post.pk).live


def test_the_author_does_not(index, minh):
    post = handed_in(index, minh)

    with pytest.raises(Refusal):
        step(post).approve(user=minh)

    assert not ArticlePage.objects.get(pk=post.pk).live


def test_who_changed_it_last_does_not(index, bien, minh, lan):
    post = handed_in(index, bien)
    edited(post, minh, "Tên khác")

    with pytest.raises(Refusal):
        step(post).approve(user=minh)
    step(post).approve(user=lan)

    assert ArticlePage.objects.get(pk=post.pk).title == "Tên khác"


def test_an_administrator_with_all_rights_does_not_either(index, admin_user):
    post = handed_in(index, admin_user)

    with pytest.raises(Refusal):
        step(post).approve(user=admin_user)
    assert not post.permissions_for_user(admin_user).can_publish()


def test_saving_again_without_a_change_hides_no_author(index, bien, minh, lan):
    post = handed_in(index, bien)
    edited(post, minh, "Tên khác")
    ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object().save_revision(
        user=lan
    )

    with pytest.raises(Refusal):
        step(post).approve(user=minh)
    step(post).approve(user=lan)


def test_what_was_read_before_an_edit_is_not_approved(index, bien, minh):
    post = handed_in(index, bien)
    read = step(post)
    edited(post, bien, "Tên khác")

    with pytest.raises(Refusal):
        read.approve(user=minh)
    step(post).approve(user=minh)


def test_a_window_opened_before_an_edit_does_not_approve(client, index, bien, minh):
    post = handed_in(index, bien)
    state = step(post)
    client.force_login(minh)
    seen = state.digest
    edited(post, bien, "Tên khác")

    client.post(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]
        ),
        {"seen": seen},
    )

    assert not ArticlePage.objects.get(pk=post.pk).live


def test_the_second_of_two_is_told_who_was_first(index, bien, minh, lan):
    post = handed_in(index, bien)
    first, second = step(post), step(post)

    first.approve(user=minh)
    with pytest.raises(Refusal) as refused:
        second.approve(user=lan)

    assert "minh" in str(refused.value.message)


def test_bulk_publishing_leaves_out_ones_own_posts(client, index, minh):
    own = draft_of(index, minh)
    client.force_login(minh)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{address}?id={own.pk}", {"include_descendants": ""})

    assert not ArticlePage.objects.get(pk=own.pk).live


def test_publishing_the_year_with_all_below_leaves_them_out_too(client, index, minh):
    own = draft_of(index, minh)
    client.force_login(minh)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    year = own.get_parent()
    client.post(f"{address}?id={year.pk}", {"include_descendants": "on"})

    assert not ArticlePage.objects.get(pk=own.pk).live


def test_the_act_of_publishing_asks_who_does_it(index, minh):
    own = draft_of(index, minh)

    with pytest.raises(PublishPermissionError):
        own.latest_revision.publish(user=minh)


def test_publishing_from_the_form_needs_a_post_unchanged(client, index, bien, minh):
    post = draft_of(index, bien)
    client.force_login(minh)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    changed = posted(client, address) | {"title": "Tên khác", "action-publish": "1"}

    refused = client.post(address, changed)

    assert refused.status_code == 200
    assert "Tên khác" in refused.content.decode()
    assert not ArticlePage.objects.get(pk=post.pk).live

    client.post(address, posted(client, address) | {"action-publish": "1"})
    assert ArticlePage.objects.get(pk=post.pk).live


def test_a_new_post_is_not_published_by_who_writes_it(client, index, minh):
    year = index.year_for(build.moment(2020))
    client.force_login(minh)
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", year.pk])
    new = posted(client, address) | {"title": "Tin mới", "slug": "tin-moi"}

    client.post(address, new | {"action-publish": "1"})

    assert not ArticlePage.objects.filter(live=True).exists()

    client.post(address, new)
    assert ArticlePage.objects.get(title="Tin mới").owner == minh


def test_a_copy_is_not_published_by_who_makes_it(client, index, bien, minh):
    post = build.article(index)
    client.force_login(minh)

    client.post(
        reverse("wagtailadmin_pages:copy", args=[post.pk]),
        {
            "new_title": "Bản sao",
            "new_slug": "ban-sao",
            "new_parent_page": post.get_parent().pk,
            "publish_copies": "on",
        },
    )

    assert not ArticlePage.objects.filter(title="Bản sao", live=True).exists()


@pytest.mark.parametrize("name", ["edit", "revisions_revert"])
def test_going_back_to_ones_own_version_is_writing_too(client, index, bien, minh, name):
    post = draft_of(index, bien)
    own = edited(post, minh, "Bản của Minh")
    edited(post, bien, "Bản của Biên")
    client.force_login(minh)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, own.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])

    client.post(
        edit if name == "edit" else revert,
        posted(client, revert) | {"action-publish": "1", "revision": own.pk},
    )

    assert not ArticlePage.objects.get(pk=post.pk).live


def test_a_site_of_one_person_can_do_without(settings, index, minh):
    settings.NEWS_TWO_PERSONS = False
    post = handed_in(index, minh)

    step(post).approve(user=minh)

    assert ArticlePage.objects.get(pk=post.pk).live
