"""What does it cost to read a table or an export of WordPress, before any import?

`bench/reading.py [N]` writes N posts (2,000 unless told) of paragraphs alone, and N
that have a photo, a list and a table as well, both as a table of CSV and as an export.
Each is read in a process of its own; printed are CPU milliseconds a post, the least of
three times. Put into the `bench/` of an older tree, it tells what that one took.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import django  # noqa: E402

from tests.importing import wordpress_export  # noqa: E402

MANY = 2000
ROUNDS = 3
RICH = (
    '<p><img src="/files/hop.jpg" alt="Hội nghị"></p><p><em>Đại biểu dự họp</em></p>'
    "<ul><li>Thi đua lao động</li><li>Thi đua học tập</li></ul>"
    "<table><tr><th>Đơn vị</th><th>Điểm</th></tr>"
    "<tr><td>Cụm I</td><td>98</td></tr></table>"
)


def main(count: int) -> None:
    print(f"{'posts of':<22}{'CSV':>8}{'WXR':>8}  CPU ms a post")
    with tempfile.TemporaryDirectory() as folder:
        for name, more in {"paragraphs": "", "photos, lists, tables": RICH}.items():
            posts = [post | {"body": post["body"] + more} for post in made(count)]
            files = table(Path(folder), posts), export(Path(folder), posts)
            spent = [min(cpu_of(file) for _ in range(ROUNDS)) for file in files]
            figures = "".join(f"{1000 * one / count:>8.2f}" for one in spent)
            print(f"{name:<22}{figures}", flush=True)


def made(count: int) -> list[dict[str, str]]:
    return list(import_module("import").rows("reading", count))


def table(folder: Path, posts: list[dict[str, str]]) -> Path:
    path = folder / "posts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, list(posts[0]))
        rows.writeheader()
        rows.writerows(posts)
    return path


def export(folder: Path, posts: list[dict[str, str]]) -> Path:
    path = folder / "posts.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(wordpress_export.OPENING)
        for number, post in enumerate(posts, start=1):
            file.write(
                wordpress_export.post(
                    post["body"],
                    number=number,
                    title=post["title"],
                    excerpt=post["lead"],
                    local=f"{post['published']}:00",
                    utc="",
                )
            )
        file.write(wordpress_export.CLOSING)
    return path


def cpu_of(path: Path) -> float:
    done = subprocess.run(
        [sys.executable, __file__],
        env=os.environ | {"BENCH_FILE": str(path)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(done.stdout)


def read(path: Path) -> None:
    from news.importers import table, wordpress

    reader = table if path.suffix == ".csv" else wordpress
    began = time.process_time()
    for _post in reader.read(path):
        pass
    print(time.process_time() - began)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    if "BENCH_FILE" in os.environ:
        read(Path(os.environ["BENCH_FILE"]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
