"""A password alone opens nothing, where a second factor was set up or has to be."""

import pytest
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.models import PageViewRestriction

from news.models import ModerationTask
from portal import doors
from portal.factors import codes
from tests import build

from .telephone import app_of, code, gets_in, signed_in, typed

STEP = "/admin/second-step/"
pytestmark = pytest.mark.usefixtures("clock")


def test_after_the_password_the_code_is_asked_for_and_then_leads_on(minh):
    app = app_of(minh)
    client = signed_in(minh)
    queue = reverse("news_queue")

    led = client.get(queue)
    assert led.status_code == 302
    assert led.url == f"{STEP}?next=%2Fadmin%2Fnews%2Fqueue%2F"
    answer = typed(client, code(app), next=queue)

    assert (answer.status_code, answer.url) == (302, queue)
    assert gets_in(client)


def test_between_the_steps_a_person_is_nobody_to_the_public_pages(index, minh):
    app_of(minh)
    post = build.article(index)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    client = signed_in(minh)

    assert client.get(post.url).status_code == 302
    login = reverse("wagtailcore_login")
    assert Client().post(login, {"username": "minh", "password": "minh"})
    assert not gets_in(client)


def test_the_other_door_leads_no_further(minh):
    app_of(minh)
    client = Client()

    client.post(reverse("wagtailcore_login"), {"username": "minh", "password": "minh"})

    assert client.session.get("_auth_user_id") == str(minh.pk)
    assert client.get(reverse("news_queue")).url.startswith(STEP)


def test_from_the_readers_door_the_second_step_leads_back_to_the_page(index, minh):
    app = app_of(minh)
    post = build.article(index)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    door, client = reverse("wagtailcore_login"), Client()
    known = {"username": "minh", "password": "minh", "next": post.url}

    led = client.post(door, known, follow=True)
    step = led.redirect_chain[-1][0]
    answer = client.post(step, {"code": code(app)}, follow=True)

    assert step == f"{STEP}?{urlencode({'next': post.url})}"
    assert answer.redirect_chain[-1][0] == post.url
    assert post.title in answer.content.decode()


@pytest.mark.parametrize("name", ["sprite", "javascript_catalog"])
def test_what_the_page_of_the_step_is_made_of_is_not_led_there(minh, name):
    app_of(minh)

    answer = signed_in(minh).get(reverse(f"wagtailadmin_{name}"))

    assert answer.status_code == 200


