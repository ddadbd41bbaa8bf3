"""Where does the desk lead to the audit log, and what is done for it at night?"""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .forgetting import forget_old_addresses
from .missed import take_in
from .report import AuditLog, policy


class AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    results = AuditLog.as_view(results_only=True)
    return [
        path("audit/", AuditLog.as_view(), name=AuditLog.index_url_name),
        path("audit/results/", results, name=AuditLog.index_results_url_name),
    ]


@hooks.register("register_reports_menu_item")
def in_the_menu() -> MenuItem:
    return AuditMenuItem(
        AuditLog.page_title,
        reverse_lazy(AuditLog.index_url_name),
        name=AuditLog.index_url_name.replace("_", "-"),
        icon_name=AuditLog.header_icon,
        order=900,
    )


@hooks.register("register_permissions")
def may_read() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="portal", codename="view_auditentry"
    )


@hooks.register("news_at_night")
def forgetting() -> None:
    forget_old_addresses()


@hooks.register("news_at_night")
def taking_in() -> None:
    take_in()
