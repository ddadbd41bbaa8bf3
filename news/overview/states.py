"""In which state is a post? As a condition for the database, and of one row.

A live post whose next version waits for approval is in two states at once; both
filters find it, and its row says both.
"""

from collections.abc import Iterator

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type


class State(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for approval")
    RETURNED = "returned", _("returned")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    EXPIRED = "expired", _("expired")


def condition(state: str) -> Q:
    """What the database has to ask; ready for a search, too: it names only the row."""
    waiting = Q(pk__in=_in_workflow(WorkflowState.STATUS_IN_PROGRESS))
    returned = Q(pk__in=_in_workflow(WorkflowState.STATUS_NEEDS_CHANGES))
    scheduled = Q(pk__in=_scheduled())
    expired = Q(live=False, pk__in=Page.objects.filter(expired=True).values("pk"))
    match State(state):
        case State.SUBMITTED:
            return waiting
        case State.RETURNED:
            return returned
        case State.SCHEDULED:
            return scheduled
        case State.PUBLISHED:
            return Q(live=True)
        case State.EXPIRED:
            return expired
        case State.DRAFT:
            others = expired | waiting | returned | scheduled
            return Q(pk__in=Page.objects.filter(~others, live=False).values("pk"))


# Which state is counted where a post is in two of them.
PRECEDENCE = (
    State.PUBLISHED,
    State.SUBMITTED,
    State.RETURNED,
    State.SCHEDULED,
    State.EXPIRED,
)


def first_state() -> Case:
    """One state a post, for counting: a live post counts as published."""
    return Case(
        *(When(condition(state), then=Value(state.value)) for state in PRECEDENCE),
        default=Value(State.DRAFT.value),
        output_field=CharField(),
    )


def states_of(page: Page) -> list[State]:
    """Of a row with its workflow states prefetched and its schedule annotated."""
    return list(_states(page)) or [State.DRAFT]


def _states(page: Page) -> Iterator[State]:
    if page.live:
        yield State.PUBLISHED
    workflow = page.current_workflow_state
    if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        yield State.SUBMITTED
    elif workflow:
        yield State.RETURNED
    if page.approved_schedule:
        yield State.SCHEDULED
    if page.expired and not page.live:
        yield State.EXPIRED


def _in_workflow(status: str) -> QuerySet:
    pages = get_default_page_content_type()
    rows = WorkflowState.objects.filter(base_content_type=pages, status=status)
    return _numbers(rows)


def _scheduled() -> QuerySet:
    rows = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return _numbers(rows)


def _numbers(rows: QuerySet) -> QuerySet:
    # Both tables name their objects by text.
    return rows.values(number=Cast("object_id", BigIntegerField()))
