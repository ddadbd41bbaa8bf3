"""A backup becomes a site again: all of it, or nothing is touched.

It is read twice: once to the end, to know that it is whole, and once to restore it.
Then what stands in the database and among the uploads is hashed again and compared; the
uploads are put in place when the database is certain.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Site

from . import tables
from .archive import Damaged, Hashed, members
from .locking import Identity, unlocked
from .making import DATA, FORMAT, HEADER, MEDIA, migrations
from .places import Place
from .placing import WAITING, State, Waiting, state
from .uploads import uploads

# A site that was just set up has its root, and a page that welcomes.
PAGES_OF_AN_EMPTY_SITE = 2
Keys = Sequence[Identity]


class Refused(Exception):
    """Nothing was touched; the message says why."""


@dataclass
class Restored:
    rows: int = 0
    files: int = 0


def check(path: Place, keys: Keys = ()) -> dict[str, Any]:
    """Read all of it; answers what its header says."""
    told: dict[str, Any] = {}
    known = {f"{DATA}{table.label}.jsonl" for table in tables.tables()}
    for name, content in opened(path, keys):
        if name == HEADER:
            told = header_of(content)
        elif not told:
            raise Damaged("It does not begin as a backup of a portal.")
        elif name.startswith(DATA):
            known.discard(name)
        elif not name.startswith(MEDIA):
            raise Damaged(f"No backup has such a member: {name!r}")
    if not told:
        raise Damaged("It does not begin as a backup of a portal.")
    told["lacks"] = sorted(known)
    return told


def header_of(content: Hashed) -> dict[str, Any]:
    told = json.loads(content.read())
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Damaged("Another release made it, in a form that this one does not know.")
    return told


def opened(path: Place, keys: Keys = ()) -> Iterator[tuple[str, Hashed]]:
    with path.open("rb") as file, unlocked(file, keys) as plain:
        yield from members(plain)


def restore(path: Place, replace: bool = False, keys: Keys = ()) -> Restored:
    """`keys`: what opens a backup that is locked."""
    told = check(path, keys)
    refuse_to_lose_what_waits()
    make_ready(replace)
    refuse_other_release(told)
    restored, waiting = Restored(), Waiting()
    try:
        waiting.begin()
        with transaction.atomic():
            fill(opened(path, keys), restored, waiting)
            connection.check_constraints()
            tables.count_on(connection)
    except BaseException:
        waiting.drop()
        # PostgreSQL takes everything back but how far it has counted.
        tables.count_on(connection)
        raise
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    waiting.place()
    return restored


def go_on() -> int:
    """Put in place what waits since the database was restored; answers how many."""
    match state():
        case State.NOTHING:
            raise Refused("No uploads wait: every restore has come to its end.")
        case State.UNCERTAIN:
            raise Refused(
                "The last restore was cut off, or goes on just now: nobody knows "
                "whether its uploads are wanted. Restore the backup once more."
            )
    waiting = Waiting.of_before()
    waiting.place()
    return len(waiting.names)


def refuse_to_lose_what_waits() -> None:
    if state() is State.WANTED:
        raise Refused(
            f"Uploads of an earlier restore wait in {WAITING}: `restore --go-on` puts "
            "them in place. If nobody wants them, delete that folder."
        )


def make_ready(replace: bool) -> None:
    """An empty database gets its tables; one in use is never changed unasked."""
    if not has_site():
        refuse_uploads(replace)
        call_command("migrate", verbosity=0, interactive=False)
    elif not replace:
        raise Refused("There is a site here already; --replace puts this in its place.")
    elif is_behind():
        raise Refused("The database here is of an older release: `migrate` it first.")


def has_site() -> bool:
    people = get_user_model()
    there = set(connection.introspection.table_names())
    if not {people._meta.db_table, Page._meta.db_table} <= there:
        return False
    return people.objects.exists() or Page.objects.count() > PAGES_OF_AN_EMPTY_SITE


def is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_uploads(replace: bool) -> None:
    if not replace and next(uploads(default_storage), None) is not None:
        raise Refused("There are uploads here already; --replace adds to them.")


def refuse_other_release(told: dict[str, Any]) -> None:
    here, there = set(migrations(connection)), set(told["migrations"])
    if here == there:
        return
    newer, older = sorted(there - here), sorted(here - there)
    said = f"it has {newer[0]}" if newer else f"it lacks {older[0]}"
    raise Refused(
        f"Another release made this backup ({said}): restore it with that release, "
        "then update."
    )


def fill(
    found: Iterator[tuple[str, Hashed]], restored: Restored, waiting: Waiting
) -> None:
    tables.empty(connection)
    by_name = {f"{DATA}{table.label}.jsonl": table for table in tables.tables()}
    filled = {}
    for name, content in found:
        if table := by_name.get(name):
            restored.rows += table.fill(connection, content)
            filled[table.label] = table, content
        elif name.startswith(MEDIA):
            waiting.add(name.removeprefix(MEDIA), content)
            restored.files += 1
        elif name != HEADER:
            raise Damaged(f"No table here is called {name!r}.")
    for table, content in filled.values():
        if digest(table.lines(connection)) != content.digest:
            raise Damaged(f"{table.label} is not what the backup says, once restored.")


def digest(lines: Iterator[bytes]) -> str:
    found = hashlib.sha256()
    for text in lines:
        found.update(text)
    return found.hexdigest()
