"""A page costs the same queries whatever it lists: each count is exact."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from news import scheduling
from news.models import (
    ArticlePage,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    ClusterMember,
    ClusterTerm,
    Organisation,
    Participant,
    Topic,
)
from portal.models import BoardIdentity
from tests import build

pytestmark = pytest.mark.once

# Where the site has an emblem, too.
ARTICLE = 6
INDEX = 8
# Nothing is found, so no photo or label is asked for.
INDEX_EMPTY = 7
CLUSTER = 10
ORGANISATION = 11
ARCHIVE = 8
HOME = 9
FEED = 6
CLUSTER_FEED = 7


def rich_article(index, number: int, text: str = "Hội nghị."):
    """A post with two of everything, and two photos seen before."""
    organisation = Organisation.objects.create(name=f"Đơn vị {number}")
    author = Author.objects.create(name=f"Người viết {number}")
    image = build.photo()
    cluster = build.cluster(number=str(number))
    return build.article(
        index,
        published_at=build.moment(2020, 1 + number % 12, 1 + number % 27),
        organisation=organisation,
        clusters=[cluster, build.cluster(number=f"0{number}")],
        topics=["khen thưởng", f"sơ kết {number}"],
        bylines=[Byline(author=author), Byline(author=author, contribution="photo")],
        participants=[
            Participant(organisation=organisation),
            Participant(organisation=Organisation.objects.create(name=f"B {number}")),
        ],
        documents=[CitedDocument(number="163/QĐ-UBND")],
        body=[
            build.paragraph(text),
            build.photo_block(image),
            build.photo_block(build.photo()),
        ],
    )


def queries(client, address, django_assert_num_queries, count):
    client.get(address)  # Renditions are made, site roots are known.
    with django_assert_num_queries(count):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("posts", [1, 25])
@pytest.mark.django_db
def test_lists(client, index, posts, django_assert_num_queries):
    articles = [rich_article(index, number) for number in range(posts)]
    cluster = articles[0].clusters.first()
    for number in range(posts):
        planned = timezone.now() + timedelta(days=number)
        build.meeting(planned, cluster=cluster if number else build.cluster("X"))

    queries(client, "/tin-tuc/", django_assert_num_queries, INDEX)
    queries(client, "/", django_assert_num_queries, HOME)
    ends, others = timezone.localdate(), articles[:4]
    build.arrange(
        *(build.notice(ends, post=article.pk) for article in articles),
        build.lead(*others, number=4),
        ("latest", {"number": 30}),
        ("meetings", {"number": 20}),
        ("clusters", None),
    )
    queries(client, "/", django_assert_num_queries, HOME)
    address = f"/tin-tuc/cum/{cluster.slug}/"
    queries(client, address, django_assert_num_queries, CLUSTER)
    led = ClusterTerm.objects.create(
        cluster=cluster, year=2020, leader=articles[0].organisation
    )
    for number in range(22):
        member = Organisation.objects.create(name=f"Thành viên {number}")
        ClusterMember.objects.create(term=led, organisation=member, rank=number + 1)
    queries(client, address, django_assert_num_queries, CLUSTER)
    address = f"/tin-tuc/don-vi/{articles[0].organisation.slug}/"
    queries(client, address, django_assert_num_queries, ORGANISATION)
    queries(client, "/tin-tuc/2020/", django_assert_num_queries, ARCHIVE)


@pytest.mark.django_db
def test_filters(client, index, django_assert_num_queries):
    article = rich_article(index, 1)
    rich_article(index, 2)
    Topic.objects.create(name="Chưa có tin", slug="chua-co-tin")
    chosen = {
        "cum": article.clusters.first().slug,
        "chu-de": article.topics.last().slug,
        "tac-gia": article.bylines.first().author.slug,
        "don-vi": article.organisation.slug,
        "nam": 2020,
        "thang": "02",
    }
    for number in range(1, 1 + len(chosen)):
        asked = urlencode(dict(list(chosen.items())[:number]))
        queries(client, f"/tin-tuc/?{asked}", django_assert_num_queries, INDEX)
    for asked in ("nam=1999", f"chu-de={chosen['chu-de']}&nam=1999"):
        queries(client, f"/tin-tuc/?{asked}", django_assert_num_queries, INDEX_EMPTY)
    # What no post has is asked of its register.
    asked = "/tin-tuc/?chu-de=chua-co-tin"
    queries(client, asked, django_assert_num_queries, INDEX_EMPTY + 1)


@pytest.mark.parametrize("posts", [1, 12])
@pytest.mark.django_db
def test_feeds(client, index, posts, django_assert_num_queries):
    text = f'Xem <a linktype="page" id="{index.pk}">tin</a>.'
    articles = [rich_article(index, number, text) for number in range(posts)]
    cluster = articles[0].clusters.first()

    for name in ("rss.xml", "atom.xml", "feed.json"):
        queries(client, f"/tin-tuc/{name}", django_assert_num_queries, FEED)
        address = f"/tin-tuc/cum/{cluster.slug}/{name}"
        queries(client, address, django_assert_num_queries, CLUSTER_FEED)


@pytest.mark.parametrize("neighbours", [0, 10])
def test_article(client, index, neighbours, django_assert_num_queries):
    for number in range(1, neighbours + 1):
        rich_article(index, number)
    article = rich_article(index, 0)

    queries(client, article.url, django_assert_num_queries, ARTICLE)


@pytest.mark.parametrize("neighbours", [0, 10])
def test_an_expired_article(client, index, neighbours, django_assert_num_queries):
    for number in range(1, neighbours + 1):
        rich_article(index, number)
    article = rich_article(index, 0)
    over = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=over)
    scheduling.keep_time()

    # It is looked for among the public posts first.
    queries(client, article.url, django_assert_num_queries, ARTICLE + 1)


def test_an_article_with_everything(client, index, django_assert_num_queries):
    clusters = [build.cluster(number=str(number)) for number in range(3)]
    topics = ["khen thưởng", "sơ kết", "thi đua"]
    near = [build.article(index, clusters=clusters, topics=topics) for _ in range(12)]
    attachment = Attachment.objects.create(title="QĐ 163", file="163.pdf", file_size=9)
    for cluster in clusters:
        leader = Organisation.objects.create(name=f"Đơn vị {cluster.number}")
        term = ClusterTerm.objects.create(cluster=cluster, year=2020, leader=leader)
        term.members.add(ClusterMember(organisation=leader))
        term.save()
    links = [f'<a linktype="page" id="{post.pk}">tin</a>' for post in near]
    annex = Attachment.objects.create(title="Phụ lục", file="pl.pdf", file_size=9)
    for paper in (attachment, annex):
        links.append(f'<a linktype="document" id="{paper.pk}">tệp</a>')
    photos = [build.photo_block(build.photo()) for _ in range(6)]
    gallery = {"photos": [photo["value"] for photo in photos], "caption": ""}
    file = {"document": attachment.pk, "title": ""}
    body = [
        *photos,
        *(build.paragraph(f"Xem {link}.") for link in links),
        {"type": "gallery", "value": gallery},
        {"type": "attachment", "value": file},
    ]
    article = build.article(
        index,
        clusters=clusters,
        topics=topics,
        organisation=None,
        bylines=[Byline(author=Author.objects.create(name="Hoàng Quốc Thịnh"))],
        documents=[CitedDocument(number="163/QĐ-UBND", attachment=attachment)],
        body=body,
    )
    BoardIdentity.objects.create(site=index.get_site(), emblem=build.photo())

    queries(client, article.url, django_assert_num_queries, ARTICLE)
