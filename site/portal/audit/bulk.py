"""What was done to many accounts at once? Wagtail does that without signal or log."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from .rights import RIGHTS
from .writing import note


@hooks.register("after_bulk_action")
def told(
    request: HttpRequest, action_type: str, objects: list[Any], action: BulkAction
) -> None:
    """The objects are as they were before; of a role that is given a signal tells."""
    if action.model is not get_user_model():
        return
    match action_type:
        case "set_active_state":
            opened_or_closed(objects)
        case "delete":
            for user in objects:
                log(user, "wagtail.delete")


def opened_or_closed(users: list[AbstractBaseUser]) -> None:
    rows = get_user_model()._default_manager.filter(pk__in=[user.pk for user in users])
    now = dict(rows.values_list("pk", "is_active"))
    for user in users:
        is_active = now.get(user.pk, user.is_active)
        if is_active != user.is_active:
            note(RIGHTS, user, details={"now": {"is_active": is_active}})
