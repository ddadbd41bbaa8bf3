"""A board's site with something of every kind, and what nobody else may know of it."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from news import indexing, scheduling
from news.models import (
    ArticlePage,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    ClusterMember,
    ClusterTerm,
    FormerAddress,
    NewsIndexPage,
    OldAddress,
    Organisation,
    Participant,
)
from news.roles import EDITORS
from portal.models import BoardIdentity, HomePage
from tests import build
from tests.languages import english

# Each stands where it must not leave: in a draft, an account, a private page, a note.
SECRETS = (
    *("Bí mật nháp", "Bí mật bản sửa", "Bí mật riêng", "Bí mật hẹn giờ"),
    *("bi-mat", "Bí mật tệp", "Bí mật chủ đề", "Bí mật lưu trữ", "Bí mật tác giả"),
    *("Bí mật mục", "Bí mật lời", "Bí mật tên mới", "Bí mật trang", "Bí mật số"),
    "Bí mật trước kia",
)

# A public post links to it, for those who may read it.
PRIVATE = "noi-bo.pdf"


def furnished(index: NewsIndexPage) -> None:
    bien = build.person("bi-mat", EDITORS)
    cluster, post = told(index, bien)
    english.opened(index.get_parent())
    abroad = english.english_index(index)
    english.translated(post)
    assert abroad.live
    aside(index, cluster)
    kept(index, bien)
    corrected(post, bien)


def told(index: NewsIndexPage, bien) -> tuple:
    cluster, bank = build.cluster(), Organisation.objects.create(name="Ngân hàng A")
    old = Organisation.objects.create(
        name="Ngân hàng cũ", successor=bank, aliases="NHC\nNH cũ"
    )
    term = ClusterTerm.objects.create(cluster=cluster, year=2020, leader=bank)
    ClusterMember.objects.create(term=term, organisation=old, rank=2, sort_order=0)
    author = Author.objects.create(
        name="Bàn An", role="Phóng viên", organisation=bank, user=bien
    )
    photo, paper = build.photo(), attachment("Quyết định")
    post = build.article(
        index,
        title="Hội nghị sơ kết",
        lead="Lời dẫn “đẹp”",
        clusters=[cluster],
        topics=["khen thưởng", "Đà Nẵng"],
        submitted_by="admin cũ",
        event_kind="review",
        event_date=build.moment(2020, 7, 9).date(),
        body=[
            build.paragraph(f'Xem <a linktype="document" id="{paper.pk}">đây</a> 🎉'),
            build.photo_block(photo),
            {"type": "attachment", "value": {"document": paper.pk, "title": ""}},
        ],
        bylines=[Byline(author=author, name="Bàn An", role="Cộng tác viên")],
        participants=[Participant(organisation=old)],
        documents=[CitedDocument(number="163/QĐ-UBND", attachment=paper)],
    )
    post.save_revision().publish()
    again = build.article(index, title="Tin thứ hai", clusters=[cluster])
    other = build.paragraph(f'Đọc <a linktype="page" id="{post.pk}">tin trước</a>.')
    third = build.article(index, title="Tin thứ ba", body=[other])
    for article in (again, third):
        OldAddress.objects.create(path=f"node/{article.pk}", article=article)
    FormerAddress.objects.create(
        kind="organisation", slug="ngan-hang-b", target=bank.pk
    )
    build.meeting(build.moment(2030), cluster=cluster, place="Hội trường")
    BoardIdentity.objects.update_or_create(
        site=index.get_site(),
        defaults={"phone": "0205 000 0000", "emblem": build.photo(title="Huy hiệu")},
    )
    build.arrange(build.lead(post, number=2), build.notice(build.moment(2040).date()))
    return cluster, post


def aside(index: NewsIndexPage, cluster) -> None:
    """A post in the archive, whose draft goes on, and an alias."""
    over = build.article(index, title="Đã hết hạn", clusters=[cluster])
    expired(over)
    over.title = "Bí mật lưu trữ"
    over.save_revision()
    source = ArticlePage.objects.get(title="Tin thứ hai")
    source.create_alias(parent=source.get_parent(), update_slug="tin-thu-hai-nua")
    # An alias goes into readers' search before it has its labels.
    indexing.rebuild()


def kept(index: NewsIndexPage, bien) -> None:
    build.article(index, title="Bí mật nháp", live=False, topics=["Bí mật chủ đề"])
    planned = build.article(index, title="Bí mật hẹn giờ", live=False)
    planned.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    private = build.article(
        index,
        title="Bí mật riêng",
        bylines=[Byline(author=Author.objects.create(name="Bí mật tác giả"))],
        body=[build.photo_block(build.photo(title="Bí mật riêng"))],
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="login"
    )
    secret = attachment("Bí mật tệp", PRIVATE, collection=closed)
    link = f'<a linktype="document" id="{secret.pk}">nội bộ</a>'
    build.article(index, title="Có tệp nội bộ", body=[build.paragraph(link)])


def bound(index: NewsIndexPage) -> None:
    """What is public, and names what is kept to some or has been deleted."""
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(
        collection=closed.add_child(name="Ảnh"), restriction_type="login"
    )
    within = closed.get_children().get()
    private = build.photo(title="Bí mật riêng", collection=within)
    secret = attachment("Bí mật tệp", PRIVATE, collection=within)
    build.article(
        index,
        title="Ảnh nội bộ",
        body=[build.photo_block(private)],
        documents=[CitedDocument(number="12/QĐ-UBND", attachment=secret)],
    )
    BoardIdentity.objects.update_or_create(
        site=index.get_site(), defaults={"emblem": private}
    )
    gone = build.photo()
    post = build.article(index, title="Ảnh đã xoá", body=[build.photo_block(gone)])
    expired(post)
    gone.delete()


def hidden(index: NewsIndexPage) -> None:
    """What is public stands below what is not, and a site begins at a private page."""
    home = index.get_parent().specific
    draft = NewsIndexPage(
        title="Bí mật mục", slug="muc-hai", introduction="Bí mật lời", live=False
    )
    home.add_child(instance=draft)
    build.article(draft, title="Dưới mục nháp")
    before = build.article(index, title="Năm cũ", published_at=build.moment(2018))
    expired(before)
    Page.objects.filter(pk=before.get_parent().pk).update(live=False)
    taken_back = NewsIndexPage(
        title="Mục cũ", slug="muc-cu", introduction="Bí mật mục cũ"
    )
    home.add_child(instance=taken_back)
    taken_back.save_revision().publish()
    build.article(taken_back, title="Dưới mục cũ")
    taken_back.refresh_from_db()
    taken_back.unpublish()
    taken_back.title = "Bí mật tên mới"
    taken_back.save_revision()
    another_site(home)


def was_kept(index: NewsIndexPage) -> None:
    """What is public by now, and had versions while it was kept to some readers: by
    itself, by the page above it, or where it stood before."""
    home = index.get_parent().specific
    by_itself = build.article(index, title="Riêng một thời gian")
    published(by_itself, "Ai cũng đọc")
    above = NewsIndexPage(title="Mục riêng một thời gian", slug="muc-rieng")
    before = NewsIndexPage(title="Mục riêng còn lại", slug="muc-truoc")
    home.add_child(instance=above)
    home.add_child(instance=before)
    below = build.article(above, title="Dưới mục riêng")
    moved = build.article(before, title="Đã chuyển đi")
    kept = [
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        for page in (by_itself, above, before)
    ]
    for page in (by_itself, below, moved):
        published(page, "Bí mật trước kia")
        published(page, "Nay ai cũng đọc")
    for one in kept[:2]:
        one.delete()
    moved.refresh_from_db()
    moved.move(index.year_for(moved.published_at), pos="last-child")


def published(page: ArticlePage, lead: str) -> None:
    page.refresh_from_db()
    page.lead = lead
    page.save_revision().publish()


def another_site(home: HomePage) -> None:
    closed = HomePage(title="Bí mật trang", slug="rieng")
    home.get_parent().add_child(instance=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    site = Site.objects.create(hostname="bi-mat.example", root_page=closed)
    BoardIdentity.objects.create(site=site, phone="Bí mật số")


def expired(post: ArticlePage) -> None:
    ago = timezone.now() - timedelta(minutes=1)
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=ago)
    scheduling.keep_time()
    post.refresh_from_db()


def corrected(post: ArticlePage, bien) -> None:
    """A second public version, and a third that nobody has seen yet."""
    post.refresh_from_db()
    post.lead = "Lời dẫn đã sửa"
    post.save_revision(user=bien).publish()
    post.title = "Bí mật bản sửa"
    post.save_revision(user=bien)


def attachment(title: str, name: str = "quyet-dinh.pdf", **values) -> Attachment:
    file = ContentFile(b"%PDF-1.4 " + title.encode(), name=name)
    made = Attachment(title=title, file=file, number="163/QĐ-UBND", **values)
    made._set_document_file_metadata()
    made.save()
    return made
