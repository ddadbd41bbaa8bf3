"""Does an address written by hand lead to a page of ours, and to which?"""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from wagtail.models import Site

from news import languages
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
    path = unquote(parts.path)[:2000].rstrip("/") + "/"
    for root in Site.get_site_root_paths():
        own = urlsplit(root.root_url).hostname
        said, below = languages.parted(path)
        language = root.language_code
        spoken = language if language in languages.others() else ""
        if host in (None, own) and said == spoken:
            return root.root_path.rstrip("/") + below
    return ""


def any_of(pages: Collection[int], paths: Collection[str]) -> Q:
    return Q(pk__in=pages) | Q(url_path__in=paths)


def names_a_file(href: str) -> bool:
    """
    >>> names_a_file("/tep/bieu-mau.docx?tai=1"), names_a_file("/tin-tuc/")
    (True, False)
    """
    return href.lower().partition("?")[0].endswith(FILE_ENDINGS)
