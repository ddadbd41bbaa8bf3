"""The registers in the admin: clusters, their terms, people, topics, meetings."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from news.models import (
    Author,
    Cluster,
    ClusterTerm,
    Meeting,
    Organisation,
    ReturnReason,
    Topic,
)

from .acts import CopyTermView, DissolveView, MergeView, RegisterActView
from .lists import (
    AuthorIndexView,
    MeetingIndexView,
    OrganisationIndexView,
    RegisterIndexView,
    TermIndexView,
)
from .writing import RegisterCreateView, RegisterEditView, StandingOrganisationChooser


class RegisterViewSet(SnippetViewSet):
    index_view_class = RegisterIndexView
    add_view_class = RegisterCreateView
    edit_view_class = RegisterEditView
    # What a row shows of other tables, read with it.
    beside: tuple[str, ...] = ()
    acts: dict[str, type[RegisterActView]] = {}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.select_related(*self.beside)

    def get_urlpatterns(self) -> list[URLPattern]:
        acts = [
            path(f"{name}/<int:pk>/", self.construct_view(view), name=name)
            for name, view in self.acts.items()
        ]
        return [*super().get_urlpatterns(), *acts]


class ClusterViewSet(RegisterViewSet):
    model = Cluster
    icon = "group"
    list_display = ["__str__", "kind", "number"]
    list_filter = ["kind"]
    list_export = ["kind", "number", "name", "slug"]
    export_filename = "cum-thi-dua"


class ClusterTermViewSet(RegisterViewSet):
    model = ClusterTerm
    icon = "calendar-alt"
    index_view_class = TermIndexView
    list_display = ["cluster", "year", "leader", "deputy"]
    list_filter = ["year", "cluster"]
    list_export = ["cluster", "year", "leader", "deputy", "founding_decision"]
    export_filename = "nhiem-ky-cum"
    beside = ("cluster", "leader", "deputy")
    acts = {"copy_term": CopyTermView}


class OrganisationViewSet(RegisterViewSet):
    model = Organisation
    icon = "home"
    index_view_class = OrganisationIndexView
    chooser_viewset_class = StandingOrganisationChooser
    list_display = ["name", "established_on", "dissolved_on", "successor"]
    list_export = ["name", "aliases", "established_on", "dissolved_on", "successor"]
    export_filename = "don-vi"
    beside = ("successor",)
    acts = {"merge": MergeView, "dissolve": DissolveView}


class AuthorViewSet(RegisterViewSet):
    model = Author
    icon = "user"
    index_view_class = AuthorIndexView
    list_display = ["name", "role", "organisation"]
    list_filter = ["organisation"]
    list_export = ["name", "role", "organisation"]
    export_filename = "tac-gia"
    beside = ("organisation",)
    acts = {"merge": MergeView}


class TopicViewSet(RegisterViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]
    list_export = ["name", "slug"]
    export_filename = "chu-de"
    panels = [FieldPanel("name"), FieldPanel("slug")]


class MeetingViewSet(RegisterViewSet):
    model = Meeting
    icon = "date"
    index_view_class = MeetingIndexView
    # Two meetings may bear one name: nobody is warned.
    add_view_class = CreateView
    edit_view_class = EditView
    list_display = ["label", "starts_at", "place", "state"]
    list_filter = ["kind", "cluster", "is_cancelled"]
    list_export = ["label", "cluster", "starts_at", "ends_at", "place", "state"]
    export_filename = "lich-hop"
    beside = ("cluster",)


class ReturnReasonViewSet(SnippetViewSet):
    model = ReturnReason
    icon = "clipboard-list"
    list_display = ["text", "order", "active"]


class Registers(SnippetViewSetGroup):
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        ClusterViewSet,
        ClusterTermViewSet,
        OrganisationViewSet,
        AuthorViewSet,
        TopicViewSet,
        MeetingViewSet,
        ReturnReasonViewSet,
    )
