"""Who may see a draft without an account, until when, and was it looked at?"""

import uuid
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage

# Another separator than the usual colon, which chat programs end an address at.
signer = Signer(sep=".", salt="news.preview")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """An address that shows the newest draft of a post to whoever has it."""

    # Not counted up: a number would be given out again after a backup was restored,
    # and an address somebody still has would then show another post.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="preview_links",
        verbose_name=_("post"),
    )
    label = models.CharField(
        _("for whom"),
        max_length=100,
        help_text=_("A name or an office, so that you know later whose link it is."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Signed: who can read the database, or a copy of it, cannot make it up."""
        return reverse("news-preview", args=[signer.sign(self.pk.hex)])

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(
            revoked_at=timezone.now()
        )

    def record_use(self, network: str) -> None:
        PreviewUse.objects.update_or_create(
            link=self,
            network=network,
            defaults={"count": F("count") + 1, "last_at": timezone.now()},
            create_defaults={},
        )


def signed_key(token: str) -> str | None:
    """The key of the link that `token` was made for; None if we never made it."""
    try:
        return signer.unsign(token)
    except BadSignature:
        return None


class PreviewUse(models.Model):
    """How often a link was opened from one network; no full address is kept."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="uses")
    network = models.CharField(_("network"), max_length=64)
    first_at = models.DateTimeField(_("first opened"), auto_now_add=True)
    last_at = models.DateTimeField(_("last opened"), default=timezone.now)
    count = models.PositiveIntegerField(_("times opened"), default=1)

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("use of a preview link")
        verbose_name_plural = _("uses of preview links")
        constraints = [
            models.UniqueConstraint(
                fields=["link", "network"], name="news_preview_use_once"
            )
        ]

    def __str__(self) -> str:
        return self.network
