"""Who may read a page of lists? What is kept to some readers, read once a request."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction

from news.compiled import compiled


class ReadOnce:
    """A mixin of pages whose lists leave out what is kept to some readers.

    They read every restriction for that. Wagtail would ask twice more, for the page.
    """

    # Whether a reader's request came this way, and not somebody at the desk.
    is_routed = False

    @cached_property
    def restrictions(self) -> list[PageViewRestriction]:
        return _all()

    def get_view_restrictions(self) -> Iterable[PageViewRestriction]:
        if not self.is_routed or self.alias_of_id:
            return super().get_view_restrictions()
        return [r for r in self.restrictions if self.path.startswith(r.page.path)]


@compiled
def _all() -> QuerySet:
    return PageViewRestriction.objects.select_related("page")
