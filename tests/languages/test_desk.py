"""The screens that come with a second language speak Vietnamese, too."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from news.roles import ADMINISTRATORS


@pytest.fixture
def desk(client, quantri):
    client.force_login(quantri)
    return client


def test_the_list_of_languages_counts_languages(desk, english):
    page = desk.get(reverse("wagtaillocales:index")).content.decode()

    assert "2 ngôn ngữ" in page


def test_rights_are_named_in_vietnamese(desk, english):
    group = Group.objects.get(name=ADMINISTRATORS)

    page = desk.get(reverse("wagtailusers_groups:edit", args=[group.pk]))

    assert "<h3>Ngôn ngữ</h3>" in page.content.decode()
    assert "<h3>Dịch trang</h3>" in page.content.decode()
