"""Who has a second factor, and who has to have one?"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.models import GroupPagePermission

from news.models import ModerationTask
from portal.settings.modes import OFF, REQUIRED

# Codes on paper stand in for these, and are none of them.
KINDS: tuple[type[Device], ...] = (TOTPDevice, WebAuthnCredential)
# Who may change these, decides who may do what.
ADMINISTERED = ("user", "group")


def mode() -> str:
    return settings.SECOND_FACTOR


def factors_of(user: AbstractBaseUser) -> list[Device]:
    """In the order in which they were set up."""
    every = [one for kind in KINDS for one in kind.objects.devices_for_user(user, True)]
    return sorted(every, key=lambda factor: factor.created_at)


def has_factor(user: AbstractBaseUser) -> bool:
    own = [kind.objects.filter(user=OuterRef("pk"), confirmed=True) for kind in KINDS]
    person = get_user_model()._default_manager.filter(pk=user.pk)
    return person.filter(Exists(own[0]) | Exists(own[1])).exists()


def has_passkey(user: AbstractBaseUser) -> bool:
    return WebAuthnCredential.objects.filter(user=user, confirmed=True).exists()


def has_codes(user: AbstractBaseUser) -> bool:
    return codes_left(user) > 0


def codes_left(user: AbstractBaseUser) -> int:
    papers = StaticDevice.objects.filter(user=user)
    return sum(paper.token_set.count() for paper in papers)


def must_have(user: AbstractBaseUser) -> bool:
    """Whoever may put something before readers, or say who may."""
    return mode() == REQUIRED and (
        user.is_superuser
        or may_publish(user)
        or may_approve(user)
        or may_administer(user)
    )


def may_publish(user: AbstractBaseUser) -> bool:
    return GroupPagePermission.objects.filter(
        group__user=user, permission__codename="publish_page"
    ).exists()


def may_approve(user: AbstractBaseUser) -> bool:
    """What passes the last step comes out, whatever its approver may publish alone."""
    return ModerationTask.objects.filter(active=True, groups__user=user).exists()


def may_administer(user: AbstractBaseUser) -> bool:
    mine = Q(user=user) | Q(group__user=user)
    changing = [f"{act}_{name}" for act in ("add", "change") for name in ADMINISTERED]
    return Permission.objects.filter(
        mine, content_type__app_label="auth", codename__in=changing
    ).exists()


def lacks(user: AbstractBaseUser) -> str:
    """What stands between a person who gave a password and the desk.

    "proof": a factor that was set up has to be shown; "factor": one has to be set up.
    """
    if mode() == OFF or not user.is_authenticated or user.is_verified():
        return ""
    if has_factor(user):
        return "proof"
    return "factor" if must_have(user) else ""
