"""What is written down of a person's factors, beside what else befell the account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.log_actions import log


def traced(
    user: AbstractBaseUser, act: str, by: AbstractBaseUser | None, **data: Any
) -> None:
    # Wagtail looks at the type of what it logs: that of `request.user` is a wrapper's.
    account = get_user_model()._default_manager.get(pk=user.pk)
    person = by and (account if by.pk == user.pk else by)
    log(account, f"portal.{act}", user=person, data=data)
