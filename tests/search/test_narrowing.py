"""What a search can be narrowed by: each number is what the choice would find."""

from dataclasses import dataclass, field
from random import Random

import pytest
from bs4 import BeautifulSoup

from news import choices, search
from news.filters import ArticleFilter
from news.models import ArticlePage, Author, Byline, Cluster, Organisation, Topic
from news.search import database, narrowing
from news.search.query import Query
from news.search.tiers import Plan
from tests import build

pytestmark = pytest.mark.django_db

KINDS = {
    "cluster": Cluster,
    "topic": Topic,
    "author": Author,
    "organisation": Organisation,
}
MONTHS = [(2019, 12), (2020, 1), (2020, 7), (2021, 7)]
# Some begin others: the last word typed may be unfinished.
WORDS = ["lua", "luat", "luanx", "ngo", "ngoc", "khoai"]
FEW = 10


@dataclass
class Archive:
    """Posts whose titles are made of a few words, at random."""

    index: object
    random: Random = field(default_factory=Random)

    def fill(self, posts):
        pick, some = self.random.choice, self.random.sample
        clusters = [build.cluster(number) for number in ("I", "II", "III")]
        authors = [Author.objects.create(name=f"Người viết {n}") for n in "ab"]
        bodies = [Organisation.objects.create(name=f"Đơn vị {n}") for n in "abc"]
        for _ in range(posts):
            build.article(
                self.index,
                title=" ".join(some(WORDS, pick([1, 2, 3, 4]))),
                published_at=build.moment(*pick(MONTHS), 15),
                organisation=pick(bodies),
                clusters=some(clusters, pick([0, 1, 2])),
                topics=some(["khen thưởng", "thi đua"], pick([0, 1, 2])),
                bylines=[Byline(author=pick(authors)) for _ in range(pick([1, 2]))],
            )

    def query(self):
        typed = " ".join(self.random.sample(WORDS, self.random.choice([1, 1, 2])))
        return typed + self.random.choice(["", " "])

    def filters(self):
        wanted = ArticleFilter()
        for kind, model in KINDS.items():
            some = self.random.choice([None, None, *model.objects.all()])
            wanted = wanted.within(**{kind: some.slug if some else ""})
        year, month = self.random.choice([(None, None), (2020, None), (2020, 7)])
        return wanted.within(year=year, month=month)

    def hits(self, typed):
        """The posts that have all the words, by looking at each title."""
        *before, last = typed.split()
        titles = {pk: set(t.split()) for pk, t in self.posts.values_list("pk", "title")}
        whole = {pk for pk, said in titles.items() if {*before, last} <= said}
        if len(whole) >= FEW or typed.endswith(" "):
            return whole
        return {
            pk
            for pk, said in titles.items()
            if {*before} <= said and any(word.startswith(last) for word in said)
        }

    @property
    def posts(self):
        return ArticlePage.objects.published()

    def number(self, hits, wanted):
        found = self.posts.filter(pk__in=hits).matching(wanted)
        return found.order_by().distinct().count()

    def every_choice(self):
        for kind, model in KINDS.items():
            for subject in model.objects.all():
                yield (kind, subject.slug), {kind: subject.slug}
        for year, month in MONTHS:
            yield ("month", f"{year}-{month:02d}"), {"year": year, "month": month}


def asked(archive, typed, wanted):
    found = search.find(typed, wanted, archive.posts)
    return found, search.counts(found, wanted, archive.index.pk)


def numbers(counts):
    return {
        (one.kind, one.slug): one.posts
        for one in counts.facets
        if one.kind not in counts.uncounted
    }


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most", [1000, 12])
def test_each_number_is_what_the_choice_would_find(index, monkeypatch, seed, most):
    for module in (database, narrowing):
        monkeypatch.setattr(module, "MOST", most)
    archive = Archive(index, Random(seed))  # noqa: S311 - no secret
    archive.fill(24)

    for _ in range(12):
        typed, wanted = archive.query(), archive.filters()
        found, counts = asked(archive, typed, wanted)
        hits = archive.hits(typed)
        assert found.count == min(archive.number(hits, wanted), most), typed
        if not hits:
            continue
        many = {
            kind
            for kind in narrowing.KINDS
            if archive.number(hits, without(kind, wanted)) >= most
        }
        would = {
            choice: archive.number(hits, wanted.within(**changes))
            for choice, changes in archive.every_choice()
            if choice[0] not in many
        }
        assert counts.uncounted == many
        assert numbers(counts) == {choice: n for choice, n in would.items() if n}


def without(kind, wanted):
    """The filter that the choices of a kind are beside."""
    if kind == "month":
        return wanted.within(year=None, month=None)
    return wanted.within(**{kind: ""})


def test_a_filter_never_makes_a_search_find_more(index):
    """Ten posts have the whole word; in a cluster with none of them none is found."""
    cluster = build.cluster()
    build.article(index, title="Luanx", clusters=[cluster])
    for _ in range(FEW):
        build.article(index, title="Lua")
    archive = Archive(index)

    found, counts = asked(archive, "lua", ArticleFilter(cluster=cluster.slug))

    assert found.count == 0
    assert counts.of("cluster") == []


