"""What the migrations left once is what the next stage begins with."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import migrated

pytestmark = pytest.mark.once


def written(path: Path, word: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE words (word)")
        connection.execute("INSERT INTO words VALUES (?)", [word])
        connection.commit()
    return path


def said(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words")]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    (folder := tmp_path / "migrated").mkdir()
    monkeypatch.setenv("MIGRATED", str(folder))
    return folder


def test_a_database_begins_as_the_first_one_was_kept(folder, tmp_path):
    migrated.keep(written(tmp_path / "one", "first"))
    migrated.keep(written(tmp_path / "two", "second"))

    assert migrated.begin(tmp_path / "three")
    assert said(tmp_path / "three") == ["first"]


def test_what_an_earlier_run_left_there_is_gone(folder, tmp_path):
    migrated.keep(written(tmp_path / "one", "first"))
    left = written(tmp_path / "left", "old")
    beside = [tmp_path / f"left-{what}" for what in ("journal", "wal", "shm")]
    for file in beside:
        file.write_bytes(b"of the old one")

    assert migrated.begin(left)
    assert [file for file in beside if file.exists()] == []
    assert said(left) == ["first"]


def test_another_wagtail_has_migrations_of_its_own(folder, tmp_path, monkeypatch):
    migrated.keep(written(tmp_path / "one", "first"))
    monkeypatch.setattr("wagtail.__version__", "8.0.1")

    assert not migrated.begin(tmp_path / "two")


def test_another_project_has_migrations_of_its_own(folder, tmp_path):
    migrated.keep(written(tmp_path / "one", "first"))

    assert not migrated.begin(tmp_path / "two", "bare")


def test_what_a_connection_still_has_beside_its_file_is_kept(folder, tmp_path):
    with closing(sqlite3.connect(written(tmp_path / "one", "first"))) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO words VALUES ('second')")
        connection.commit()
        migrated.keep(tmp_path / "one")

    migrated.begin(tmp_path / "two")
    assert said(tmp_path / "two") == ["first", "second"]


def test_without_a_folder_every_one_migrates(tmp_path, monkeypatch):
    monkeypatch.delenv("MIGRATED", raising=False)
    migrated.keep(written(tmp_path / "one", "first"))

    assert not migrated.begin(tmp_path / "two")
