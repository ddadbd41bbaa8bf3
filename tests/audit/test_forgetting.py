"""Where an act came from is forgotten in time, and the chain says so."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.management import nights
from portal.audit.forgetting import forget_addresses, forget_old_addresses
from portal.audit.models import AuditEntry

from .chain import by_hand, entry, filled, told

NOW = timezone.now()


def test_old_addresses_go_and_young_ones_stay(settings):
    settings.AUDIT_ADDRESS_DAYS = 30
    filled(2, at=NOW - timedelta(days=31))
    filled(2, at=NOW - timedelta(days=29))

    forget_old_addresses()

    addresses = AuditEntry.objects.order_by("number").values_list("address", flat=True)
    assert list(addresses) == ["", "", "203.0.113.7", "203.0.113.7", ""]
    assert told().startswith("5 entries, none changed")


def test_nothing_is_written_where_nothing_is_old():
    filled(2)

    assert forget_addresses(NOW - timedelta(days=1)) == 0

    assert AuditEntry.objects.count() == 2


def test_one_that_went_too_early_is_missed_all_the_same():
    filled(2, at=NOW - timedelta(days=31))
    filled(2)

    forget_addresses(NOW - timedelta(days=30))
    by_hand(3, address="", address_salt="")

    assert told().startswith("Failed: Entry 3 lost its address, and no entry tells why")


def test_the_day_may_not_be_moved_to_cover_more():
    filled(2, at=NOW - timedelta(days=31))
    filled(2)
    forget_addresses(NOW - timedelta(days=30))

    by_hand(5, object_id="9999-12-31T00:00:00+00:00")

    assert told().startswith("Failed: Entry 5 was changed.")


@pytest.mark.parametrize("day", ["", "hôm qua", "2026-13-01"])
def test_a_day_that_is_none_is_a_fault_and_no_crash(day):
    filled(1, at=NOW - timedelta(days=31))
    forget_addresses(NOW - timedelta(days=30))

    by_hand(2, object_id=day)

    assert told().startswith("Failed: Entry 2 was changed.")


def test_a_word_put_back_into_what_was_erased_is_found():
    filled(1, at=NOW - timedelta(days=31))
    forget_addresses(NOW)

    by_hand(1, address="203.0.113.9")

    assert told().startswith("Failed: Entry 1 was given another address.")


def test_the_scheduler_forgets_at_night(monkeypatch, settings):
    settings.AUDIT_ADDRESS_DAYS = 30
    filled(1, at=NOW - timedelta(days=31))
    monkeypatch.setattr(nights, "NIGHT", range(24))

    call_command("run_scheduler", once=True)

    assert entry(1).address == ""


def test_by_day_it_does_not(monkeypatch, settings):
    settings.AUDIT_ADDRESS_DAYS = 30
    filled(1, at=NOW - timedelta(days=31))
    monkeypatch.setattr(nights, "NIGHT", range(0))

    call_command("run_scheduler", once=True)

    assert entry(1).address


def test_an_act_of_the_night_that_fails_keeps_no_other_from_its_turn(monkeypatch):
    done: list[str] = []

    def broken() -> None:
        raise ValueError("broken")

    acts = [broken, lambda: done.append("other")]
    monkeypatch.setattr(nights, "NIGHT", range(24))
    monkeypatch.setattr(nights.hooks, "get_hooks", lambda name: acts)

    nights.at_night()

    assert done == ["other"]
