"""Which pages do readers have? One address of each kind, by name.

A new kind of page needs a line here: markup, weight, width, contrast and policy are
then asked of it like of all others.
"""

from typing import Any

from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, Author, Cluster, NewsIndexPage, Organisation
from tests import build

# Those with a form that changes what the portal knows of a reader.
SENT = {"password of a page", "sign in"}
# What a page answers where the word is not "200".
STATUS = {"404": 404, "404 with posts": 404}
CONFERENCE = "cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket-cong-tac"
# A title as long as they get, for the lists as well.
LONGEST = (
    "Cụm thi đua các cơ quan, đơn vị khối nội chính, tư pháp và các doanh nghiệp Trung "
    "ương trên địa bàn tỉnh tổ chức Hội nghị tổng kết phong trào thi đua yêu nước, "
    "bình xét và đề nghị khen thưởng năm 2019"
)


def pages() -> dict[str, str]:
    """Runs in the portal's own process (`Portal.staged`)."""
    index = NewsIndexPage.objects.get(locale__language_code="vi")
    english = NewsIndexPage.objects.get(locale__language_code="en")
    posts = ArticlePage.objects.published()
    cluster = Cluster.objects.get(number="I", name__contains="doanh nghiệp")
    long = posts.filter(title=LONGEST).first() or build.article(
        index,
        title=LONGEST,
        published_at=build.moment(2019, 12, 20),
        clusters=[cluster],
        topics=["khen thưởng"],
    )
    places = {
        "year": "2020/",
        "month": "2020/07/",
        "clusters": "cum/",
        "cluster": f"cum/{cluster.slug}/",
        "topic": f"chu-de/{long.topics.first().slug}/",
        "author": f"tac-gia/{Author.objects.first().slug}/",
        "organisation": f"don-vi/{Organisation.objects.first().slug}/",
        "topics": "chu-de/",
    }
    calendar = reverse("news-calendar")
    return {
        "home": "/",
        "index": index.url,
        "filtered": f"{index.url}?cum={cluster.slug}&nam=2020",
        "older": older(index),
        **{name: index.url + place for name, place in places.items()},
        "article": posts.get(slug__startswith=CONFERENCE).url,
        "without photo": posts.filter(lead_photo=None).exclude(pk=long.pk)[0].url,
        "long title": long.url,
        "search": "/tim-kiem/?q=hoi+nghi",
        "search without hits": "/tim-kiem/?q=zzzz",
        "search help": "/tim-kiem/",
        "calendar": calendar,
        "meetings of a month": f"{calendar}2020/07/",
        "map": "/so-do-trang/",
        "contact": "/lien-he/",
        "home in English": "/en/",
        "index in English": english.url,
        "article in English": posts.descendant_of(english)[0].url,
        "password of a page": kept(index),
        "sign in": reverse("wagtailcore_login"),
        "404": "/khong-co/",
        "404 with posts": "/node/1/hoi-nghi-so-ket/",
    }


def kept(index: NewsIndexPage) -> str:
    """Where a reader is asked for the password of a page."""
    post = build.article(index, title="Chỉ trong nội bộ")
    restriction = PageViewRestriction.objects.create(
        page=post, restriction_type="password", password="nội bộ"
    )
    return reverse("news-password", args=[restriction.pk, post.pk])


def older(index: NewsIndexPage) -> str:
    """The second page of the list; its address is where the first one ends."""
    shown = Client(headers={"host": "127.0.0.1"}).get(index.url)
    return shown.context_data["listing"].older_url


def failures() -> dict[str, str]:
    """The pages of what goes wrong, which no address can be asked for."""
    request = RequestFactory().get("/", headers={"host": "127.0.0.1"})
    asked: dict[str, Any] = {
        "400": defaults.bad_request(request, ValueError()),
        "403": defaults.permission_denied(request, PermissionError()),
        "500": defaults.server_error(request),
    }
    return {name: answer.content.decode() for name, answer in asked.items()}
