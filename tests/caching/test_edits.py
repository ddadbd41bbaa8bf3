"""No reader gets an old byte, whatever has happened."""

import random

import pytest
from axes.models import AccessAttempt
from wagtail.models import PageViewRestriction

from news import touched
from news.caching.forgetting import generations
from tests import build

from .edits import HAPPENING, Newsroom, addresses
from .portal import Application, ask, door, is_kept, looks, without_parts

# After each edit readers ask for so many of all addresses; `bench/edits.py` asks for
# all of them, in a larger newsroom.
ASKED = 0.3


@pytest.mark.exhaustive
def test_no_page_is_old_whatever_happens(
    index, folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        newsroom = Newsroom(index, seed=1, posts=9)
    fresh = Application()
    front = door(fresh, folder)
    chance, happening = random.Random(1), list(HAPPENING)  # noqa: S311 - no secret
    chance.shuffle(happening)
    known = dict.fromkeys(addresses(newsroom))
    for address in known:
        ask(front, address)
    compared = 0

    for happens in happening:
        with django_capture_on_commit_callbacks(execute=True):
            happens(newsroom)
        known |= dict.fromkeys(addresses(newsroom))
        for address in chance.sample(list(known), round(ASKED * len(known))):
            was_kept, answer = is_kept(front, address), looks(ask(front, address))
            # What is left, and what is made of parts that were made before, has to be
            # what would be made now.
            with without_parts():
                is_new = answer == looks(ask(fresh, address))
            assert is_new, f"{address} is old after {happens.__name__}"
            compared += was_kept

    # Or nothing would have been shown.
    assert compared > 60


def test_what_nobody_tells_is_found(
    index, folder, django_capture_on_commit_callbacks, monkeypatch
):
    """The comparison above can fail: here one subject is left out of one edit."""
    photo = build.photo()
    with django_capture_on_commit_callbacks(execute=True):
        post = build.article(index, body=[build.photo_block(photo)])
    monkeypatch.setattr(touched, "subjects_of", lambda instance: iter(()))
    fresh = Application()
    front = door(fresh, folder)
    ask(front, post.url)

    with django_capture_on_commit_callbacks(execute=True):
        photo.caption = "Quang cảnh khác"
        photo.save()

    assert is_kept(front, post.url)
    assert looks(ask(front, post.url)) != looks(ask(fresh, post.url))


def test_a_wrong_password_makes_no_page_anew(
    client, folder, index, django_capture_on_commit_callbacks
):
    journal = generations()
    made = journal.now()

    with django_capture_on_commit_callbacks(execute=True):
        wrong = {"username": "minh", "password": "sai"}
        client.post("/admin/login/", wrong)

    assert AccessAttempt.objects.count() == 1
    assert journal.now() == made


def test_whom_a_post_is_kept_to_touches_its_aliases(index):
    post = build.article(index)
    alias = post.create_alias(update_slug="ban-sao", parent=post.get_parent())
    kept = PageViewRestriction(page=post, restriction_type="login")

    shown, pks = ("page", "card", "title"), (post.pk, alias.pk)
    told = {f"{part}:{pk}" for part in shown for pk in pks}
    assert set(touched.subjects_of(kept)) == told | {"edits"}
