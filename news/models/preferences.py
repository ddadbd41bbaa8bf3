"""What does each person want to see of the desk?"""

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskPreference(models.Model):
    """Kept once somebody has decided; until then everything is shown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="desk_preference",
    )
    shows_counts = models.BooleanField(
        _("number of posts that wait"),
        default=True,
        help_text=_("In the menu and on the dashboard: to approve, or returned."),
    )

    class Meta:
        verbose_name = _("preference of the desk")
        verbose_name_plural = _("preferences of the desk")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Self:
        return cls.objects.filter(user=user).first() or cls(user=user)
