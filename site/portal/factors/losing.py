"""A telephone fell into the river: how does its owner come in again?"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice

from .rules import KINDS, has_factor
from .traces import traced


@transaction.atomic
def forget(user: AbstractBaseUser, by: AbstractBaseUser | None = None) -> int:
    """Take every factor from a person; answers how many there were.

    Sessions that one had opened are shut, and the next sign-in begins as the first.
    """
    taken = sum(kind.objects.filter(user=user).delete()[0] > 0 for kind in KINDS)
    StaticDevice.objects.filter(user=user).delete()
    traced(user, "factors_forgotten", by)
    return taken


@transaction.atomic
def remove(factor: Device, by: AbstractBaseUser) -> None:
    """With the last one, the codes on paper go as well: they open nothing alone."""
    user, kind = factor.user, factor._meta.model_name
    factor.delete()
    if not has_factor(user):
        StaticDevice.objects.filter(user=user).delete()
    traced(user, "factor_removed", by, kind=kind)
