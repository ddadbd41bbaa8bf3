"""Which old addresses lead to a post from now on, and which led to another one?"""

from collections.abc import Iterable

from news.importers.document import Doubt
from news.importers.old_addresses import bare
from news.models import ArticlePage, ImportRun, OldAddress


def unknown(article: ArticlePage, addresses: Iterable[str]) -> list[str]:
    """Those that do not lead to the post yet, each once."""
    wanted = of(addresses)
    known = set(article.old_addresses.values_list("path", flat=True))
    return [path for path in wanted if path not in known]


def of(addresses: Iterable[str]) -> list[str]:
    """As they are compared, each once."""
    return list(dict.fromkeys(filter(None, map(bare, addresses))))


def lead_to(article: ArticlePage, paths: list[str], run: ImportRun) -> None:
    OldAddress.objects.bulk_create(
        OldAddress(path=path, article=article, run=run) for path in paths
    )


def clashes(article: ArticlePage, paths: list[str]) -> tuple[Doubt, ...]:
    others = OldAddress.objects.filter(path__in=paths).exclude(article=article)
    return taken(others.values_list("pk", "path", "article"))


def taken(rows: Iterable[tuple[float, str, int]]) -> tuple[Doubt, ...]:
    """`rows` are number, path and post of the addresses that lead elsewhere already."""
    first = {path: other for _pk, path, other in sorted(rows, reverse=True)}
    return tuple(
        Doubt("source", "address-taken", f"/{path} leads to another post: #{other}")
        for path, other in first.items()
    )
