"""Does an address written by hand lead to a page of ours, and to which?"""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from wagtail.models import Site

from news.importers.photos import FILE_ENDINGS


def path_in_tree(href: str) -> str:
    """The page tree's own path of an address of this site; "" for any other.

    The sites are kept by Wagtail's cache, so this asks no database as a rule.
    """
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"} or not parts.path.startswith("/"):
        return ""
    for site in Site.get_site_root_paths():
        own = urlsplit(site.root_url).hostname
        if host is None or host == own:
            path = unquote(parts.path)[:2000]
            return site.root_path.rstrip("/") + path.rstrip("/") + "/"
    return ""


def any_of(pages: Collection[int], paths: Collection[str]) -> Q:
    return Q(pk__in=pages) | Q(url_path__in=paths)


def names_a_file(href: str) -> bool:
    """
    >>> names_a_file("/tep/bieu-mau.docx?tai=1"), names_a_file("/tin-tuc/")
    (True, False)
    """
    return href.lower().partition("?")[0].endswith(FILE_ENDINGS)
