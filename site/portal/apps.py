"""What does the portal connect when it starts?"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    default = True
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Checks register themselves.
        from . import address, checks, deploy_checks, watching  # noqa: F401
        from .audit import hearing
        from .sessions import traces

        hearing.connect()
        traces.connect()
        watching.begin()
        post_migrate.connect(
            address.name_as_told, sender=self, dispatch_uid="portal.address"
        )


class UsersConfig(WagtailUsersAppConfig):
    group_viewset = "portal.groups.GroupViewSet"
    user_viewset = "portal.users.UserViewSet"
