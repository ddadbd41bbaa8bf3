"""Where does an address lead whose cluster, author or organisation was merged?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """The address of an entry that is gone, and the entry of its kind that took over.

    A number and not a foreign key: four registers share the table.
    """

    kind = models.CharField(_("kind"), max_length=16)
    slug = models.SlugField(_("slug"), max_length=100)
    target = models.PositiveBigIntegerField(_("leads to"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"], name="news_former_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
