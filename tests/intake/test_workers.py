"""Several workers, or one that fails: no row is lost, none is written twice."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from news.intake import bringing, folders, holding, reading, work
from news.models import ArticlePage, ImportUpload
from news.uploads import room, viruses

COLUMNS = "title,published,body"
ROWS = [f"Tin số {number},13/07/2020,Hội nghị đã diễn ra." for number in range(6)]
TABLE = "\n".join([COLUMNS, *ROWS]).encode()


@pytest.fixture
def unread(index, bien) -> ImportUpload:
    """One table of six posts, which no worker has looked at."""
    folder = folders.made()
    (folder / "kho-bai.csv").write_bytes(TABLE)
    return ImportUpload.objects.create(
        folder=folder.name, names="kho-bai.csv", uploaded_by=bien
    )


def fall_silent(upload: ImportUpload) -> None:
    long_ago = timezone.now() - 2 * holding.ASLEEP
    ImportUpload.objects.filter(pk=upload.pk).update(seen_at=long_ago)


def titles(upload: ImportUpload) -> list[str]:
    return list(upload.drafts.order_by("number").values_list("title", flat=True))


ALL = [f"Tin số {number}" for number in range(6)]


def test_a_second_worker_leaves_an_upload_alone(unread):
    first = holding.take(unread.pk)

    work.go_on.func(unread.pk)

    assert titles(unread) == []
    holding.let_go(first)
    work.go_on.func(unread.pk)
    assert titles(unread) == ALL


def test_who_was_silent_for_long_writes_nothing_more(unread):
    slow = holding.take(unread.pk)
    steps = reading.next_of(slow)
    next(steps)
    fall_silent(unread)

    other = holding.take(unread.pk)
    with pytest.raises(holding.TakenOver):
        next(steps)
    work.work(other, 60)

    assert titles(unread) == ALL
    unread.refresh_from_db()
    assert (unread.state, unread.held_by) == ("ready", "")


def test_a_worker_that_says_so_learns_that_it_was_taken_over(unread):
    slow = holding.take(unread.pk)
    fall_silent(unread)
    holding.take(unread.pk)

    slow.seen_at -= timedelta(seconds=10)
    with pytest.raises(holding.TakenOver):
        holding.say(slow)


def test_a_database_that_is_away_costs_no_post(unread, monkeypatch):
    keep, asked = reading.Reading.keep, []

    def away(self, place, number, *args):
        asked.append(number)
        if len(asked) == 3:
            raise OperationalError
        return keep(self, place, number, *args)

    monkeypatch.setattr(reading.Reading, "keep", away)
    work.go_on.func(unread.pk)
    assert titles(unread) == ALL[:2]

    work.go_on.func(unread.pk)

    assert titles(unread) == ALL
    unread.refresh_from_db()
    assert (unread.state, unread.failures, unread.stopped) == ("ready", 0, "")


def test_what_fails_again_and_again_is_given_up_and_told(unread, desk, monkeypatch):
    work.go_on.func(unread.pk)

    def broken(upload):
        raise RuntimeError("nobody has foreseen this")
        yield

    phase = work.Phase(broken, bringing.finish)
    monkeypatch.setitem(work.PHASES, work.State.IMPORTING, phase)
    desk.do("start", unread)
    for _ in range(holding.MOST_FAILURES - 1):
        unread.refresh_from_db()
        assert unread.state == "importing"
        work.go_on.func(unread.pk)

    unread.refresh_from_db()
    assert (unread.state, unread.stopped) == ("ready", "importing")
    assert "đã dừng nhiều lần vì lỗi" in desk.look(unread).content.decode()
    monkeypatch.setitem(
        work.PHASES, work.State.IMPORTING, work.Phase(bringing.next_of, bringing.finish)
    )
    desk.do("start", unread)
    unread.refresh_from_db()
    assert (unread.state, unread.stopped) == ("done", "")
    assert ArticlePage.objects.count() == 6


def test_a_file_that_takes_several_slices_is_read_once(unread, monkeypatch):
    documents, reader_for = [], reading.reader_for

    class Counting:
        def __init__(self, path):
            self.name, self.reader = reader_for(path)

        def read(self, *args):
            for document in self.reader.read(*args):
                documents.append(document.title)
                yield document

    def counting(path):
        reader = Counting(path)
        return reader.name, reader

    monkeypatch.setattr(reading, "reader_for", counting)
    monkeypatch.setattr(work, "SLICE", 0.0)
    while unread.is_at_work:
        work.go_on.func(unread.pk)
        unread.refresh_from_db()

    assert documents == ALL
    assert titles(unread) == ALL


def test_what_was_given_up_while_it_was_read_is_read_on(unread, desk, monkeypatch):
    keep = reading.Reading.keep

    def away(self, place, number, *args):
        if number == 3:
            raise OperationalError
        return keep(self, place, number, *args)

    monkeypatch.setattr(reading.Reading, "keep", away)
    for _ in range(holding.MOST_FAILURES):
        work.go_on.func(unread.pk)
    unread.refresh_from_db()
    assert (unread.state, unread.stopped) == ("ready", "reading")
    monkeypatch.setattr(reading.Reading, "keep", keep)

    desk.do("start", unread)
    unread.refresh_from_db()
    assert unread.state == "ready"
    assert "Đọc tiếp" in desk.look(unread).content.decode()
    desk.do("read_on", unread)

    unread.refresh_from_db()
    assert (unread.state, unread.stopped) == ("ready", "")
    assert titles(unread) == ALL
    desk.do("start", unread)
    assert ArticlePage.objects.count() == 6


def test_reading_on_is_for_what_was_given_up(unread, desk):
    work.go_on.func(unread.pk)

    desk.do("read_on", unread)

    unread.refresh_from_db()
    assert unread.state == "ready"


@pytest.mark.parametrize(
    ("away", "told"),
    [
        (viruses.unscanned(), "chờ phần mềm quét vi-rút"),
        (room.Away("no answer"), "chờ kho lưu tệp"),
    ],
)
def test_what_does_not_answer_is_waited_for(unread, desk, monkeypatch, away, told):
    def nobody(upload):
        raise away
        yield

    reading_on = work.PHASES[work.State.READING]
    phase = work.Phase(nobody, reading.finish)
    monkeypatch.setitem(work.PHASES, work.State.READING, phase)
    for _ in range(holding.MOST_FAILURES + 1):
        work.go_on.func(unread.pk)
        fall_silent(unread)
        work.wake()

    unread.refresh_from_db()
    assert (unread.state, unread.stopped, unread.held_by) == ("reading", "", "")
    listed = desk.client.get(reverse("news_imports")).content.decode()
    shown = desk.look(unread).content.decode()
    asked = desk.client.get(reverse("news_import_progress", args=[unread.pk])).json()
    assert told in listed
    assert "không phản hồi" in asked["said"]
    assert asked["said"] in shown

    monkeypatch.setitem(work.PHASES, work.State.READING, reading_on)
    work.go_on.func(unread.pk)

    unread.refresh_from_db()
    assert (unread.state, unread.waits_for) == ("ready", "")
    assert titles(unread) == ALL


@pytest.fixture
def waiting(unread, monkeypatch) -> ImportUpload:
    """Nobody scans."""

    def nobody(upload):
        raise viruses.unscanned()
        yield

    phase = work.Phase(nobody, reading.finish)
    monkeypatch.setitem(work.PHASES, work.State.READING, phase)
    work.go_on.func(unread.pk)
    unread.refresh_from_db()
    return unread


def test_after_a_day_of_waiting_somebody_has_to_say_so(waiting, desk, caplog):
    told = caplog.get_records("setup")
    assert [one.levelname for one in told if "waits" in one.message] == ["ERROR"]
    since = timezone.now() - holding.LONGEST_WAIT
    ImportUpload.objects.filter(pk=waiting.pk).update(waits_since=since)

    work.go_on.func(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.stopped) == ("ready", "reading")
    page = desk.look(waiting).content.decode()
    assert "không phản hồi suốt một ngày" in page
    assert "Đọc tiếp" in page


def test_what_waits_can_be_deleted_and_what_is_worked_on_cannot(waiting, desk):
    holding.take(waiting.pk)
    throw_away = reverse("news_import_throw_away", args=[waiting.pk])
    desk.client.post(throw_away)
    assert ImportUpload.objects.filter(pk=waiting.pk).exists()
    work.go_on.func(waiting.pk)
    holding.wait(ImportUpload.objects.get(pk=waiting.pk), "scanner")
    assert throw_away in desk.look(waiting).content.decode()

    desk.client.post(throw_away)

    assert not ImportUpload.objects.filter(pk=waiting.pk).exists()
    assert not folders.of(waiting).exists()


def test_a_file_that_kills_every_worker_is_given_up(unread):
    for _ in range(holding.MOST_FAILURES):
        assert holding.take(unread.pk)
        fall_silent(unread)
        work.wake()

    unread.refresh_from_db()
    assert (unread.state, unread.stopped, unread.held_by) == ("ready", "reading", "")


def test_a_task_that_got_lost_is_no_failure(unread, monkeypatch):
    called = []
    monkeypatch.setattr(work, "call", called.append)
    fall_silent(unread)

    work.wake()

    unread.refresh_from_db()
    assert (unread.failures, called) == (0, [unread])


def test_who_skips_what_is_read_already_is_at_work(unread, monkeypatch):
    work.go_on.func(unread.pk)
    ImportUpload.objects.update(state="reading", read=0)
    said = []
    monkeypatch.setattr(holding, "say", said.append)

    list(reading.Reading(ImportUpload.objects.get()).rows_of(0))

    assert len(said) == 6


def test_a_database_that_is_away_fails_no_draft(unread, desk, monkeypatch):
    work.go_on.func(unread.pk)
    bring, asked = bringing._bring, []

    def away(draft, *args):
        asked.append(draft.pk)
        if len(asked) == 2:
            raise OperationalError
        return bring(draft, *args)

    monkeypatch.setattr(bringing, "_bring", away)
    desk.do("start", unread)
    assert ArticlePage.objects.count() == 1

    work.go_on.func(unread.pk)

    unread.refresh_from_db()
    assert unread.state == "done"
    assert {draft.outcome for draft in unread.drafts.all()} == {"created"}
