"""A post whose time is over stays in the archive, and its draft changes it there."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from news import scheduling
from news.models import ArticlePage
from tests import build

from .portal import Application, ask, door, is_kept, looks


@pytest.fixture
def over(index, folder):
    first, last = build.photo(title="Một"), build.photo(title="Hai")
    post = build.article(
        index,
        title="Sắp hết hạn",
        clusters=[build.cluster()],
        body=[build.paragraph("Chữ"), build.photo_block(first, alt="một")],
    )
    ago = timezone.now() - dt.timedelta(minutes=1)
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=ago)
    scheduling.keep_time()
    post = ArticlePage.objects.get(pk=post.pk)
    post.other_photo = last
    return post


def another_photo(post):
    blocks = [build.paragraph("Chữ"), build.photo_block(post.other_photo, alt="hai")]
    post.body = json.dumps(blocks)


def another_title(post):
    post.title = "Tên khác"


def another_label(post):
    post.clusters.set([build.cluster("9", "Cụm chín")])


@pytest.mark.parametrize("changed", [another_photo, another_title, another_label])
def test_a_draft_of_it_leaves_no_list_old(
    index, folder, over, changed, django_capture_on_commit_callbacks
):
    assert over.expired
    fresh = Application()
    front = door(fresh, folder)
    month = f"{index.url}{over.published_at:%Y/%m}/"
    addresses = [month, f"{index.url}{over.published_at.year}/", over.url]
    for address in addresses:
        ask(front, address)
        assert is_kept(front, address)

    with django_capture_on_commit_callbacks(execute=True):
        changed(over)
        over.save()

    for address in addresses:
        assert looks(ask(front, address)) == looks(ask(fresh, address)), address
