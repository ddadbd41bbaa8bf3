"""What may a project's home page inherit? A stream of parts that editors arrange."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from news import caching
from news.compiled import compiled
from news.front import filled
from news.front_blocks import FrontField, beginning

from .articles import READING
from .front_panels import EndedNoticesPanel
from .index import NewsIndexPage
from .permissions import FrontPermissionTester
from .restricted import ReadOnce


class NewsFront(ReadOnce, Page):
    """A home page whose template shows `front` (`news/components/front.html`)."""

    arrangement = FrontField(
        verbose_name=_("arrangement"),
        default=beginning,
        blank=True,
        help_text=_("Drag the parts into the order in which they are to stand."),
    )

    # Said to be so, editors arrange it, and who publishes posts publishes it (see
    # news.roles): with that they have rights over all of the site below it.
    is_arranged_by_newsroom = False
    allowed_http_methods = READING
    content_panels = [
        *Page.content_panels,
        EndedNoticesPanel(),
        FieldPanel("arrangement"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        # All of a site stands below it: its end would be the end of every page.
        if self.expire_at:
            raise ValidationError({"expire_at": _("A home page does not expire.")})
        later = self.go_live_at and self.go_live_at > timezone.now()
        # Wagtail takes down what it has no public version of.
        if later and self.live and not self.live_revision_id:
            message = _("Publish the home page once before you plan a change of it.")
            raise ValidationError({"go_live_at": message})

    def permissions_for_user(self, user: AbstractBaseUser) -> FrontPermissionTester:
        return FrontPermissionTester(user, self)

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        context = super().get_context(request, *args, **kwargs)
        front = filled(self.arrangement, self.index)
        if self.is_routed and not any(self.get_view_restrictions()):
            # Notices end with their day, meetings are over.
            caching.keep(
                *(f"page:{self.pk}", f"same:{self.translation_key}"),
                *("posts", "edits", "clusters", "meetings"),
                until=caching.midnight(),
            )
        return {**context, "index": self.index, "front": front}

    @cached_property
    def index(self) -> NewsIndexPage | None:
        if not self.path:  # Previewed before it is saved, it has nothing below it.
            return None
        index = next(iter(_first_below(self.path, self.depth)), None)
        if index is not None and self.is_routed:
            index.restrictions = self.restrictions
        return index

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        # No date: it changes with the news, not when its own page is saved.
        return [{"location": self.get_full_url(request)}]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        self.is_routed = True
        return self.routed_below(self, request, path_components) or super().route(
            request, path_components
        )

    @classmethod
    def routed_below(
        cls, home: Page, request: HttpRequest, components: list[str]
    ) -> RouteResult | None:
        """What is read below the index of that name, if there is one: of a home page
        nothing but its place has to be known. A project's own way is not cut short.
        """
        knows = isinstance(home, cls) or cls.route is NewsFront.route
        if not (components and home.live and knows):
            return None
        first, *rest = components
        # One query where Wagtail asks for the child, and then for what it is.
        index = _asked_once(request, (home.path, home.depth + 1, first))
        return index and index.route(request, rest)


def _asked_once(
    request: HttpRequest, place: tuple[str, int, str]
) -> NewsIndexPage | None:
    known = request.__dict__.setdefault("_news_indexes", {})
    if place not in known:
        known[place] = next(iter(_child(*place)), None)
    return known[place]


@compiled
def _child(path: str, depth: int, slug: str) -> QuerySet:
    return NewsIndexPage.objects.filter(path__begins=path, depth=depth, slug=slug)


@compiled
def _first_below(path: str, depth: int) -> QuerySet:
    below = NewsIndexPage.objects.live().filter(path__begins=path, depth__gt=depth)
    return below.order_by("path")[:1]
