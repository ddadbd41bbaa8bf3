"""What exists only on the portal: its home page, its name, its demo accounts."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from news.models import ArticlePage, Meeting, NewsIndexPage
from news.models.articles import READING

LATEST = 9
COMING = 5


class HomePage(Page):
    lead_article = models.ForeignKey(
        ArticlePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
        help_text=_("Left empty, the newest post leads."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.NewsIndexPage"]
    allowed_http_methods = READING
    template = "portal/home.html"
    content_panels = [*Page.content_panels, FieldPanel("lead_article")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        context = super().get_context(request, *args, **kwargs)
        index = self.index
        if index is None:
            return context
        shown = self._shown(index)
        chosen = (article for article in shown if article.pk == self.lead_article_id)
        lead = next(chosen, None) or next(iter(shown), None)
        latest = [article for article in shown if article != lead][:LATEST]
        for article in filter(None, [lead, *latest]):
            article.index = index
        return {
            **context,
            "index": index,
            "lead": lead,
            "latest": latest,
            "clusters": index.clusters(),
            "meetings": Meeting.objects.coming()[:COMING],
        }

    @property
    def index(self) -> NewsIndexPage | None:
        return NewsIndexPage.objects.live().child_of(self).first()

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        # No date: it changes with the news, not when its own page is saved.
        return [{"location": self.get_full_url(request)}]

    def _shown(self, index: NewsIndexPage) -> list[ArticlePage]:
        """The newest posts and the one an editor chose to lead, in one query."""
        newest = index.articles().newest_first().values("pk")[: LATEST + 1]
        chosen = Q(pk__in=Subquery(newest)) | Q(pk=self.lead_article_id)
        return list(index.articles().filter(chosen).newest_first().for_cards())

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        # One query where Wagtail asks for the child, and then for what it is.
        if path_components and self.live:
            first, *rest = path_components
            index = NewsIndexPage.objects.child_of(self).filter(slug=first).first()
            if index:
                return index.route(request, rest)
        return super().route(request, path_components)


@register_setting(icon="home")
class BoardIdentity(BaseSiteSetting):
    board_name = models.CharField(
        _("name of the board"), max_length=255, default="Ban Thi đua - Khen thưởng"
    )
    governing_body = models.CharField(_("governing body"), max_length=255, blank=True)
    responsible_person = models.CharField(
        _("responsible for the content"), max_length=255, blank=True
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=64, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reuse_line = models.CharField(
        _("reuse line"),
        max_length=255,
        blank=True,
        help_text=_("What whoever reuses the news has to do; stands in the footer."),
    )
    emblem = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem"),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("board_name"),
                FieldPanel("governing_body"),
                FieldPanel("emblem"),
            ],
            heading=_("Masthead"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible_person"),
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("reuse_line"),
            ],
            heading=_("Footer"),
        ),
    ]
    select_related = ["emblem"]

    class Meta:
        verbose_name = _("the board's name and address")

    def __str__(self) -> str:
        return self.board_name


class DemoAccount(models.Model):
    """An account that load_demo made, with the password it gave (as a hash)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    password = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("demo account")
        verbose_name_plural = _("demo accounts")

    def __str__(self) -> str:
        return str(self.user)
