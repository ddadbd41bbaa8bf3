"""Can anybody sign in with a password that was printed somewhere?"""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, models

from .settings.modes import MODES


@register("demo")
def no_demo_accounts(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if settings.DEMO_ACCOUNTS_ALLOWED:
        return []
    return [
        Error(
            f'The demo account "{name}" still has its demo password.',
            hint=f"Delete it, or set a new one: manage.py changepassword {name}",
            id="portal.E001",
        )
        for name in accounts_with_demo_passwords()
    ]


@register("settings")
def second_factor_is_named(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if settings.SECOND_FACTOR in MODES:
        return []
    return [
        Error(
            f"SECOND_FACTOR is {settings.SECOND_FACTOR!r}.",
            hint=f"One of: {', '.join(MODES)}",
            id="portal.E002",
        )
    ]


def accounts_with_demo_passwords() -> list[str]:
    from .models import DemoAccount

    unchanged = DemoAccount.objects.filter(
        user__is_active=True, user__password=models.F("password")
    )
    try:
        return list(unchanged.values_list("user__username", flat=True))
    except DatabaseError:  # Not migrated yet: there are no accounts at all.
        return []
