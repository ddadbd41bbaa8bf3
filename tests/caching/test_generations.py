"""What one process tells, all know; nothing that was told is lost."""

import multiprocessing
from pathlib import Path

import pytest

from news.caching.generations import Away, OwnGenerations


def test_a_subject_is_current_until_it_is_changed(tmp_path):
    journal = OwnGenerations(tmp_path)
    made = journal.now()
    assert journal.is_current(made, ["article:1"])

    journal.begin({"article:1"})
    journal.now()

    assert not journal.is_current(made, ["article:1", "article:2"])
    assert journal.is_current(made, ["article:2"])
    assert journal.is_current(journal.now(), ["article:1"])


def test_another_process_knows_at_once(tmp_path):
    here, there = OwnGenerations(tmp_path), OwnGenerations(tmp_path)
    made = here.now()

    there.begin({"article:1"})

    assert here.now() != made
    assert not here.is_current(made, ["article:1"])


def test_only_a_withdrawal_withdraws(tmp_path):
    journal = OwnGenerations(tmp_path)
    made = journal.now()

    journal.begin({"article:1"})
    journal.begin({"article:2"}, withdrawn=True)
    journal.now()

    assert not journal.is_withdrawn(made, ["article:1"])
    assert journal.is_withdrawn(made, ["article:2"])


def test_many_writers_lose_nothing(tmp_path):
    journal = OwnGenerations(tmp_path)
    made = journal.now()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write, args=(tmp_path, n)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    journal.now()
    told = [f"{n}:{number}" for n in range(3) for number in range(50)]
    assert [one for one in told if journal.is_current(made, [one])] == []


def write(folder, writer):
    journal = OwnGenerations(folder)
    for number in range(50):
        journal.begin({f"{writer}:{number}"})


def test_a_journal_that_grew_too_long_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("news.caching.generations.LONGEST", 100)
    journal, other = OwnGenerations(tmp_path), OwnGenerations(tmp_path)
    made = journal.now()
    for number in range(20):
        journal.begin({f"article:{number}"})

    other.now()

    # What is older than the journal is made anew, and not shown in between.
    assert not other.is_current(made, ["somebody"])
    assert other.is_withdrawn(made, ["somebody"])
    assert len(list(tmp_path.glob("journal-*"))) == 1
    assert other.is_current(other.now(), ["somebody"])


def test_a_folder_that_was_emptied_begins_anew(tmp_path):
    made = OwnGenerations(tmp_path).now()
    for file in tmp_path.iterdir():
        file.unlink()

    journal = OwnGenerations(tmp_path)
    journal.now()

    assert not journal.is_current(made, ["article:1"])


def test_a_line_cut_off_is_not_read(tmp_path):
    journal = OwnGenerations(tmp_path)
    journal.begin({"article:1"})
    path = next(tmp_path.glob("journal-*"))
    path.write_bytes(path.read_bytes() + b'[7, false, ["arti')

    other = OwnGenerations(tmp_path)
    made = other.now()

    assert other.is_current(made, ["article:1"])


@pytest.mark.parametrize(
    "left", [b'[7, false, ["arti', b"\0" * 9, b'[7, "x"]\n', b"\n"]
)
def test_what_a_crash_left_of_a_line_makes_everything_anew(tmp_path, left):
    journal, other = OwnGenerations(tmp_path), OwnGenerations(tmp_path)
    made = other.now()
    path = next(tmp_path.glob("journal-*"))
    path.write_bytes(path.read_bytes() + left)

    journal.begin({"article:5"}, withdrawn=True)

    for reader in (journal, other, OwnGenerations(tmp_path)):
        reader.now()
        # Nobody knows what the line would have said.
        assert reader.is_withdrawn(made, ["article:4"])
        assert reader.is_current(reader.now(), ["article:5"])


def test_a_number_without_its_line_makes_everything_anew(tmp_path):
    """As a power cut leaves them: nobody has waited for the disk."""
    journal = OwnGenerations(tmp_path)
    made = journal.now()
    path = next(tmp_path.glob("journal-*"))
    before = path.read_bytes()
    journal.begin({"article:1"})
    path.write_bytes(before)

    restarted = OwnGenerations(tmp_path)
    restarted.now()

    assert not restarted.is_current(made, ["article:1"])


def test_what_cannot_be_written_down_makes_everything_anew(
    tmp_path, monkeypatch, caplog
):
    journal, other = OwnGenerations(tmp_path), OwnGenerations(tmp_path)
    made = other.now()

    def full(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", full)
        disk.setattr(Path, "write_text", full)
        journal.begin({"article:1"}, withdrawn=True)

    assert "could not be written down" in caplog.text
    for reader in (journal, other, OwnGenerations(tmp_path)):
        reader.now()
        assert reader.is_withdrawn(made, ["article:1"])
    journal.begin({"article:2"})
    assert not other.is_current(made, ["article:1"])


def test_a_journal_that_cannot_be_read_is_away(tmp_path, monkeypatch):
    journal, other = OwnGenerations(tmp_path), OwnGenerations(tmp_path)
    other.begin({"article:1"})

    def broken(self, *args, **kwargs):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)

    with pytest.raises(Away):
        journal.now()
