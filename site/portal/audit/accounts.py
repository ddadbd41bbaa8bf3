"""What does the audit log ask of an account?"""

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser


def known_as(name: str) -> AbstractBaseUser | None:
    """As the door looks it up: without an account, nobody."""
    if not name or "\0" in name:
        return None
    accounts = get_user_model()._default_manager
    return accounts.filter(**{get_user_model().USERNAME_FIELD: name[:255]}).first()


def works_here(user: AbstractBaseUser) -> bool:
    return user.has_perm("wagtailadmin.access_admin")
