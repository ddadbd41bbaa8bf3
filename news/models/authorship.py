"""Who wrote a post, and who last changed what it says?"""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page, Revision

from news.changes import digest
from news.conf import setting


def last_changed_by(page: Page) -> int | None:
    """The account that made the latest real change; saving again changes nothing.

    Otherwise a moderator who adds a comment would be its author, and an author could
    hand the post to a colleague's "Save" to approve it herself.
    """
    author, said = None, None
    for revision in _newest_first(page):
        now = digest(revision.content)
        if said is not None and now != said:
            return author
        author, said = revision.user_id, now
    return author


def _newest_first(page: Page) -> Iterator[Revision]:
    return page.revisions.order_by("-created_at", "-pk").iterator(chunk_size=2)


def is_author(user: AbstractBaseUser | None, page: Page) -> bool:
    """Whether the two-person rule keeps this account from letting the post out."""
    if user is None or not setting("NEWS_TWO_PERSONS"):
        return False
    return user.pk in (page.owner_id, last_changed_by(page))
