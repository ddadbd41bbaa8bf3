"""What hung is forgotten as soon as nothing hangs any more, whoever saw to it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from news import scheduling
from news.models import Holdup
from tests import build


@pytest.fixture
def held(index):
    """A post due now, whose draft lost its signature after it was scheduled."""
    draft = build.article(index, live=False, title="Cụm I họp")
    draft.go_live_at = timezone.now()
    revision = draft.save_revision(approved_go_live_at=draft.go_live_at)
    content = revision.content | {"organisation": None}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    scheduling.keep_time()
    assert Holdup.objects.count() == 1
    return draft


def test_a_post_taken_off_the_schedule_no_longer_hangs(held):
    Revision.objects.update(approved_go_live_at=None)

    scheduling.keep_time()

    assert not Holdup.objects.exists()


def test_a_post_put_off_no_longer_hangs(held):
    later = timezone.now() + timedelta(hours=3)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=later
    )

    scheduling.keep_time()

    assert not Holdup.objects.exists()


def test_a_version_that_is_gone_no_longer_hangs(held):
    held.revisions.all().delete()

    scheduling.keep_time()

    assert not Holdup.objects.exists()


def test_what_could_not_be_taken_down_is_forgotten_with_its_end(index):
    post = build.article(index)
    Holdup.objects.create(
        act=f"expire wagtailcore.page {post.pk}", page=post, retry_at=timezone.now()
    )

    scheduling.keep_time()

    assert not Holdup.objects.exists()


def test_what_still_hangs_is_still_told(held):
    scheduling.keep_time()

    assert Holdup.objects.get().page_id == held.pk
