"""What does a page say to machines, in the words of schema.org (JSON-LD)?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from news.addresses import Link
from news.listings import Listing
from news.metadata import Metadata, Pictured
from news.publisher import Publisher

Node = dict[str, Any]
IN_PERSON = "https://schema.org/OfflineEventAttendanceMode"

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
    nodes = [page, breadcrumb(listing.breadcrumb, told), organisation(told.by)]
    return graph([*nodes, *events(listing.coming, told)])


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


def of_service(
    told: Metadata, kind: str, trail: Iterable[Link], meetings: Iterable[Model] = ()
) -> Node:
    """A page beside the news: the map of the site, the calendar, the contact.

    `meetings` are those it announces.
    """
    page = {
        "@type": kind,
        "@id": told.address,
        "url": told.address,
        "name": told.title,
        "description": told.description,
        "inLanguage": told.language,
        "publisher": publisher(told.by),
    }
    nodes = [page, breadcrumb(trail, told), organisation(told.by)]
    return graph([*nodes, *events(meetings, told)])


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
    organiser = organiser_of(article, around)
    return {
        "@type": "Event",
        "@id": f"{told.address}#event",
        "name": told.title,
        "description": told.description,
        "startDate": article.event_date.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": IN_PERSON,
        "location": held_at(article.event_place),
        "organizer": named("Organization", organiser, around, told.by)
        if organiser
        else publisher(told.by),
        "image": [photo.url for photo in told.photos],
        "url": told.address,
    }


def events(meetings: Iterable[Model], told: Metadata) -> list[Node]:
    return [meeting_event(meeting, told) for meeting in meetings if meeting.place]


def meeting_event(meeting: Model, told: Metadata) -> Node:
    """A planned meeting; one that was called off is still told of, as that."""
    state = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    return given(
        {
            "@type": "Event",
            "@id": f"{told.by.address}/#{meeting.uid}",
            "name": meeting.label,
            "description": meeting.note,
            "startDate": local(meeting.starts_at),
            "endDate": meeting.ends_at and local(meeting.ends_at),
            "eventStatus": f"https://schema.org/{state}",
            "eventAttendanceMode": IN_PERSON,
            "location": held_at(meeting.place),
            "organizer": {"@type": "Organization", "name": meeting.cluster.label}
            if meeting.cluster
            else publisher(told.by),
            "url": told.address,
        }
    )


def held_at(place: str) -> Node:
    return {"@type": "Place", "name": place, "address": postal(place)}


def local(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def organiser_of(article: Model, around: Mapping) -> Model | None:
    """Who leads the cluster that year, or stands in for its leader, or the cluster; the
    writer's own office where no cluster met.
    """
    leaders = [term.leader for term in around["terms"]]
    deputies = [term.deputy for term in around["terms"]]
    known = (*leaders, *deputies, *around["clusters"], article.organisation)
    return next(filter(None, known), None)


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
