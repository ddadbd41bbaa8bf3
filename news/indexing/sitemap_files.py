"""In which files of the sitemap does a change stand?"""

import secrets
from collections.abc import Iterable

from news.models import SitemapFile


def begin_anew(pks: Iterable[int]) -> None:
    """What was found of the files of these posts is not so any more."""
    # In one order, whoever else writes the same files now.
    numbers = sorted({pk // SitemapFile.STRETCH for pk in pks})
    SitemapFile.objects.bulk_create(
        [SitemapFile(number=one, state=secrets.randbits(62)) for one in numbers],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["state"],
    )
