"""How fast do text posts come in, beside saving and publishing them through Wagtail?

`bench/import.py [N]` makes tables of 1,000 and of N posts (10,000 unless told) without
photos, and imports them (`import_news --publish --as-published`) into a database of its
own: on SQLite and, where DATABASE_URL names one, into that PostgreSQL database, which
must be empty. In rounds between the two sizes some posts of the same kind are saved and
published through Wagtail, one by one. It prints posts a second, CPU milliseconds a post
and memory at most (both with those of a process that reads beside the import), and the
ratio of the medians; it ends non-zero where something is missing afterwards
(`bulk.check`), or the import is not `TARGET` times as fast. Each import is a process of
its own.
"""

import csv
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from databases import on_each_database

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
FEW = 1000
MANY = 10_000
ONE_BY_ONE = 30  # posts in each round
ROUNDS = 3
TARGET = 20
OURS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
COLUMNS = ("id", "address", "title", "lead", "body", "published", "author", "tags")


@dataclass(frozen=True, slots=True)
class Figure:
    posts: int
    seconds: float
    cpu: float
    memory: int = 0  # megabytes, of the process and one beside it at their largest

    @property
    def rate(self) -> float:
        return self.posts / self.seconds

    def __str__(self) -> str:
        cpu = self.cpu / self.posts * 1000
        return f"{self.posts:>9,}{self.rate:>10.1f}{cpu:>10.1f}{self.memory:>9}"


def measure(count: int) -> None:
    if "BENCH_TABLE" in os.environ:
        return print_import(Path(os.environ["BENCH_TABLE"]))
    prepare()
    alone, few, many = [], [], []
    print(f"{vendor():<24}{'posts':>9}{'a second':>10}{'CPU ms':>10}{'MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            alone.append(told("one by one", saved_alone(turn)))
            few.append(told("import", imported(folder, f"few-{turn}", FEW)))
        alone.append(told("one by one", saved_alone(ROUNDS)))
        many.append(told("import", imported(folder, "many", count)))
    check()
    ratio = many[0].rate / statistics.median(one.rate for one in alone)
    slower = statistics.median(one.rate for one in few) / many[0].rate
    print(f"{vendor()}: {ratio:.0f} times as fast, target {TARGET}")
    print(f"{vendor()}: {slower:.2f} times the time a post of {FEW:,} posts")
    if ratio < TARGET:
        sys.exit(f"Not {TARGET} times as fast.")


def told(name: str, figure: Figure) -> Figure:
    print(f"{name:<24}{figure}", flush=True)
    return figure


def prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    from django.core.management import call_command

    from news.models import ArticlePage

    call_command("migrate", verbosity=0)
    call_command("set_up_news", verbosity=0)
    if ArticlePage.objects.exists():
        sys.exit("There are posts in this database: name an empty one.")


def vendor() -> str:
    from django.db import connection

    return connection.vendor


def check() -> None:
    from wagtail.models import Page

    from news import bulk
    from news.models import NewsIndexPage

    bulk.check(NewsIndexPage.objects.main_first().first())
    assert Page.find_problems() == ([], [], [], [], [])


# --- what comes ----------------------------------------------------------------------


def rows(name: str, count: int) -> Iterator[dict[str, str]]:
    """Texts as `make_posts` has them, each its own; the same for the same name."""
    from news.synthesis import words
    from news.synthesis.prose import told as paragraphs

    chance = random.Random(name)  # noqa: S311 - the same texts, no secret
    return (
        {
            "id": f"{name}-{number}",
            "address": f"/tin/{name}-{number}.html",
            "title": f"{words.place(chance)}: {chance.choice(words.TOPICS)} {number}",
            "lead": f"Tại {words.place(chance)}, hội nghị đã họp.",
            "body": "".join(f"<p>{text}</p>" for text in paragraphs(chance)),
            "published": f"{chance.randint(2006, 2025)}-{chance.randint(1, 12):02}"
            f"-{chance.randint(1, 28):02} 08:{chance.randint(0, 59):02}",
            "author": words.person(chance),
            "tags": chance.choice(words.TOPICS).replace(",", ""),
        }
        for number in range(1, count + 1)
    )


def saved_alone(turn: int) -> Figure:
    """Pages saved and published as Wagtail's own documentation has it."""
    from news.importers import table
    from news.importers.pages.fields import Draft, write
    from news.importers.pages.library import Library
    from news.importers.pages.registers import Registers
    from news.models import ArticlePage, NewsIndexPage

    index = NewsIndexPage.objects.main_first().first()
    with tempfile.TemporaryDirectory() as folder:
        documents = list(table.read(written(folder, f"alone-{turn}", ONE_BY_ONE)))
    spent = Spent()
    for document in documents:
        article = ArticlePage(live=False)
        draft = Draft.of(document, Library(), Registers())
        write(article, draft, draft.fields)
        index.year_for(article.published_at).add_child(instance=article)
        article.save_revision().publish()
    return spent.figure(ONE_BY_ONE)


def written(folder: str, name: str, count: int) -> Path:
    path = Path(folder) / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(name, count))
    return path


def imported(folder: str, name: str, count: int) -> Figure:
    table = written(folder, name, count)
    env = os.environ | {"BENCH_TABLE": str(table)}
    command = [sys.executable, __file__]
    done = subprocess.run(
        command, env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    return figure_in(done.stdout)


def print_import(table: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    from django.core.management import call_command

    from news.models import ArticlePage

    before = ArticlePage.objects.live().count()
    spent = Spent()
    with Path(os.devnull).open("w") as nowhere:
        options = {"publish": True, "as_published": True, "stdout": nowhere}
        call_command("import_news", str(table), **options)
    figure = spent.figure(ArticlePage.objects.live().count() - before)
    print(f"came {figure.posts} {figure.seconds} {figure.cpu} {figure.memory}")


def figure_in(output: str) -> Figure:
    """What an import said of itself, whatever else was printed beside it."""
    found = re.search(r"^came (\d+) ([\d.]+) ([\d.]+) (\d+)$", output, re.MULTILINE)
    if found is None or not int(found[1]):
        sys.exit(f"The import measured nothing: {output!r}")
    posts, seconds, cpu, memory = found.groups()
    return Figure(int(posts), float(seconds), float(cpu), int(memory))


class Spent:
    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), cpu_seconds()

    def figure(self, posts: int) -> Figure:
        wall, cpu = time.perf_counter() - self.wall, cpu_seconds() - self.cpu
        most = sum(resource.getrusage(who).ru_maxrss for who in OURS)
        return Figure(posts, wall, cpu, most // 1024)


def cpu_seconds() -> float:
    """Of this process, and of those that it had beside it and that have ended."""
    spent = map(resource.getrusage, OURS)
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    if len(sys.argv) == 1 and "BENCH_POSTS" not in os.environ:
        sys.argv.append(str(MANY))
    on_each_database(__file__, measure)
