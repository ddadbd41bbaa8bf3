"""An administrator looks after accounts, but not after those above his own."""

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks

from news.refusals import Refusal


@hooks.register("before_create_user")
def make_no_superuser(request: HttpRequest) -> None:
    if request.POST.get("is_superuser") and not request.user.is_superuser:
        raise above_you()


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_superusers(request: HttpRequest, user: AbstractBaseUser) -> None:
    make_no_superuser(request)
    if user.is_superuser and not request.user.is_superuser:
        raise above_you()


@hooks.register("before_bulk_action")
def keep_superusers_from_bulk(
    request: HttpRequest, action: str, objects: list[object], view: object
) -> None:
    for user in objects:
        if isinstance(user, get_user_model()):
            keep_superusers(request, user)


def above_you() -> Refusal:
    return Refusal(_("Only a full administrator can make or change such an account."))
