"""Which old addresses lead to a post from now on, and which led to another one?"""

from collections.abc import Iterable

from news.importers.document import Doubt
from news.importers.old_addresses import bare
from news.models import ArticlePage, ImportRun, OldAddress


def unknown(article: ArticlePage, addresses: Iterable[str]) -> list[str]:
    """Those that do not lead to the post yet, each once."""
    wanted = dict.fromkeys(filter(None, map(bare, addresses)))
    known = set(article.old_addresses.values_list("path", flat=True))
    return [path for path in wanted if path not in known]


def lead_to(article: ArticlePage, paths: list[str], run: ImportRun) -> None:
    OldAddress.objects.bulk_create(
        OldAddress(path=path, article=article, run=run) for path in paths
    )


def clashes(article: ArticlePage, paths: list[str]) -> tuple[Doubt, ...]:
    others = OldAddress.objects.filter(path__in=paths).exclude(article=article)
    return tuple(
        Doubt("source", "address-taken", f"/{path} leads to another post: #{other}")
        for path, other in dict(
            others.order_by("-pk").values_list("path", "article")
        ).items()
    )
