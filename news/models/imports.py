"""Which posts came from elsewhere, and what did they say when they came?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage


class ImportedPost(models.Model):
    """One post of one source; the row that makes a second import change nothing."""

    source = models.CharField(_("source"), max_length=64)
    identifier = models.CharField(
        _("identifier"),
        max_length=255,
        help_text=_("The post's own: old address or number, else title and date."),
    )
    checksum = models.CharField(_("checksum of the text"), max_length=64)
    # Name in the source → {"sha256", "row"} of the photo or attachment read for it.
    files = models.JSONField(_("files"), default=dict)
    # Field → digest of the value as imported, to know what editors changed since.
    fields = models.JSONField(_("fields as imported"), default=dict)
    was_public = models.BooleanField(
        _("had been public"),
        default=False,
        help_text=_("The old site had published it; it came with --as-published."),
    )
    article = models.OneToOneField(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="imported",
        verbose_name=_("post"),
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("imported post")
        verbose_name_plural = _("imported posts")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifier"], name="news_imported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.identifier}"
