"""The flat list of all posts, and the explorer's list of a year: one look."""

import re
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.permissions import page_permission_policy

from news.models import ArticlePage, NewsIndexPage
from news.vietnamese.folding import fold

from .columns import columns
from .filters import PostFilterSet
from .paging import CappedPaginator

WORKING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


def within_reach(user: AbstractBaseUser) -> Q:
    """The posts below pages on which a person has work to do.

    Nothing is asked of the database where all indexes are within reach: a condition
    on the path makes SQLite read the tree instead of the dates.
    """
    if user.is_superuser:
        return Q()
    granted = page_permission_policy.get_cached_permissions_for_user(user)
    roots = {grant.page.path for grant in granted}
    indexes = NewsIndexPage.objects.values_list("path", flat=True)
    if all(path.startswith(tuple(roots)) for path in indexes):
        return Q()
    reach = Q(pk__in=[])
    for root in roots:
        reach |= Q(path__startswith=root)
    return reach


class PostRows:
    """What a list of posts needs besides Wagtail's views."""

    paginator_class = CappedPaginator
    default_ordering = "-published_at"

    def annotate_queryset(self, posts: QuerySet) -> QuerySet:
        return (
            posts.defer("body", "lead", "excerpt")
            .select_related("locale")
            .prefetch_related("article_clusters__tag", "bylines", "findings")
            .prefetch_workflow_states()
            .annotate_approved_schedule()
        )

    def order_queryset(self, posts: QuerySet) -> QuerySet:
        if self.is_searching and not self.is_explicitly_ordered:
            return posts
        sign = "" if self.ordering == "published_at" else "-"
        if self.is_searching:
            # A search sorts by what is in its index, and the row's number is not.
            return posts.order_by(f"{sign}published_at")
        return posts.order_by(f"{sign}published_at", f"{sign}pk")

    @cached_property
    def search_query(self) -> str:
        # Words alone: the databases' own search languages have faults with signs.
        return " ".join(re.findall(r"\w+", fold(super().search_query)))


class PostIndexView(PostRows, IndexView):
    page_title = _("Posts")
    add_item_label = _("Write a post")

    def get_base_queryset(self) -> QuerySet:
        reach = within_reach(self.request.user)
        return self.annotate_queryset(ArticlePage.objects.filter(reach))

    def get_add_url(self) -> str:
        return reverse("news_write")


class YearExplorerView(PostRows, ExplorableIndexView):
    """The same list inside the page of a year, as the explorer shows it."""


class NewsroomMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, WORKING)


class PostListing(PageListingViewSet):
    model = ArticlePage
    name = "news_posts"
    url_prefix = "news/posts"
    icon = "doc-full"
    index_view_class = PostIndexView
    columns = columns()
    filterset_class = PostFilterSet
    add_to_admin_menu = True
    menu_item_class = NewsroomMenuItem
    menu_label = _("Posts")
    menu_order = 60

    def get_urlpatterns(self) -> list[URLPattern]:
        # No view to choose a parent: a post is filed under its year by itself.
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class YearListing(PageViewSet):
    model = ArticlePage
    name = "news_year_posts"
    icon = "doc-full"
    index_view_class = YearExplorerView
    columns = columns()
    filterset_class = PostFilterSet


post_listing = PostListing()
year_listing = YearListing()
