"""What would lock a large table, or break the version that still serves?

Each operation of a migration is looked at beside the state before it, as PostgreSQL
would run it (its types, no connection). A table is taken for large unless it is named
here. What has to be all the same is said in the migration with its reason:

    class Migration(migrations.Migration):
        in_spite_of = {"removefield news.photo.credit": "Unread since 0.3."}
"""

from collections.abc import Iterator
from types import SimpleNamespace

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import CharField, Field, Func, Index, ManyToManyField, Model
from django.db.models.constraints import UniqueConstraint
from django.db.models.fields import NOT_PROVIDED

# Of these a board has dozens, or as many as it has people.
SMALL = {
    *("news.cluster", "news.clusterterm", "news.clustermember", "news.meeting"),
    *("news.moderationtask", "news.returnreason", "news.newsindexpage"),
    *("news.newsyearpage", "news.heartbeat", "news.holdup", "news.deskpreference"),
    *("news.importupload", "portal.homepage", "portal.boardidentity"),
    *("portal.demoaccount", "portal.audithead", "portal.signin"),
}
# They neither hold a table for long nor take anything from whoever uses it.
HARMLESS = (
    *(migrations.CreateModel, migrations.AlterModelOptions),
    *(migrations.AlterModelManagers, migrations.AlterModelTableComment),
    *(AddIndexConcurrently, RemoveIndexConcurrently, AddConstraintNotValid),
    *(ValidateConstraint, migrations.RemoveConstraint),
)
POSTGRESQL = DatabaseWrapper({"NAME": "nobody", "OPTIONS": {}, "TIME_ZONE": None})


def refused(migration: migrations.Migration, state: ProjectState) -> dict[str, str]:
    """What it does, and why it may not; `state` is as before it, and goes on."""
    found: dict[str, str] = {}
    for operation in migration.operations:
        for one in database_operations(operation):
            # Within a migration that is one transaction nothing is apart.
            in_one = migration.atomic or bool(getattr(one, "atomic", False))
            if why := reason(one, migration.app_label, state, in_one):
                found[name_of(one, migration.app_label)] = why
        operation.state_forwards(migration.app_label, state)
    allowed = getattr(migration, "in_spite_of", {})
    for name, why in allowed.items():
        if name not in found:
            found[name] = "it is excepted, and not there"
        elif len(why.split()) > 2:
            del found[name]
        else:
            found[name] += "; its exception gives no reason"
    return found


def database_operations(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for one in operation.database_operations:
            yield from database_operations(one)
    else:
        yield operation


def name_of(operation: Operation, app: str) -> str:
    said = [getattr(operation, key, "") for key in ("model_name", "name")]
    if isinstance(operation, migrations.AddIndex):
        said[1] = operation.index.name
    if isinstance(operation, migrations.AddConstraint):
        said[1] = operation.constraint.name
    if isinstance(operation, migrations.RenameField):
        said[1] = operation.old_name
    if isinstance(operation, migrations.RenameModel):
        said[1] = operation.old_name
    if isinstance(operation, migrations.RunPython):
        said[1] = operation.code.__name__
    return f"{type(operation).__name__} {'.'.join([app, *filter(None, said)])}".lower()


def reason(one: Operation, app: str, state: ProjectState, in_one: bool) -> str:
    """Empty of what may be done while the old version serves."""
    model = f"{app}.{getattr(one, 'model_name', '') or ''}".lower()
    is_large = model not in SMALL
    match one:
        case _ if isinstance(one, HARMLESS):
            return ""
        case migrations.AddField():
            return of_new(one.field, is_large)
        case migrations.AlterField():
            return of_change(field_of(state, one, app), one.field, is_large)
        case migrations.RemoveField() | migrations.DeleteModel():
            return "the version that still serves reads and writes it"
        case migrations.RenameField() | migrations.RenameModel():
            return "the version that still serves knows it by its old name"
        case migrations.AlterModelTable():
            return "the version that still serves knows it by its old name"
        case migrations.AddIndex() if is_concurrent(one, app, state):
            return ""
        case migrations.AddIndex() | migrations.RemoveIndex():
            return "nobody writes meanwhile: make it concurrently" if is_large else ""
        case migrations.AddConstraint():
            return of_constraint(one, is_large)
        case migrations.RunPython():
            whole = one.code is not migrations.RunPython.noop and in_one
            return "all its rows are held to the end: go in batches" if whole else ""
    return "nobody can tell what it does"


class Recorded:
    """A schema editor of PostgreSQL that says how an index would be made."""

    connection = SimpleNamespace(
        vendor="postgresql", alias="default", in_atomic_block=False
    )
    is_concurrent = False

    def add_index(self, model: type[Model], index: Index, **how: bool) -> None:
        self.is_concurrent = how.get("concurrently", False)


def is_concurrent(one: migrations.AddIndex, app: str, state: ProjectState) -> bool:
    """Whatever it is called: by what it asks of the database."""
    recorded, after = Recorded(), state.clone()
    one.state_forwards(app, after)
    one.database_forwards(app, recorded, state, after)
    return recorded.is_concurrent


def of_new(field: Field, is_large: bool) -> str:
    if isinstance(field, ManyToManyField):
        return ""
    by_database = field.db_default is not NOT_PROVIDED
    if not field.null and not by_database:
        return "the version that still serves cannot insert: give it a db_default"
    if by_database and isinstance(field.db_default, Func):
        return "each row is written anew" if is_large else ""
    return of_keys(field, is_large)


def of_keys(field: Field, is_large: bool) -> str:
    has_index = field.unique or field.db_index
    if has_index and is_large:
        return "its index is made while nobody writes: add that concurrently, later"
    return ""


def of_change(was: Field, now: Field, is_large: bool) -> str:
    if was.null and not now.null:
        return "the version that still serves leaves it empty"
    if isinstance(now, ManyToManyField):
        return ""
    before, after = (field.db_type(POSTGRESQL) for field in (was, now))
    if before != after and not is_longer(was, now):
        return "its type changes: each row is written anew"
    if of_keys(now, is_large) and not of_keys(was, is_large):
        return of_keys(now, is_large)
    return ""


def is_longer(was: Field, now: Field) -> bool:
    """More room costs nothing; the old version goes on writing what is short."""
    texts = isinstance(was, CharField) and isinstance(now, CharField)
    return texts and (now.max_length is None or was.max_length < now.max_length)


def of_constraint(one: migrations.AddConstraint, is_large: bool) -> str:
    if isinstance(one.constraint, UniqueConstraint):
        said = "its index is made while nobody writes"
    else:
        said = "all rows are read while nobody writes: add it NOT VALID"
    return said if is_large else ""


def field_of(state: ProjectState, one: migrations.AlterField, app: str) -> Field:
    model: type[Model] = state.apps.get_model(app, one.model_name)
    return model._meta.get_field(one.name)
