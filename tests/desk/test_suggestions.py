"""The text's own names of clusters, people and days are offered to the form."""

import json
import time
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from news.importers.drupal import read
from news.models import (
    ClusterMember,
    ClusterTerm,
    Organisation,
)
from news.registered import (
    KnownCluster,
    KnownOrganisation,
    KnownTerm,
    Register,
    organisations_in,
)
from news.suggestions import Written, suggest
from tests import build

from .writing import form, paragraph, streamfield

ENTERPRISES = KnownCluster(
    1,
    "cụm",
    "I",
    "Các doanh nghiệp Trung ương",
    "Cụm I – Các doanh nghiệp Trung ương",
)
BANKS = KnownCluster(
    2, "cụm", "I", "Các tổ chức tín dụng", "Cụm I – Các tổ chức tín dụng"
)
POST = KnownOrganisation(11, "Bưu điện tỉnh Lạng Sơn", ("Bưu điện tỉnh Lạng Sơn",))
COAL = KnownOrganisation(
    12, "Công ty Than Na Dương - VVMI", ("Công ty Than Na Dương - VVMI", "Than ND")
)
BOARD = KnownOrganisation(
    13, "Ban Thi đua - Khen thưởng", ("Ban Thi đua - Khen thưởng",)
)
REGISTER = Register(
    (ENTERPRISES, BANKS),
    (POST, COAL, BOARD),
    lambda year: {1: KnownTerm(12, 11, (11, 12))} if year == 2020 else {},
)


@pytest.fixture
def conference(seed) -> Written:
    (document,) = read(seed, None, ())
    texts = [block.html for block in document.blocks if hasattr(block, "html")]
    return Written(document.title, tuple(texts), document.published)


def by_group(offered):
    groups = {}
    for one in offered:
        groups.setdefault(one.group, []).append(one)
    return groups


def test_the_conference_article_offers_all_its_facts(conference):
    offered = by_group(suggest(conference, REGISTER))

    assert [one.adds[0].value for one in offered["clusters"]] == [1]
    assert offered["event_date"][0].adds[0].value == date(2020, 7, 9)
    assert offered["event_kind"][0].adds[0].value == "review"
    assert offered["event_part_of_day"][0].adds[0].value == "afternoon"
    assert offered["event_place"][0].text == "trụ sở Bưu điện tỉnh Lạng Sơn"
    assert "remarks" not in offered


def test_the_term_of_the_posts_year_says_who_leads(conference):
    offered = by_group(suggest(conference, REGISTER))

    assert "2020" in offered["clusters"][0].note
    assert COAL.name in offered["clusters"][0].note
    all_of_them, leader, deputy, *_others = offered["participants"]
    assert [add.value for add in all_of_them.adds] == [12, 11]
    assert (leader.text, deputy.text) == (COAL.name, POST.name)


def test_what_the_form_has_is_not_offered_again(conference):
    filled = Written(
        conference.title,
        conference.texts,
        conference.published,
        organisation=13,
        clusters=frozenset({1}),
        participants=frozenset({11, 12}),
        event={
            "event_kind": "other",
            "event_date": date(2020, 7, 8),
            "event_part_of_day": "morning",
            "event_place": "Lạng Sơn",
        },
    )

    assert suggest(filled, REGISTER) == []


def test_missing_accents_are_understood():
    text = "Cum I - cac doanh nghiep trung uong; than nd; BAN THI DUA KHEN THUONG"

    offered = by_group(suggest(Written(text, ()), REGISTER))

    assert [one.adds[0].value for one in offered["clusters"]] == [1]
    assert [one.adds[0].value for one in offered["participants"]] == [12, 13]


def test_a_number_that_two_clusters_bear_offers_both():
    offered = suggest(Written("Cụm I tổ chức Hội nghị sơ kết", ()), REGISTER)

    groups = by_group(offered)
    assert [one.adds[0].value for one in groups["clusters"]] == [1, 2]


def test_the_longest_name_takes_its_words():
    short = KnownOrganisation(1, "Bưu điện tỉnh", ("Bưu điện tỉnh",))
    register = Register((), (short, POST))

    assert organisations_in("tại Bưu điện tỉnh Lạng Sơn", register) == [POST]
    assert organisations_in("Bưu điện tỉnh đã họp", register) == [short]


