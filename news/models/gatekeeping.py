"""What did the gate find in a post, and what did somebody let through, and why?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage


class ArticleFinding(models.Model):
    """A finding about the newest draft of a post, kept for lists and filters."""

    class Severity(models.TextChoices):
        BLOCK = "block", _("must be mended")
        WARN = "warn", _("please check")

    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="findings",
        verbose_name=_("post"),
    )
    code = models.CharField(_("rule"), max_length=64, db_index=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return self.code


class RuleException(models.Model):
    """A blocking finding that was let through, by whom and for what reason."""

    class Origin(models.TextChoices):
        MODERATOR = "moderator", _("moderator's decision")
        IMPORT = "import", _("published before, on the old site")

    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="rule_exceptions",
        verbose_name=_("post"),
    )
    code = models.CharField(_("rule"), max_length=64, db_index=True)
    # What was found, in short: when it changes, the exception is none any more.
    subject = models.CharField(max_length=64, blank=True)
    message = models.TextField(_("finding"))
    reason = models.TextField(_("reason"), max_length=1000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    origin = models.CharField(
        _("origin"), max_length=16, choices=Origin.choices, default=Origin.MODERATOR
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("exception to a rule")
        verbose_name_plural = _("exceptions to rules")
        ordering = ("-granted_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "code", "subject"], name="news_exception_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.article}"
