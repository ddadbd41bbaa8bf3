"""What does the portal connect when it starts?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    default = True
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, deploy_checks  # noqa: F401 - they register themselves
        from .audit import hearing
        from .sessions import traces

        hearing.connect()
        traces.connect()


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "portal.users.UserViewSet"
