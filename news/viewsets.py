"""The registers in the admin: clusters, their terms, organisations, authors, topics."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from news.models import Author, Cluster, ClusterTerm, Organisation, Topic


class ClusterViewSet(SnippetViewSet):
    model = Cluster
    icon = "group"
    list_display = ["__str__", "kind", "number"]
    list_filter = ["kind"]
    search_fields = ["name", "number"]


class ClusterTermViewSet(SnippetViewSet):
    model = ClusterTerm
    icon = "calendar-alt"
    list_display = ["cluster", "year", "leader", "deputy"]
    list_filter = ["year", "cluster"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ["name", "established_on", "dissolved_on", "successor"]


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "role", "organisation"]
    list_filter = ["organisation"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("slug")]


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
    )
