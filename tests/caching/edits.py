"""A small newsroom, and everything that may happen in it between two readers."""

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from news.erasure import erase
from news.models import (
    ArticlePage,
    Author,
    Byline,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Meeting,
    NewsIndexPage,
    Organisation,
    Participant,
    Photo,
    Topic,
)
from news.registers.dissolving import dissolve
from news.registers.merging import merge
from portal.models import BoardIdentity, HomePage
from tests import build


class Newsroom:
    def __init__(self, index: NewsIndexPage, seed: int, posts: int) -> None:
        self.index, self.chance = index, random.Random(seed)  # noqa: S311
        self.numbers = itertools.count(1)
        self.clusters = [build.cluster(number, f"Khối {number}") for number in "123"]
        self.topics = [self.topic() for _ in range(2)]
        self.organisations = [self.organisation() for _ in range(4)]
        self.authors = [self.author() for _ in range(2)]
        self.photos = [build.photo(title=f"Ảnh {n}") for n in range(3)]
        for cluster in self.clusters:
            self.add_term(cluster, 2020)
        for _ in range(posts):
            self.publish()
        build.meeting(cluster=self.clusters[0])
        build.meeting(build.moment(2026, 12, 20), cluster=self.clusters[1])

    def a(self, things: list):
        return self.chance.choice(things)

    def some(self, things: list, counts: list[int]) -> list:
        """Edits before may have left fewer."""
        return self.chance.sample(things, min(self.a(counts), len(things)))

    def named(self, what: str) -> str:
        return f"{what} {next(self.numbers)}"

    def topic(self) -> Topic:
        return Topic.objects.create(name=self.named("Chủ đề"))

    def organisation(self) -> Organisation:
        return Organisation.objects.create(name=self.named("Sở"))

    def author(self) -> Author:
        return Author.objects.create(name=self.named("Nguyễn Văn"))

    def moment(self) -> dt.datetime:
        year, month = self.a([2019, 2020, 2021]), self.chance.randint(1, 12)
        return build.moment(year, month, self.chance.randint(1, 28))

    def public(self) -> ArticlePage:
        return self.a(list(ArticlePage.objects.live().order_by("pk")))

    # What happens. Each is one thing that a person, or the clock, does.

    def publish(self) -> ArticlePage:
        when = self.moment()
        return build.article(
            self.index,
            title=self.named("Hội nghị sơ kết"),
            published_at=when,
            event_date=self.a([None, when.date()]),
            organisation=self.a(self.organisations),
            clusters=self.some(self.clusters, [1, 1, 2]),
            topics=self.some(self.topics, [0, 1, 2]),
            bylines=[Byline(author=self.a(self.authors))],
            participants=[Participant(organisation=self.a(self.organisations))],
            body=[
                build.paragraph("Hội nghị đã diễn ra."),
                build.photo_block(self.a(self.photos)),
            ],
        )

    def draft(self) -> None:
        post = self.publish_of(live=False)
        post.title = self.named("Bản nháp")
        post.save_revision()

    def publish_of(self, **values) -> ArticlePage:
        return build.article(self.index, clusters=[self.a(self.clusters)], **values)

    def take_down(self) -> None:
        self.public().unpublish()

    def expire(self) -> None:
        post = self.public()
        post.expire_at = timezone.now() - dt.timedelta(minutes=1)
        post.save_revision().publish()
        ArticlePage.objects.filter(pk=post.pk).update(live=True, expired=False)
        call_command("publish_scheduled", verbosity=0)

    def schedule(self) -> None:
        post = self.publish_of(live=False)
        post.go_live_at = timezone.now() + dt.timedelta(hours=1)
        revision = post.save_revision()
        revision.publish()
        revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
        revision.save()
        call_command("publish_scheduled", verbosity=0)

    def correct(self) -> None:
        self.change(title=self.named("Hội nghị tổng kết"))

    def correct_text(self) -> None:
        text = build.paragraph(self.named("Đã sửa lời văn"))
        self.change(body=[text, build.photo_block(self.a(self.photos))])

    def another_day(self) -> None:
        when = self.moment()
        self.change(published_at=when, event_date=self.a([None, when.date()]))

    def another_event(self) -> None:
        post = self.public()
        before = dt.timedelta(days=self.chance.randint(0, 50))
        post.event_date = timezone.localdate(post.published_at) - before
        post.save_revision().publish()

    def another_cluster(self) -> None:
        post = self.public()
        post.clusters.set([self.a(self.clusters)])
        post.save_revision().publish()

    def another_topic(self) -> None:
        post = self.public()
        post.topics.set(self.some(self.topics, [0, 1]))
        post.save_revision().publish()

    def change(self, **values) -> None:
        post = self.public()
        for name, value in values.items():
            setattr(post, name, value)
        post.save_revision().publish()

    def linked(self) -> None:
        other, post = self.public(), self.public()
        text = f'Xem <a linktype="page" id="{other.pk}">tin trước</a>.'
        post.body = [build.paragraph(text)]
        post.save_revision().publish()

    def move(self) -> None:
        post = self.public()
        post.move(self.index.year_for(self.moment()), pos="last-child")

    def erase(self) -> None:
        erase(self.public(), "Theo yêu cầu")

    def restrict(self) -> None:
        kinds = PageViewRestriction.LOGIN
        post = self.public()
        PageViewRestriction.objects.create(page=post, restriction_type=kinds)

    def open_again(self) -> None:
        for restriction in PageViewRestriction.objects.all()[:1]:
            restriction.delete()

    def rename_cluster(self) -> None:
        cluster = self.a(list(Cluster.objects.all()))
        cluster.name = self.named("Các doanh nghiệp")
        cluster.save()

    def rename_topic(self) -> None:
        self.rename(Topic, "Phong trào")

    def rename_author(self) -> None:
        self.rename(Author, "Trần Thị")

    def rename_organisation(self) -> None:
        self.rename(Organisation, "Ủy ban")

    def rename(self, model: type, name: str) -> None:
        thing = self.a(list(model.objects.order_by("pk")))
        thing.name = self.named(name)
        thing.save()

    def register(self) -> None:
        self.a([self.author, self.organisation, self.topic])()
        build.cluster(str(next(self.numbers)), "Mới")

    def merge(self) -> None:
        gone, kept = self.chance.sample(list(Organisation.objects.all()), 2)
        merge(gone, kept)
        self.organisations = list(Organisation.objects.all())

    def dissolve(self) -> None:
        standing = list(Organisation.objects.filter(dissolved_on=None))
        dissolve(self.a(standing), dt.date(2022, 1, 1))

    def delete_topic(self) -> None:
        self.a(list(Topic.objects.all())).delete()
        self.topics = list(Topic.objects.all()) or [self.topic()]

    def add_term(self, cluster: Cluster | None = None, year: int = 0) -> None:
        cluster = cluster or self.a(self.clusters)
        year = year or 2030 + next(self.numbers)
        term = ClusterTerm(cluster=cluster, year=year)
        term.leader = self.a(self.organisations)
        term.save()
        member = self.a(self.organisations)
        ClusterMember.objects.create(term=term, organisation=member)

    def change_term(self) -> None:
        term = self.a(list(ClusterTerm.objects.all()))
        term.deputy = self.a(self.organisations)
        term.save()

    def caption(self) -> None:
        photo = self.a(list(Photo.objects.all()))
        photo.caption = self.named("Quang cảnh")
        photo.save()

    def focal_point(self) -> None:
        photo = self.a(list(Photo.objects.all()))
        photo.focal_point_x, photo.focal_point_y = next(self.numbers), 10
        photo.focal_point_width = photo.focal_point_height = 5
        photo.save()

    def meet(self) -> None:
        build.meeting(self.moment(), cluster=self.a(self.clusters))

    def cancel(self) -> None:
        meeting = self.a(list(Meeting.objects.all()))
        meeting.is_cancelled = not meeting.is_cancelled
        meeting.save()

    def settings(self) -> None:
        identity = BoardIdentity.for_site(Site.objects.get())
        identity.phone = self.named("0216")
        identity.save()

    def arrange(self) -> None:
        build.arrange(build.lead(self.public()), ("latest", {"number": 5}))

    def rename_home(self) -> None:
        home = HomePage.objects.get()
        home.title = self.named("Trang chủ")
        home.save_revision().publish()

    def introduce(self) -> None:
        index = NewsIndexPage.objects.get()
        index.introduction = self.named("Lời giới thiệu")
        index.save_revision().publish()