def test_acts_and_questions_of_scripts_are_turned_away_too(minh):
    app_of(minh)
    client = signed_in(minh)

    posted = client.post(reverse("wagtailadmin_account"), {})
    asked = client.get(
        reverse("news_queue"), headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert posted.url == STEP
    assert asked.status_code == 403


@pytest.mark.parametrize(
    ("steps", "is_taken"),
    [(-2, False), (-1, True), (0, True), (1, True), (2, False)],
)
def test_a_clock_may_be_one_step_off(minh, steps, is_taken):
    app = app_of(minh)
    client = signed_in(minh)

    typed(client, code(app, steps))

    assert gets_in(client) == is_taken


def test_a_code_is_taken_once(minh):
    app = app_of(minh)
    typed(signed_in(minh), code(app))
    other = signed_in(minh)

    answer = typed(other, code(app))

    assert "đã được dùng" in answer.content.decode()
    assert not gets_in(other)


def test_nor_is_an_older_one_taken_after_it(minh):
    app = app_of(minh)
    typed(signed_in(minh), code(app))
    other = signed_in(minh)

    typed(other, code(app, -1))

    assert not gets_in(other)


def test_a_code_on_paper_opens_once_and_says_how_many_are_left(minh):
    app_of(minh)
    first, *_ = codes.made(minh)
    client, other = signed_in(minh), signed_in(minh)

    typed(client, first.upper().replace("-", " "))
    typed(other, first)

    assert "Còn 9 mã" in client.get(reverse("portal_factors")).content.decode()
    assert gets_in(client)
    assert not gets_in(other)


def test_nobody_reads_a_code_on_paper_out_of_the_database(minh):
    made = codes.made(minh)

    [paper] = minh.staticdevice_set.all()
    stored = {token.token for token in paper.token_set.all()}

    assert len(stored) == codes.ON_PAPER
    assert not stored & {text.replace("-", "") for text in made}


def test_new_codes_on_paper_make_the_old_ones_worthless(minh):
    app_of(minh)
    old = codes.made(minh)
    codes.made(minh)
    client = signed_in(minh)

    typed(client, old[0])

    assert not gets_in(client)


def test_the_code_of_another_person_opens_nothing(minh, quantri):
    app_of(minh)
    other = app_of(quantri)
    client = signed_in(minh)

    typed(client, code(other))
    typed(client, codes.made(quantri)[0])

    assert not gets_in(client)


def test_the_fifth_wrong_code_shuts_the_door_to_the_right_one_as_well(minh):
    app = app_of(minh)
    client = signed_in(minh)

    told = [typed(client, "000000").status_code for _ in range(5)]
    right = typed(client, code(app))

    assert told == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "Mã không đúng nhiều lần" in right.content.decode()


def test_the_right_password_does_not_begin_the_count_anew(minh):
    app_of(minh)

    told = [typed(signed_in(minh), "000000").status_code for _ in range(5)]

    assert told[-1] == 429


def test_codes_are_not_guessed_from_everywhere_at_once(minh, monkeypatch):
    monkeypatch.setattr(doors, "OF_CODES", 8)
    app = app_of(minh)
    for number in range(4):
        client = signed_in(minh, f"198.51.100.{number}")
        typed(client, "000000")
        typed(client, "000001")

    assert typed(signed_in(minh), code(app)).status_code == 429


def test_who_finds_the_right_code_in_the_end_begins_anew(minh):
    app = app_of(minh)
    client = signed_in(minh)
    for _ in range(4):
        typed(client, "000000")

    typed(client, code(app))

    assert gets_in(client)
    assert not AccessAttempt.objects.exists()


def test_the_door_answers_the_same_whether_there_is_a_factor_or_an_account(minh, bien):
    app_of(minh)
    login = reverse("wagtailadmin_login")

    def told(name: str) -> tuple[int, str]:
        answer = Client().post(login, {"username": name, "password": "sai"})
        text = BeautifulSoup(answer.content, "html.parser").get_text()
        return answer.status_code, text.replace(name, "")

    assert told("minh") == told("bien") == told("khong-co-ai")


@pytest.mark.parametrize(
    "text",
    ["", " ", "a\0b", "x" * 10_000, "１２３４５６", "-12345", "1e5", "' OR 1=1", "😀"],
)
def test_odd_codes_are_no_error(minh, text):
    app_of(minh)
    client = signed_in(minh)

    assert typed(client, text).status_code == 200
    assert not gets_in(client)


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/", "\\\\x"])
def test_it_leads_nowhere_else(minh, next_):
    app = app_of(minh)

    answer = typed(signed_in(minh), code(app), next=next_)

    assert answer.url == reverse("wagtailadmin_home")


def test_the_session_gets_a_new_key(minh):
    app = app_of(minh)
    client = signed_in(minh)
    before = client.session.session_key

    typed(client, code(app))

    assert client.session.session_key != before


def test_a_reader_is_not_looked_up(client, index, django_assert_num_queries):
    client.get("/healthz")

    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.parametrize("name", ["minh", "quantri", "chief"])
def test_who_publishes_or_administers_is_led_to_set_one_up(request, index, name):
    if name == "chief":
        user = get_user_model().objects.create_superuser("chief", password="chief")
    else:
        user = request.getfixturevalue(name)
    client = signed_in(user)

    led = client.get(reverse("wagtailadmin_home"))
    shown = client.get(led.url)

    assert led.url == "/admin/second-factor/?next=%2Fadmin%2F"
    assert "cần xác thực hai bước" in shown.content.decode()


def test_so_is_who_lets_posts_out_by_approving_them(index, bien):
    members = Group.objects.create(name="Hội đồng")
    bien.groups.add(members)
    ModerationTask.objects.create(name="Hội đồng").groups.add(members)

    assert not gets_in(signed_in(bien))


def test_a_passkey_leads_where_one_was_going(minh):
    WebAuthnCredential.objects.create(
        **{"user": minh, "name": "khoá", "credential_id": b"1", "public_key": b"2"},
        **{"transports": [], "discoverable": True, "sign_count": 0},
        **{"backup_eligible": False, "backup_state": False, "aaguid": "0" * 32},
    )

    page = signed_in(minh).get(f"{STEP}?next=%2Fadmin%2Fnews%2Fqueue%2F")

    shown = BeautifulSoup(page.content, "html.parser").select_one("[data-passkey]")
    assert shown["data-end"].endswith("?next=%2Fadmin%2Fnews%2Fqueue%2F")


def test_an_editor_may_but_need_not(bien):
    client = signed_in(bien)
    assert gets_in(client)

    app_of(bien)

    assert not gets_in(client)


@pytest.mark.parametrize(("mode", "is_in"), [("optional", True), ("off", True)])
def test_elsewhere_nobody_has_to(minh, settings, mode, is_in):
    settings.SECOND_FACTOR = mode

    assert gets_in(signed_in(minh)) == is_in


@pytest.mark.parametrize(("mode", "is_in"), [("optional", False), ("off", True)])
def test_who_has_one_is_asked_unless_nobody_is(minh, settings, mode, is_in):
    settings.SECOND_FACTOR = mode
    app_of(minh)

    assert gets_in(signed_in(minh)) == is_in
