"""Where is a post today that the old site, or an earlier address, led to?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage
from .runs import ImportRun


class OldAddress(models.Model):
    """An address without host, as `importers.old_addresses.bare` writes it.

    Several posts may claim one: it leads to the first that readers may read, and the
    others are told of.
    """

    path = models.CharField(_("address"), max_length=500)
    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="old_addresses",
        verbose_name=_("post"),
    )
    # The run that brought it; none of an address the post had here.
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=_("import run"),
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "article"], name="news_old_address_once"
            )
        ]

    def __str__(self) -> str:
        return self.path
