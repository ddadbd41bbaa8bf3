"""The registers are sorted as a Vietnamese reader expects, and easily searched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Author, ClusterTerm, Organisation
from tests import build

pytestmark = pytest.mark.django_db


def listed(client, register: str, **query) -> list[str]:
    address = reverse(f"wagtailsnippets_news_{register}:list")
    return [str(row) for row in client.get(address, query).context["object_list"]]


def test_organisations_from_the_left_and_people_by_given_name(client, bien):
    for name in ("Sở Y tế", "Đoàn", "Dân vận", "Sở Du lịch"):
        Organisation.objects.create(name=name)
    for name in ("Lê Văn Ân", "Trần Thị An", "Nguyễn Anh"):
        Author.objects.create(name=name)
    client.force_login(bien)

    assert listed(client, "organisation") == [
        "Dân vận",
        "Đoàn",
        "Sở Du lịch",
        "Sở Y tế",
    ]
    assert listed(client, "author") == ["Trần Thị An", "Nguyễn Anh", "Lê Văn Ân"]
    assert listed(client, "author", ordering="-name")[0] == "Lê Văn Ân"


def test_an_entry_is_found_without_accents_by_any_of_its_names(client, bien):
    Organisation.objects.create(name="Đảng ủy Khối", aliases="ĐUK\nKhối cơ quan")
    Organisation.objects.create(name="Sở Y tế")
    build.cluster(name="Các tổ chức tín dụng")
    client.force_login(bien)

    assert listed(client, "organisation", q="dang uy") == ["Đảng ủy Khối"]
    assert listed(client, "organisation", q="KHOI co quan") == ["Đảng ủy Khối"]
    assert len(listed(client, "cluster", q="tin dung")) == 1


@pytest.mark.parametrize(
    "register", ["cluster", "clusterterm", "organisation", "author"]
)
@pytest.mark.parametrize(
    "query",
    [
        {"q": '"'},
        {"q": "\x00"},
        {"q": "%_"},
        {"ordering": "user__password"},
        {"p": "-7"},
        {"year": "9" * 50},
        {"cluster": "x"},
        {"organisation": "'"},
        {"kind": "<b>"},
    ],
    ids=repr,
)
def test_a_hostile_query_is_answered_calmly(client, bien, register, query):
    Organisation.objects.create(name="Sở Y tế")
    client.force_login(bien)

    address = reverse(f"wagtailsnippets_news_{register}:list")

    assert client.get(address, query).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("rows", [2, 19])
def test_a_register_costs_the_same_whatever_it_holds(client, quantri, rows):
    for number in range(rows):
        heir = Organisation.objects.create(name=f"B {number}")
        office = Organisation.objects.create(name=f"A {number}", successor=heir)
        Author.objects.create(name=f"Người {number}", organisation=office)
        ClusterTerm.objects.create(
            cluster=build.cluster(str(number)), year=2025, leader=office, deputy=heir
        )
    client.force_login(quantri)

    costs = {}

    for register in QUERIES:
        listed(client, register)  # Permissions and content types are known.
        with CaptureQueriesContext(connection) as queries:
            listed(client, register)
        costs[register] = len(queries)

    assert costs == QUERIES


QUERIES = {"organisation": 12, "author": 13, "clusterterm": 13, "cluster": 12}


def test_a_register_leaves_as_a_table_without_formulas(client, bien):
    Organisation.objects.create(name='=HYPERLINK("http://evil")')
    client.force_login(bien)
    address = reverse("wagtailsnippets_news_organisation:list")

    file = b"".join(client.get(address, {"export": "csv"}).streaming_content)

    assert file.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK" in file.decode("utf-8-sig")


def test_a_name_that_is_there_already_is_warned_of(client, quantri):
    Organisation.objects.create(name="Sở Nội vụ", aliases="SNV")
    client.force_login(quantri)

    response = client.post(
        reverse("wagtailsnippets_news_organisation:add"),
        {"name": "SO  NOI VU", "aliases": "", "slug": ""},
        follow=True,
    )

    assert Organisation.objects.count() == 2
    assert any("Sở Nội vụ" in str(m) for m in response.context["messages"])
