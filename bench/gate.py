"""What does the gate cost for a post of 3,000 words and 30 photos?

The figure to quote is the ratio to reading and folding the same post once, the
cheapest thing anybody could do with it; milliseconds are this machine's, this minute.
Nothing is kept: the post is made in a transaction that is rolled back.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402

from news.gate import check  # noqa: E402
from news.models import ArticlePage, NewsIndexPage  # noqa: E402
from news.vietnamese.folding import fold  # noqa: E402

ROUNDS = 15
PHOTOS = 30
WORDS = (
    "Sáng ngày 10/7/2020, Cụm I – Các doanh nghiệp Trung ương gồm 07 đơn vị đã họp tại "
    "trụ sở Bưu điện tỉnh; các đại biểu trao đổi kinh nghiệm thi đua, khen thưởng theo "
    "Quyết định số 163/QĐ-UBND và thống nhất tặng quà cho 1.250 em nhỏ vùng cao. "
) * 2


def main() -> None:
    index = NewsIndexPage.objects.main_first().first()
    if index is None:
        sys.exit("No news index: run `manage.py load_demo` first.")
    with transaction.atomic():
        pk = written(index).pk
        again()
        gate, read, queries = measured(pk)
        transaction.set_rollback(True)
    print(f"{'gate, CPU ms':<24}{statistics.median(gate):>8.1f}")
    print(f"{'from … to':<24}{min(gate):>8.1f} … {max(gate):.1f}")
    print(f"{'reading and folding':<24}{statistics.median(read):>8.1f}")
    ratio = statistics.median(gate) / statistics.median(read)
    print(f"{'ratio':<24}{ratio:>8.1f}")
    print(f"{'queries':<24}{queries:>8}")


def written(index: NewsIndexPage) -> ArticlePage:
    title = "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm"
    photos = [
        get_image_model().objects.create(
            title=f"Ảnh {n}", file="x.jpg", width=1600, height=900, file_size=1
        )
        for n in range(PHOTOS)
    ]
    body = [
        block
        for photo in photos
        for block in (
            {"type": "paragraph", "value": f"<p>{WORDS}</p>"},
            {"type": "photo", "value": {"photo": photo.pk, "alt": "Đại biểu vỗ tay"}},
        )
    ]
    post = ArticlePage(title=title, body=body, live=False)
    index.year_for(post.published_at).add_child(instance=post)
    return post


def again() -> None:
    """Earlier posts with the same title: what the likeness is looked for in."""
    for post in ArticlePage.objects.order_by("-pk")[:1]:
        for n in range(6):
            body = post.body.get_prep_value()
            twin = ArticlePage(title=post.title, body=body, live=False)
            twin.slug = f"{post.slug}-{n}x"
            post.get_parent().add_child(instance=twin)


def measured(pk: int) -> tuple[list[float], list[float], int]:
    gate: list[float] = []
    read: list[float] = []
    for turn in range(ROUNDS + 2):
        post = ArticlePage.objects.get(pk=pk)
        start = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            findings = check(post)
        middle = time.process_time()
        fold(" ".join(map(str, post.body.get_prep_value())))
        end = time.process_time()
        assert findings
        if turn >= 2:  # The first turns fill caches.
            gate.append((middle - start) * 1000)
            read.append((end - middle) * 1000)
    return gate, read, len(asked)


if __name__ == "__main__":
    main()
