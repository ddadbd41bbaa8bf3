"""Every way by which a post could come before readers.

A way makes its post ready, then goes; what is in between is what the gate must keep
as it was. `go` answers what the person, or whoever called, was told.
"""

import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.models import Page, Revision, Task

from news.changes import digest
from news.importers.pages.fields import digests
from news.models import ArticlePage, Holdup, ImportedPost, ModerationState
from news.refusals import Refusal
from news.roles import LEADERS
from tests import build

from .faults import House, Values, sent

SEED = Path(__file__).parents[2] / "site/portal/demo/posts/conference-article.txt"
LATER = "31/12/2099 08:00"


@dataclass(frozen=True)
class Way:
    """`opens` is what a post without a fault comes to: shown | scheduled | handed."""

    ready: Callable[[House, Values], ArticlePage | None]
    go: Callable[[House, ArticlePage | None, Values], str]
    opens: str = "shown"


# What was there before


def drafted(house: House, values: Values) -> ArticlePage:
    return house.draft(values)


def nothing(house: House, values: Values) -> None:
    return None


def made_public(post: ArticlePage) -> ArticlePage:
    """Past the gate, as a post from before a rule; nothing but this can do it."""
    ArticlePage.objects.filter(pk=post.pk).update(
        live=True, live_revision=post.latest_revision, has_unpublished_changes=False
    )
    return ArticlePage.objects.get(pk=post.pk)


def public(house: House, values: Values) -> ArticlePage:
    return made_public(house.draft(values))


def taken_down(house: House, values: Values) -> ArticlePage:
    post = public(house, values)
    house.client.post(reverse("wagtailadmin_pages:unpublish", args=[post.pk]))
    return ArticlePage.objects.get(pk=post.pk)


def mended_since(house: House, values: Values) -> ArticlePage:
    """Its first version is at fault; what readers see is not."""
    post = house.draft(values)
    write(post, house.faultless)
    post.save_revision().publish()
    return ArticlePage.objects.get(pk=post.pk)


def write(post: ArticlePage, values: Values) -> None:
    """All that a fault may touch."""
    plain = {"organisation": build.board(), "is_reprint": False, "event_date": None}
    for name, value in (plain | values).items():
        setattr(post, name, ArticlePage(body=value).body if name == "body" else value)


def handed_in(house: House, values: Values) -> ArticlePage:
    """Handed in without a fault; the fault came while it waited."""
    post = house.draft(house.faultless)
    post.get_workflow().start(post, house.bien)
    return spoilt(post, values)


def at_second_step(house: House, values: Values) -> ArticlePage:
    with override_settings(NEWS_SECOND_APPROVAL=True):
        call_command("set_up_news", verbosity=0)
    house.minh.groups.add(Group.objects.get(name=LEADERS))
    post = house.draft(house.faultless)
    post.get_workflow().start(post, house.bien)
    post.current_workflow_task_state.approve(user=house.minh)
    return spoilt(ArticlePage.objects.get(pk=post.pk), values)


def spoilt(post: ArticlePage, values: Values) -> ArticlePage:
    """The same version with the fault in it, as when the library changed around it."""
    revision = post.latest_revision
    faulty = revision.as_object()
    write(faulty, values)
    content = faulty.serializable_data() | {"pk": post.pk}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    revision.refresh_from_db()
    waiting = ModerationState.objects.filter(revision=revision)
    waiting.update(digest=digest(revision.content))
    return ArticlePage.objects.get(pk=post.pk)


def due(house: House, values: Values) -> ArticlePage:
    """Let in before the fault was one, and due by now."""
    post = house.draft(values)
    ago = timezone.now() - timedelta(seconds=1)
    Revision.objects.filter(pk=post.latest_revision_id).update(approved_go_live_at=ago)
    return post


def imported(house: House, values: Values) -> ArticlePage:
    call_command("import_news", str(SEED), verbosity=0, stdout=io.StringIO())
    row = ImportedPost.objects.get()
    post = row.article
    write(post, values)
    post.source_name = ""
    post.clusters.set([])
    post.bylines.set([])
    post.save_revision()
    post = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    row.fields = digests(post)
    row.save()
    return post


# How a person or a program goes


def clicked(client: Client, address: str, data: dict[str, Any], **more: Any) -> str:
    client.cookies.pop("messages", None)
    response = client.post(address, data, **more)
    queued = response.wsgi_request._messages._queued_messages
    said = " ".join(str(message.message) for message in queued)
    return html.unescape(said + response.content.decode())


