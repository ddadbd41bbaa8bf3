"""How many are there? Counted as far as anybody leafs, and no further.

Wagtail pages by number: it needs a count and skips rows. At 100,000 posts both cost
seconds, and `?p=2000` would be a way to attack. Nobody leafs to page 21: they filter.
"""

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator

LONGEST = 1_000


class CappedPaginator(WagtailPaginator):
    @cached_property
    def known(self) -> int:
        """Rows counted, one past the last that is shown at most."""
        if isinstance(self.object_list, QuerySet):
            plain = self.object_list.order_by().values("pk")
            return plain[: LONGEST + 1].count()
        return WagtailPaginator.count.func(self)

    @cached_property
    def count(self) -> int:
        return min(self.known, LONGEST)

    @cached_property
    def items_count_label(self) -> str:
        if self.known <= LONGEST:
            label = ngettext("%(count)s post", "%(count)s posts", self.count)
            return label % {"count": self.count}
        return _("More than %(count)s posts: filter to see fewer") % {"count": LONGEST}
