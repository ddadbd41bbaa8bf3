"""What the desk's own forms and lists give and take of rights comes into the chain."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Collection

from news.roles import EDITORS
from tests import build

PANELS = ("page_permissions", "image_permissions", "document_permissions")
PANELS += ("collection_permissions",)


@pytest.fixture
def desk(client, quantri):
    client.force_login(quantri)
    return client


def form(name: str, **given: str) -> dict[str, str]:
    """That of a group with nothing but what is `given`."""
    sent = {"name": name} | given
    for panel in PANELS:
        count = sum(key.startswith(f"{panel}-") for key in given) // 2
        sent |= {
            f"{panel}-TOTAL_FORMS": str(count),
            f"{panel}-INITIAL_FORMS": "0",
            f"{panel}-MIN_NUM_FORMS": "0",
            f"{panel}-MAX_NUM_FORMS": "1000",
        }
    return sent


def placed(panel: str, where: str, place, codename: str) -> dict[str, str]:
    may = codename
    if panel != "page_permissions":
        may = str(Permission.objects.get(codename=codename).pk)
    return {f"{panel}-0-{where}": str(place.pk), f"{panel}-0-permissions": may}


def on_pages(page, codename: str = "publish_page") -> dict[str, str]:
    return placed("page_permissions", "page", page, codename)


def told(entries) -> list[tuple]:
    rights = [one for one in entries if one.action == "portal.rights_changed"]
    return [(one.user_name, one.label, one.told) for one in rights]


def test_rights_on_pages_and_collections_given_to_a_group(desk, index, written):
    group = Group.objects.create(name="Cộng tác viên")
    root = Collection.get_first_root_node()
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    photos = placed("image_permissions", "collection", root, "add_image")

    with written() as entries:
        desk.post(address, form(group.name, **on_pages(index), **photos))

    given = [f"add_image: {root}", f"publish_page: {index}"]
    assert told(entries) == [("quantri", "Cộng tác viên", {"added": given})]


def test_a_right_that_stays_is_told_no_second_time(desk, index, written):
    group = Group.objects.create(name="Cộng tác viên")
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    desk.post(address, form(group.name, **on_pages(index)))

    with written() as same:
        kept = {"page_permissions-INITIAL_FORMS": "1"}
        desk.post(address, form(group.name, **on_pages(index)) | kept)
    with written() as fewer:
        desk.post(address, form(group.name))

    assert told(same) == []
    taken = {"removed": [f"publish_page: {index}"]}
    assert told(fewer) == [("quantri", "Cộng tác viên", taken)]


def test_a_new_group_tells_with_which_rights_it_begins(desk, index, written):
    with written() as entries:
        address = reverse("wagtailusers_groups:add")
        desk.post(address, form("Cộng tác viên", **on_pages(index)))

    given = {"added": [f"publish_page: {index}"]}
    assert told(entries) == [("quantri", "Cộng tác viên", given)]


def test_a_form_that_is_refused_gives_nothing_to_tell(desk, index, written):
    with written() as entries:
        address = reverse("wagtailusers_groups:add")
        desk.post(address, form("", **on_pages(index)))

    assert entries == []


def in_bulk(desk, act: str, *users, **given: str) -> None:
    address = reverse("wagtail_bulk_action", args=["auth", "user", act])
    ids = "&".join(f"id={user.pk}" for user in users)
    desk.post(f"{address}?{ids}", given)


def test_accounts_closed_in_bulk_are_named_if_they_were_open(desk, bien, minh, written):
    get_user_model().objects.filter(pk=minh.pk).update(is_active=False)

    with written() as entries:
        in_bulk(desk, "set_active_state", bien, minh, mark_as_active="False")

    assert told(entries) == [("quantri", "bien", {"now": {"is_active": False}})]


def test_nobody_is_told_to_have_closed_their_own_account(desk, quantri, bien, written):
    with written() as entries:
        in_bulk(desk, "set_active_state", quantri, bien, mark_as_active="False")

    assert told(entries) == [("quantri", "bien", {"now": {"is_active": False}})]


def test_accounts_deleted_in_bulk_are_named(desk, bien, minh, written):
    with written() as entries:
        in_bulk(desk, "delete", bien, minh)

    gone = [one for one in entries if one.action == "wagtail.delete"]
    assert {(one.user_name, one.label) for one in gone} == {
        ("quantri", "bien"),
        ("quantri", "minh"),
    }
    assert {one.object_id for one in gone} == {str(bien.pk), str(minh.pk)}


def test_a_role_given_in_bulk_is_told_of_each_account(desk, minh, written):
    editors = Group.objects.get(name=EDITORS)
    new = build.person("moi", EDITORS)
    new.groups.clear()

    with written() as entries:
        in_bulk(desk, "assign_role", minh, new, role=str(editors.pk))

    given = {"added": [EDITORS]}
    assert sorted(told(entries), key=str) == [
        ("quantri", "minh", given),
        ("quantri", "moi", given),
    ]
