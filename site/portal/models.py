"""What exists only on the portal: its home page, its name, its demo accounts."""

from copy import copy
from typing import Self

from django.conf import settings
from django.db import DatabaseError, models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from news import languages
from news.compiled import compiled
from news.models import NewsFront

from .audit.models import AuditEntry, AuditHead  # noqa: F401 - its tables are ours
from .sessions.models import SignIn  # noqa: F401 - as well

# Of the board's identity, what is said in other words on English pages.
IN_ENGLISH = (
    *("board_name", "governing_body", "responsible_person"),
    *("address", "introduction", "reuse_line"),
)


class HomePage(NewsFront):
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.NewsIndexPage"]
    template = "portal/home.html"
    is_arranged_by_newsroom = True

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


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
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Opens the page “Contact”; an empty line parts paragraphs."),
    )
    reuse_line = models.CharField(
        _("reuse line"),
        max_length=255,
        blank=True,
        help_text=_("What whoever reuses the news has to do; stands in the footer."),
    )
    # What English pages say instead; left empty, they say it in Vietnamese.
    english_board_name = models.CharField(
        _("name of the board"), max_length=255, blank=True
    )
    english_governing_body = models.CharField(
        _("governing body"), max_length=255, blank=True
    )
    english_responsible_person = models.CharField(
        _("responsible for the content"), max_length=255, blank=True
    )
    english_address = models.CharField(_("address"), max_length=255, blank=True)
    english_introduction = models.TextField(_("introduction"), blank=True)
    english_reuse_line = models.CharField(_("reuse line"), max_length=255, blank=True)
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
                FieldPanel("introduction"),
                FieldPanel("responsible_person"),
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("reuse_line"),
            ],
            heading=_("Footer and the page “Contact”"),
        ),
    ]
    panels.append(
        MultiFieldPanel(
            [FieldPanel(f"english_{name}") for name in IN_ENGLISH],
            heading=_("On English pages"),
            classname="collapsed",
        )
    )
    select_related = ["emblem"]

    class Meta:
        verbose_name = _("the board's name and address")

    def __str__(self) -> str:
        return self.board_name

    @classmethod
    def for_request(cls, request: HttpRequest) -> Self:
        return super().for_request(request).spoken()

    @classmethod
    def for_site(cls, site: Site) -> Self:
        # Every page asks; only the first time there may be nothing yet.
        known = next(iter(_identity(site.pk)), None)
        try:
            return known or super().for_site(site)
        except DatabaseError:
            # One that stores nothing just now: as it would have been made.
            return cls(site=site)

    def spoken(self) -> Self:
        """As pages in the language of this answer name the board."""
        if languages.spoken() != "en":
            return self
        told = copy(self)
        for name in IN_ENGLISH:
            if words := getattr(self, f"english_{name}"):
                setattr(told, name, words)
        return told


@compiled
def _identity(site: int) -> models.QuerySet:
    return BoardIdentity.base_queryset().filter(site=site)


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
