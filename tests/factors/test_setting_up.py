"""A person sets up factors, is given codes on paper, and removes what is not needed."""

import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from portal.factors import codes, doors, losing, rules

from .telephone import app_of, code, gets_in, signed_in, typed

pytestmark = pytest.mark.usefixtures("clock")
APP = "/admin/second-factor/app/"


def told_of(user) -> list[str]:
    entries = ModelLogEntry.objects.filter(object_id=str(user.pk))
    return sorted(entries.values_list("action", flat=True))


def prepared(client: Client) -> TOTPDevice:
    """The app that has read the key on the screen."""
    client.get(APP)
    return TOTPDevice(key=client.session["portal_new_key"])


def remove(client: Client, factor) -> object:
    where = reverse("portal_factor_remove", args=[factor._meta.label_lower, factor.pk])
    return client.post(where)


def test_an_app_that_shows_the_right_code_is_taken_and_opens_the_desk(minh):
    client = signed_in(minh)
    app = prepared(client)

    answer = client.post(APP, {"code": code(app)})

    assert len(answer.context["codes"]) == codes.ON_PAPER
    assert gets_in(client)
    assert told_of(minh) == ["portal.codes_made", "portal.factor_added"]


def test_the_code_that_set_it_up_opens_nothing_more(minh):
    client = signed_in(minh)
    app = prepared(client)
    client.post(APP, {"code": code(app)})
    other = signed_in(minh)

    typed(other, code(app))

    assert not gets_in(other)


@pytest.mark.parametrize("text", ["000000", "", "a\0b", "x" * 9_999, "١٢٣٤٥٦"])
def test_an_app_that_shows_another_code_is_not_taken(minh, text):
    client = signed_in(minh)
    prepared(client)

    client.post(APP, {"code": text})

    assert not TOTPDevice.objects.exists()
    assert not gets_in(client)


def test_the_key_on_the_screen_stays_the_same_until_it_is_taken(minh):
    client = signed_in(minh)

    first = prepared(client).key
    client.post(APP, {"code": "000000"})

    assert prepared(client).key == first


def test_a_form_that_was_sent_twice_sets_up_one_app_and_shows_codes_that_count(bien):
    client = signed_in(bien)
    shown = code(prepared(client))
    before = dict(client.session)
    client.post(APP, {"code": shown})
    # The second came before the first was answered: its session is as it was.
    session = client.session
    session.update(before)
    session.save()

    answer = client.post(APP, {"code": shown})

    assert TOTPDevice.objects.filter(user=bien).count() == 1
    assert told_of(bien).count("portal.factor_added") == 1
    first, *_ = answer.context["codes"]
    client.logout()
    client = signed_in(bien)
    typed(client, first)
    assert gets_in(client)


def test_other_sessions_of_that_person_are_asked_from_then_on(bien):
    elsewhere, client = signed_in(bien), signed_in(bien)

    client.post(APP, {"code": code(prepared(client))})

    assert gets_in(client)
    assert not gets_in(elsewhere)


def test_who_must_have_one_does_not_remove_the_last(minh):
    first, second = app_of(minh), app_of(minh)
    client = signed_in(minh)
    typed(client, code(first))

    remove(client, second)
    refused = remove(client, first)

    assert rules.factors_of(minh) == [first]
    assert "phải có" in client.get(refused.url).content.decode()


def test_who_need_not_removes_it_and_the_codes_on_paper_go_too(bien):
    app = app_of(bien)
    codes.made(bien)
    client = signed_in(bien)
    typed(client, code(app))

    remove(client, app)

    assert not rules.has_factor(bien)
    assert rules.codes_left(bien) == 0
    assert told_of(bien) == ["portal.factor_removed"]
    assert gets_in(client)


def test_nobody_removes_the_factor_of_another(bien, minh):
    app, other = app_of(bien), app_of(minh)
    client = signed_in(bien)
    typed(client, code(app))

    answer = remove(client, other)

    assert answer.status_code == 404
    assert rules.has_factor(minh)


@pytest.mark.parametrize("name", ["portal_app", "portal_paper"])
def test_a_desk_left_open_is_not_enough_to_change_it(bien, name):
    app = app_of(bien)
    client = signed_in(bien)
    typed(client, code(app))
    session = client.session
    session[doors.PROVED_AT] = time.time() - doors.FRESH_SECONDS - 1
    session.save()

    answer = client.post(reverse(name))

    assert answer.url == "/admin/second-step/?next=%2Fadmin%2Fsecond-factor%2F"
    assert rules.codes_left(bien) == 0


@pytest.mark.parametrize("door", ["wagtailadmin_login", "wagtailcore_login"])
def test_nor_is_the_password_once_more_where_a_factor_opened_it(minh, door):
    app = app_of(minh)
    client = signed_in(minh)
    typed(client, code(app))
    session = client.session
    session[doors.PROVED_AT] = 0
    session.save()

    client.post(reverse(door), {"username": "minh", "password": "minh"})

    assert client.get(APP).url.startswith("/admin/second-step/")


def test_who_has_none_proves_it_with_the_password(bien):
    client = signed_in(bien)
    session = client.session
    session[doors.PROVED_AT] = 0
    session.save()

    def says(password: str) -> Client:
        client.post(reverse("portal_second_step"), {"password": password})
        return client

    assert says("sai").get(APP).status_code == 302
    assert says("bien").get(APP).status_code == 200


def test_without_a_session_there_is_nothing_to_see():
    for name in ("portal_second_step", "portal_factors", "portal_app", "portal_paper"):
        assert Client().get(reverse(name)).url.startswith("/admin/login/")


def test_a_lost_telephone_is_forgotten_and_what_it_opened_is_shut(minh):
    app = app_of(minh)
    codes.made(minh)
    client = signed_in(minh)
    typed(client, code(app))

    call_command("forget_factor", "minh")

    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert rules.codes_left(minh) == 0
    assert told_of(minh) == ["portal.factors_forgotten"]


def test_it_shuts_what_it_opened_to_who_need_not_have_one_as_well(bien):
    app = app_of(bien)
    client = signed_in(bien)
    typed(client, code(app))
    assert gets_in(client)

    call_command("forget_factor", "bien")

    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert not client.session.get("_auth_user_id")


def test_forgetting_for_an_account_that_is_not_there_says_so(db):
    with pytest.raises(CommandError, match="khong-co") as error:
        call_command("forget_factor", "khong-co")

    assert error.value.returncode == 2


def test_an_administrator_takes_it_from_a_person_but_not_from_himself(
    settings, quantri, minh
):
    settings.SECOND_FACTOR = "optional"
    app_of(minh)
    client = signed_in(quantri)

    def forgets(user) -> int:
        return client.post(reverse("portal_forget_factor", args=[user.pk])).status_code

    assert forgets(minh) == 302
    assert not rules.has_factor(minh)
    app_of(quantri)
    typed(client, code(rules.factors_of(quantri)[0]))
    forgets(quantri)
    assert rules.has_factor(quantri)
    entry = ModelLogEntry.objects.get(action="portal.factors_forgotten")
    assert (entry.user, entry.object_id) == (quantri, str(minh.pk))


def test_an_editor_takes_it_from_nobody(bien, minh):
    app_of(minh)
    client = signed_in(bien)

    client.post(reverse("portal_forget_factor", args=[minh.pk]))

    assert rules.has_factor(minh)


def test_forgetting_twice_is_no_error(minh):
    assert losing.forget(minh) == 0
    assert losing.forget(minh) == 0
