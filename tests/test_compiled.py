"""A compiled question finds what the queryset finds, whatever its values are."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.utils import ConnectionHandler
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from news import gathering, sites
from news.compiled import Unfit, compiled
from news.models import ArticlePage, Cluster, Meeting
from tests import build

pytestmark = pytest.mark.django_db


def test_it_finds_rows_with_what_they_are_joined_to(index, django_assert_num_queries):
    article, board = build.article(index, title="Hội nghị"), build.board()

    @compiled
    def titled(title: str) -> QuerySet:
        return ArticlePage.objects.filter(title=title).select_related("organisation")

    assert titled("Không có") == []
    with django_assert_num_queries(1):
        (found,) = titled("Hội nghị")
        assert found.organisation == board
    assert found.published_at == article.published_at
    assert str(found.body) == str(article.body)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_lists_may_have_any_length(index, count):
    pks = [build.cluster(number=str(number)).pk for number in range(8)][:count]

    @compiled
    def among(pks: list[int], names: list[str]) -> QuerySet:
        rows = Cluster.objects.filter(pk__in=pks).exclude(name__in=names)
        return rows.order_by("pk").values_list("pk", flat=True)

    assert among(pks, []) == among(pks, ["x"]) == pks
    assert among(pks[::-1], []) == pks


def test_values_may_be_moments_days_and_keys(index):
    day = datetime(2020, 7, 13, 1, 0, tzinfo=UTC)
    article = build.article(index, published_at=day, event_date=date(2020, 7, 13))

    @compiled
    def on(at: datetime, day: date, key: object) -> QuerySet:
        rows = ArticlePage.objects.filter(published_at=at, event_date=day)
        return rows.filter(translation_key=key)

    assert on(day, day.date(), article.translation_key) == [article]
    assert on(day, date(2020, 7, 14), article.translation_key) == []


def test_a_value_may_be_missing(index):
    build.meeting(build.moment(2030, 1, 1), title="Họp")

    @compiled
    def held(title: str | None) -> QuerySet:
        return Meeting.objects.filter(title=title) if title else Meeting.objects.all()

    assert [len(held(title)) for title in (None, "Họp", "Khác")] == [1, 1, 0]


def test_what_is_named_is_seen(index):
    for number in range(3):
        build.cluster(number=str(number))

    @compiled
    def first(*, count: int) -> QuerySet:
        return Cluster.objects.all()[:count]

    assert [len(first(count=count)) for count in (1, 2)] == [1, 2]


def test_a_place_in_the_tree_may_begin_or_end_a_text(index):
    build.article(index)

    @compiled
    def below(path: str) -> QuerySet:
        return Page.objects.filter(path__startswith=path, path__lt=path + "Z" * 5)

    assert below(index.path) == list(index.get_descendants(inclusive=True))
    with pytest.raises(Unfit):
        below("0001%")


@pytest.mark.parametrize("start", ["Cụm", "cụm", "Cụm_1", "Cụm%", "%", "", "Cụm 12"])
def test_what_begins_is_what_starts_with_it(index, start):
    for name in ("Cụm 1", "Cụm_1", "cụm 1", "Cụm%", "%", "Khối 1"):
        build.cluster(name=name, number=name)

    found = Cluster.objects.filter(name__begins=start)

    assert set(found) == {one for one in Cluster.objects.all() if begins(one, start)}


def begins(cluster: Cluster, start: str) -> bool:
    return cluster.name.startswith(start)


def test_what_begins_is_asked_of_every_database():
    settings = {"ENGINE": "django.db.backends.postgresql", "NAME": "nowhere"}
    elsewhere = ConnectionHandler({"default": settings})["default"]

    begun, usual = (
        Page.objects.filter(**{f"path__{name}": "0001"}).order_by().query
        for name in ("begins", "startswith")
    )

    told = [q.get_compiler(connection=elsewhere).as_sql() for q in (begun, usual)]
    assert told[0] == told[1]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_no_page_lets_sqlite_compile_its_questions_anew(client, index):
    """With a `LIKE` whose pattern is a value, it does so each time."""
    cluster = build.cluster()
    first, *_ = (build.article(index, clusters=[cluster]) for _ in range(3))

    with CaptureQueriesContext(connection) as asked:
        for address in (first.url, "/", "/tin-tuc/", f"/tin-tuc/cum/{cluster.slug}/"):
            assert client.get(address).status_code == 200

    assert [one["sql"] for one in asked if " LIKE " in one["sql"]] == []


def test_a_value_that_is_looked_at_is_told(index):
    @compiled
    def later(number: int) -> QuerySet:
        return Page.objects.filter(depth=number + 1)

    with pytest.raises(Unfit):
        later(1)


def test_nothing_is_asked_where_nothing_can_be_found(django_assert_num_queries):
    @compiled
    def among(pks: list[int]) -> QuerySet:
        return Page.objects.filter(pk__in=pks)

    with django_assert_num_queries(0):
        assert among([]) == []


HOSTS = ["a.example", "b.example", "c.example"]


@pytest.mark.parametrize("default", [None, 0, 1, 2, 3])
def test_the_site_is_the_one_that_wagtail_finds(index, default):
    root = Site.objects.get().root_page
    Site.objects.all().delete()
    places = [(HOSTS[0], 80), (HOSTS[0], 8000), (HOSTS[1], 80), (HOSTS[2], 443)]
    for number, (host, port) in enumerate(places):
        is_default = number == default
        Site.objects.create(
            hostname=host, port=port, root_page=root, is_default_site=is_default
        )

    for host in [*HOSTS, "d.example"]:
        for port in (80, 443, 8000, 9000):
            request = RequestFactory().get("/", headers={"host": f"{host}:{port}"})
            other = RequestFactory().get("/", headers={"host": f"{host}:{port}"})
            assert sites.asked_for(request) == Site.find_for_request(other)


def test_what_is_gathered_is_of_its_own_values_whoever_asks_meanwhile(monkeypatch):
    """Threads of one process ask the same new question; here each step is disturbed."""
    build.cluster("I"), build.cluster("II")
    row, disturbing = gathering._row, []

    @gathering.gathering
    def numbered(number: str, other: str, pks: list[int]) -> dict[str, gathering.Part]:
        found = Cluster.objects.filter(number=number)
        # Where nothing can be found, with its value, the question is written twice.
        nothing = Cluster.objects.filter(number=other, pk__in=pks)
        parts = {"one": found, "no": nothing, "same": found}
        return {name: gathering.Part(rows) for name, rows in parts.items()}

    def disturbed(*asked):
        if not disturbing:
            disturbing.append(True)
            numbered("II", "", [])
            disturbing.clear()
        return row(*asked)

    monkeypatch.setattr(gathering, "_row", disturbed)

    found = numbered("I", "", [])

    assert [one.number for one in found["one"] + found["same"]] == ["I", "I"]
