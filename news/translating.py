"""What goes along when a page is translated: who works on it, its years, its owner?"""

from typing import Any

from django.db.models import Model
from wagtail.log_actions import get_active_log_context
from wagtail.models import GroupPagePermission, Page, WorkflowPage

from news.models import NewsIndexPage


def follow(source_obj: Model, target_obj: Model, **kwargs: Any) -> None:
    if not isinstance(target_obj, Page):
        return
    source, target = source_obj.specific, target_obj.specific
    share_work(source, target)
    if isinstance(target, NewsIndexPage):
        target.take_over_years(source)
        # Whoever goes on with this very object must not store that it has no child.
        target_obj.refresh_from_db(fields=["numchild"])
    # Wagtail leaves it with who wrote the original, on whose desk it does not belong.
    if translator := get_active_log_context().user:
        Page.objects.filter(pk=target.pk).update(owner=translator)


def share_work(source: Page, target: Page) -> None:
    """Whoever works on a page works on its translation, by the same workflow."""
    for grant in GroupPagePermission.objects.filter(page=source):
        GroupPagePermission.objects.get_or_create(
            group_id=grant.group_id, page=target, permission_id=grant.permission_id
        )
    for tie in WorkflowPage.objects.filter(page=source):
        WorkflowPage.objects.get_or_create(
            page=target, defaults={"workflow_id": tie.workflow_id}
        )
