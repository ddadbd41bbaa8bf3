"""What must not be read any more is in no old page, be it only a list that named it."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.erasure import erase
from news.indexing import refresh
from tests import build

from .portal import Application, ask, door

SECRET = "Bài mật"


class Breakable(Application):
    """Django, until it fails."""

    is_broken = False

    def __call__(self, environ, start_response):
        if self.is_broken:
            start_response("503 Service Unavailable", [])
            return [b"broken"]
        return super().__call__(environ, start_response)


def restricted(post):
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def restricted_above(post):
    year = post.get_parent()
    PageViewRestriction.objects.create(page=year, restriction_type="login")


def unpublished(post):
    post.unpublish()


def erased(post):
    erase(post, "Theo yêu cầu")


def unseen(post):
    """Nobody told of it; what looks the index over finds it."""
    type(post).objects.filter(pk=post.pk).update(live=False)
    refresh([post.pk])


@pytest.fixture
def post(index, folder):
    today = timezone.localdate()
    label = build.cluster()
    about = {"lead": f"{SECRET} nói gì", "clusters": [label]}
    moment = timezone.now() - dt.timedelta(hours=1)
    return build.article(
        index, title=SECRET, published_at=moment, event_date=today, **about
    )


@pytest.mark.parametrize(
    "happens", [restricted, restricted_above, unpublished, erased, unseen]
)
def test_no_list_that_named_it_bridges_a_failure(
    index, folder, post, happens, django_capture_on_commit_callbacks
):
    site = Breakable()
    front = door(site, folder)
    others = build.article(index, clusters=list(post.clusters.all()))
    year = post.published_at.year
    naming = [
        *(post.url, "/", index.url, f"{index.url}{year}/", f"{index.url}rss.xml"),
        *("/lich/", "/lich.ics", "/sitemap-articles.xml", "/news-sitemap.xml"),
        *("/tim-kiem/?q=mat", f"{index.url}cum/", others.url),
        index.address_of(post.clusters.first()),
    ]
    before = {address: ask(front, address) for address in naming}
    named = [a for a in naming if is_named(post, before[a])]
    assert len(named) > 9

    with django_capture_on_commit_callbacks(execute=True):
        happens(post)
    site.is_broken = True

    answers = {address: ask(front, address) for address in named}
    assert [a for a in named if is_named(post, answers[a])] == []


def is_named(post, answer) -> bool:
    return any(said.encode() in answer.body for said in (SECRET, post.slug))
