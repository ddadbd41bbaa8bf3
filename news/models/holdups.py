"""Whose time came, and could not go out or be taken down? What was the reason?"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Holdup(models.Model):
    """An act of the scheduler that failed; it is gone as soon as the act is done."""

    act = models.CharField(_("act"), max_length=255, unique=True)
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    title = models.CharField(_("title"), max_length=255)
    reason = models.TextField(_("reason"))
    tries = models.PositiveIntegerField(_("tries"), default=0)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    retry_at = models.DateTimeField(_("next try"), db_index=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("post held up at its time")
        verbose_name_plural = _("posts held up at their time")

    def __str__(self) -> str:
        return self.title