def test_what_a_word_may_become_is_counted_though_no_hit_has_all_of_it(index):
    one, two = build.cluster("I"), build.cluster("II")
    build.article(index, title="Luanx", clusters=[one])
    build.article(index, title="Ngo", clusters=[two])
    archive = Archive(index)

    found, counts = asked(archive, "lua", ArticleFilter(cluster=two.slug))

    assert found.count == 0
    assert numbers(counts) == {("cluster", one.slug): 1}


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("narrowed", [False, True])
def test_what_a_word_may_become_is_left_out_of_a_feed_where_many_have_it(
    index, newest, narrowed
):
    cluster, other = build.cluster("I"), build.cluster("II")
    old = build.article(
        index, title="Lua cu", published_at=build.moment(2020, 1), clusters=[cluster]
    )
    build.article(
        index, title="Luat moi", published_at=build.moment(2020, 2), clusters=[cluster]
    )
    for day in range(1, FEW + 1):
        when = build.moment(2019, 1, day)
        build.article(index, title="Lua khac", published_at=when, clusters=[other])

    wanted = ArticleFilter(cluster=cluster.slug) if narrowed else ArticleFilter()
    posts = ArticlePage.objects.published()
    found = search.find("lua", wanted, posts, newest=newest, size=FEW + 5)

    assert found.count == len(found.articles) == (1 if narrowed else FEW + 1)
    assert found.articles[0].pk == old.pk
    assert "Luat moi" not in {post.title for post in found.articles}


def test_a_filter_stands_on_the_side_from_which_something_is_taken_away():
    """Else SQLite walks through all posts to find the first of each difference."""
    dialect = database.TABLES["sqlite"].dialect
    query = Query.parse("thi đua so k")

    tiers = Plan(query, ("zcluster_a",), dialect, ("ket",)).tiers()

    differences = [tier for tier in tiers if dialect.without in tier]
    assert len(differences) == len(tiers) - 1
    for tier in differences:
        taken_from = tier.partition(dialect.without)[0]
        assert taken_from.count("(") - taken_from.count(")") == 1
        assert "zcluster_a" in taken_from


def lists(client, **query):
    response = client.get("/tim-kiem/", query)
    assert response.status_code == 200
    html = BeautifulSoup(response.content, "html.parser")
    return {
        field["name"]: [option.get_text() for option in field.select("option")]
        for field in html.select("form.news-search details.news-choices select")
    }


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(choices, "FEWEST", 2)


@pytest.fixture
def two_posts(index, few):
    author = Author.objects.create(name="Nguyễn Biên")
    one, two = build.cluster("I", "Tỉnh"), build.cluster("II", "Huyện")
    posts = [
        build.article(
            index,
            title="Hội nghị",
            clusters=[cluster],
            topics=["sơ kết"],
            bylines=[Byline(author=author)],
            published_at=build.moment(year, 7),
        )
        for cluster, year in ((one, 2019), (two, 2020))
    ]
    text = [build.paragraph("Đã gặt.")]
    build.article(index, title="Lúa", clusters=[one], body=text)
    return posts


def test_the_form_offers_all_six_filters_with_their_numbers(client, two_posts):
    offered = lists(client, q="hoi nghi", nam="2020")

    names = ["cum", "chu-de", "don-vi", "tac-gia", "nam", "thang"]
    assert list(offered) == names
    assert offered["cum"][1:] == [f"{two_posts[1].clusters.get()} (1)"]
    assert offered["tac-gia"] == ["Tất cả", "Nguyễn Biên (1)"]
    assert offered["nam"] == ["Tất cả", "2020 (1)", "2019 (1)"]
    assert offered["thang"][1:] == ["7 (1)"]


def test_more_hits_than_are_counted_have_choices_without_a_number(
    client, two_posts, monkeypatch
):
    for module in (database, narrowing):
        monkeypatch.setattr(module, "MOST", 2)

    offered = lists(client, q="hoi nghi")
    narrowed = lists(client, q="hoi nghi", nam="2020")

    assert offered["tac-gia"] == ["Tất cả", "Nguyễn Biên"]
    assert offered["nam"] == ["Tất cả", "2020", "2019"]
    # Of one year they are few; of all years, as the choice of a year counts, many.
    assert narrowed["tac-gia"] == ["Tất cả", "Nguyễn Biên (1)"]
    assert narrowed["nam"] == ["Tất cả", "2020", "2019"]
    assert narrowed["thang"][1:] == ["7"]


def test_before_anything_is_asked_all_choices_are_there(client, two_posts):
    offered = lists(client)

    assert offered["nam"] == ["Tất cả", "2020", "2019"]
    assert len(offered["cum"]) == 3


@pytest.mark.parametrize("typed", ["zzzz", "hoi nghi", ""])
def test_what_is_chosen_stays_chosen_whatever_is_found(client, two_posts, typed):
    Topic.objects.create(name="chưa có tin", slug="chua-co-tin")

    offered = lists(client, q=typed, nam="2011", **{"chu-de": "chua-co-tin"})

    assert "2011" in " ".join(offered["nam"])
    assert "Chưa có tin" in " ".join(offered["chu-de"])


def test_few_hits_are_read_not_narrowed(client, two_posts):
    assert lists(client, q="lua") == {}
    assert lists(client, q="zzzz") == {}
    assert lists(client, q="lua", nam="2020")


def test_all_filters_can_be_taken_away_at_once(client, two_posts):
    response = client.get("/tim-kiem/", {"q": "lua", "nam": "2020", "trang": "1"})
    html = BeautifulSoup(response.content, "html.parser")

    clear = html.select(".news-filters > p a")

    assert [link["href"] for link in clear] == ["/tim-kiem/?q=lua"]
