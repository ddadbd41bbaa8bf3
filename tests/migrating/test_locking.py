"""An update runs its migrations while the old version serves, and locks nobody out."""

from pathlib import Path

import pytest
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
)
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now

from .locking import refused

BASELINE = Path(__file__).parent / "baseline.txt"
OURS = {"news", "portal"}
# It asks no database.
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.fixture(scope="module")
def today(loader):
    """The state after all migrations; what a test changes of it stays its own."""
    return loader.project_state()


def released() -> set[str]:
    lines = BASELINE.read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


def test_no_migration_since_the_first_release_locks_or_breaks(loader):
    new = [key for key in loader.graph.nodes if key[0] in OURS]
    told = {}
    for key in new:
        if ".".join(key) not in released():
            before = loader.project_state(key, at_end=False)
            told[key] = refused(loader.get_migration(*key), before)

    assert {key: found for key, found in told.items() if found} == {}


def test_the_baseline_names_what_is_there(loader):
    there = {".".join(key) for key in loader.graph.nodes if key[0] in OURS}

    assert released() <= there


def judged(state, *operations, atomic=True, **excepted: str) -> list[str]:
    class Migration(migrations.Migration):
        in_spite_of = excepted.get("spite", {})

    migration = Migration("9999_later", "news")
    migration.operations, migration.atomic = list(operations), atomic
    return list(refused(migration, state.clone()).values())


def add(field: models.Field, model: str = "articlepage") -> migrations.AddField:
    return migrations.AddField(model, "later", field)


def alter(name: str, field: models.Field, model: str = "articlepage"):
    return migrations.AlterField(model, name, field)


def fill(apps, schema_editor) -> None:
    raise NotImplementedError


def index() -> models.Index:
    return models.Index(fields=["lead"], name="later")


def check() -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(lead=""), name="later")


LOCKS = {
    "not null without a default": add(models.TextField()),
    "not null with Python's default": add(models.TextField(default="")),
    "a default that is reckoned": add(models.DateTimeField(db_default=Now())),
    "a new column with an index": add(models.IntegerField(null=True, db_index=True)),
    "a new column that is unique": add(models.IntegerField(null=True, unique=True)),
    "a new foreign key": add(
        models.ForeignKey("news.Topic", models.CASCADE, null=True)
    ),
    "a column goes": migrations.RemoveField("articlepage", "lead"),
    "a table goes": migrations.DeleteModel("Topic"),
    "a column's new name": migrations.RenameField("articlepage", "lead", "sapo"),
    "a table's new name": migrations.RenameModel("Topic", "Subject"),
    "a table elsewhere": migrations.AlterModelTable("Topic", "elsewhere"),
    "another type": alter("source_name", models.TextField()),
    "a shorter text": alter("source_name", models.CharField(max_length=9)),
    "not null from now on": alter("event_date", models.DateField()),
    "an index from now on": alter("lead", models.TextField(db_index=True)),
    "an index": migrations.AddIndex("articlepage", index()),
    "an index goes": migrations.RemoveIndex("articlepage", "news_article_event_date"),
    "a condition": migrations.AddConstraint("articlepage", check()),
    "unique together": migrations.AddConstraint(
        "articlepage", models.UniqueConstraint(fields=["lead"], name="later")
    ),
    "unique together, as it was": migrations.AlterUniqueTogether("photo", {("title",)}),
    "all rows at once": migrations.RunPython(fill),
    "some SQL": migrations.RunSQL("SELECT 1"),
    "beside the state": migrations.SeparateDatabaseAndState(
        [migrations.RemoveField("articlepage", "lead")], []
    ),
}
HARMLESS = {
    "a new table": migrations.CreateModel("Later", [("id", models.BigAutoField())]),
    "null": add(models.TextField(null=True)),
    "the database's default": add(models.TextField(db_default="")),
    "many to many": add(models.ManyToManyField("news.Topic")),
    "an index of a small table": add(
        models.IntegerField(null=True, db_index=True), "meeting"
    ),
    "a longer text": alter("source_name", models.CharField(max_length=900)),
    "another label": alter("lead", models.TextField("sapo", blank=True)),
    "null from now on": alter("lead", models.TextField(null=True)),
    "concurrently": AddIndexConcurrently("articlepage", index()),
    "not valid": AddConstraintNotValid("articlepage", check()),
    "nothing": migrations.RunPython(migrations.RunPython.noop),
    "for the state alone": migrations.SeparateDatabaseAndState(
        [], [migrations.RemoveField("articlepage", "lead")]
    ),
}


@pytest.mark.parametrize("name", list(LOCKS))
def test_what_locks_or_breaks_is_refused(today, name):
    assert len(judged(today, LOCKS[name])) == 1


@pytest.mark.parametrize("name", list(HARMLESS))
def test_what_does_neither_is_let_through(today, name):
    assert judged(today, HARMLESS[name]) == []


def test_an_exception_needs_its_reason_and_what_it_is_about(today):
    gone = migrations.RemoveField("articlepage", "lead")
    name = "removefield news.articlepage.lead"

    assert judged(today, gone, spite={name: "No release since 0.3 reads it."}) == []
    assert "no reason" in judged(today, gone, spite={name: "ok"})[0]
    assert "not there" in judged(today, spite={name: "No release reads it."})[0]


def test_batches_are_apart_where_the_migration_is_no_transaction(today):
    """PostgreSQL has one around all of it, whatever the operation says of itself."""
    batches = migrations.RunPython(fill, atomic=False)

    assert judged(today, batches, atomic=False) == []
    assert judged(today, batches) == ["all its rows are held to the end: go in batches"]


def test_a_column_of_the_same_migration_may_be_filled_in_one_go(today):
    """Whatever else is in a migration that goes in batches, each is looked at."""
    told = judged(
        today, migrations.RunPython(fill), add(models.TextField()), atomic=False
    )

    assert told == ["the version that still serves cannot insert: give it a db_default"]
