"""A draft that saves itself every few seconds is one act, as often as it does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit import missed
from portal.audit.models import AuditEntry
from tests import build

from .chain import filled, told


@pytest.fixture
def draft(index):
    return build.article(index, live=False)


def an_hour_later(monkeypatch) -> None:
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(missed.timezone, "now", lambda: later)


def saved(draft, person, over=None):
    return draft.save_revision(user=person, log_action=True, overwrite_revision=over)


def acts(entries) -> list[tuple]:
    return [(one.action, one.user_name, one.told["revision"]) for one in entries]


def test_saves_over_the_same_version_are_one_entry(draft, bien, written):
    with written() as entries:
        version = saved(draft, bien)
        for _ in range(3):
            saved(draft, bien, over=version)

    assert acts(entries) == [("wagtail.edit", "bien", version.pk)]


def test_each_version_and_each_person_has_its_own(draft, bien, minh, written):
    with written() as entries:
        first = saved(draft, bien)
        saved(draft, bien, over=first)
        second = saved(draft, minh)
        saved(draft, minh, over=second)
        third = saved(draft, minh)

    assert acts(entries) == [
        ("wagtail.edit", "bien", first.pk),
        ("wagtail.edit", "minh", second.pk),
        ("wagtail.edit", "minh", third.pk),
    ]


def test_a_save_that_publishes_says_so_each_time(draft, minh, written):
    with written() as entries:
        version = saved(draft, minh)
        saved(draft, minh, over=version).publish(user=minh)
        version.publish(user=minh)

    assert [act for act, _who, _version in acts(entries)] == [
        *("wagtail.edit", "wagtail.publish", "wagtail.publish"),
    ]


def test_what_goes_on_is_not_missed(draft, bien, written, monkeypatch):
    filled(1)
    with written():
        version = saved(draft, bien)
    # Nothing follows the commit: the process died.
    saved(draft, bien, over=version)
    an_hour_later(monkeypatch)

    assert told().startswith("2 entries, none changed")
    assert missed.take_in() == 0


def test_of_what_was_missed_the_first_save_is_taken_in(
    draft, bien, committed, monkeypatch
):
    filled(1)
    version = saved(draft, bien)
    with committed():
        saved(draft, bien, over=version)
    assert AuditEntry.objects.count() == 1
    an_hour_later(monkeypatch)
    assert told().startswith("1 acts of Wagtail's log have no entry")

    assert missed.take_in() == 1

    [_first, one] = AuditEntry.objects.order_by("number")
    assert acts([one]) == [("wagtail.edit", "bien", version.pk)]
    assert told().startswith("2 entries, none changed")
