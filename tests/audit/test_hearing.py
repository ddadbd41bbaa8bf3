"""What is done at the desk, at the doors and by command comes into the chain."""

import sys

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry, PageViewRestriction

from news.erasure import erase
from news.importers.pages.undoing import undo
from news.models import ImportRun, Topic
from news.roles import EDITORS, MODERATORS
from portal.audit import missed, whence, writing
from portal.audit.accounts import known_as
from portal.audit.models import AuditEntry
from portal.backups.placing import NotPlaced
from portal.backups.restoring import Restored
from portal.factors import losing
from portal.management.commands import restore
from tests import build

from .chain import entry, filled, told

HERE = {"REMOTE_ADDR": "203.0.113.7"}
LOGIN = "/admin/login/"


def acts(entries) -> list[str]:
    return [one.action for one in entries]


def sign_in(name: str, password: str, **headers: str) -> Client:
    client = Client(**(HERE | headers))
    client.post(LOGIN, {"username": name, "password": password})
    return client


def test_an_act_at_the_desk_tells_who_what_and_from_where(quantri, written):
    client = Client(**HERE)
    client.force_login(quantri)
    topic = Topic.objects.create(name="thi đua", slug="thi-dua")
    address = reverse("wagtailsnippets_news_topic:edit", args=[topic.pk])

    with written() as entries:
        client.post(address, {"name": "Thi đua", "slug": "thi-dua"})

    [one] = entries
    assert (one.action, one.kind, one.object_id) == (
        *("wagtail.edit", "news.topic"),
        str(topic.pk),
    )
    assert (one.user_name, one.address, one.label) == (
        *("quantri", "203.0.113.7"),
        "Thi đua",
    )


def test_a_request_within_another_leaves_the_outer_one_where_it_was(rf):
    outer, inner = rf.get("/", **HERE), rf.get("/", REMOTE_ADDR="192.0.2.1")
    told = []

    def answer(request):
        if request is outer:
            whence.Whence(answer)(inner)
        told.append(whence.address())

    whence.Whence(answer)(outer)

    assert told == ["192.0.2.1", "203.0.113.7"]
    assert whence.address() == ""


