"""A script in any text field is shown as the text it is, wherever the post is shown."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.html import escape
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from news.gate import door
from news.models import (
    ArticlePage,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    Cluster,
    NewsIndexPage,
    Organisation,
    Participant,
    Photo,
)
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from tests import build
from tests.once import once

SCRIPT = "\"'><script>alert(1)</script>"
LOUD = "<script>alert(1)"
WITHOUT = {"slug", "file_hash", "source_url", "locale"}


def filled(model: type[models.Model]) -> dict[str, str]:
    """Every text field that a person can fill, with a script in it."""
    own = (field for field in model._meta.concrete_fields if field.model in OWN)
    return {
        field.name: f"{field.name[:3]}{SCRIPT}"
        for field in own
        if type(field) in (models.CharField, models.TextField)
        and not (
            field.choices or field.name in WITHOUT or (field.max_length or 99) < 33
        )
    }


OWN = {ArticlePage, Attachment, Author, CitedDocument, Cluster, Organisation, Photo}
OWN |= {*ArticlePage.__mro__, *Author.__mro__, AbstractImage, AbstractDocument}


class House:
    """The post, and who looks at it in the admin; built once for all."""

    def __init__(self, index: NewsIndexPage) -> None:
        self.bien = build.person("bien", EDITORS)
        self.minh = build.person("minh", MODERATORS)
        self.quantri = build.person("quantri", ADMINISTRATORS)
        self.post = full_of_scripts(index, self.bien)


house = once(House)


@pytest.fixture
def post(house, db) -> ArticlePage:
    return house.post


def full_of_scripts(index: NewsIndexPage, bien: AbstractUser) -> ArticlePage:
    photo = build.photo(**filled(Photo) | {"title": SCRIPT, "uploaded_by_user": bien})
    attachment = Attachment(**filled(Attachment) | {"title": SCRIPT})
    attachment.file.name = "documents/a.pdf"
    attachment.save()
    cluster = Cluster.objects.create(number="I", name=SCRIPT)
    organisation = Organisation.objects.create(name=SCRIPT)
    words = {"caption": SCRIPT, "credit": SCRIPT, "alt": SCRIPT}
    shown = build.photo_block(photo, **words)
    cells = {"data": [[SCRIPT, SCRIPT], [SCRIPT, SCRIPT]], "table_caption": SCRIPT}
    cells |= {"first_row_is_table_header": True, "first_col_is_header": True}
    body = [
        {"type": "heading", "value": {"text": SCRIPT, "level": "2"}},
        {"type": "quote", "value": {"text": SCRIPT, "attribution": SCRIPT}},
        shown,
        build.photo_block(photo),
        build.photo_block(None, caption=SCRIPT, source=SCRIPT),
        {
            "type": "gallery",
            "value": {"photos": [shown["value"]] * 2, "caption": SCRIPT},
        },
        {"type": "attachment", "value": {"document": attachment.pk, "title": SCRIPT}},
        {"type": "attachment", "value": {"document": attachment.pk, "title": ""}},
        {"type": "table", "value": cells},
        build.paragraph(f"Hội nghị {escape(SCRIPT)} đã họp."),
    ]
    values = filled(ArticlePage) | {"title": SCRIPT, "owner": bien}
    post = build.article(
        index,
        live=False,
        clusters=[cluster],
        topics=[SCRIPT],
        organisation=organisation,
        is_reprint=True,
        bylines=[Byline(author=Author.objects.create(name=SCRIPT, role=SCRIPT))],
        participants=[Participant(organisation=organisation)],
        documents=[CitedDocument(attachment=attachment, **filled(CitedDocument))],
        body=body,
        **values,
    )
    door.grant(post, door.in_the_way(post), f"Thử chữ lạ {SCRIPT}")
    post.get_latest_revision().publish()
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    draft.save_revision(user=bien)
    post.get_workflow().start(post, bien)
    return ArticlePage.objects.get()


def test_the_article_shows_every_field_as_text(client, post):
    shown = client.get(post.url).content.decode()

    assert LOUD not in shown
    assert shown.count("&lt;script&gt;alert(1)") > 30


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/tin-tuc/", "/tin-tuc/2020/", "/tin-tuc/2020/07/", "/tin-tuc/cum/"),
        *("/tin-tuc/rss.xml/", f"/tin-tuc/?cum={SCRIPT}", "/sitemap.xml", f"/{SCRIPT}"),
    ],
)
def test_lists_and_feeds_show_it_as_text(client, post, address):
    shown = client.get(address, follow=True).content.decode()

    assert LOUD not in shown


def test_pages_about_its_cluster_author_and_topic_show_it_as_text(client, post):
    subjects = [*post.clusters.all(), *post.topics.all(), post.organisation]
    subjects += [byline.author for byline in post.bylines.all()]
    addresses = [post.index.specific.address_of(subject) for subject in subjects]

    pages = [client.get(address) for address in addresses]

    assert len(pages) == 4
    for page in pages:
        assert page.status_code == 200
        assert LOUD not in page.content.decode()


@pytest.mark.parametrize("person", ["bien", "minh", "quantri"])
def test_the_admin_shows_it_as_text(client, house, post, person):
    client.force_login(getattr(house, person))
    page, parent = [post.pk], [post.get_parent().pk]
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=parent),
        reverse("wagtailadmin_pages:edit", args=page),
        reverse("wagtailadmin_pages:history", args=page),
        reverse("wagtailadmin_pages:usage", args=page),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_choose_page_child", args=parent),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?layout=list",
        reverse("wagtailimages:edit", args=[Photo.objects.get().pk]),
        reverse("wagtailimages:image_usage", args=[Photo.objects.get().pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:site_history"),
    ]
    seen = 0

    for address in addresses:
        response = client.get(address)
        shown = response.content.decode()
        seen += "alert(1)" in shown
        assert LOUD not in shown, address
        assert response.status_code in (200, 302), address

    assert seen > 6
