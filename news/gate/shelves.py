"""What do the libraries and registers hold of what a body names?

Each is asked once, for everything the body needs of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from news.models import ArticlePage, Cluster, Organisation
from news.vietnamese.credits import bare_credit

from . import addresses, likeness
from .among import Among
from .markup import Anchor
from .post import AttachmentUse, Earlier, Link, Passage, PhotoUse
from .stream import Stream, whole, words


@dataclass(frozen=True, slots=True)
class Shelves:
    photos: dict[int, Any]
    documents: dict[int, Any]
    pages: dict[int, bool]  # is it live?
    paths: dict[str, bool]  # the same by the address in the tree
    clusters: tuple[Cluster, ...]
    organisations: tuple[str, ...]
    earlier: tuple[Earlier, ...]

    @classmethod
    def asked_for(
        cls, stream: Stream, article: ArticlePage, among: Among | None = None
    ) -> "Shelves":
        photos = {whole(value.get("photo")) for _, value in stream.photos}
        documents = {whole(value.get("document")) for _, value in stream.attachments}
        links = [anchor.attributes for _, anchor in stream.anchors]
        documents |= {whole(a.get("id")) for a in links if kind(a) == "document"}
        pages = {whole(a.get("id")) for a in links if kind(a) == "page"} - {None}
        paths = {addresses.path_in_tree(a.get("href", "")) for a in links} - {""}
        rows = []
        if pages or paths:
            known = Page.objects.filter(addresses.any_of(pages, paths))
            rows = list(known.values_list("pk", "url_path", "live"))
        return cls(
            photos=in_library(get_image_model(), photos - {None}),
            documents=in_library(get_document_model(), documents - {None}),
            pages={pk: live for pk, _, live in rows},
            paths={path: live for _, path, live in rows},
            clusters=tuple(among.clusters() if among else Cluster.objects.all()),
            organisations=tuple(
                among.organisation_names() if among else organisation_names()
            ),
            earlier=likeness.candidates(article, among),
        )

    def photos_of(self, stream: Stream) -> tuple[PhotoUse, ...]:
        return tuple(self.photo_use(block, value) for block, value in stream.photos)

    def photo_use(self, block: str, value: dict[str, Any]) -> PhotoUse:
        chosen = whole(value.get("photo"))
        photo = self.photos.get(chosen) if chosen else None

        def shown(name: str, fallback: str) -> str:
            own = words(value.get(name)).strip()
            return own or words(getattr(photo, fallback, "")).strip()

        return PhotoUse(
            block=block,
            photo=chosen,
            found=photo is not None,
            alt=shown("alt", "description"),
            caption=shown("caption", "caption"),
            credit=bare_credit(shown("credit", "credit")),
            decorative=value.get("decorative") is True,
            width=getattr(photo, "width", None),
            announced=words(value.get("source")),
        )

    def captions(self, stream: Stream) -> tuple[Passage, ...]:
        uses = self.photos_of(stream)
        return tuple(
            Passage(" ".join(use.caption.split()), "body", use.block, "caption")
            for use in uses
            if use.caption
        )

    def attachments_of(self, stream: Stream) -> tuple[AttachmentUse, ...]:
        return tuple(self.attachment_use(b, v) for b, v in stream.attachments)

    def attachment_use(self, block: str, value: dict[str, Any]) -> AttachmentUse:
        chosen = whole(value.get("document"))
        document = self.documents.get(chosen) if chosen else None
        title = words(value.get("title")).strip()
        file = getattr(document, "file", None)
        return AttachmentUse(
            block=block,
            document=chosen,
            found=document is not None,
            title=title or words(getattr(document, "title", "")).strip(),
            file_name=PurePath(file.name).name if file and file.name else "",
        )

    def links_of(self, stream: Stream, article: ArticlePage) -> tuple[Link, ...]:
        return tuple(self.link(b, anchor, article) for b, anchor in stream.anchors)

    def link(self, block: str, anchor: Anchor, article: ArticlePage) -> Link:
        attributes = anchor.attributes
        match kind(attributes):
            case "page":
                pk = whole(attributes.get("id")) or 0
                # A post that leads to itself is public when it is.
                own = article.pk is not None and pk == article.pk
                state = "public" if own else state_of(self.pages.get(pk))
                return Link(anchor.text, f"page:{pk}", block, state)
            case "document":
                pk = whole(attributes.get("id")) or 0
                state = "public" if pk in self.documents else "missing"
                return Link(anchor.text, f"document:{pk}", block, state, is_file=True)
        href = attributes.get("href", "")
        path = addresses.path_in_tree(href)
        live = self.paths.get(path)
        # What no page has may still be a list, a feed or a redirect.
        state = "elsewhere" if live is None else state_of(live)
        is_file = addresses.names_a_file(href)
        return Link(anchor.text, href, block, state, is_file)


def in_library(model: type[Model], numbers: set[int | None]) -> dict[int, Any]:
    # Text without files is what most old posts are: nothing is put together for it.
    return model._default_manager.in_bulk(numbers) if numbers else {}


def organisation_names() -> Iterator[str]:
    for row in Organisation.objects.only("name", "aliases"):
        yield from row.names


def kind(attributes: dict[str, str]) -> str:
    return attributes.get("linktype", "")


def state_of(live: bool | None) -> str:
    if live is None:
        return "missing"
    return "public" if live else "unpublished"
