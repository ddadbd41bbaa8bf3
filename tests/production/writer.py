"""An editor who does what each line of the input says, and answers with a line.

A process of its own beside the server, as the desk's workers are to each other.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from news.models import ArticlePage, Cluster, NewsIndexPage  # noqa: E402
from tests import build  # noqa: E402


def publish(title: str) -> str:
    index = NewsIndexPage.objects.main_first().first()
    told = {"title": title, "published_at": timezone.now()}
    told["clusters"] = [Cluster.objects.first()]
    post = build.article(index, live=False, **told)
    post.save_revision().publish()
    return post.url


def rename(old: str, new: str) -> str:
    post = ArticlePage.objects.get(title=old)
    post.title = new
    post.save_revision().publish()
    return post.url


def withdraw(title: str) -> str:
    post = ArticlePage.objects.get(title=title)
    post.unpublish()
    return post.url


ACTS = {act.__name__: act for act in (publish, rename, withdraw)}


def main() -> None:
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(ACTS[name](*words)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
