"""An act that is certain becomes an entry, and each hangs on the one before."""

import threading

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.audit import sealing, writing
from portal.audit.forgetting import changeable
from portal.audit.models import AppendOnly, AuditEntry, AuditHead
from portal.audit.writing import Act, append, note
from tests import build

from .chain import entry, filled, told


def test_entries_are_numbered_and_hang_on_each_other():
    filled(3)

    numbers = AuditEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
    assert entry(1).previous == sealing.NOTHING
    assert entry(3).previous == entry(2).hash
    assert str(AuditHead.objects.get()) == f"3-{entry(3).hash}"


def test_what_is_rolled_back_leaves_no_entry_and_no_hole(bien, written):
    with written() as entries:
        note("portal.signed_in", bien, bien)
        with transaction.atomic():
            note("portal.password_changed", bien, bien)
            transaction.set_rollback(True)
        note("portal.signed_out", bien, bien)

    acts = [(one.number, one.action) for one in entries]
    assert acts == [(1, "portal.signed_in"), (2, "portal.signed_out")]


def test_an_entry_that_cannot_be_written_undoes_nothing(bien, written, monkeypatch):
    def away(acts):
        raise DatabaseError("away")

    monkeypatch.setattr(writing, "append", away)
    with written() as entries:
        bien.first_name = "Biên"
        bien.save()
        note("portal.signed_in", bien, bien)

    assert entries == []


def test_the_name_is_that_of_then(bien, written):
    with written():
        note("portal.signed_in", bien, bien)
    bien.username = "khac"
    bien.save()
    bien.delete()

    assert entry(1).user_name == "bien"


@pytest.mark.parametrize("act", ["save", "delete", "update", "delete all"])
def test_nothing_in_the_portal_changes_an_entry(act):
    filled(1)
    acts = {
        "save": lambda: entry(1).save(),
        "delete": lambda: entry(1).delete(),
        "update": lambda: AuditEntry.objects.update(label=""),
        "delete all": lambda: AuditEntry.objects.all().delete(),
    }

    with pytest.raises(AppendOnly):
        acts[act]()


@settings(deadline=None, max_examples=50)
@given(st.text(), st.dictionaries(st.text(), st.text() | st.floats() | st.none()))
def test_whatever_is_said_is_found_again_as_it_was_written(label, details):
    with transaction.atomic():
        append([Act("x", label=label, details=details, user_name=label[:300])])

        assert "none changed" in told()
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "e\u0302\u0301", "x" * 10_000])
def test_no_name_keeps_an_act_out(text):
    append([Act(text, user_name=text, label=text, object_id=text, command=text)])

    assert "1 entries, none changed" in told()


def test_what_is_dumped_and_loaded_is_the_same_chain():
    filled(3)
    dumped = serializers.serialize(
        "json", [*AuditEntry.objects.all(), AuditHead.objects.get()]
    )
    changeable(AuditEntry.objects.all()).delete()
    AuditHead.objects.all().delete()

    for one in serializers.deserialize("json", dumped):
        one.save()

    assert told().startswith("3 entries, none changed")


def test_a_name_is_written_in_composed_letters():
    append([Act("x", label="Vie\u0323\u0302t")])

    assert entry(1).label == "Việt"


def test_an_act_costs_three_statements_in_a_short_transaction(
    bien, django_assert_num_queries
):
    filled(1)

    with django_assert_num_queries(5):  # With the two of a savepoint.
        append([Act("portal.signed_in")])


def test_a_fork_is_refused_even_without_the_lock():
    filled(2)
    twin = entry(2)
    twin.number, twin.source = 3, None

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.bulk_create([twin])


def test_publishing_holds_nobody_up(index, written):
    """The end of the chain is asked for after the commit, not while it lasts."""
    with written() as entries:
        build.article(index, live=False).save_revision().publish()
        assert AuditEntry.objects.count() == 0

    assert "wagtail.publish" in [one.action for one in entries]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_those_who_write_at_once_make_one_chain():
    errors: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(8):
                append([Act("portal.signed_in", address="")])
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert "48 entries, none changed" in told()


def test_an_older_end_put_back_by_hand_stops_nothing_and_is_found(db):
    filled(3)
    older = AuditHead.objects.values().get()
    filled(2)
    AuditHead.objects.update(**older)

    append([Act("portal.backed_up")])

    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions)[-2:] == ["portal.audit_torn", "portal.backed_up"]
    assert told().startswith("Failed")
