"""Which fields leave, and which are kept back? Each field of each model is in one list.

A field that somebody adds is in none: the test says so, and nothing leaves unasked.
"""

from django.db.models import Model
from wagtail.models import Locale, Page, Site

from news.models import (
    ArticleCluster,
    ArticlePage,
    ArticleTopic,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Meeting,
    NewsIndexPage,
    NewsYearPage,
    Organisation,
    Participant,
    Photo,
    Topic,
)
from portal.models import BoardIdentity, HomePage

Fields = tuple[str, ...]

PUBLIC: dict[type[Model], Fields] = {
    Locale: ("language_code",),
    Site: ("hostname", "port", "site_name", "is_default_site"),
    Organisation: (
        *("id", "name", "slug", "aliases", "established_on", "dissolved_on"),
        "successor",
    ),
    Author: ("id", "name", "slug", "role", "organisation"),
    Topic: ("id", "name", "slug"),
    Cluster: ("id", "kind", "number", "name", "slug"),
    ClusterTerm: ("id", "cluster", "year", "leader", "deputy", "founding_decision"),
    ClusterMember: ("organisation", "rank"),
    Meeting: (
        *("id", "kind", "cluster", "title", "starts_at", "ends_at", "place", "note"),
        *("is_cancelled", "uid", "sequence", "updated_at"),
    ),
    Photo: (
        *("id", "title", "file", "width", "height", "created_at", "file_size"),
        *("file_hash", "focal_point_x", "focal_point_y", "focal_point_width"),
        *("focal_point_height", "description", "caption", "credit"),
    ),
    Attachment: (
        *("id", "title", "file", "created_at", "file_size", "file_hash", "number"),
        *("issuer", "issued_on", "summary"),
    ),
    Page: (
        *("id", "title", "slug", "locale", "translation_key", "live", "seo_title"),
        *("search_description", "show_in_menus", "first_published_at"),
        *("last_published_at", "expire_at"),
    ),
    HomePage: ("arrangement",),
    NewsIndexPage: ("introduction",),
    NewsYearPage: ("year",),
    ArticlePage: (
        *("lead", "published_at", "body", "organisation", "is_reprint"),
        *("source_name", "source_url", "submitted_by", "event_kind", "event_date"),
        *("event_part_of_day", "event_place", "event_chair", "lead_photo", "excerpt"),
    ),
    Byline: ("author", "contribution", "name", "role", "organisation_name"),
    Participant: ("organisation",),
    CitedDocument: ("number", "issuer", "issued_on", "summary", "attachment"),
    ArticleCluster: ("tag",),
    ArticleTopic: ("tag",),
    BoardIdentity: (
        *("site", "board_name", "governing_body", "responsible_person", "address"),
        *("phone", "email", "introduction", "reuse_line", "english_board_name"),
        *("english_governing_body", "english_responsible_person", "english_address"),
        *("english_introduction", "english_reuse_line", "emblem"),
    ),
}

# Who did it, what is still being written, and what is made anew from the rest.
KEPT_BACK: dict[type[Model], Fields] = {
    Locale: ("id",),
    # Its home page leaves by its address.
    Site: ("id", "root_page"),
    Author: ("user",),
    ClusterMember: ("id", "sort_order", "term"),
    Photo: ("collection", "uploaded_by_user"),
    Attachment: ("collection", "uploaded_by_user"),
    Page: (
        *("owner", "locked", "locked_at", "locked_by", "latest_revision"),
        *("has_unpublished_changes", "go_live_at", "draft_title", "expired"),
        *("path", "depth", "numchild", "url_path", "content_type"),
        # Its own lines are `version` and `alias_of`, an address.
        *("live_revision", "latest_revision_created_at", "alias_of"),
    ),
    **dict.fromkeys((HomePage, NewsIndexPage, NewsYearPage), ("page_ptr",)),
    ArticlePage: ("page_ptr",),
    Byline: ("id", "sort_order", "page", "recorded_for"),
    Participant: ("id", "sort_order", "page"),
    CitedDocument: ("id", "sort_order", "page"),
    ArticleCluster: ("id", "published_at", "content_object"),
    ArticleTopic: ("id", "published_at", "content_object"),
    BoardIdentity: ("id",),
}

# What stands for a key in every line; photos, attachments and versions have numbers,
# because texts name them by these.
NAMED_BY: dict[type[Model], Fields] = {
    Locale: ("language_code",),
    Site: ("hostname", "port"),
    **dict.fromkeys((Organisation, Author, Topic, Cluster), ("slug",)),
}

# The rows of a post, by the names they have in its line.
ROWS = {
    "clusters": "article_clusters",
    "topics": "article_topics",
    "bylines": "bylines",
    "participants": "participants",
    "documents": "documents",
}
