"""A folder as a site leaves it, and as somebody would write it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from portal.objects import reaching
from tests.once import without_indexes


@contextmanager
def for_a_moment(media: Path) -> Iterator[None]:
    """What is built is gone afterwards."""
    with (
        # Whoever keeps files has to hear of it: other tests have left theirs.
        override_settings(MEDIA_ROOT=media),
        without_indexes(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(reaching, "limits", reaching.OF_A_WORKER)
        yield
        transaction.set_rollback(True)


def records(folder: Path, table: str) -> list[dict]:
    return list(map(json.loads, (folder / f"{table}.jsonl").read_text().splitlines()))


def spoiled(folder: Path, table: str, change) -> None:
    """As somebody would write it by hand, with right sums."""
    told = records(folder, table)
    change(told)
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
    (folder / f"{table}.jsonl").write_text(lines)
    summed(folder)


def summed(folder: Path) -> None:
    sums = (folder / "SHA256SUMS").read_text().splitlines()
    names = [line.split("  ")[1] for line in sums]
    lines = [f"{digest((folder / name).read_bytes())}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines))
    header = json.loads((folder / "export.json").read_text())
    header["sums"] = digest((folder / "SHA256SUMS").read_bytes())
    (folder / "export.json").write_text(json.dumps(header))


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
