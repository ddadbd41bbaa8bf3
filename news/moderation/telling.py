"""Who is told what, when something happens to a post in moderation?"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, WorkflowState

from news.models import Message, ModerationState
from news.models.moderation import at, latest_version, name_of

from . import outbox

# The switch of a person's account that turns each kind off.
SUBMITTED, APPROVED, RETURNED = "submitted", "approved", "rejected"
LONGEST_SUBJECT = 200


def submitted(
    instance: ModerationState, user: AbstractBaseUser | None = None, **kwargs: Any
) -> None:
    others = moderators(instance).exclude(pk=user.pk if user else None)
    tell(others, SUBMITTED, "submitted", instance.page, state=instance, user=user)


def approved(
    instance: ModerationState, user: AbstractBaseUser | None = None, **kwargs: Any
) -> None:
    """The authors, once the last step is done; between steps nobody has to act."""
    flow = instance.workflow_state
    if flow.status != WorkflowState.STATUS_APPROVED:
        return
    page = Page.objects.get(pk=instance.page_id)
    live = page.specific_class.objects.get(pk=page.pk)
    waits = live.scheduled_revision
    tell(
        authors(instance, but=user),
        APPROVED,
        "approved",
        page,
        state=instance,
        user=user,
        public_url="" if waits else page.full_url or "",
        goes_live=at(waits.approved_go_live_at) if waits else "",
    )


def returned(
    instance: ModerationState, user: AbstractBaseUser | None = None, **kwargs: Any
) -> None:
    to = authors(instance, but=user)
    tell(to, RETURNED, "returned", instance.page, state=instance, user=user)


def overdue(state: ModerationState) -> None:
    to = [state.claimed_by] if state.claimed_by else moderators(state)
    tell(to, SUBMITTED, "overdue", state.page, state=state, due=at(state.due_at))


def claim_taken_over(
    state: ModerationState, holder: AbstractBaseUser, user: AbstractBaseUser
) -> None:
    tell([holder], SUBMITTED, "claim_taken_over", state.page, user=user)


def lock_taken_over(
    page: Page, holder: AbstractBaseUser, user: AbstractBaseUser
) -> None:
    tell([holder], SUBMITTED, "lock_taken_over", page, user=user)


def comments_changed(
    people: Iterable[AbstractBaseUser], notification: str, context: dict[str, Any]
) -> None:
    """What Wagtail's editor calls, and would send while the person who saves waits."""
    told = dict(context)
    page, user = told.pop("page"), told.pop("editor")
    tell(people, notification, "comments", page, user=user, **told)


def moderators(state: ModerationState) -> Any:
    people = get_user_model().objects.filter(is_active=True)
    groups = state.task.specific.groups.all()
    return people.filter(groups__in=groups).distinct()


def authors(
    state: ModerationState, but: AbstractBaseUser | None
) -> list[AbstractBaseUser]:
    """Who wrote the post and who handed it in, except the person who acts."""
    people = {state.page.owner, state.workflow_state.requested_by}
    return [person for person in people if person and person != but]


def tell(
    people: Iterable[AbstractBaseUser],
    switch: str,
    kind: str,
    page: Page,
    **context: Any,
) -> None:
    who = name_of(context.pop("user", None)) if context.get("user") else ""
    context |= {
        "title": latest_version(page).title,
        "who": who,
        "edit_url": admin_address()
        + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "queue_url": admin_address() + reverse("news_queue"),
    }
    outbox.post(
        [letter(person, kind, context) for person in people if wants(person, switch)]
    )


def admin_address() -> str:
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "")


def wants(person: AbstractBaseUser, switch: str) -> bool:
    profile = getattr(person, "wagtail_userprofile", None)
    on = profile is None or getattr(profile, f"{switch}_notifications")
    return bool(person.is_active and person.email and on)


def letter(person: AbstractBaseUser, kind: str, context: dict[str, Any]) -> Message:
    """The template's first line is the subject."""
    profile = getattr(person, "wagtail_userprofile", None)
    with override((profile and profile.preferred_language) or settings.LANGUAGE_CODE):
        text = render_to_string(
            f"news/mail/{kind}.txt", {"name": name_of(person)} | context
        )
    subject, _, body = text.strip().partition("\n")
    # A title is one line in the form; a header with two would be another header.
    subject = " ".join(subject.split())[:LONGEST_SUBJECT]
    return Message(recipient=person.email, subject=subject, body=body.strip() + "\n")
