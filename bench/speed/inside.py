"""What does the bench ask inside the portal? `Portal.inside` runs it there."""

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from news.listings import mark
from news.models import ArticlePage, Facet, NewsIndexPage
from portal.static_files import collect_if_changed

TITLE = "Hội nghị đo {} về phong trào thi đua yêu nước"
TEXT = "<p>Sáng nay, đại biểu các đơn vị đã họp và thống nhất chương trình {}.</p>"


def ready() -> bool:
    """Static files are collected, and the database knows what it holds."""
    collect_if_changed()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return True


def addresses() -> dict[str, str]:
    """One of each kind of page that readers have; of labels, those with most posts."""
    index = NewsIndexPage.objects.main_first().first()
    posts = ArticlePage.objects.published()
    most = {
        kind: Facet.objects.filter(kind=kind).order_by("-posts", "slug").first().slug
        for kind in ("cluster", "topic", "author", "month")
    }
    year, _, month = most["month"].partition("-")
    oldest = posts.newest_first().reverse()[len(posts[:30]) - 1]
    with_photos = posts.exclude(lead_photo=None).newest_first().first()
    return {
        "home": "/",
        "index": index.url,
        "deepest page": f"{index.url}?truoc={mark(oldest)}",
        "cluster": f"{index.url}cum/{most['cluster']}/",
        "topic": f"{index.url}chu-de/{most['topic']}/",
        "year": f"{index.url}{year}/",
        "month": f"{index.url}{year}/{month}/",
        "author": f"{index.url}tac-gia/{most['author']}/",
        "search": "/tim-kiem/?q=thi%20%C4%91ua",
        "article": with_photos.url,
        "feed": f"{index.url}rss.xml",
        "feed of a cluster": f"{index.url}cum/{most['cluster']}/rss.xml",
        "sitemap": "/sitemap.xml",
        "sitemap of pages": "/sitemap-pages.xml?p=0",
        "news sitemap": "/news-sitemap.xml",
    }


def longest() -> str:
    """The address of the post with most photos; of several, of the longest."""
    posts = ArticlePage.objects.published()
    weights = {pk: weight(body) for pk, body in posts.values_list("pk", "body")}
    return posts.get(pk=max(sorted(weights), key=weights.get)).url


def weight(body: Any) -> tuple[int, int]:
    blocks = list(body.raw_data)
    return sum(block["type"] == "photo" for block in blocks), len(str(blocks))


def desk() -> dict[str, Any]:
    """The desk's addresses, and the session of an administrator."""
    users = get_user_model().objects
    user = users.filter(username="do").first() or users.create_superuser("do")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    post = ArticlePage.objects.published().newest_first().first()
    year = post.get_parent()
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "pages": {
            "dashboard": reverse("wagtailadmin_home"),
            "list of posts": reverse("news_posts:index"),
            "explorer of a year": reverse("wagtailadmin_explore", args=[year.pk]),
            "editor": reverse("wagtailadmin_pages:edit", args=[post.pk]),
        },
    }


def hand_over(path: str, count: int) -> int:
    """The newest posts, for the peer, a line of JSON each."""
    posts = ArticlePage.objects.published().newest_first()[:count]
    with Path(path).open("w") as file:
        for post in posts:
            file.write(json.dumps(told(post), ensure_ascii=False) + "\n")
    return len(posts)


def told(post: ArticlePage) -> dict[str, Any]:
    photos = [block.value for block in post.body if block.block_type == "photo"]
    labels = [*post.clusters.all(), *post.topics.all()]
    return {
        "title": post.title,
        "slug": post.slug,
        "published": timezone.localtime(post.published_at).isoformat(),
        "lead": post.lead,
        "body": "".join(
            block.value.source for block in post.body if block.block_type == "paragraph"
        ),
        "authors": [byline.author.name for byline in post.bylines.all()],
        "tags": [label.name for label in labels],
        "photos": [
            {
                "path": use["photo"].file.path,
                "title": use["photo"].title,
                "caption": use["caption"] or use["photo"].caption,
            }
            for use in photos
        ],
    }


def publish_when_told() -> None:
    """Each line of input is a word for a title: that post is published, as at the desk.

    Prints the address of its draft; published is it at the next line. Then the seconds
    since 1970 at which publishing began and was done.
    """
    index = NewsIndexPage.objects.main_first().first()
    model = ArticlePage.objects.published().newest_first().first()
    print("ready", flush=True)
    for line in sys.stdin:
        post = draft(index, model, line.strip())
        url = f"{index.url}{post.year}/{post.slug}/"
        print(json.dumps({"title": post.title, "url": url}), flush=True)
        sys.stdin.readline()
        began = time.time()
        post.save_revision().publish()
        print(json.dumps({"began": began, "done": time.time()}), flush=True)


def draft(index: NewsIndexPage, model: ArticlePage, word: str) -> ArticlePage:
    post = ArticlePage(
        title=TITLE.format(word),
        lead=f"Các đơn vị thống nhất chương trình {word}.",
        body=[{"type": "paragraph", "value": TEXT.format(word)}],
        organisation=model.organisation,
        published_at=timezone.now(),
        live=False,
    )
    post.clusters.set(model.clusters.all())
    index.year_for(post.published_at).add_child(instance=post)
    return post
