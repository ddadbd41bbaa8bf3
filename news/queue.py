"""Which posts wait for a moderator, and how long? The queue: its page and its panel."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from news import moderation
from news.conf import setting
from news.models import ArticleFinding, ArticlePage, DeskPreference, ModerationState
from news.models.moderation import tasks_of

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is asked for; parsed once, from the query string."""

    show: str = "all"
    after: tuple[datetime, int] | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        show = query.get("show", "all")
        moment, _, number = query.get("after", "").rpartition("_")
        try:
            due = parse_datetime(moment)
        except ValueError:  # 31/02: well written, and no day.
            due = None
        real = due and timezone.is_aware(due) and number.isascii() and number.isdigit()
        # A row's number beyond what databases store is nobody's.
        after = (due, int(number)) if real and len(number) < 19 else None
        return cls(show if show in cls.CHOICES else "all", after)

    def address(self) -> str:
        query = {"show": self.show} if self.show != "all" else {}
        if self.after:
            query["after"] = f"{self.after[0].isoformat()}_{self.after[1]}"
        return reverse("news_queue") + (f"?{urlencode(query)}" if query else "")


QueueFilter.CHOICES = ("all", "mine", "unclaimed", "overdue")


@dataclass(frozen=True, slots=True)
class Row:
    """One post of the queue, with all that is shown of it."""

    state: ModerationState
    article: ArticlePage | None
    blocking: int
    warning: int
    user: AbstractBaseUser

    @property
    def title(self) -> str:
        return self.state.page.draft_title or self.state.page.title

    @property
    def is_mine(self) -> bool:
        return self.state.claimed_by_id == self.user.pk

    @property
    def is_own(self) -> bool:
        return self.state.page.owner_id == self.user.pk

    @property
    def actions(self) -> list[tuple[str, str, bool]]:
        return [
            ("approve", _("Approve"), True),
            ("reject", _("Return to the author"), True),
        ]

    @property
    def may_claim(self) -> bool:
        return not self.is_mine and (
            self.state.claimed_by_id is None or self.state.claim_is_stale
        )


def waiting(user: AbstractBaseUser, wanted: QueueFilter) -> QuerySet[ModerationState]:
    states = ModerationState.objects.for_moderator(user)
    match wanted.show:
        case "mine":
            states = states.filter(claimed_by=user)
        case "unclaimed":
            states = states.filter(claimed_by=None)
        case "overdue":
            states = states.overdue()
    if wanted.after:
        due, pk = wanted.after
        states = states.filter(Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk))
    return states.order_by("due_at", "taskstate_ptr")


def rows(
    user: AbstractBaseUser, wanted: QueueFilter, size: int
) -> tuple[list[Row], QueueFilter | None]:
    """One page of the queue, and the filter of the next (or None)."""
    found = list(waiting(user, wanted).values_list("pk", flat=True)[: size + 1])
    states = ModerationState.objects.select_related(
        "page", "page__owner", "claimed_by", "workflow_state__requested_by"
    ).in_bulk(found[:size])
    shown = [states[number] for number in found[:size] if number in states]
    numbers = [state.page_id for state in shown]
    articles = ArticlePage.objects.filter(pk__in=numbers).defer("body")
    by_number = articles.prefetch_related("clusters").in_bulk()
    counts = finding_counts(numbers)
    listed = [
        Row(
            state,
            by_number.get(state.page_id),
            *counts.get(state.page_id, (0, 0)),
            user=user,
        )
        for state in shown
    ]
    if len(found) <= size:
        return listed, None
    return listed, replace(wanted, after=(shown[-1].due_at, shown[-1].pk))


def finding_counts(numbers: list[int]) -> dict[int, tuple[int, int]]:
    """Blocking and warning findings of each post, as they were when it was saved."""
    counted = (
        ArticleFinding.objects.filter(article__in=numbers)
        .values("article")
        .order_by()
        .annotate(
            blocking=Count("pk", filter=Q(severity="block")),
            warning=Count("pk", filter=Q(severity="warn")),
        )
    )
    return {row["article"]: (row["blocking"], row["warning"]) for row in counted}


def count_shown(user: AbstractBaseUser) -> str:
    """How many posts wait, counted no further than a person would."""
    states = ModerationState.objects.for_moderator(user).order_by()
    counted = states.values("pk")[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if counted > MOST_COUNTED else str(counted)


def queue(request: HttpRequest) -> HttpResponse:
    if not is_moderator(request.user):
        raise PermissionDenied
    wanted = QueueFilter.from_query(request.GET)
    listed, further = rows(request.user, wanted, setting("NEWS_QUEUE_SIZE"))
    labels = [_("All"), _("Mine"), _("Unclaimed"), _("Overdue")]
    context = {
        "page_title": _("Posts that wait for approval"),
        "header_icon": "tasks",
        "rows": listed,
        "count": count_shown(request.user),
        "further_url": further and further.address(),
        "first_url": wanted.after and replace(wanted, after=None).address(),
        "filters": [
            (label, QueueFilter(show).address(), show == wanted.show)
            for label, show in zip(labels, QueueFilter.CHOICES, strict=True)
        ],
    }
    return render(request, "news/admin/queue.html", context)


def is_moderator(user: AbstractBaseUser) -> bool:
    return bool(tasks_of(user))


@require_POST
def claim(request: HttpRequest, state_id: int) -> HttpResponse:
    state = moderation.claim(state_id, request.user)
    said = _("You have claimed the post “%(title)s”.")
    messages.success(request, said % {"title": state.page.draft_title})
    return back(request)


@require_POST
def release(request: HttpRequest, state_id: int) -> HttpResponse:
    state = moderation.release(state_id, request.user)
    said = _("The post “%(title)s” is free for others again.")
    messages.success(request, said % {"title": state.page.draft_title})
    return back(request)


@require_POST
def take_over_lock(request: HttpRequest, page_id: int) -> HttpResponse:
    page = moderation.take_over_lock(page_id, request.user)
    messages.success(
        request,
        _("The lock of the post “%(title)s” is yours now; who had it is told.")
        % {"title": page.draft_title},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def back(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, request.is_secure()
    )
    return redirect(address if safe else reverse("news_queue"))


class QueuePanel(Component):
    """The first panel of a moderator's dashboard."""

    name = "news_queue"
    template_name = "news/admin/queue_panel.html"
    order = 5
    shown = 5

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        listed, further = rows(request.user, QueueFilter(), self.shown)
        return {
            "rows": listed,
            "is_longer": further is not None,
            "queue_url": reverse("news_queue"),
            "request": request,
            "csrf_token": parent_context.get("csrf_token"),
        }


class QueueMenuItem(MenuItem):
    """The way to the queue, with the number of posts in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_moderator(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        item = super().render_component(request)
        if DeskPreference.of(request.user).shows_counts:
            item.label = f"{item.label} ({count_shown(request.user)})"
        return item