HAPPENING: list[Callable[[Newsroom], object]] = [
    *(Newsroom.publish, Newsroom.draft, Newsroom.take_down, Newsroom.expire),
    *(Newsroom.schedule, Newsroom.correct, Newsroom.correct_text, Newsroom.linked),
    *(Newsroom.another_day, Newsroom.another_event, Newsroom.another_cluster),
    *(Newsroom.another_topic, Newsroom.move, Newsroom.erase, Newsroom.restrict),
    *(Newsroom.open_again, Newsroom.rename_cluster, Newsroom.rename_topic),
    *(Newsroom.rename_author, Newsroom.rename_organisation, Newsroom.register),
    *(Newsroom.merge, Newsroom.dissolve, Newsroom.delete_topic, Newsroom.add_term),
    *(Newsroom.change_term, Newsroom.caption, Newsroom.focal_point, Newsroom.meet),
    *(Newsroom.cancel, Newsroom.settings, Newsroom.arrange, Newsroom.rename_home),
    Newsroom.introduce,
]

SERVICES = [
    *("/", "/lich/", "/lich.ics", "/so-do-trang/", "/lien-he/", "/robots.txt"),
    *("/llms.txt", "/sitemap.xml", "/sitemap-articles.xml", "/sitemap-pages.xml"),
    *("/news-sitemap.xml", "/tim-kiem/?q=hoi+nghi", "/tim-kiem/rss.xml?q=hoi+nghi"),
    *("/tin-tuc/", "/tin-tuc/?nam=2020", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml"),
    *("/tin-tuc/feed.json", "/tin-tuc/cum/", "/tin-tuc/chu-de/", "/tin-tuc/don-vi/"),
    *("/tin-tuc/tac-gia/", "/lich/2020/05/", "/lich/2020/06/", "/lich/2020/07/"),
    *("/tin-tuc/2019/", "/tin-tuc/2020/", "/tin-tuc/2021/", "/tin-tuc/2020/05/"),
]


def addresses(newsroom: Newsroom) -> Iterator[str]:
    """What a reader may ask for now, or could before: what is gone is asked again."""
    yield from SERVICES
    for model in (Cluster, Topic, Author, Organisation):
        for thing in model.objects.order_by("pk"):
            address = newsroom.index.address_of(thing)
            yield address
        yield f"{address}rss.xml"
    yield f"{newsroom.index.address_of(newsroom.clusters[0])}lich.ics"
    for post in ArticlePage.objects.order_by("pk"):
        yield post.url
