"""What does a page say to machines, in the words of schema.org (JSON-LD)?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from news.addresses import Link
from news.listings import Listing
from news.metadata import Metadata, Pictured
from news.publisher import Publisher

Node = dict[str, Any]

# What search engines show of one.
LONGEST_HEADLINE = 110


def of_article(article: Model, around: Mapping, told: Metadata) -> Node:
    nodes = [
        news_article(article, around, told),
        breadcrumb(around["breadcrumb"], told),
        organisation(told.by),
    ]
    if is_event(article):
        nodes.append(event(article, around, told))
    return graph(nodes)


def of_listing(request: HttpRequest, listing: Listing, told: Metadata) -> Node:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": article.title,
            "url": told.by.absolute(article.get_url(request)),
        }
        for position, article in enumerate(listing.articles, start=1)
    ]
    page = {
        "@type": "CollectionPage",
        "@id": told.address,
        "url": told.address,
        "name": told.title,
        "description": told.description,
        "inLanguage": told.language,
        "publisher": publisher(told.by),
        "mainEntity": {"@type": "ItemList", "itemListElement": items},
    }
    return graph([page, breadcrumb(listing.breadcrumb, told), organisation(told.by)])


def of_page(told: Metadata) -> Node:
    site = {
        "@type": "WebSite",
        "@id": f"{told.address}#site",
        "url": told.address,
        "name": told.by.name,
        "description": told.description,
        "inLanguage": told.language,
        "publisher": publisher(told.by),
    }
    return graph([site, organisation(told.by)])


def of_service(told: Metadata, kind: str, trail: Iterable[Link]) -> Node:
    """A page beside the news: the map of the site, the calendar, the contact."""
    page = {
        "@type": kind,
        "@id": told.address,
        "url": told.address,
        "name": told.title,
        "inLanguage": told.language,
        "publisher": publisher(told.by),
    }
    return graph([page, breadcrumb(trail, told), organisation(told.by)])


def graph(nodes: Iterable[Node]) -> Node:
    return {"@context": "https://schema.org", "@graph": [given(n) for n in nodes]}


def news_article(article: Model, around: Mapping, told: Metadata) -> Node:
    held = {"@id": f"{told.address}#event"}
    return {
        "@type": "NewsArticle",
        "@id": f"{told.address}#article",
        "mainEntityOfPage": told.address,
        "url": told.address,
        "headline": headline(told.title),
        "name": told.title,
        "description": told.description,
        "inLanguage": told.language,
        "datePublished": told.published.isoformat(timespec="seconds"),
        "dateModified": told.modified.isoformat(timespec="seconds"),
        "author": authors(article, around, told),
        "publisher": publisher(told.by),
        "image": [image(photo) for photo in told.photos or filter(None, [told.card])],
        "articleSection": list(told.sections),
        "keywords": list(told.topics),
        "about": [
            *([held] if is_event(article) else []),
            *(named("Organization", c, around, told.by) for c in around["clusters"]),
        ],
        "mentions": [
            named("Organization", taking_part, around, told.by)
            for taking_part in around["participants"]
        ],
        "isBasedOn": article.source_url,
    }


def authors(article: Model, around: Mapping, told: Metadata) -> list[Node]:
    people = [
        {
            "@type": "Person",
            "name": byline.name,
            "url": address(byline.author, around, told.by) if byline.author else "",
            "jobTitle": byline.role,
            "affiliation": byline.organisation_name
            and {"@type": "Organization", "name": byline.organisation_name},
        }
        for byline in around["bylines"]
    ]
    if people:
        return [given(person) for person in people]
    if article.organisation:
        return [named("Organization", article.organisation, around, told.by)]
    return [publisher(told.by)]


def headline(title: str) -> str:
    """A title as long as search engines take it, cut between words.

    >>> headline("Hội nghị")
    'Hội nghị'
    >>> headline("Hội nghị " * 20)[-10:], len(headline("A" * 255))
    ('Hội nghị …', 110)
    """
    if len(title) <= LONGEST_HEADLINE:
        return title
    cut, _, _ = title[: LONGEST_HEADLINE - 1].rpartition(" ")
    return f"{cut} …" if cut else f"{title[: LONGEST_HEADLINE - 1]}…"


def is_event(article: Model) -> bool:
    """An event is nothing to a search engine without its place."""
    return bool(article.event_date and article.event_place)


def event(article: Model, around: Mapping, told: Metadata) -> Node:
    leaders = [term.leader for term in around["terms"] if term.leader]
    organiser = next(iter(leaders), None) or article.organisation
    place = article.event_place
    return {
        "@type": "Event",
        "@id": f"{told.address}#event",
        "name": told.title,
        "description": told.description,
        "startDate": article.event_date.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": place, "address": postal(place)},
        "organizer": named("Organization", organiser, around, told.by)
        if organiser
        else publisher(told.by),
        "image": [photo.url for photo in told.photos],
        "url": told.address,
    }


def breadcrumb(links: Iterable[Link], told: Metadata) -> Node:
    steps = [
        given(
            {
                "@type": "ListItem",
                "position": position,
                "name": link.title,
                "item": told.by.absolute(link.url) if link.url else told.address,
            }
        )
        for position, link in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def organisation(by: Publisher) -> Node:
    return {
        "@type": by.kind,
        "@id": f"{by.address}/#publisher",
        "name": by.name,
        "url": f"{by.address}/",
        "logo": logo(by),
        "address": by.place and postal(by.place),
        "telephone": by.phone,
        "email": by.email,
        "contactPoint": contact_point(by),
        "parentOrganization": by.parent
        and {"@type": "Organization", "name": by.parent},
    }


def contact_point(by: Publisher) -> Node | None:
    if not (by.phone or by.email):
        return None
    return given(
        {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "telephone": by.phone,
            "email": by.email,
            "url": by.contact and by.absolute(by.contact),
            "availableLanguage": "vi",
        }
    )


def publisher(by: Publisher) -> Node:
    """A reference is enough for some readers, others want name and logo beside it."""
    reference = {"@type": by.kind, "@id": f"{by.address}/#publisher", "name": by.name}
    return given(reference | {"logo": logo(by)})


def logo(by: Publisher) -> Node | str:
    return by.logo and {"@type": "ImageObject", "url": by.logo}


def postal(place: str) -> Node:
    """All that we know of an address is one line."""
    return {"@type": "PostalAddress", "streetAddress": place}


def image(photo: Pictured) -> Node:
    return given(
        {
            "@type": "ImageObject",
            "url": photo.url,
            "contentUrl": photo.url,
            "width": photo.width,
            "height": photo.height,
            "caption": photo.caption or photo.alt,
            "creditText": photo.credit,
        }
    )


def named(kind: str, thing: Model, around: Mapping, by: Publisher) -> Node:
    return {"@type": kind, "name": str(thing), "url": address(thing, around, by)}


def address(thing: Model, around: Mapping, by: Publisher) -> str:
    return by.absolute(around["index"].address_of(thing))


def given(node: Node) -> Node:
    """Without what is not known."""
    return {name: value for name, value in node.items() if value}