def test_numbers_of_documents_are_offered_once():
    texts = ("Quyết định 163/QĐ-UBND và 98/2023/NĐ-CP", "theo 163/QĐ-UBND")
    written = Written("Tin", texts, documents=frozenset({"98/2023/nđ-cp"}))

    offered = by_group(suggest(written, REGISTER))["documents"]

    assert [one.text for one in offered] == ["163/QĐ-UBND"]


def test_a_count_that_does_not_match_the_list_is_pointed_out():
    text = "Cụm có 05 đơn vị thành viên: Sở Y tế, Sở Nội vụ và Ban Dân tộc."

    (remark,) = by_group(suggest(Written("Tin", (text,)), REGISTER))["remarks"]

    assert "5" in remark.text
    assert "3" in remark.text
    assert remark.adds == ()


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>" * 80_000,
        "Cụm I – " * 250_000,
        "07 đơn vị thành viên: " * 90_000,
        "(" * 2_000_000,
        "163/QĐ-" * 280_000,
        "9/7/2020, tại " * 140_000,
    ],
    ids=["script", "clusters", "counts", "brackets", "numbers", "days"],
)
def test_two_megabytes_of_anything_are_looked_at_quickly(text):
    began = time.process_time()

    offered = suggest(
        Written("Tin", (text,), datetime(2020, 7, 13, tzinfo=UTC)), REGISTER
    )

    # Generous: a reader that walks back over itself would take minutes.
    # Its own time, not that of a busy machine.
    assert time.process_time() - began < 20
    assert len(offered) < 100


@pytest.fixture
def registered(index):
    cluster = build.cluster()
    leader = Organisation.objects.create(name="Bưu điện tỉnh Lạng Sơn")
    member = Organisation.objects.create(name="Sở Y tế", aliases="SYT")
    term = ClusterTerm.objects.create(cluster=cluster, year=2020, leader=leader)
    term.members.set([ClusterMember(organisation=member)])
    term.save()
    return cluster, leader, member


def ask(client, index, **values):
    year = index.year_for(build.moment(2020))
    address = reverse("news_findings_of_new", args=[year.pk])
    return client.post(address, form(**values)).json()


def adds_of(answer):
    buttons = BeautifulSoup(answer["suggestions"], "html.parser").select("button")
    return [add for one in buttons for add in json.loads(one["data-news-add"])]


def test_the_panel_offers_what_the_registers_know(client, bien, index, registered):
    cluster, leader, member = registered
    client.force_login(bien)
    body = "<p>Chiều 09/7/2020, tại trụ sở Bưu điện tỉnh, Cụm I tổ chức Hội nghị.</p>"

    answer = ask(
        client,
        index,
        title="Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết",
        body=streamfield([paragraph(body)]),
    )

    adds = adds_of(answer)
    assert {"field": "clusters", "value": cluster.pk, "label": ""} in adds
    assert {"field": "event_date", "value": "09/07/2020", "label": ""} in adds
    offered = [add["value"] for add in adds if add["field"] == "participants"]
    assert set(offered) == {leader.pk, member.pk}
    assert answer["offered"] > 4


def test_hostile_names_stay_text(client, bien, index):
    name = 'Sở "><script>alert(1)</script>'
    Organisation.objects.create(name=name)
    client.force_login(bien)

    answer = ask(client, index, title=f"Tin về {name}")

    assert "<script" not in answer["suggestions"]
    (add,) = [add for add in adds_of(answer) if add["field"] == "participants"]
    assert add["label"] == name


@pytest.mark.once
def test_asking_costs_the_same_however_large_the_registers_are(
    client, bien, index, registered, django_assert_max_num_queries
):
    client.force_login(bien)
    year = index.year_for(build.moment(2020))
    address = reverse("news_findings_of_new", args=[year.pk])
    data = form(title="Cụm I – Các doanh nghiệp Trung ương sơ kết")

    def queries() -> int:
        with django_assert_max_num_queries(60) as asked:
            client.post(address, data)
        return len(asked)

    queries()
    few = queries()
    for number in range(2, 12):
        build.cluster(str(number), f"Cụm thứ {number}")
        Organisation.objects.create(name=f"Đơn vị thứ {number}")

    assert queries() == few
