"""The moderators' places: the queue, claims, and what stands above a post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from news import queue
from news.models import ArticlePage
from news.models.authorship import is_author
from news.models.moderation import at, last_decision, name_of
from news.moderation.claims import lock_is_stale, may_take_over_locks
from news.refusals import Refusal

OTHERS = {"workflow_objects_to_moderate"}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("news/queue/", queue.queue, name="news_queue"),
        path("news/queue/<int:state_id>/claim/", queue.claim, name="news_claim"),
        path("news/queue/<int:state_id>/release/", queue.release, name="news_release"),
        path(
            "news/locks/<int:page_id>/take-over/",
            queue.take_over_lock,
            name="news_take_over_lock",
        ),
    ]


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return queue.QueueMenuItem(
        gettext_lazy("Waiting"),
        reverse_lazy("news_queue"),
        name="news-queue",
        icon_name="tasks",
        order=60,
    )


@hooks.register("construct_homepage_panels")
def queue_panel(request: HttpRequest, panels: list[Component]) -> None:
    if queue.is_moderator(request.user):
        # Wagtail's own panel asks for each post of the queue, however long it is.
        panels[:] = [panel for panel in panels if panel.name not in OTHERS]
        panels.append(queue.QueuePanel())


@hooks.register("before_publish_page")
def two_persons(request: HttpRequest, page: Page) -> None:
    """The form refuses it first; a reverted version gets this far, saved as a draft."""
    if isinstance(page, ArticlePage) and is_author(request.user, page):
        raise Refusal(
            _(
                "You wrote this post or changed it last: it is saved as a draft, and "
                "another person has to publish it."
            )
        )


@hooks.register("before_edit_page")
def say_who_was_faster(request: HttpRequest, page: Page) -> None:
    """The page was open while somebody else decided: Wagtail would break, or save."""
    pressed = request.method == "POST" and request.POST.get("action-workflow-action")
    if not pressed or not isinstance(page, ArticlePage):
        return
    task = page.current_workflow_task
    offered = task.get_actions(page, request.user) if task else []
    if request.POST.get("workflow-action-name") not in [name for name, *_ in offered]:
        raise Refusal(last_decision(page))


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "GET" or not isinstance(page, ArticlePage):
        return None
    flow = page.current_workflow_state
    if flow and flow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state = flow.current_task_state
        if state and state.comment:
            messages.warning(
                request,
                _("Returned by %(who)s at %(when)s. Reason: %(reason)s")
                % {
                    "who": name_of(state.finished_by),
                    "when": at(state.finished_at),
                    "reason": state.comment,
                },
            )
    return offer_the_lock(request, page)


def offer_the_lock(request: HttpRequest, page: Page) -> None:
    """Beside Wagtail's message about a lock: the way to take over a forgotten one."""
    if page.locked_by_id == request.user.pk or not lock_is_stale(page):
        return
    if may_take_over_locks(request.user, page):
        button = render_to_string(
            "news/admin/take_over_lock.html",
            {"page": page, "csrf_token": get_token(request)},
        )
        messages.info(request, format_html("{}", button))
