"""Kills a worker at one point after another, does what is done next, tells the end.

A program of its own, started by `test_killed`, with the machinery of
`tests.importing.killing`: each point has a copy of the site to itself. Besides
statements and files, it counts the moments before and after a transaction is stored, a
member is put into a backup, or a file takes the place of another.

    python -m tests.faults.killing DATABASE FOLDER POINTS [ACT…]
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.hooks import search_for_hooks

from portal.backups.archive import Writer
from tests.importing import killing
from tests.importing.killing import forked, moments


class Steps(killing.Steps):
    def around(self, act: Callable) -> Callable:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            answer = act(*args, **kwargs)
            self.step()
            return answer

        return stepped

    @contextmanager
    def counted(self) -> Iterator[None]:
        commit, replace = BaseDatabaseWrapper._commit, Path.replace
        with (
            super().counted(),
            patch.object(Writer, "add", self.around(Writer.add)),
            patch.object(BaseDatabaseWrapper, "_commit", self.around(commit)),
            patch.object(Path, "replace", self.around(replace)),
        ):
            yield


@contextmanager
def site(original: str, media: Path | None, folder: Path) -> Iterator[tuple[str, Path]]:
    with killing.site(original, media, folder) as (name, place):
        files = media and media.parent / "files"
        if files and files.exists():
            shutil.copytree(files, place.parent / "files")
        place.mkdir(exist_ok=True)
        yield name, place


def played(original: str, folder: Path, name: str, points: int) -> dict[str, Any]:
    from . import acts, outcome

    act, ends = acts.ACTS[name], {}
    with site(original, None, folder) as prepared:
        if forked(act.prepare, Steps(None)) is None:
            raise RuntimeError(f"{name} could not be prepared.")
        # What is cached of the database from now on is so for every point alike.
        outcome.told(name)
        with site(*prepared, folder):
            steps = forked(act.do, Steps(None))
            forked(act.again, Steps(None))
            whole = outcome.told(name)
        for point in moments(steps, points):
            with site(*prepared, folder):
                killed = forked(act.do, Steps(point)) is None
                half = outcome.half()
                outcome.connection.close()
                forked(act.again, Steps(None))
                ends[point] = outcome.told(name) | {"after": half, "killed": killed}
    return {"name": name, "steps": steps, "whole": whole, "ends": ends}


def main(original: str, folder: str, points: str, *names: str) -> None:
    django.setup()
    search_for_hooks()
    for name in names:
        told = played(original, Path(folder), name, int(points))
        print(json.dumps(told), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
