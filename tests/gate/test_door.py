"""What the gate asks, and of whom, where the ways to the public have their corners."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from news.gate import door
from news.models import ArticlePage
from tests import build

TITLE = "HỘI NGHỊ TUYÊN DƯƠNG NGƯỜI TỐT"
REASON = "Tên riêng của chương trình."


def let_pass(index, minh) -> ArticlePage:
    post = build.article(index, live=False, title=TITLE)
    door.grant(post, door.in_the_way(post), REASON, granted_by=minh)
    post.latest_revision.publish()
    return ArticlePage.objects.get(pk=post.pk)


def test_an_alias_shows_what_its_source_was_allowed(index, minh):
    post = let_pass(index, minh)
    alias = post.create_alias(update_slug="ban-sao")
    post.lead = "Sáng 10/7, Hội nghị đã khai mạc."

    post.save_revision().publish()

    alias.refresh_from_db()
    assert (alias.live, alias.lead) == (True, post.lead)


def test_a_copy_is_a_post_of_its_own(index, minh):
    post = let_pass(index, minh)

    with pytest.raises(door.Closed):
        post.copy(update_attrs={"slug": "ban-sao"}, keep_live=True)


@pytest.mark.parametrize("name", ["organisation", "organisation_id"])
def test_taking_the_signature_off_a_public_post_is_asked_for(index, name):
    post = build.article(index)
    post.organisation = None

    with pytest.raises(door.Closed):
        post.save(update_fields=[name])


def test_wagtails_command_goes_on_past_a_post_that_may_not_go_out(index):
    posts = [build.article(index, live=False, title=t) for t in (TITLE, "Hội nghị")]
    for post, seconds in zip(posts, (2, 1), strict=True):
        Revision.objects.filter(pk=post.latest_revision_id).update(
            approved_go_live_at=timezone.now() - timedelta(seconds=seconds)
        )
    told = io.StringIO()

    call_command("publish_scheduled", stderr=told)

    assert [post.title for post in ArticlePage.objects.live()] == ["Hội nghị"]
    assert TITLE in told.getvalue()