def in_form(act: str, **more: Any) -> Callable:
    def go(house: House, post: ArticlePage, values: Values) -> str:
        address = reverse("wagtailadmin_pages:edit", args=[post.pk])
        data = sent(values, slug=post.slug, **{f"action-{act}": "x"}, **more)
        return clicked(house.client, address, data)

    return go


def in_new_form(act: str, **more: Any) -> Callable:
    def go(house: House, post: None, values: Values) -> str:
        address = reverse(
            "wagtailadmin_pages:add", args=["news", "articlepage", house.year.pk]
        )
        data = sent(values, slug="moi", **{f"action-{act}": "x"}, **more)
        return clicked(house.client, address, data)

    return go


def in_old_version(house: House, post: ArticlePage, values: Values) -> str:
    first = post.revisions.order_by("pk").first()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, first.pk])
    return clicked(
        house.client, address, sent(values, slug=post.slug, **{"action-publish": "x"})
    )


def decide(house: House, post: ArticlePage, values: Values) -> str:
    task = post.current_workflow_task_state
    args = [post.pk, "approve", task.pk]
    return clicked(
        house.client, reverse("wagtailadmin_pages:workflow_action", args=args), {}
    )


def in_bulk(house: House, post: ArticlePage, values: Values) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return clicked(house.client, f"{address}?id={post.pk}", {"include_descendants": ""})


def in_bulk_from_above(house: House, post: ArticlePage, values: Values) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    where = f"{address}?id={house.index.pk}"
    return clicked(house.client, where, {"include_descendants": "on"})


def copied(**ticked: str) -> Callable:
    def go(house: House, post: ArticlePage, values: Values) -> str:
        data = {"new_title": post.title, "new_slug": "ban-sao", **ticked}
        data["new_parent_page"] = post.get_parent().pk
        return clicked(
            house.client, reverse("wagtailadmin_pages:copy", args=[post.pk]), data
        )

    return go


def copied_from_above(**ticked: str) -> Callable:
    """Only an administrator may copy the whole index."""

    def go(house: House, post: ArticlePage, values: Values) -> str:
        data = {"new_title": "Tin", "new_slug": "tin", "copy_subpages": "on"}
        data |= {"new_parent_page": house.index.get_parent().pk, **ticked}
        address = reverse("wagtailadmin_pages:copy", args=[house.index.pk])
        return clicked(house.administration, address, data)

    return go


def by_api(act: str, **data: Any) -> Callable:
    def go(house: House, post: ArticlePage, values: Values) -> str:
        args = [post.pk, act]
        address = reverse("wagtailadmin_api:pages:action", args=args)
        json = {"HTTP_ACCEPT": "application/json", "content_type": "application/json"}
        told = clicked(house.client, address, data, **json)
        return told.encode().decode("unicode_escape") if "\\u" in told else told

    return go


def commanded(*words: str, **options: Any) -> Callable:
    def go(house: House, post: ArticlePage, values: Values) -> str:
        told = io.StringIO()
        try:
            call_command(*words, stdout=told, stderr=told, **options)
        except CommandError as error:
            told.write(str(error))
        reasons = Holdup.objects.values_list("reason", flat=True)
        return html.unescape(told.getvalue() + " ".join(reasons))

    return go


def called(act: Callable[[House, ArticlePage], object]) -> Callable:
    """Plain code is answered with a `Refusal`."""

    def go(house: House, post: ArticlePage, values: Values) -> str:
        try:
            act(house, post)
        except Refusal as refusal:
            return html.unescape(str(refusal.message))
        return ""

    return go


def publish(house: House, post: ArticlePage) -> None:
    post.get_latest_revision().publish()


def publish_as(house: House, post: ArticlePage) -> None:
    PublishPageRevisionAction(post.get_latest_revision(), user=house.minh).execute()


def save_live(house: House, post: ArticlePage) -> None:
    post.live = True
    post.save()


def save_only_live(house: House, post: ArticlePage) -> None:
    post.live = True
    post.save(update_fields=["live"])


def save_base_row(house: House, post: ArticlePage) -> None:
    page = Page.objects.get(pk=post.pk)
    page.live = True
    page.save()


def add_live(house: House, post: ArticlePage) -> None:
    fresh = ArticlePage(title=post.title, slug="moi", body=post.body.get_prep_value())
    for name in ("lead", "organisation", "is_reprint", "event_date", "published_at"):
        setattr(fresh, name, getattr(post, name))
    post.get_parent().add_child(instance=fresh)


