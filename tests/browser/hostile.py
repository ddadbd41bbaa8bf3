"""A newsroom into which somebody put payloads, wherever a text can be put.

It runs in the portal's own process (`Portal.staged`) and answers addresses.
"""

import csv
import tempfile
from io import StringIO
from itertools import cycle
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command

from news.models import (
    ArticleCluster,
    ArticlePage,
    Author,
    Byline,
    CitedDocument,
    Cluster,
    NewsIndexPage,
    Organisation,
    Participant,
)
from tests import build
from tests.browser.payloads import parcels
from tests.desk.posts import handed_in

SHORT, LONG = parcels(240), parcels(900)
NUMBERS = parcels(60)
MOMENT = build.moment(2024, 3, 1)
# Nobody looks at them, and each is made in every size for readers.
SMALL = (30, 20)


def newsroom() -> dict[str, list[str]]:
    index = NewsIndexPage.objects.main_first().first()
    texts, numbers = cycle(SHORT), cycle(NUMBERS)
    posts = [typed(index, at, texts, numbers, long) for at, long in enumerate(LONG)]
    brought = imported()
    bien = get_user_model().objects.get(username="bien")
    waiting = handed_in(index, bien, title=f"Chờ duyệt {next(texts)}"[:255])
    lists = [index.url, f"{index.url}2024/03/", f"{index.url}chu-de/", "/so-do-trang/"]
    first, last = posts[0], posts[-1]
    for post in (first, last):
        lists += [f"{index.url}cum/{post.clusters.first().slug}/"]
        lists += [f"{index.url}don-vi/{post.organisation.slug}/"]
        lists += [f"{index.url}tac-gia/{post.bylines.first().author.slug}/"]
        lists += [f"{index.url}chu-de/{post.topics.first().slug}/"]
    feeds = [f"{index.url}{name}" for name in ("rss.xml", "atom.xml", "feed.json")]
    desk = ["/admin/news/posts/", "/admin/news/queue/", "/admin/"]
    desk += [f"/admin/pages/{post.pk}/edit/" for post in (first, last, waiting)]
    return {
        "readers": [post.url for post in (*posts, *brought)] + lists,
        "feeds": feeds,
        "desk": desk,
    }


def typed(index, at: int, texts, numbers, long: str) -> ArticlePage:
    """By somebody at the desk, or with the database before them."""

    def name() -> str:
        return f"{at} {next(texts)}"[:255]

    body = Organisation.objects.create(name=name())
    author = Author.objects.create(name=name(), role=name())
    cluster = Cluster.objects.create(number="", name=name())
    image = build.photo(SMALL, caption=long[:1000], description=name(), credit=name())
    said = {"caption": long, "alt": name(), "credit": name()}
    post = build.article(
        index,
        title=name(),
        lead=long,
        published_at=MOMENT,
        organisation=body,
        event_kind="other",
        event_date=MOMENT.date(),
        event_place=name(),
        event_chair=name(),
        source_name=name(),
        source_url="https://example.org/?a=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        clusters=[cluster],
        topics=[next(texts)[:100]],
        body=[
            build.photo_block(image, **said),
            {"type": "heading", "value": {"text": name(), "level": "h2"}},
            {"type": "quote", "value": {"text": long, "attribution": name()}},
        ],
    )
    post.bylines.add(Byline(author=author))
    post.participants.add(Participant(organisation=body))
    post.documents.add(CitedDocument(number=next(numbers), issuer=name()))
    post.save_revision().publish()
    assert ArticleCluster.objects.filter(content_object=post).exists()
    return ArticlePage.objects.get(pk=post.pk)


def imported() -> list[ArticlePage]:
    """From a table whose texts are markup."""
    columns = ("title", "lead", "body", "published", "author", "tags")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "kho.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(columns)
            for at, long in enumerate(LONG):
                body = f"<p>Hội nghị đã họp.</p><p>{long}</p><div>{long}</div>"
                row = (f"Tin nhập {at} {SHORT[at]}", long, body, "02/03/2024 08:00")
                table.writerow((*row, SHORT[at], SHORT[-at]))
        options = ("--publish", "--as-published")
        call_command("import_news", str(path), *options, stdout=StringIO())
    return list(ArticlePage.objects.filter(title__startswith="Tin nhập").live())
