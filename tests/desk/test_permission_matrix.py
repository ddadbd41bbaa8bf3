"""Who may go where, and do what to a post in which state?

The addresses come from the URL configuration and the bulk actions from Wagtail's
registry: a new one without a line in `permissions.py` fails here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from fnmatch import fnmatch
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import PageViewRestriction

from news.models import (
    ArticlePage,
    Author,
    ClusterTerm,
    ImportUpload,
    NewsIndexPage,
    Organisation,
    PreviewLink,
    ReturnReason,
    Topic,
)
from news.publisher import publisher
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from news.share_cards import card_of
from tests import build
from tests.desk.posts import handed_in, step
from tests.intake.uploads import read_upload
from tests.once import once

from .permissions import ACTS, ADDRESSES, BULK, PUBLIC_ONCE, STATES

OURS = ("news", "portal")
HOW = "Say in tests/desk/permissions.py who may:"


def patterns(
    resolver: URLResolver, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from patterns(pattern, inner)
        else:
            name = pattern.name or str(pattern.pattern)
            yield ":".join([*spaces, name]), pattern


def ours() -> dict[str, URLPattern]:
    def belongs(name: str, pattern: URLPattern) -> bool:
        view = getattr(pattern.callback, "view_class", pattern.callback)
        module = getattr(view, "__module__", "") or ""
        return (
            module.split(".")[0] in OURS
            or name.startswith(("news", "portal"))
            or any(f"_{app}_" in name.split(":")[0] for app in OURS)
        )

    return {name: p for name, p in patterns(get_resolver()) if belongs(name, p)}


def line(name: str) -> str | None:
    if name in ADDRESSES:
        return name
    return next((wanted for wanted in ADDRESSES if fnmatch(name, wanted)), None)


def rule(name: str) -> set[str] | None:
    return ADDRESSES.get(line(name))


class House:
    """The people, each signed in, and what they go to; built once for all."""

    def __init__(self, index: NewsIndexPage) -> None:
        self.bien = build.person("bien", EDITORS)
        self.minh = build.person("minh", MODERATORS)
        quantri = build.person("quantri", ADMINISTRATORS)
        stranger = get_user_model().objects.create_user("la", password="la")
        stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
        chief = get_user_model().objects.create_superuser("chief", password="chief")
        self.people = {"anonymous": Client()}
        for user in (self.bien, self.minh, quantri, stranger, chief):
            self.people[user.username] = Client()
            self.people[user.username].force_login(user)
        self.posts = posts_in_all_states(index, self.bien, self.minh)


house = once(House)


@pytest.fixture
def people(house, db) -> dict[str, Client]:
    return house.people


def turned_away(response) -> bool:
    """Forbidden, sent to sign in or home, or told no."""
    home, login = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
    assert response.status_code < 500, response.wsgi_request.path
    if response.status_code in (401, 403):
        return True
    if response.status_code != 302:
        return False
    # Only what this answer said: earlier words wait for a page to stand on.
    told = [m.level for m in response.wsgi_request._messages._queued_messages]
    away = response.url == home or response.url.startswith(login)
    return away or messages.ERROR in told


def who_gets_through(
    people: dict[str, Client], ask: Callable[[Client], object], drawn: set[str]
) -> set[str]:
    """Who gets through is known before the page is drawn, and drawing is what costs.

    So a page is drawn for the first who gets there, and one of its kind for everybody:
    `drawn` are those who have seen one.
    """
    through = set()
    for name, client in people.items():
        client.cookies.pop("messages", None)
        with transaction.atomic(), undrawn(name in drawn and through):
            response = ask(client)
            # Whatever it did, the next person finds the house as it was.
            transaction.set_rollback(True)
        done = response if isinstance(response, bool) else not turned_away(response)
        if done:
            through.add(name)
    drawn |= through
    return through


def undrawn(wanted: object) -> AbstractContextManager:
    if wanted:
        return patch.object(SimpleTemplateResponse, "rendered_content", "")
    return nullcontext()


# Addresses


@pytest.fixture
def things(house, index) -> dict[str, object]:
    """One of each, for the addresses that name one."""
    bien = house.bien
    cluster, organisation = build.cluster(), Organisation.objects.create(name="Sở")
    return {
        "cluster": cluster,
        "clusterterm": ClusterTerm.objects.create(
            cluster=build.cluster("II"), year=2020
        ),
        "organisation": organisation,
        "author": Author.objects.create(name="Hoàng Quốc Thịnh"),
        "topic": Topic.objects.create(name="sơ kết", slug="so-ket"),
        "meeting": build.meeting(),
        "returnreason": ReturnReason.objects.first(),
        "users": bien,
        "article": build.article(index),
        "waiting": handed_in(index, bien),
        "kept": PageViewRestriction.objects.create(
            page=build.article(index), restriction_type="password", password="nội bộ"
        ),
        "upload": read_upload(bien),
        "link": PreviewLink.objects.create(
            article=build.article(index, live=False),
            label="Sở Nội vụ",
            expires_at=timezone.now() + timezone.timedelta(days=1),
        ),
    }


def address(name: str, pattern: URLPattern, things: dict[str, object]) -> str:
    if name in ("favicon.ico", "healthz", "readyz", "metrics"):
        return f"/{name}"
    if name.startswith("media/"):
        return "/media/images/khong-co.jpg"
    article, kept = things["article"], things["kept"]
    of_kept = f"{kept.pk}/{kept.page_id}/"
    unnamed = {
        "news-password": f"/_util/mat-khau/{of_kept}",
        "portal-password": f"/_util/authenticate_with_password/{of_kept}",
        "news-feed": "/tin-tuc/rss.xml",
        "news-qr-code": f"{article.url}ma-qr.svg",
        "wagtail_serve": article.url,
        "news-search-feed": "/tim-kiem/atom.xml",
        "news-calendar-month": "/lich/2020/07/",
        "news-calendar-of-cluster": "/tin-tuc/cum/cum-i/lich.ics",
        "wagtailapi:pages:find": f"/api/v2/pages/find/?id={article.pk}",
    }
    if name in unnamed:
        return unnamed[name]
    if name == "news-share-card":
        return card_of(article, publisher(RequestFactory().get("/"))).path
    subject = things.get(name.split(":")[0].rpartition("_")[2], article)
    values = {"pk": subject.pk}
    if name.startswith("portal_"):
        values |= {"pk": things["users"].pk, "kind": "otp_totp.totpdevice"}
    values["parent_id"] = article.get_parent().pk
    values["state_id"] = step(things["waiting"]).pk
    values["token"] = things["link"].get_absolute_url().split("/")[-2]
    if name == "news_preview_revoke":
        values |= {"pk": things["link"].pk, "page_id": things["link"].article_id}
    values |= dict.fromkeys(("page_id", "article_id", "post_id"), article.pk)
    if name.startswith("news_import_"):
        values["pk"] = subject_of_import(name, things["upload"])
        values["place"] = 0
    elif name == "news_import":
        values["pk"] = things["upload"].pk
    wanted = pattern.pattern.converters
    missing = set(wanted) - set(values)
    assert not missing, f"{name}: say in address() what {missing} is"
    return reverse(name, kwargs={key: values[key] for key in wanted})


def subject_of_import(name: str, upload: ImportUpload) -> int:
    of_draft = name.rpartition("_")[2] in ("post", "choose", "file", "photo")
    return upload.drafts.get().pk if of_draft else upload.pk


def asked(client: Client, where: str) -> object:
    """What only takes forms is sent an empty one."""
    response = client.get(where)
    return client.post(where) if response.status_code == 405 else response


def test_every_address_of_ours_has_a_rule():
    lacking = [name for name in ours() if rule(name) is None]

    assert not lacking, f"{HOW} ADDRESSES {lacking}"


def test_no_rule_is_about_an_address_that_is_gone():
    names = set(ours())

    assert [r for r in ADDRESSES if not any(fnmatch(n, r) for n in names)] == []


@pytest.mark.exhaustive
def test_every_address_lets_in_who_may_and_nobody_else(people, things):
    wrong, drawn = {}, defaultdict(set)
    for name, pattern in ours().items():
        where = address(name, pattern, things)
        through = who_gets_through(
            people, lambda client, to=where: asked(client, to), drawn[line(name)]
        )
        if through != rule(name):
            wrong[name] = sorted(through)

    assert wrong == {}


# Several at once


def bulk_actions() -> set[str]:
    bulk_action_registry._scan_for_bulk_actions()
    return {
        f"{model} {act}"
        for app in OURS
        for model, acts in bulk_action_registry.actions.get(app, {}).items()
        for act in acts
        # Photos and attachments are Wagtail's, asked by its collections.
        if model not in ("photo", "attachment")
    }


def test_every_bulk_action_of_ours_has_a_rule():
    lacking = bulk_actions() ^ set(BULK)

    assert not lacking, f"{HOW} BULK {lacking}"


def test_bulk_actions_are_done_by_who_may_and_nobody_else(people, things):
    wrong = {}
    for line, allowed in BULK.items():
        model, act = line.split()
        thing = things[model]
        where = reverse("wagtail_bulk_action", args=["news", model, act])
        done = set()
        for name, client in people.items():
            with transaction.atomic():
                client.post(f"{where}?id={thing.pk}")
                kind = apps.get_model("news", model)
                if act == "copy_terms":
                    acted = kind.objects.count() > 1
                else:
                    acted = not kind.objects.filter(pk=thing.pk).exists()
                if acted:
                    done.add(name)
                transaction.set_rollback(True)
        if done != allowed:
            wrong[line] = sorted(done)

    assert wrong == {}


# Posts


def posts_in_all_states(index, bien, minh) -> dict[str, ArticlePage]:
    made = {
        state: build.article(
            index,
            live=state in PUBLIC_ONCE,
            owner=minh if state == "other's draft" else bien,
        )
        for state in STATES
    }
    for state in ("in moderation", "returned"):
        made[state].get_workflow().start(made[state], bien)
    made["returned"].current_workflow_task_state.reject(user=minh, comment="Thiếu ảnh")
    scheduled = made["scheduled"]
    scheduled.go_live_at = timezone.now() + timezone.timedelta(days=1)
    scheduled.save_revision(user=bien).publish(user=minh)
    changed = made["live with draft"]
    changed.title = "Sửa lại"
    changed.save_revision(user=bien)
    made["expired"].unpublish(set_expired=True)
    for post in made.values():
        post.refresh_from_db()
    return made


def page(view: str, *rest: object, post: bool = False) -> Callable:
    def ask(client: Client, article: object) -> object:
        extra = [getattr(article, r) if isinstance(r, str) else r for r in rest]
        where = reverse(f"wagtailadmin_pages:{view}", args=[article.pk, *extra])
        return client.post(where, {"next": "/x/"}) if post else client.get(where)

    return ask


def bulk(act: str) -> Callable:
    """Wagtail leaves out what one may not do: the effect tells, not the page."""

    def ask(client: Client, article: object) -> bool:
        where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
        before = state_of(article)
        client.post(f"{where}?id={article.pk}", {"include_descendants": ""})
        return state_of(article) != before

    return ask


def state_of(article: object) -> object:
    return (
        type(article).objects.filter(pk=article.pk).values("last_published_at").first()
    )


def decide(act: str) -> Callable:
    def ask(client: Client, article: object) -> object:
        task = article.current_workflow_task_state
        rest = [article.pk, act, task.pk]
        where = reverse("wagtailadmin_pages:workflow_action", args=rest)
        return client.post(where, {"comment": "x"})

    return ask


def compare(client: Client, article: object) -> object:
    return client.get(
        reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[article.pk, "earliest", "latest"],
        )
    )


WAYS: dict[str, Callable] = {
    "edit": page("edit"),
    "delete": page("delete"),
    "delete now": page("delete", post=True),
    "unpublish": page("unpublish"),
    "unpublish now": page("unpublish", post=True),
    "copy": page("copy"),
    "move": page("move"),
    "lock": page("lock", post=True),
    "unlock": page("unlock", post=True),
    "history": page("history"),
    "workflow history": page("workflow_history"),
    "usage": page("usage"),
    "compare": compare,
    "revert": page("revisions_revert", "latest_revision_id"),
    "view revision": page("revisions_view", "latest_revision_id"),
    "unschedule": page("revisions_unschedule", "latest_revision_id"),
    "preview": page("view_draft"),
    "privacy": page("set_privacy"),
    "approve": decide("approve"),
    "reject": decide("reject"),
    "publish in bulk": bulk("publish"),
    "delete in bulk": bulk("delete"),
}


def test_every_act_has_its_rights():
    assert set(WAYS) == set(ACTS), HOW


@pytest.mark.exhaustive
@pytest.mark.parametrize("act", WAYS)
def test_acts_on_posts(house, people, act):
    rights, wrong, drawn = ACTS[act], {}, set()
    for state, article in house.posts.items():
        allowed = rights.get(state, rights.get(""))
        if allowed is None:
            continue
        through = who_gets_through(people, lambda c, a=article: WAYS[act](c, a), drawn)
        if through != allowed:
            wrong[state] = sorted(through)

    assert wrong == {}
