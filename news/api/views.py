"""How is the API answered? What anybody may read on the pages, and nothing else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    FieldsFilter,
    LocaleFilter,
)
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from news import languages
from news.models import ArticlePage
from news.models.surroundings import surroundings
from news.querysets import below, restricted_paths

from . import parameters
from .fields import FIELDS, ROWS

# By what a list can be narrowed to one value, or put in order.
COLUMNS = ["id", "title", "slug", "first_published_at"]


class NewsPages(PagesAPIViewSet):
    # Nobody is asked who they are: restricted pages are nobody's here.
    authentication_classes = ()
    renderer_classes = [JSONRenderer]
    filter_backends = [
        FieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        parameters.Narrowed,
        parameters.Ordering,
        LocaleFilter,
    ]
    known_query_parameters = parameters.OF_POSTS | {
        *("limit", "offset", "fields", "order", "format", "type", "locale"),
        *("child_of", "ancestor_of", "descendant_of"),
    }
    # What an alias is of may be a draft.
    meta_fields = [name for name in PagesAPIViewSet.meta_fields if name != "alias_of"]

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        parameters.check(request.GET)
        if len(str(kwargs.get("pk", ""))) > 12:
            raise NotFound

    def get_base_queryset(self) -> QuerySet[Page]:
        if not hasattr(self, "_public"):
            self._public = self._find_public()
        return self._public

    def _find_public(self) -> QuerySet[Page]:
        """As the public pages: live, and kept to nobody, whoever asks."""
        pages, found = Page.objects.live(), Page.objects.none()
        if private := restricted_paths():
            pages = pages.exclude(below(private))
        for home in languages.homes(self.request._request):
            found |= pages.descendant_of(home, inclusive=True)
        return found

    def get_queryset(self) -> QuerySet[Page]:
        asked = self.request.GET
        if parameters.OF_POSTS & asked.keys() and "type" not in asked:
            asked = asked.copy()
            asked["type"] = "news.ArticlePage"
            self.request._request.GET = asked
        pages = super().get_queryset()
        if pages.model is not ArticlePage:
            if parameters.OF_POSTS & asked.keys():
                raise BadRequestError("only posts (type=news.ArticlePage) have these")
            return pages.order_by("pk")
        return pages.select_related("organisation").newest_first()

    def paginate_queryset(self, queryset: QuerySet[Page]) -> list[Page]:
        return self.prepared(list(super().paginate_queryset(queryset)))

    def get_object(self) -> Page:
        if not hasattr(self, "_prepared"):
            (self._prepared,) = self.prepared([super().get_object()])
        return self._prepared

    def prepared(self, pages: list[Page]) -> list[Page]:
        """With all that the posts among them name, asked for at once."""
        posts = [page for page in pages if isinstance(page, ArticlePage)]
        prefetch_related_objects(pages, "locale")
        prefetch_related_objects(posts, *ROWS)
        self.around = surroundings(posts)
        return pages

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"around": self.around}

    @classmethod
    def get_body_fields(cls, model: type[Model]) -> list[APIField]:
        own = FIELDS if issubclass(model, ArticlePage) else []
        return super().get_body_fields(model) + own

    @classmethod
    def get_available_fields(
        cls, model: type[Model], db_fields_only: bool = False
    ) -> list[str]:
        if not db_fields_only:
            return super().get_available_fields(model)
        of_posts = ["published_at"] if issubclass(model, ArticlePage) else []
        return COLUMNS + of_posts

    @classmethod
    def get_listing_default_fields(cls, model: type[Model]) -> list[str]:
        of_posts = ["published_at", "lead"] if issubclass(model, ArticlePage) else []
        return super().get_listing_default_fields(model) + of_posts

    def handle_exception(self, exc: Exception) -> Response:
        # A value that a field of the database cannot have.
        if isinstance(exc, ValidationError | ValueError | OverflowError):
            exc = BadRequestError("a parameter has a value that makes no sense")
        return super().handle_exception(exc)

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        # Public, and the same for everybody: other sites' pages may read it.
        response["Access-Control-Allow-Origin"] = "*"
        return response
