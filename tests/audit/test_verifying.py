"""Whoever has the database and not the key is found out."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.audit import sealing
from portal.audit.models import AuditEntry, AuditHead
from portal.audit.writing import Act, append

from .chain import by_hand, entry, filled, head, told, torn_out

CHANGES = {
    "user_name": "minh",
    "user": 1,
    "action": "wagtail.publish",
    "at": timezone.now(),
    "object_id": "9",
    "command": "restore",
    "source": "pagelogentry 1",
    "previous": "1" * 64,
    "hash": "1" * 64,
    "said_digest": "1" * 64,
    "address_digest": "1" * 64,
    "label": "Tin khác",
    "details": "{}",
    "address": "203.0.113.8",
    "kind": "auth.user",
}


def test_a_chain_that_nobody_touched():
    filled(3)

    assert told() == f"3 entries, none changed. Head: 3-{entry(3).hash}\n"


def test_a_chain_that_has_not_begun():
    assert told().startswith("0 entries, none changed.")


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("field", CHANGES)
def test_an_entry_that_was_changed_is_named(field, number):
    filled(5)

    by_hand(number, **{field: CHANGES[field]})

    said = told()
    assert said.startswith(("Failed: Entry", f"Failed: Entry {number} "))
    assert f"Entry {number} " in said


def test_every_field_of_an_entry_is_guarded():
    salts = {"said_salt", "address_salt", "number"}

    assert {f.name for f in AuditEntry._meta.fields} == {*CHANGES, *salts}


def test_an_entry_that_was_removed_is_named():
    filled(5)

    torn_out(3)

    assert told().startswith("Failed: Entry 3 was removed. 4 entries are there.")


def test_the_first_ones_removed():
    filled(5)

    torn_out(1, 2)

    assert told().startswith("Failed: Entry 1 to 2 were removed.")


def test_the_last_ones_removed():
    filled(5)

    torn_out(4, 5)

    assert told().startswith("Failed: Entry 4 to 5 were removed.")


def test_all_of_them_removed():
    filled(5)

    torn_out(1, 2, 3, 4, 5)

    assert told().startswith("Failed: Entry 1 to 5 were removed.")


def test_the_last_ones_removed_and_the_end_moved():
    filled(5)

    torn_out(4, 5)
    AuditHead.objects.update(number=3, hash=entry(3).hash)

    assert told().startswith("Failed: Entry 3 is the last, but the end was changed.")


def test_and_what_is_written_afterwards_does_not_hide_it():
    filled(5)
    torn_out(4, 5)
    AuditHead.objects.update(number=3, hash=entry(3).hash)

    filled(2)

    assert told().startswith("Failed: Entry 4 tells that the end of the chain was")
    assert "6 entries are there" in told()


@pytest.mark.parametrize("left", [0, 3])
def test_the_end_removed_and_written_anew(left):
    filled(5)
    torn_out(*range(left + 1, 6))
    AuditHead.objects.all().delete()
    assert told().startswith("Failed") == bool(left)

    filled(2)

    # With every entry gone and the end as well, only `--expect` can tell.
    assert told().startswith("Failed") == bool(left)


def test_what_was_written_down_elsewhere_tells_when_all_is_made_anew():
    filled(5)
    known = head()
    torn_out(1, 2, 3, 4, 5)
    AuditHead.objects.all().delete()

    filled(9)

    assert told().startswith("9 entries, none changed")
    assert told("--expect", known).startswith(
        "Failed: Entry 5 is not the one that was written down elsewhere."
    )


def test_a_head_of_long_ago_is_met_on_the_way():
    filled(2)
    known = head()
    filled(3)

    assert told("--expect", known).startswith("5 entries, none changed")


@pytest.mark.parametrize("text", ["5", "x-y", "1-" + "A" * 64, "٣-" + "a" * 64])
def test_what_is_no_head_is_wrong_usage(text):
    with pytest.raises(CommandError) as error:
        call_command("verify_audit", "--expect", text)

    assert error.value.returncode == 2


def test_an_entry_put_in_between_is_found():
    """All behind it moves on by one, and every hash is made anew, without the key."""
    filled(3)
    rows = list(AuditEntry.objects.order_by("number"))
    torn_out(1, 2, 3)
    forged = AuditEntry(
        **{f.name: getattr(rows[0], f.name) for f in rows[0]._meta.fields}
    )
    rows.insert(1, forged)
    previous = sealing.NOTHING
    for number, row in enumerate(rows, 1):
        row.number, row.previous = number, previous
        previous = row.hash = sealing.with_key(b"guessed", row.linked)
    AuditEntry.objects.bulk_create(rows)

    assert told().startswith("Failed: Entry 1 was changed. ")


def test_an_entry_put_behind_the_end_is_found():
    filled(2)
    forged = entry(2)
    forged.number, forged.previous = 3, forged.hash
    forged.hash = sealing.with_key(b"guessed", forged.linked)
    AuditEntry.objects.bulk_create([forged])

    assert told().startswith("Failed: Entry 3 was changed")


def rebuilt(count: int) -> None:
    """Another history, as the portal itself would write it."""
    torn_out(*range(1, count + 1))
    AuditHead.objects.all().delete()
    filled(count, user_name="minh")


def test_an_entry_of_another_history_is_found_though_the_portal_wrote_it():
    filled(3)
    other = entry(2)
    rebuilt(3)

    torn_out(2)
    AuditEntry.objects.bulk_create([other])

    assert told().startswith(
        "Failed: Entry 2 does not follow the one that is before it now. 1 faults more."
    )


def test_the_end_of_another_history_is_found():
    filled(3)
    other = AuditHead.objects.get()
    rebuilt(3)

    AuditHead.objects.update(hash=other.hash, seal=other.seal)

    assert told().startswith(
        "Failed: Entry 3 is not the one that the end of the chain names."
    )


def test_words_and_addresses_that_went_by_no_rule_are_missed():
    filled(3)

    by_hand(1, label="", details="", said_salt="")
    by_hand(2, address="", address_salt="")

    assert told() == (
        "Failed: Entry 1 lost its words, and no entry tells why. 1 faults more. "
        "3 entries are there."
    )


def test_faults_after_the_first_are_counted():
    filled(9)

    by_hand(2, user_name="x")
    torn_out(5)
    by_hand(8, label="x")

    assert told().startswith("Failed: Entry 2 was changed. 2 faults more.")


def test_the_key_may_be_changed_when_the_old_one_is_still_known(settings):
    filled(2)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    settings.SECRET_KEY_FALLBACKS = [old]

    filled(2)

    assert told().startswith("4 entries, none changed")


def test_with_another_key_alone_nothing_is_believed(settings):
    filled(2)

    settings.SECRET_KEY = "another"

    assert told().startswith("Failed: Entry 1 was changed. 2 faults more.")


def test_a_very_long_chain_is_read_in_pieces(django_assert_max_num_queries):
    append([Act("x", address="") for _ in range(4_500)])

    with django_assert_max_num_queries(12):
        assert told().startswith("4500 entries, none changed")
