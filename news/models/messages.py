"""What is still to be told to whom? Mail waits here until it is really sent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """An e-mail, written in the transaction of the act it tells of."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        GIVEN_UP = "given up", _("given up")

    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    body = models.TextField(_("body"))
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # While it is being sent: when a sender that was killed is taken for dead.
    next_attempt = models.DateTimeField(_("next attempt"), default=timezone.now)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["next_attempt"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="news_message_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
