"""Full addresses lead to SITE_URL, and `check --deploy` tells where they do not."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from wagtail.models import Site

from portal.address import name_as_told
from portal.deploy_checks import about_the_database

NAME = "tin.example.gov.vn"


@pytest.fixture
def told(settings):
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = f"https://{NAME}"


def found():
    return [one.id for one in about_the_database()]


def test_a_new_database_is_given_the_name_of_the_site(index, told):
    call_command("migrate", verbosity=0)

    assert index.full_url == f"https://{NAME}/tin-tuc/"
    assert found() == []


def test_a_name_that_somebody_gave_stays_and_is_told_of(index, told):
    Site.objects.update(hostname="cu.example.org", port=443)

    name_as_told()

    (warning,) = about_the_database()
    assert Site.objects.get().hostname == "cu.example.org"
    assert warning.id == "portal.W008"
    assert "https://cu.example.org" in warning.msg


def test_where_no_address_was_asked_for_none_is_written(index):
    call_command("migrate", verbosity=0)

    assert Site.objects.get().hostname == "localhost"


def test_a_database_that_is_away_is_an_error(db, told, monkeypatch):
    def away():
        raise DatabaseError("no such\nserver")

    there_is_none = SimpleNamespace(ensure_connection=away)
    monkeypatch.setattr("portal.deploy_checks.connection", there_is_none)

    (error,) = about_the_database()

    assert error.id == "portal.E003"
    assert "no such server" in error.msg
