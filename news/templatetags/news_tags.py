"""What do the templates need that a template cannot say?"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from news import bodies, captions, metadata, renditions, structured_data, versions
from news.blocks import photos
from news.cards import Alike, Card, Signature
from news.languages import spoken
from news.listings import Link, Listing
from news.parts import parts
from news.publisher import publisher
from news.rich_text import with_addresses
from news.uploads.photos import UNREADABLE
from news.vietnamese.end_mark import MARK, ended

register = template.Library()

DANGEROUS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
END_MARK = f'<span class="news-end-mark" aria-hidden="true">{MARK}</span>'

register.filter(captions.closed)
register.filter(captions.credited)


@register.filter(expects_localtime=True)
def iso(moment: datetime | None) -> str:
    """ISO 8601 to the second: `date:'c'` prints microseconds, `<time>` bars them.

    In the zone of the site, whatever zone it came in: one moment is one text.
    """
    return moment.isoformat(timespec="seconds") if moment else ""


@register.simple_tag(takes_context=True)
def news_url(context: Context, thing: Any, page: str = "") -> str:
    """The public address of a post, or of the posts about a cluster, a topic …"""
    if page:
        return f"{thing.url}cum/" if page == "clusters" else f"{thing.url}{page}"
    if thing.listing == "article":
        return thing.get_url(context.get("request"))
    return context["index"].address_of(thing)


@register.simple_tag(takes_context=True)
def news_part(context: Context, template_name: str, **values: Any) -> SafeString:
    """A template that is given these values and nothing else: made once for the same.

    `news.parts` says what a value is.
    """
    given = {name: _value(value) for name, value in values.items()}
    engine = context.template.engine

    def made() -> SafeString:
        return engine.get_template(template_name).render(Context(given))

    return parts.of(template_name, *given.items(), make=made)


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@register.simple_tag(takes_context=True)
def news_labels(context: Context, things: Iterable[Any]) -> tuple[Link, ...]:
    """Clusters, topics … as links to the lists of their posts."""
    index = context["index"]
    return tuple(Link(str(thing), index.address_of(thing)) for thing in things)


@register.simple_tag(takes_context=True)
def news_card(context: Context, article: Any, use: str, first: bool = False) -> Card:
    """What a list shows of a post, its photo in the size of its use there."""
    address = news_url(context, article)
    labels = news_labels(context, article.clusters.all())
    photo = mark_safe(news_photo(article.lead_photo, use, first=first))
    return Card.of(article, address, labels, photo)


@register.simple_tag(takes_context=True)
def news_signature(context: Context, bylines: Iterable[Any]) -> Signature:
    """Who wrote the post of this page, who publishes it, where it was taken from."""
    return Signature.of(context["page"], bylines, context["index"].address_of)


@register.simple_tag(takes_context=True)
def news_alike(context: Context, related: Iterable[Any]) -> tuple[Alike, ...]:
    return tuple(
        Alike(
            one.article.title,
            news_url(context, one.article),
            one.article.published_at,
            tuple(one.reasons),
        )
        for one in related
    )


@register.simple_tag(takes_context=True)
def news_link(context: Context, thing: Any) -> Link | None:
    return thing and Link(thing.title, news_url(context, thing))


@register.simple_tag(takes_context=True)
def news_followed(context: Context, clusters: Iterable[Any]) -> list[Listing]:
    """The lists whose feeds bring a post of these clusters."""
    return context["index"].followed(clusters)


@register.simple_tag
def news_photo(
    photo: AbstractImage | None, use: str, alt: str = "", first: bool = False
) -> str:
    """A `<picture>` in what its use asks for; nothing where there is no photo.

    `first` is the photo a reader sees at once: it is not left for later.
    """
    if photo is None:
        return ""
    try:
        return renditions.markup(photo, use, alt, first)
    except UNREADABLE:
        # The file is gone or broken: the page is worth more than one photo of it.
        return ""


@register.simple_tag
def news_preload(photo: AbstractImage | None, use: str) -> str:
    """Lets a browser ask for the first photo before it has read the page."""
    if photo is None:
        return ""
    try:
        form, srcset = renditions.best(photo, use)
    except UNREADABLE:
        return ""
    return format_html(
        '<link rel="preload" as="image" type="image/{}" imagesrcset="{}"'
        ' imagesizes="{}" fetchpriority="high">',
        form,
        srcset,
        renditions.SIZES[use],
    )


@register.filter
def whole(photo: AbstractImage) -> str:
    """The address of the whole photo, large; "" where its file cannot be read."""
    try:
        return next(iter(renditions.found(photo, "whole").values())).url
    except UNREADABLE:
        return ""


@register.simple_tag(takes_context=True)
def news_text(context: Context, text: RichText) -> RichText:
    """A paragraph; the page may know already where its links lead."""
    return RichText(with_addresses(text.source, context.get("addresses", {})))


@register.simple_tag(takes_context=True)
def news_article_head(context: Context) -> SafeString:
    page, around = context["page"], context.flatten()
    told = metadata.of_article(context["request"], page, around)
    return _head(context, told, structured_data.of_article(page, around, told))


@register.simple_tag(takes_context=True)
def news_listing_head(context: Context) -> SafeString:
    request, listing = context["request"], context["listing"]
    told = metadata.of_listing(request, listing)
    return _head(context, told, structured_data.of_listing(request, listing, told))


@register.simple_tag(takes_context=True)
def news_home_head(context: Context, title: str = "") -> SafeString:
    told = metadata.of_page(context["request"], context["page"], title)
    return _head(context, told, structured_data.of_page(told))


@register.simple_tag(takes_context=True)
def news_service_head(
    context: Context,
    title: str,
    kind: str,
    breadcrumb: list[Link],
    description: str = "",
    meetings: Iterable[Any] = (),
) -> SafeString:
    told = metadata.of_service(context["request"], title, description)
    data = structured_data.of_service(told, kind, breadcrumb, meetings)
    return _head(context, told, data)


def _head(context: Context, told: metadata.Metadata, data: Any) -> SafeString:
    # The emblem is a row, and no value; its address is the publisher's logo.
    plain = replace(told, by=replace(told.by, emblem=None))
    given = {"told": plain, "data": json_ld(data)}
    return news_part(context, "news/components/metadata.html", **given)


@register.simple_tag(takes_context=True)
def news_versions(context: Context) -> versions.Versions:
    """In which languages the page can be read, and the way to those it cannot."""
    return versions.of_context(context.get("request"), context.flatten())


@register.simple_tag
def news_registered() -> str:
    """The attribute for what a register holds: it has one language, a page may another.

    Nothing in the main language, where the whole page says it.
    """
    main = settings.LANGUAGE_CODE
    return "" if spoken() == main else format_html(' lang="{}"', main)


@register.filter
def news_absolute(path: str, request: HttpRequest) -> str:
    return publisher(request).absolute(path)


@register.filter
def news_region(language: str) -> str:
    """The language as Open Graph writes it: "vi_VN"."""
    return metadata.REGIONS.get(language, language)


class Written(SafeString):
    """Data that has been written as JSON already."""


@register.filter
def json_ld(data: Any) -> SafeString:
    """Inside `<script type="application/ld+json">`: no title can end the element.

    >>> json_ld({"a": "</script>&"})
    '{"a": "\\\\u003C/script\\\\u003E\\\\u0026"}'
    """
    if isinstance(data, Written):
        return data
    return Written(json.dumps(data, ensure_ascii=False).translate(DANGEROUS))


@register.simple_tag(takes_context=True)
def news_body(context: Context, page: Any) -> SafeString:
    """The body, closed with the official end mark."""
    given = {"opening_photo": context.get("opening_photo")}
    if page.is_stored:
        given["addresses"] = context["addresses"]
        html = bodies.stored(page.body, given, page.named.library)
    else:
        # One query for the renditions of all photos, not one a photo.
        renditions.fetch(photos(page.body))
        html = bodies.shown(page.body, given)
    # Vietnamese official texts end with the mark, others do not know it.
    return mark_safe(ended(html, END_MARK) if spoken() == "vi" else html)
