"""How does an act say that it may not be done, whatever path led to it?"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise


class Refusal(Exception):
    """An act of the newsroom that is not allowed now; `message` says what to do.

    Not a `PermissionDenied`: Wagtail would answer that with "you do not have
    permission", which tells nobody what is missing.
    """

    # Where the person can do something about it; else the page they came from.
    address: str | None = None

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def told_to(self, user: AbstractBaseUser | AnonymousUser) -> str | Promise:
        """The message, and what this person in particular can do about it."""
        return self.message
