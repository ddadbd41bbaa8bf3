from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a round of the scheduler was last done well, on any machine."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    at = models.DateTimeField(_("moment"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
