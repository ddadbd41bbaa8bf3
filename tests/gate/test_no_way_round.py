"""No way round the gate: every way a post could come out, by every rule that blocks.

The rules come from the gate's own list and the ways are held against what Wagtail and
this project offer: a new rule without a faulty post, or a new address, bulk action,
command or act without a line here, fails.
"""

import pkgutil
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pytest
from django.core.management import get_commands
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse
from wagtail import actions
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.urls import pages as page_addresses
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Revision, TaskState

from news.gate import RULES, Finding, Severity, check
from news.models import ArticlePage

from .faults import FAULTS, TITLE, House
from .offers import ACTS, ADDRESSES, BULK, COMMANDS, INTERFACE
from .ways import WAYS

BLOCKING = [rule.code for rule in RULES if rule.severity is Severity.BLOCK]
# One rule tells whether a way is guarded (for another Wagtail that is enough); that it
# is guarded by all of them, and tells of all at once, the others tell.
CODES = {"one-rule": BLOCKING[:1], "the-other-rules": BLOCKING[1:]}


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker) -> Iterator[House]:
    """One house for all: building it anew costs more than going a way."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield House()
        transaction.set_rollback(True)


@pytest.fixture
def house(_built, db, settings) -> House:
    # Alone, a person has more ways than two have.
    settings.NEWS_TWO_PERSONS = False
    return _built


def state() -> dict[str, Any]:
    """All by which a post is public, will be, or has come a step nearer."""
    articles = ArticlePage.objects.filter(live=True)
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
    return {
        "shown": set(articles.values_list("pk", "title", "live_revision")),
        "scheduled": set(scheduled.values_list("pk", flat=True)),
        "handed": set(TaskState.objects.values_list("pk", "status")),
    }


def told_of(codes: set[str]) -> dict[str, set[str]]:
    """What the gate says of drafts with these faults, and with no others."""
    drafts = [row.get_latest_revision_as_object() for row in ArticlePage.objects.all()]
    faults = [[f for f in check(draft) if f.blocks] for draft in drafts]
    alone = [found for found in faults if {f.code for f in found} == codes]
    return by_code(finding for found in alone for finding in found)


def told_of_old_versions(codes: set[str]) -> dict[str, set[str]]:
    versions = [revision.as_object() for revision in Revision.objects.all()]
    return by_code(f for one in versions for f in check(one) if f.code in codes)


def by_code(findings: Iterable[Finding]) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for finding in findings:
        told.setdefault(finding.code, set()).add(str(finding.message))
    return told


def assert_stopped(house: House, name: str, codes: Collection[str]) -> None:
    way, values = WAYS[name], house.faulty(*codes)
    post = way.ready(house, values)
    before = state()

    told = way.go(house, post, values)

    kept = told_of(set(codes)) or told_of_old_versions(set(codes))
    assert state() == before
    assert set(kept) == set(codes)
    assert {
        code for code, ways in kept.items() if not any(text in told for text in ways)
    } == set(), told[-500:]


@pytest.mark.parametrize("codes", CODES.values(), ids=CODES)
@pytest.mark.parametrize("name", WAYS)
def test_a_fault_is_stopped_on_every_way(house, name, codes):
    assert_stopped(house, name, codes)


# The door they all lead through asks after every rule: each is enough to keep it shut.
@pytest.mark.parametrize("name", ["approve", "publish", "revision.publish"])
@pytest.mark.parametrize("code", BLOCKING)
def test_each_fault_alone_is_enough(house, name, code):
    assert_stopped(house, name, [code])


@pytest.mark.parametrize("name", WAYS)
def test_a_post_without_a_fault_gets_through(house, name):
    way = WAYS[name]
    post = way.ready(house, house.faultless)
    before = state()

    told = way.go(house, post, house.faultless)

    assert state()[way.opens] - before[way.opens], told[-500:]


def test_every_rule_that_blocks_has_a_faulty_post():
    assert set(FAULTS) == set(BLOCKING)


def test_a_faulty_post_has_just_its_fault(house):
    for code in BLOCKING:
        post = house.draft(house.faulty(code))
        assert {f.code for f in check(post) if f.blocks} == {code}


# Is every way known?


def offered() -> dict[str, tuple[set[str], dict[str, Collection[str]]]]:
    bulk_action_registry._scan_for_bulk_actions()
    commands = get_commands().items()
    # Beside ours, Wagtail's: `wagtail` and all below it but the index of the search.
    ours = {"news", "portal", "wagtail", "wagtail.images"}
    return {
        "address": ({p.name for p in page_addresses.urlpatterns}, ADDRESSES),
        "bulk action": (set(bulk_action_registry.actions["wagtailcore"]["page"]), BULK),
        "interface": (set(PagesAdminAPIViewSet.actions), INTERFACE),
        "act": ({m.name for m in pkgutil.iter_modules(actions.__path__)}, ACTS),
        "command": ({name for name, app in commands if app in ours}, COMMANDS),
    }


@pytest.mark.parametrize("kind", offered())
def test_nothing_is_offered_that_is_not_tried_here(kind):
    found, known = offered()[kind]

    assert found == set(known), f"Is this {kind} a way round? Say so here."
    assert set().union(*known.values()) <= set(WAYS)


def test_posts_have_no_bulk_action_of_their_own():
    bulk_action_registry._scan_for_bulk_actions()

    # Wagtail's for pages are the ones that `BULK` knows.
    assert "articlepage" not in bulk_action_registry.actions.get("news", {})


INTERFACES = {"wagtailadmin_api", "wagtailapi"}


def test_every_interface_is_known():
    spaces = {space for space in namespaces(get_resolver()) if "api" in space}

    assert spaces == INTERFACES


def namespaces(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace:
                yield pattern.namespace
            yield from namespaces(pattern)


@pytest.mark.parametrize("interface", sorted(INTERFACES))
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_posts_are_not_written_through_an_interface(house, method, interface):
    post = house.draft(house.faultless)
    listing = reverse(f"{interface}:pages:listing")
    detail = reverse(f"{interface}:pages:detail", args=[post.pk])

    for address in (listing, detail):
        answer = getattr(house.client, method)(
            address, {"live": True}, "application/json"
        )
        assert answer.status_code == 405

    post.refresh_from_db()
    assert not post.live


def test_to_restore_by_the_interface_makes_a_draft(house):
    post = house.draft(house.faulty("title-in-capitals"))
    first = post.latest_revision
    post.title = house.faultless["title"]
    post.save_revision().publish()
    args = [post.pk, "revert_to_page_revision"]
    address = reverse("wagtailadmin_api:pages:action", args=args)

    house.client.post(address, {"revision_id": first.pk}, "application/json")

    post = ArticlePage.objects.get(pk=post.pk)
    assert (post.title, post.has_unpublished_changes) == (TITLE, True)
