"""Feeds broken files to one reader, and ends badly where the reader does.

A program of its own, started by `test_fuzz`, without Django:

    python -m tests.importing.fuzzing READER FIRST COUNT FOLDER

Each file comes from its number alone: a number that fails fails again. Before each the
number is said; who works longer than ten seconds at one is ended by the kernel.
"""

import json
import random
import resource
import shutil
import signal
import sys
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from news.importers import docx, drupal, drupal_export, report, table, wordpress
from news.importers.document import Unreadable

from . import drupal_database, word_file, wordpress_export

LONGEST, MOST_MEMORY = 10, 500 * 1024 * 1024
PAGES = Path(__file__).parent / "pages"
KNOWN = ["Ngân hàng Nhà nước", "Sở Nội vụ", "Agribank"]
# What readers trip over, if over anything.
NASTY = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r", b"\x1b"),
    *(b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x>", b"&#0;", b"&#x110000;"),
    *(
        b"&x;",
        b"<",
        b">",
        b"</",
        b"<p" + b" a" * 300,
        b'"',
        b"'",
        b'""',
        b"[[{",
        b"}]]",
    ),
    *(b"<div>" * 3000, b"<b><i>" * 400, b"(" * 2000, b"[gallery " * 300, b"  " * 5000),
    *(b"9" * 400, b"-1", b"1e999", b"NaN", b"../" * 50, b"C:\\x\\y.jpg", b"%00%ff"),
    *(b"T2, 13/13/2020 - 25:61", "Cụm I: 99 đơn vị: ".encode() * 200, b"a," * 4000),
    *("\u202e\u200b\u0301".encode() * 50, "́".encode() * 3000, b"\n" * 3000),
]


def broken(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        data = dice.choice(WAYS)(data, others, dice)[:2_000_000]
    return data


def _span(data: bytes, dice: random.Random, most: int = 4000) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.randrange(most))


def cut(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def flipped(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(dice.randrange(1, 30) if found else 0):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def shuffled(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    part = list(data[start:end])
    dice.shuffle(part)
    return data[:start] + bytes(part) + data[end:]


def without(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def repeated(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    start, end = _span(data, dice, 400)
    return data[:start] + data[start:end] * dice.randrange(2, 60) + data[end:]


def spoilt(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(NASTY) + data[at:]


def spliced(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    other = dice.choice(others)
    start, end = _span(other, dice)
    at = dice.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


WAYS = [cut, flipped, shuffled, without, repeated, spoilt, spoilt, spliced]


# One broken file, or folder, for each reader


def page(ending: str) -> Callable[[Path, random.Random], Path]:
    def made(folder: Path, dice: random.Random) -> Path:
        whole = [path.read_bytes() for path in sorted(PAGES.glob(f"*{ending}"))]
        path = folder / f"page{ending}"
        path.write_bytes(broken(dice.choice(whole), whole, dice))
        return path

    return made


def word(folder: Path, dice: random.Random) -> Path:
    whole, path = folder / "whole.docx", folder / "x.docx"
    word_file.word_file(whole, *WORDS)
    if dice.random() < 0.3:
        path.write_bytes(broken(whole.read_bytes(), [whole.read_bytes()], dice))
        return path
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        chosen = dice.choice(["word/document.xml", *parts])
        for name, data in parts.items():
            if name == chosen:
                data = broken(data, list(parts.values()), dice)
            target.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path


WORDS = [
    word_file.title(),
    word_file.para("Các đơn vị thảo luận", align="center", italic=True),
    word_file.para("Héi nghÞ s¬ kÕt", font=".VnTime"),
    word_file.para("- Một;"),
    word_file.para("Hoàng Quốc Thịnh\nBan Thi đua - Khen thưởng", align="right"),
]


def export_of_wordpress(folder: Path, dice: random.Random) -> Path:
    path = folder / "x.xml"
    wordpress_export.written(
        path,
        wordpress_export.post("[caption]<img src='a.jpg'> Ảnh[/caption][gallery]"),
        wordpress_export.attachment("a.jpg", number=2, alt="x", caption="y"),
        wordpress_export.post("<!-- wp:paragraph --><p>Họp</p>", number=3),
    )
    data = path.read_bytes()
    path.write_bytes(broken(data, [data], dice))
    return path


def rows_as(ending: str) -> Callable[[Path, random.Random], Path]:
    def made(folder: Path, dice: random.Random) -> Path:
        row = {"title": "Cụm I họp", "body": "<p>Ngày 09/7/2020 họp</p>", "id": 1}
        row |= {"published": "2020-07-13 15:21", "photo": "a.jpg", "tags": "a, b"}
        path = folder / f"x.{ending}"
        found = [row, row | {"title": "Tin hai", "published": "T2, 07/13/2020"}]
        if ending == "jsonl":
            lines = (json.dumps(one, ensure_ascii=False) for one in found)
            path.write_text("\n".join(lines))
        else:
            drupal_database.written(folder, {"x": found}, form=ending)
        data = path.read_bytes()
        path.write_bytes(broken(data, [data], dice))
        return path

    return made


def export_of_drupal(folder: Path, dice: random.Random) -> Path:
    """One or two of its tables are broken, change places, or are gone."""
    tables = dice.choice([drupal_database.of_seven, drupal_database.of_ten])()
    form = dice.choice(["csv", "json"])
    export = drupal_database.written(folder / "x", tables, form=form)
    paths = sorted(export.iterdir())
    whole = [path.read_bytes() for path in paths]
    for _ in range(dice.randrange(1, 3)):
        one, other = dice.sample(paths, 2)
        match dice.randrange(4):
            case 0:
                first, second = one.read_bytes(), other.read_bytes()
                one.write_bytes(second)
                other.write_bytes(first)
            case 1:
                one.write_bytes(b"")
            case _:
                one.write_bytes(broken(one.read_bytes(), whole, dice))
    return export


READERS = {
    "drupal-text": (drupal, page(".txt")),
    "drupal-html": (drupal, page(".html")),
    "docx": (docx, word),
    "wordpress": (wordpress, export_of_wordpress),
    "table-csv": (table, rows_as("csv")),
    "table-json": (table, rows_as("json")),
    "table-jsonl": (table, rows_as("jsonl")),
    "drupal-export": (drupal_export, export_of_drupal),
}


def read(name: str, number: int, folder: Path) -> None:
    reader, made = READERS[name]
    own = folder / str(number)
    own.mkdir()
    dice = random.Random(f"{name} {number}")  # noqa: S311 - it guards nothing
    path = made(own, dice)
    # Of its own time: a machine that does much else is no fault of the reader.
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        reader.sniff(path)
        for document in reader.read(path, own, KNOWN):
            report.row(document, "created")
    except Unreadable as reason:
        # The command prints it as one clear line.
        if not str(reason).strip() or "\n" in str(reason):
            raise ValueError(f"not one line: {reason!r}") from reason
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    shutil.rmtree(own)


def main(name: str, first: int, count: int, folder: Path) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    for number in range(first, first + count):
        print(number, flush=True)  # noqa: T201
        try:
            read(name, number, folder)
        except Exception:
            traceback.print_exc()
            sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
