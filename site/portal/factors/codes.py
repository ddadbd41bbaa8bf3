"""The codes of an app, and those on paper: made, stored, and taken once each."""

import re
import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

ON_PAPER = 10
A_MOMENT = timedelta(minutes=1)
# No letter that is taken for a digit, and none that is taken for another letter.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 10
OF_AN_APP = re.compile(r"\d{6}")
NOISE = re.compile(r"[\s\-–.]+")


def accepted(user: AbstractBaseUser, typed: str) -> Device | None:
    """What a code proves, once: at the second time it proves nothing."""
    code = NOISE.sub("", typed).lower()
    # Python takes digits of every script for digits.
    is_of_an_app = code.isascii() and OF_AN_APP.fullmatch(code)
    kind = TOTPDevice if is_of_an_app else StaticDevice
    token = code if is_of_an_app else kept(user, code)
    # Locked, so that of two who type the same at once only one is let in.
    with transaction.atomic():
        own = kind.objects.select_for_update().filter(user=user, confirmed=True)
        return next((one for one in own if one.verify_token(token)), None)


def made(user: AbstractBaseUser) -> list[str]:
    """New codes on paper; those of before are worth nothing any more."""
    codes = [drawn() for _ in range(ON_PAPER)]
    with transaction.atomic():
        one_by_one(user)
        # The same row: who came in by one of the old codes stays.
        paper, _ = StaticDevice.objects.get_or_create(user=user, name="paper")
        paper.token_set.all().delete()
        StaticToken.objects.bulk_create(
            StaticToken(device=paper, token=kept(user, code)) for code in codes
        )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def one_by_one(user: AbstractBaseUser) -> None:
    """Until the end of the transaction nobody else sets up anything of theirs."""
    get_user_model().objects.select_for_update().get(pk=user.pk)


def just_made(user: AbstractBaseUser) -> bool:
    """So lately that a form sent twice may have had them made."""
    since = timezone.now() - A_MOMENT
    return StaticDevice.objects.filter(user=user, created_at__gte=since).exists()


def drawn() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def kept(user: AbstractBaseUser, code: str) -> str:
    """What is stored of a code: whoever reads the database cannot come in with it."""
    return salted_hmac("portal.factors.codes", f"{user.pk}:{code}").hexdigest()[:16]
