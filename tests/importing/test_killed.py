"""An import that is killed at any moment and begun again ends as one that was not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import build

ROOT = Path(__file__).parents[2]
# Of each scenario; all of them have some two thousand, at a second each.
MOMENTS = int(os.environ.get("KILLED_MOMENTS", "4"))

# Together they are set up once; each is then asked of what one process told.
pytestmark = [pytest.mark.django_db, pytest.mark.exhaustive]

PAGE = """Cụm {number} tổ chức Hội nghị sơ kết

Submitted by admin on T2, 07/13/2020 - 15:21

     Chiều ngày 09/7/2020, Cụm thi đua {number} – Các tổ chức tín dụng họp. {more}

Cum{number}

Các đơn vị thảo luận

  Hoàng Quốc Thịnh
  Ban Thi đua - Khen thưởng
"""
TABLE = """title,body,address,published,photo,photo_caption,tags
Tin một,Hội nghị tổng kết,/tin/mot.html,2020-12-18,CumI.jpg,Quang cảnh,khen thưởng
Tin hai,Hội nghị ký giao ước,/tin/hai.html,2021-03-01,,,
"""


@pytest.fixture(scope="module")
def ends(django_db_setup, tmp_path_factory) -> dict[str, dict]:
    """How calls of the command end, undisturbed and killed at several moments."""
    folder = tmp_path_factory.mktemp("killed")
    first, second = source(folder)
    undone = ["import_news", "--undo", "LAST"]
    scenarios = [
        {"name": "new", "before": [], "call": importing(first)},
        {"name": "changed", "before": [importing(first)], "call": importing(second)},
        {"name": "undone", "before": [importing(first)], "call": undone},
    ]
    database = connection.settings_dict["NAME"]
    # PostgreSQL copies only what nobody uses; the tests themselves ask it nothing.
    connection.close()
    places = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    told = subprocess.run(
        [sys.executable, "-m", "tests.importing.killing", database, folder],
        input="\n".join(json.dumps(s | {"moments": MOMENTS}) for s in scenarios),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": places},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answers = map(json.loads, told.stdout.splitlines())
    return {answer["name"]: answer for answer in answers}


def source(folder: Path) -> tuple[Path, Path]:
    """What comes first, and how it is changed when it comes again."""
    first, second = folder / "first", folder / "second"
    for place, more in ((first, ""), (second, "Đã sửa.")):
        place.mkdir()
        for number in ("I", "II"):
            page = PAGE.format(number=number, more=more)
            (place / f"{number}.txt").write_text(page)
        (place / "CumI.jpg").write_bytes(build.jpeg())
        (place / "tin.csv").write_text(TABLE)
    (second / "CumII.jpg").write_bytes(build.jpeg(colour="#123456"))
    return first, second


def importing(folder: Path) -> list[str]:
    return ["import_news", str(folder), "--publish", "--as-published"]


def assert_all_alike(told: dict) -> None:
    assert told["whole"]["whole"] == ""
    assert len(told["ends"]) >= min(MOMENTS, told["steps"])
    others = {
        moment: end for moment, end in told["ends"].items() if end != told["whole"]
    }
    assert {at: differing(end, told["whole"]) for at, end in others.items()} == {}


def differing(end: dict, whole: dict) -> dict:
    return {key: (end[key], whole[key]) for key in whole if end[key] != whole[key]}


def test_posts_that_are_new(ends):
    told = ends["new"]

    assert len(told["whole"]["posts"]) == 4
    assert len(told["whole"]["photos"]) == 1
    assert_all_alike(told)


def test_posts_that_have_changed(ends):
    told = ends["changed"]

    assert len(told["whole"]["photos"]) == 2
    assert_all_alike(told)


def test_a_run_that_is_taken_back(ends):
    told = ends["undone"]

    assert told["whole"]["posts"] == {}
    assert told["whole"]["originals"] == told["whole"]["entries"] == []
    assert_all_alike(told)
