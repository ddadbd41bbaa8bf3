"""An administrator looks after accounts, but not after those above his own."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

FORM = {
    "username": "moi",
    "email": "moi@example.org",
    "first_name": "Người",
    "last_name": "Mới",
    "password1": "mat-khau-dai-2026",
    "password2": "mat-khau-dai-2026",
}


@pytest.fixture
def chief(index):
    return get_user_model().objects.create_superuser(
        "chief", "chief@example.org", "chief"
    )


def test_an_administrator_makes_an_account_but_no_superuser(client, quantri):
    client.force_login(quantri)
    address = reverse("wagtailusers_users:add")

    client.post(address, FORM | {"is_superuser": "on"})
    assert not get_user_model().objects.filter(username="moi").exists()
    client.post(address, FORM)

    assert not get_user_model().objects.get(username="moi").is_superuser


def test_a_superuser_makes_another(client, chief):
    client.force_login(chief)

    client.post(reverse("wagtailusers_users:add"), FORM | {"is_superuser": "on"})

    assert get_user_model().objects.get(username="moi").is_superuser


def test_an_administrator_does_not_raise_himself_or_others(client, quantri, bien):
    client.force_login(quantri)

    for user in (quantri, bien):
        client.post(
            reverse("wagtailusers_users:edit", args=[user.pk]),
            FORM | {"username": user.username, "is_superuser": "on"},
        )

    assert not get_user_model().objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_the_account_of_a_superuser_is_closed_to_an_administrator(
    client, quantri, chief, view
):
    client.force_login(quantri)
    address = reverse(f"wagtailusers_users:{view}", args=[chief.pk])

    response = client.post(address, FORM, follow=True)
    looked = client.get(address)

    chief.refresh_from_db()
    assert (chief.username, chief.check_password("chief")) == ("chief", True)
    assert list(response.context["messages"])
    assert looked.status_code == 302


@pytest.mark.parametrize("act", ["set_active_state", "assign_role", "delete"])
def test_nor_is_it_changed_in_bulk(client, quantri, chief, act):
    client.force_login(quantri)
    address = reverse("wagtail_bulk_action", args=["auth", "user", act])

    client.post(
        f"{address}?id={chief.pk}",
        {"mark_as_active": "False", "role": str(quantri.groups.get().pk)},
    )

    chief.refresh_from_db()
    assert chief.is_active
    assert not chief.groups.exists()


def test_the_form_shows_the_right_but_does_not_offer_it(client, quantri, chief):
    address = reverse("wagtailusers_users:add")

    def offered(user) -> bool:
        client.force_login(user)
        return not client.get(address).context["form"].fields["is_superuser"].disabled

    assert (offered(quantri), offered(chief)) == (False, True)


def test_no_avatar_is_fetched_from_elsewhere(client, quantri):
    client.force_login(quantri)

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "gravatar" not in shown
    assert 'src="//' not in shown
    assert 'src="http' not in shown
