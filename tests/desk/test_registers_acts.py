"""The registers keep one truth: terms go on, twins become one, bodies end."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from wagtail.log_actions import registry

from news.models import (
    ArticlePage,
    Author,
    Byline,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Organisation,
    Participant,
)
from news.refusals import Refusal
from news.registers.dissolving import dissolve
from news.registers.merging import merge
from news.registers.terms import TermExists, copy_to_next_year
from tests import build

pytestmark = pytest.mark.django_db


def organisation(name: str, **values) -> Organisation:
    return Organisation.objects.create(name=name, **values)


def term(year: int = 2025, number: str = "I") -> ClusterTerm:
    cluster = Cluster.objects.filter(number=number).first() or build.cluster(number)
    made = ClusterTerm.objects.create(
        cluster=cluster,
        year=year,
        leader=organisation(f"Trưởng {number} {year}"),
        deputy=organisation(f"Phó {number} {year}"),
        founding_decision="163/QĐ-UBND",
    )
    member = organisation(f"Thành viên {number} {year}")
    ClusterMember.objects.create(term=made, organisation=member, rank=1)
    return made


def act(register: str, name: str, entry) -> str:
    return reverse(f"wagtailsnippets_news_{register}:{name}", args=[entry.pk])


# Terms


def test_a_term_goes_on_with_its_people_and_without_their_places():
    old = term()

    new = copy_to_next_year(old)

    assert (new.year, new.leader, new.deputy) == (2026, old.leader, old.deputy)
    assert [(m.organisation.name, m.rank) for m in new.members.all()] == [
        ("Thành viên I 2025", None)
    ]
    assert new.founding_decision == ""


def test_a_term_that_is_there_is_not_written_over():
    old = term()
    copy_to_next_year(old)

    with pytest.raises(TermExists):
        copy_to_next_year(old)

    assert ClusterTerm.objects.count() == 2


def test_the_whole_list_is_copied_and_says_what_was_there(client, quantri):
    first, second = term(), term(number="II")
    copy_to_next_year(first)
    address = reverse("wagtail_bulk_action", args=["news", "clusterterm", "copy_terms"])
    client.force_login(quantri)

    response = client.post(
        f"{address}?id={first.pk}&id={second.pk}&next=/admin/", follow=True
    )

    assert ClusterTerm.objects.filter(year=2026).count() == 2
    assert response.status_code == 200


def test_copying_asks_first(client, quantri):
    old = term()
    client.force_login(quantri)

    client.get(act("clusterterm", "copy_term", old))
    asked = ClusterTerm.objects.count()
    client.post(act("clusterterm", "copy_term", old), {"confirmed": "1"})
    again = client.post(act("clusterterm", "copy_term", old), {"confirmed": "1"})

    assert asked == 1
    assert ClusterTerm.objects.count() == 2
    assert again.status_code == 200


# Mergers


def test_everything_that_points_to_one_points_to_the_other(index):
    gone, kept = organisation("Sở Nội Vụ"), organisation("Sở Nội vụ")
    author = Author.objects.create(name="Thịnh", organisation=gone)
    child = organisation("Chi cục", successor=gone)
    leads = ClusterTerm.objects.create(
        cluster=build.cluster(), year=2025, leader=gone, deputy=gone
    )
    post = build.article(
        index,
        organisation=gone,
        participants=[Participant(organisation=gone)],
        bylines=[Byline(author=author)],
    )

    merge(gone, kept)

    for thing in (author, child, leads, post):
        thing.refresh_from_db()
    assert author.organisation == kept
    assert child.successor == kept
    assert (leads.leader, leads.deputy) == (kept, kept)
    assert post.organisation == kept
    assert [row.organisation for row in post.participants.all()] == [kept]
    assert not Organisation.objects.filter(pk=gone.pk).exists()


def test_who_is_named_twice_is_named_once_after(index):
    gone, kept = organisation("A"), organisation("B")
    post = build.article(
        index,
        participants=[Participant(organisation=gone), Participant(organisation=kept)],
    )
    year = ClusterTerm.objects.create(cluster=build.cluster(), year=2025)
    ClusterMember.objects.create(term=year, organisation=gone, rank=2)
    ClusterMember.objects.create(term=year, organisation=kept)

    merge(gone, kept)

    assert post.participants.count() == 1
    assert [(m.organisation, m.rank) for m in year.members.all()] == [(kept, 2)]


def test_a_draft_that_names_the_one_that_is_gone_can_still_be_opened(
    client, index, bien
):
    gone, kept = organisation("A"), organisation("B")
    author = Author.objects.create(name="Thịnh")
    other = Author.objects.create(name="Thinh")
    post = build.article(index)
    post.organisation = gone
    post.participants = [Participant(organisation=gone)]
    post.bylines = [Byline(author=author)]
    post.save_revision()

    merge(gone, kept)
    merge(author, other)

    client.force_login(bien)
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert client.get(edit).status_code == 200
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert draft.organisation == kept
    assert [row.organisation for row in draft.participants.all()] == [kept]
    assert [byline.author for byline in draft.bylines.all()] == [other]


def test_old_posts_keep_the_words_they_were_signed_with(index):
    office = organisation("Ban Thi đua - Khen thưởng")
    author = Author.objects.create(name="Hoàng Quốc Thịnh", organisation=office)
    post = build.article(index, bylines=[Byline(author=author)])
    kept = Author.objects.create(name="H. Q. Thịnh")

    merge(office, organisation("Sở Nội vụ"))
    merge(author, kept)

    byline = post.bylines.get()
    assert byline.author == kept
    assert byline.name == "Hoàng Quốc Thịnh"
    assert byline.organisation_name == "Ban Thi đua - Khen thưởng"
    byline.record()
    assert byline.name == "Hoàng Quốc Thịnh"


def test_the_name_that_ends_is_another_name_and_its_address_leads_on(client, index):
    gone = organisation("Điện lực Tỉnh", aliases="ĐLT\nĐiện Lực")
    kept = organisation("Công ty Điện lực", aliases="điện lực")
    last = organisation("Tổng công ty")
    build.article(index, organisation=gone)

    merge(gone, kept)
    kept.refresh_from_db()
    aliases = kept.names
    moved = client.get("/tin-tuc/don-vi/dien-luc-tinh/")
    merge(kept, last)

    assert aliases == ["Công ty Điện lực", "điện lực", "Điện lực Tỉnh", "ĐLT"]
    assert moved.status_code == 301
    assert moved.url == "/tin-tuc/don-vi/cong-ty-dien-luc/"
    again = client.get("/tin-tuc/don-vi/dien-luc-tinh/rss.xml")
    assert again.status_code == 301
    assert again.url == "/tin-tuc/don-vi/tong-cong-ty/rss.xml"
    assert client.get("/tin-tuc/don-vi/khong-co/").status_code == 404


def test_an_entry_is_not_merged_with_itself():
    one = organisation("A")

    with pytest.raises(Refusal):
        merge(one, Organisation.objects.get())

    assert Organisation.objects.count() == 1


def test_a_merger_is_told_confirmed_and_logged(client, quantri):
    gone, kept = organisation("A"), organisation("B")
    organisation("C", successor=gone)
    client.force_login(quantri)
    address = act("organisation", "merge", gone)

    form = client.get(address)
    asked = client.post(address, {"kept": kept.pk})
    still_there = Organisation.objects.count()
    client.post(address, {"kept": kept.pk, "confirmed": "1"})

    assert form.status_code == 200
    assert [change.count for change in asked.context["changes"]] == [1]
    assert still_there == 3
    assert Organisation.objects.count() == 2
    logs = registry.get_logs_for_instance(kept)
    assert [log.action for log in logs] == ["news.merge"]
    assert logs[0].user == quantri
    history = reverse("wagtailsnippets_news_organisation:history", args=[kept.pk])
    assert client.get(history).status_code == 200


@pytest.mark.parametrize("kept", ["", "0", "abc", "9" * 30, "self", "<script>"])
def test_a_merger_with_nothing_is_refused_in_words(client, quantri, kept):
    one = organisation("A")
    client.force_login(quantri)
    kept = one.pk if kept == "self" else kept

    response = client.post(
        act("organisation", "merge", one), {"kept": kept, "confirmed": "1"}
    )

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("name", ["bien", "minh"])
@pytest.mark.parametrize(
    ("register", "what"),
    [
        ("organisation", "merge"),
        ("organisation", "dissolve"),
        ("author", "merge"),
        ("clusterterm", "copy_term"),
    ],
)
def test_only_administrators_act_on_registers(client, request, name, register, what):
    entry = {
        "organisation": lambda: organisation("A"),
        "author": lambda: Author.objects.create(name="A"),
        "clusterterm": term,
    }[register]()
    client.force_login(request.getfixturevalue(name))

    response = client.post(act(register, what, entry), {"confirmed": "1"})

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert ClusterTerm.objects.filter(year=2026).count() == 0


# Ends


def test_what_is_dissolved_stays_in_old_posts_and_is_not_offered(
    client, index, quantri
):
    gone, heir = organisation("Sở cũ"), organisation("Sở mới")
    post = build.article(index, organisation=gone)
    client.force_login(quantri)
    answers = {"on": "01/03/2025", "successor": heir.pk}

    client.post(act("organisation", "dissolve", gone), answers)
    asked = Organisation.objects.get(pk=gone.pk).dissolved_on
    client.post(act("organisation", "dissolve", gone), answers | {"confirmed": "1"})
    choose = client.get(reverse("wagtailsnippetchoosers_news_organisation:choose"))

    gone.refresh_from_db()
    assert asked is None
    assert (gone.dissolved_on, gone.successor) == (dt.date(2025, 3, 1), heir)
    offered = json.loads(choose.content)["html"]
    assert "Sở mới" in offered
    assert "Sở cũ" not in offered
    assert "Sở cũ" in client.get(post.url).content.decode()


def test_an_organisation_neither_ends_before_it_began_nor_follows_itself():
    heir = organisation("B")
    one = organisation("A", established_on=dt.date(2020, 1, 1), successor=heir)

    with pytest.raises(Refusal):
        dissolve(one, dt.date(2019, 12, 31))
    with pytest.raises(Refusal):
        dissolve(heir, dt.date(2025, 1, 1), successor=one)

    heir.refresh_from_db()
    assert heir.dissolved_on is None
