"""In the bare project: one page of each kind that readers have, as JSON."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.documents import get_document_model  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402

from news.models import (  # noqa: E402
    ArticlePage,
    Author,
    Byline,
    CitedDocument,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Meeting,
    NewsIndexPage,
    Organisation,
    Participant,
)
from tests import migrated  # noqa: E402

# More than a page of a list, so that there are others.
POSTS = 30
WORD = "Cụm thi đua các cơ quan, đơn vị khối nội chính và các doanh nghiệp Trung ương "


def article(index: NewsIndexPage) -> ArticlePage:
    """With every block and all that stands around a body."""
    photos = [photo.pk for photo in get_image_model().objects.order_by("pk")[:3]]
    file = ContentFile(b"%PDF-1.4", name="163.pdf")
    paper = get_document_model().objects.create(title="QĐ 163", file=file)
    cluster = Cluster.objects.order_by("pk").first()
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    office = Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    moment = timezone.make_aware(datetime(2020, 7, 13, 15, 21))
    post = ArticlePage(
        title=f"{WORD}tổ chức Hội nghị sơ kết công tác 6 tháng đầu năm 2020",
        lead="Chiều 09/7/2020, hội nghị diễn ra tại trụ sở Bưu điện tỉnh.",
        published_at=moment,
        organisation=office,
        submitted_by="Phòng Nghiệp vụ",
        bylines=[Byline(author=author)],
        participants=[Participant(organisation=office)],
        documents=[CitedDocument(number="163/QĐ-UBND", attachment_id=paper.pk)],
        event_kind=ArticlePage.EventKind.REVIEW,
        event_date=date(2020, 7, 9),
        event_place="Trụ sở Bưu điện tỉnh",
        body=body(photos, paper.pk),
    )
    post.clusters.add(cluster)
    post.topics.add("khen thưởng")
    index.year_for(moment).add_child(instance=post)
    post.save_revision().publish()
    return ArticlePage.objects.get(pk=post.pk)


def body(photos: list[int], paper: int) -> list[dict]:
    said = {"alt": "Đại biểu ngồi", "caption": "Quang cảnh.", "credit": "Bàn An"}
    one, *others = ({"photo": pk} | said for pk in photos)
    rows = [["Đơn vị", "Điểm"], ["Bưu điện tỉnh", "95"], ["Viễn thông", "92"]]
    table = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": 1}
    return [
        {"type": "paragraph", "value": "<p>Hội nghị <b>đã</b> diễn ra.</p>"},
        {"type": "photo", "value": one},
        {"type": "heading", "value": {"text": "Kết quả", "level": "2"}},
        {"type": "paragraph", "value": "<ul><li>Một</li><li>Hai</li></ul>"},
        {"type": "gallery", "value": {"photos": others, "caption": "Sau hội nghị."}},
        {"type": "quote", "value": {"text": "Thi đua!", "attribution": "Bác Hồ"}},
        {"type": "table", "value": table | {"table_caption": "Chấm điểm"}},
        {"type": "attachment", "value": {"document": paper, "title": "Quyết định"}},
    ]


def term(post: ArticlePage) -> None:
    """Of its cluster, with members; and meetings of it, before and to come."""
    led = ClusterTerm.objects.create(
        cluster=post.clusters.first(), year=2020, leader=post.organisation
    )
    for number in range(4):
        member = Organisation.objects.create(name=f"{WORD}{number}")
        ClusterMember.objects.create(term=led, organisation=member, rank=number + 1)
    for days in (-400, 3):
        Meeting.objects.create(
            cluster=led.cluster,
            kind=ArticlePage.EventKind.REVIEW,
            starts_at=timezone.now() + timedelta(days=days),
            place="Hội trường",
        )


def addresses(index: NewsIndexPage, post: ArticlePage) -> dict[str, str]:
    asked = Client().get(index.url).context_data["listing"]
    cluster, topic = post.clusters.first().slug, post.topics.first().slug
    below = {
        **{"year": "2020/", "month": "2020/07/", "clusters": "cum/"},
        **{"topics": "chu-de/", "authors": "tac-gia/", "organisations": "don-vi/"},
        "cluster": f"cum/{cluster}/",
        "topic": f"chu-de/{topic}/",
        "author": f"tac-gia/{post.bylines.first().author.slug}/",
        "organisation": f"don-vi/{post.organisation.slug}/",
        "narrowed": f"?cum={cluster}&nam=2020",
        "narrowed to nothing": f"?cum={cluster}&nam=1999",
    }
    return {
        "index": index.url,
        "older": asked.older_url,
        **{name: index.url + place for name, place in below.items()},
        "article": post.url,
        "search": "/tim-kiem/?q=thi+dua",
        "search, narrowed": "/tim-kiem/?q=thi+dua&nam=2020&thang=07",
        "search without hits": "/tim-kiem/?q=zzzz",
        "search help": "/tim-kiem/",
        "calendar": "/lich/",
        "meetings of a month": f"/lich/{timezone.now():%Y/%m}/",
        "map": "/so-do-trang/",
        "404": "/khong-co/",
        "404 with posts": "/node/7/hoi-nghi-so-ket.html",
        "preview that ended": "/xem-truoc/khong-co/",
    }


database = Path(connection.settings_dict["NAME"])
migrated.begin(database, "bare")
# Whatever is missing; all, where nothing was kept.
call_command("migrate", verbosity=0)
call_command("set_up_news", verbosity=0)
call_command("make_posts", str(POSTS), verbosity=0)
index = NewsIndexPage.objects.get()
post = article(index)
term(post)
pages = {
    name: (address, Client().get(address).content.decode())
    for name, address in addresses(index, post).items()
}
print(json.dumps(pages))  # noqa: T201 - read by the test