def schedule_new_version(house: House, post: ArticlePage) -> None:
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision(approved_go_live_at=post.go_live_at)


def schedule_old_version(house: House, post: ArticlePage) -> None:
    first = post.revisions.order_by("pk").first()
    RevertToPageRevisionAction(
        post, first, approved_go_live_at=timezone.now() + timedelta(days=1)
    ).execute()


def publish_old_version(house: House, post: ArticlePage) -> None:
    post.revisions.order_by("pk").first().publish()


def start_without_steps(house: House, post: ArticlePage) -> None:
    """Wagtail publishes what has no step left to pass."""
    workflow = post.get_workflow()
    Task.objects.filter(workflow_tasks__workflow=workflow).update(active=False)
    workflow.start(post, house.minh)


def approve_in_code(house: House, post: ArticlePage) -> None:
    post.current_workflow_task_state.approve(user=house.minh)


def submit_in_code(house: House, post: ArticlePage) -> None:
    post.get_workflow().start(post, house.bien)


def copy_in_code(house: House, post: ArticlePage) -> None:
    attrs = {"slug": "ban-sao"}
    CopyPageAction(post, update_attrs=attrs, keep_live=True).execute()


def alias_in_code(house: House, post: ArticlePage) -> None:
    CreatePageAliasAction(post, update_slug="ban-sao").execute()


APPROVAL = {"workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
YES = {"publish_copies": "on"}

WAYS: dict[str, Way] = {
    # Pressed by a person
    "submit a new post": Way(nothing, in_new_form("submit"), "handed"),
    "submit": Way(drafted, in_form("submit"), "handed"),
    "publish a new post": Way(nothing, in_new_form("publish")),
    "publish": Way(drafted, in_form("publish")),
    "publish again": Way(taken_down, in_form("publish")),
    "schedule a new post": Way(
        nothing, in_new_form("publish", go_live_at=LATER), "scheduled"
    ),
    "schedule": Way(drafted, in_form("publish", go_live_at=LATER), "scheduled"),
    "publish an old version": Way(mended_since, in_old_version),
    "approve": Way(handed_in, decide),
    "approve from the form": Way(handed_in, in_form("workflow-action", **APPROVAL)),
    "approve at the second step": Way(at_second_step, decide),
    "publish in bulk": Way(drafted, in_bulk),
    "publish in bulk what was taken down": Way(taken_down, in_bulk),
    "publish all below in bulk": Way(drafted, in_bulk_from_above),
    "copy and publish": Way(public, copied(**YES)),
    "copy as alias": Way(public, copied(alias="on")),
    "copy all below and publish": Way(public, copied_from_above(**YES)),
    "copy all below as aliases": Way(public, copied_from_above(alias="on")),
    # Wagtail's interface for programs
    "publish by the interface": Way(drafted, by_api("publish")),
    "alias by the interface": Way(
        public, by_api("create_alias", update_slug="ban-sao", recursive=False)
    ),
    "copy by the interface": Way(
        public,
        by_api("copy", slug="ban-sao", recursive=False, keep_live=True),
    ),
    # The clock and the command line
    "scheduler": Way(due, commanded("run_scheduler", once=True)),
    "Wagtail's scheduler": Way(due, commanded("publish_scheduled")),
    "Wagtail's scheduler's old name": Way(due, commanded("publish_scheduled_pages")),
    "import": Way(imported, commanded("import_news", str(SEED), publish=True)),
    # Code, this project's or another's
    "revision.publish": Way(drafted, called(publish)),
    "publish an old version in code": Way(mended_since, called(publish_old_version)),
    "PublishPageRevisionAction": Way(drafted, called(publish_as)),
    "save live": Way(drafted, called(save_live)),
    "save only live": Way(drafted, called(save_only_live)),
    "save the base row live": Way(drafted, called(save_base_row)),
    "add live": Way(drafted, called(add_live)),
    "schedule in code": Way(drafted, called(schedule_new_version), "scheduled"),
    "schedule an old version": Way(
        mended_since, called(schedule_old_version), "scheduled"
    ),
    "submit in code": Way(drafted, called(submit_in_code), "handed"),
    "approve in code": Way(handed_in, called(approve_in_code)),
    "a workflow without steps": Way(drafted, called(start_without_steps)),
    "copy in code": Way(public, called(copy_in_code)),
    "alias in code": Way(public, called(alias_in_code)),
}
