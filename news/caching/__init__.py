"""How long does a page live? Until something it shows has changed, and no longer.

A view that may be kept says so (`keep`), and everything that is put on a page names
itself (`shows`): those are the page's subjects. A change of a subject starts a new
generation of it (`forget`); a page older than any of its subjects is made anew. In
front of Django stands the door (`news.caching.door`), which answers from what is kept
without a query. docs/behaviours/caching.md has the whole on one page.
"""

from .collecting import ASKED, SITE, Shown, collecting, keep, midnight, shows
from .forgetting import forget

__all__ = [
    "ASKED",
    "SITE",
    "Shown",
    "collecting",
    "forget",
    "keep",
    "midnight",
    "shows",
]
