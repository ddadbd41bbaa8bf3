"""What may this person do with a page of the newsroom?

Wagtail's answers, with two more of ours: nobody publishes what they wrote or changed
last, and nothing is sorted by hand. Where a post leaves no question open (it has no
children) there is no query: the explorer asks all of this for every row.
"""

from functools import cached_property

from wagtail.models import PagePermissionTester

from news.conf import setting

from .authorship import is_author


class ArticlePermissionTester(PagePermissionTester):
    @cached_property
    def is_author(self) -> bool:
        return is_author(self.user, self.page)

    def can_publish(self) -> bool:
        return super().can_publish() and not self.is_author

    # To keep a post private, or to stop its schedule, lets nothing out.
    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_unschedule(self) -> bool:
        return super().can_publish()

    def can_add_subpage(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Wagtail's rule; whether a post was ever public is asked by `keeping`."""
        if not self.user.is_active:
            return False
        if self.user.is_superuser:
            return True
        return self._may_delete_kind() and (
            "publish" in self.permissions or not self.page.live
        )

    def _may_delete_kind(self) -> bool:
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        return "change" in self.permissions or own


class ArchivePermissionTester(PagePermissionTester):
    """For the index and its years: their order is by date, and they are too long."""

    def can_reorder_children(self) -> bool:
        # "Sort menu order" shows every page at once, without paging.
        return False

    def can_publish_subpage(self) -> bool:
        """Who makes a post (or a copy of one) wrote it: another publishes it."""
        return not setting("NEWS_TWO_PERSONS") and super().can_publish_subpage()


class FrontPermissionTester(PagePermissionTester):
    """For a home page: who arranges it cannot take the whole site from its readers."""

    @property
    def keeps_the_site(self) -> bool:
        return self.user.is_superuser or "add" in self.permissions

    def can_unpublish(self) -> bool:
        return self.keeps_the_site and super().can_unpublish()

    def can_set_view_restrictions(self) -> bool:
        return self.keeps_the_site and super().can_set_view_restrictions()