def test_of_ipv6_the_network_is_kept(minh, written):
    minh.set_password("mật khẩu")
    minh.save()

    with written() as entries:
        sign_in("minh", "mật khẩu", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")

    assert [one.address for one in entries] == ["2001:db8:1:2::"]


def test_signing_in_and_out(minh, written):
    minh.set_password("mật khẩu")
    minh.save()

    with written() as entries:
        sign_in("minh", "mật khẩu").post(reverse("wagtailadmin_logout"))

    assert acts(entries) == ["portal.signed_in", "portal.signed_out"]
    assert {one.user_name for one in entries} == {"minh"}
    assert {one.address for one in entries} == {"203.0.113.7"}


def test_a_wrong_password_names_the_account_and_nobody_who_did_it(minh, written):
    with written() as entries:
        sign_in("minh", "sai")

    [one] = entries
    assert (one.action, one.label, one.object_id) == (
        *("portal.refused", "minh"),
        str(minh.pk),
    )
    assert (one.user, one.user_name) == (None, "")


@pytest.mark.parametrize("name", ["mật khẩu của tôi", "a\0b", "x" * 300, "page:3", ""])
def test_what_was_typed_for_a_name_that_is_none_is_not_kept(index, name, written):
    with written() as entries:
        sign_in(name, "sai")

    for one in entries:
        assert (one.label, one.object_id, one.user_name) == ("", "", "")


def test_a_name_that_no_database_can_hold_is_nobodys(db):
    """Whatever asks for it: PostgreSQL refuses such a question."""
    assert known_as("a\0b") is None


def test_who_hammers_at_a_shut_door_fills_no_log(minh, written):
    with written() as entries:
        for _ in range(12):
            sign_in("minh", "sai")

    assert acts(entries) == ["portal.refused"] * 5


def test_who_only_reads_is_asked_from_nowhere(db, written):
    get_user_model().objects.create_user("doc", password="mật khẩu")

    with written() as entries:
        client = Client(**HERE)
        client.post("/_util/login/", {"username": "doc", "password": "mật khẩu"})
        client.logout()
        client.post("/_util/login/", {"username": "doc", "password": "sai"})

    assert set(acts(entries)) <= {
        *("portal.signed_in", "portal.signed_out", "portal.refused"),
    }
    assert entries
    assert {one.address for one in entries} == {""}


def test_a_wrong_password_of_a_page_is_no_act_of_the_desk(index, written):
    kept = PageViewRestriction.objects.create(
        page=build.article(index), restriction_type="password", password="nội bộ"
    )

    with written() as entries:
        where = f"/_util/authenticate_with_password/{kept.pk}/{kept.page_id}/"
        assert Client().post(where, {"password": "sai"}).status_code == 200

    assert entries == []


def test_a_new_password_is_told_and_a_newer_hash_is_not(minh, settings, written):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    with written() as entries:
        minh.set_password("mật khẩu")
        minh.save()
    assert acts(entries) == ["portal.password_changed"]
    get_user_model().objects.filter(pk=minh.pk).update(
        password="md5$a$" + "0" * 32,
    )
    settings.PASSWORD_HASHERS.reverse()
    minh.set_password("mật khẩu")
    minh.save()
    settings.PASSWORD_HASHERS.reverse()

    with written() as entries:
        sign_in("minh", "mật khẩu")

    assert acts(entries) == ["portal.signed_in"]


def test_rights_given_and_taken_are_named(minh, written):
    editors = Group.objects.get(name=EDITORS)
    may = Permission.objects.get(codename="change_user")

    with written() as entries:
        minh.groups.set([editors])
        minh.user_permissions.add(may)
        editors.permissions.remove(*editors.permissions.all()[:1])
        minh.is_superuser = True
        minh.save()
        minh.groups.clear()

    assert set(acts(entries)) == {"portal.rights_changed"}
    told = [one.told for one in entries]
    assert {"removed": [MODERATORS]} in told
    assert {"added": [EDITORS]} in told
    assert {"added": ["auth.change_user"]} in told
    assert {"now": {"is_superuser": True}} in told
    assert {"removed": ["*"]} in told
    assert {one.label for one in entries} == {"minh", EDITORS}


def test_rights_given_from_the_side_of_the_group(minh, written):
    editors = Group.objects.get(name=EDITORS)

    with written() as entries:
        editors.user_set.add(minh)

    [one] = entries
    assert (one.label, one.told) == ("minh", {"added": [EDITORS]})


def test_rights_on_pages(index, written):
    editors = Group.objects.get(name=EDITORS)
    may = Permission.objects.get(codename="publish_page")

    with written() as entries:
        on = GroupPagePermission.objects.create(
            group=editors, page=index, permission=may
        )
        on.delete()

    told = [one.told for one in entries]
    assert told == [
        {"added": [f"publish_page: {index}"]},
        {"removed": [f"publish_page: {index}"]},
    ]


def test_a_new_administrator_by_command(db, written, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["manage.py", "createsuperuser"])

    with written() as entries:
        get_user_model().objects.create_superuser("chief", password="chief")

    [one] = entries
    assert one.told == {"now": {"is_staff": True, "is_superuser": True}}
    assert (one.user, one.command, one.address) == (None, "createsuperuser", "")


def test_a_factor_that_was_lost(minh, quantri, written):
    with written() as entries:
        losing.forget(minh, by=quantri)

    [one] = entries
    assert (one.action, one.user_name, one.label) == (
        *("portal.factors_forgotten", "quantri"),
        "minh",
    )


def test_a_run_of_the_import_and_that_it_was_taken_back(index, written, seed):
    with written() as entries:
        run = ImportRun.objects.create()
        run.save()
        list(undo(run))

    assert acts(entries) == ["portal.import_begun", "portal.import_undone"]
    assert {one.object_id for one in entries} == {str(run.pk)}


def test_a_backup_and_its_restoring(db, tmp_path, written, monkeypatch):
    monkeypatch.setattr(restore, "restore", lambda file, replace, keys: Restored())
    filled(2)
    with written() as entries:
        call_command("backup", str(tmp_path / "sao-luu"))
        call_command("restore", str(tmp_path / "sao-luu"))

    assert acts(entries) == ["portal.backup", "portal.restored"]
    assert {one.label for one in entries} == {"sao-luu"}
    assert entries[1].told == {"head_of_before": f"2-{entry(2).hash}"}


@pytest.mark.indexes
def test_what_was_exported_and_what_was_imported(index, tmp_path, written, settings):
    # Another test's uploads may lie in the shared one, which is no empty site then.
    settings.MEDIA_ROOT = tmp_path / "media"
    with written() as entries:
        call_command("export", str(tmp_path / "xuat"))
        call_command("import", str(tmp_path / "xuat"))

    # Between the two stands what the import did to the pages of an empty site.
    ours = [one for one in entries if one.label == "xuat"]
    assert acts(ours) == ["portal.exported", "portal.imported"]


def test_a_restore_whose_uploads_wait_is_told_and_that_they_were_placed(
    db, tmp_path, written, monkeypatch
):
    def placed_in_part(file, replace, keys):
        raise NotPlaced("2 uploads are not in place yet.")

    monkeypatch.setattr(restore, "restore", placed_in_part)
    monkeypatch.setattr(restore, "go_on", lambda: 2)
    filled(2)
    with written() as entries:
        with pytest.raises(CommandError, match="2 uploads"):
            call_command("restore", str(tmp_path / "sao-luu"))
        call_command("restore", go_on=True)

    assert acts(entries) == ["portal.restored", "portal.uploads_placed"]
    assert entries[0].told == {"head_of_before": f"2-{entry(2).hash}"}
    assert entries[1].told == {"count": 2}


def test_a_restore_without_a_database_says_so_in_a_line(db, tmp_path, monkeypatch):
    def away():
        raise OperationalError("connection failed:\nIs the server running?")

    monkeypatch.setattr(restore, "head_of_before", away)

    with pytest.raises(CommandError) as error:
        call_command("restore", str(tmp_path / "sao-luu"))

    assert str(error.value) == (
        "Nothing was restored: connection failed: Is the server running?"
    )


def test_a_post_that_was_erased_leaves_no_word_and_the_chain_whole(
    index, minh, written, committed
):
    post = build.article(index, title="Ông A bị khởi tố", live=False)
    with written():
        post.save_revision(user=minh, log_action=True)
        post.title = "Ông A được khen"
        post.save_revision(user=minh, log_action=True)
    with committed():
        build.article(index, live=False).save_revision(user=minh, log_action=True)
    with committed():
        erase(post, "Theo bản án 12/2026")

    said = "".join(
        one.label + one.details + one.user_name for one in AuditEntry.objects.all()
    )
    assert "Ông A" not in said
    assert (
        "Theo bản án 12/2026"
        in AuditEntry.objects.get(action="news.erase").told["reason"]
    )
    own = AuditEntry.objects.filter(object_id=str(post.pk), kind="news.articlepage")
    assert {one.label for one in own} == {"", f"#{post.pk}"}
    assert {one.user_name for one in own} == {"minh", ""}
    assert "none changed" in told()


def test_what_was_missed_is_told_and_taken_in(index, minh, committed, monkeypatch):
    filled(1)
    later = writing.timezone.now() + writing.timezone.timedelta(hours=1)
    post = build.article(index, live=False)
    # Nothing follows the commit: the process died.
    post.save_revision(user=minh, log_action=True)
    monkeypatch.setattr(missed.timezone, "now", lambda: later)
    assert told().startswith("1 acts of Wagtail's log have no entry")

    assert missed.take_in() == 1

    assert told().startswith("2 entries, none changed")
    log = PageLogEntry.objects.get(page_id=post.pk, user=minh)
    assert log.timestamp - entry(2).at < writing.timezone.timedelta(milliseconds=1)
    assert entry(2).user_name == "minh"
    assert missed.take_in() == 0


def missed_of(person, index) -> None:
    build.article(index, live=False).save_revision(user=person, log_action=True)


def an_hour_later(monkeypatch) -> None:
    later = writing.timezone.now() + writing.timezone.timedelta(hours=1)
    monkeypatch.setattr(missed.timezone, "now", lambda: later)


def test_an_act_of_an_account_that_is_gone_is_taken_in_by_its_number(
    index, bien, monkeypatch
):
    filled(1)
    number = bien.pk
    missed_of(bien, index)
    bien.delete()
    an_hour_later(monkeypatch)

    assert missed.take_in() == 1

    assert (entry(2).user, entry(2).user_name) == (number, "")


def test_an_act_that_cannot_be_taken_in_stops_no_other(
    index, bien, minh, monkeypatch, caplog
):
    filled(1)
    missed_of(bien, index)
    missed_of(minh, index)
    an_hour_later(monkeypatch)
    monkeypatch.setattr(missed, "act_of", refusing(missed.act_of))

    assert missed.take_in() == 1

    assert entry(2).user_name == "minh"
    assert "could not be taken in" in caplog.text
    assert told().startswith("1 acts of Wagtail's log have no entry")


def refusing(act_of):
    """Of the first log that it is asked for, something is as nobody thought of."""
    asked = []

    def act(log, **known):
        asked.append(log)
        if len(asked) == 1:
            raise LookupError
        return act_of(log, **known)

    return act


def test_words_of_an_erased_post_go_though_the_process_died(
    index, minh, written, monkeypatch
):
    later = writing.timezone.now() + writing.timezone.timedelta(hours=1)
    post = build.article(index, title="Ông A bị khởi tố", live=False)
    with written():
        post.save_revision(user=minh, log_action=True)
    # By command, as nobody; and nothing follows the commit.
    erase(post, "Theo bản án 12/2026")
    monkeypatch.setattr(missed.timezone, "now", lambda: later)

    missed.take_in()

    assert "Ông A" not in "".join(AuditEntry.objects.values_list("label", flat=True))
    assert "none changed" in told()
