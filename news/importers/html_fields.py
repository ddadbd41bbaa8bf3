"""What in a node is not its body: fields, menus, counters, links to other posts?"""

import re
from collections.abc import Iterator

from bs4 import Tag

from .document import Doubt
from .html_chosen import Elements
from .html_elements import elements_of
from .lines import one_line
from .markup import classes_of
from .photos import is_local_path

_FURNITURE = ", ".join(
    (
        *("nav", "aside", "form", ".breadcrumb", ".breadcrumbs", ".menu"),
        *(
            ".tabs",
            "ul.links:not(.field__items)",
            ".node__links",
            ".node-links",
            ".link-wrapper",
            ".pager",
        ),
        *(".statistics", ".statistics-counter", ".statistics_counter", ".view-count"),
        *(".print-link", ".print_html", ".print_mail", ".print_pdf", ".print-page"),
        *(".book-navigation", ".contextual", ".contextual-links-wrapper"),
        *(".visually-hidden", ".user-picture", ".rate-widget", ".fb-like"),
        *(".element-invisible", ".sr-only", ".hidden", ".js-hide", ".skip-link"),
        *(".addthis_toolbox", ".addtoany", ".addtoany_share_buttons", ".a2a_kit"),
        *(".sharethis", ".social", ".social-share", ".share", ".share-buttons"),
        *(".comment-wrapper", ".comments", "#comments", ".comment-form", ".fivestar"),
        *(".field--name-comment", ".field-name-comment"),
        *(".related", ".related-posts", ".related-news", ".tin-lien-quan"),
        *(".tinlienquan", ".block-views", ".view", ".views-element-container"),
        *(".node-teaser", ".node--view-mode-teaser", ".node__meta img"),
        *("article.profile", ".author-picture", "[hidden]", "[aria-hidden=true]"),
        *("#breadcrumb", "#main-menu", "#navigation", "#footer", ".region-footer"),
        *(".region-sidebar-first", ".region-sidebar-second", ".sidebar", ".messages"),
        *(".site-footer", ".site-header", "#header", ".region-header", "#skip-link"),
    )
)

# On a heading "label-above" marks the label; Drupal 7 has "field-label-above" on the
# whole field, words and all.
_LABELS = (
    ".field__label, .field-label, :is(h2, h3, h4, span, strong).label-above,"
    " :is(h2, h3, h4, span, strong).label-inline"
)

_EMBEDS = frozenset({"iframe", "video", "audio", "embed"})

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# Names of fields, as the boards' sites have them, by what they hold.
_KINDS = {
    "lead": re.compile(
        r"sapo|lead|summary|tom-?tat|trich-?yeu|mo-?ta|dan-?nhap|gioi-?thieu|teaser|intro"
    ),
    "tags": re.compile(r"tags?|tu-?khoa|keywords?|the"),
    "categories": re.compile(
        r"categor(?:y|ies)|chuyen-?muc|danh-?muc|section|loai-?tin|the-?loai|taxonomy.*"
        r"|nhom-?tin"
    ),
    "author": re.compile(r"author|tac-?gia|nguoi-?viet|byline|but-?danh"),
    "source": re.compile(r"source|nguon(?:-?tin)?"),
}


def drop_furniture(elements: Elements, node: Tag) -> None:
    for tag in elements.each(_FURNITURE, node):
        if not _holds_the_body(elements, tag):
            elements.drop(tag)
    for tag in elements.each(_LABELS, node):
        elements.drop(tag)
    for tag in elements.each("[style]", node):
        if _UNSEEN.search(str(tag["style"])):
            elements.drop(tag)


def embed_doubts(node: Tag) -> Iterator[Doubt]:
    """What the body showed from elsewhere and cannot be carried along."""
    for tag in elements_of(node):
        if tag.name not in _EMBEDS:
            continue
        source = one_line(str(tag.get("src") or "")) or tag.name
        if not is_local_path(source):
            message = f"Not carried along: {tag.name} {source[:200]}"
            yield Doubt("body_html", "embed-dropped", message)


def _holds_the_body(elements: Elements, tag: Tag) -> bool:
    """A theme may call anything "links" or "hidden": never drop the text itself."""
    bodies = ".field--name-body, .field-name-body"
    if tag.name in {"form", "aside"}:
        bodies += ", h1, .node"
    return next(elements.each(bodies, tag), None) is not None


def taken_fields(elements: Elements, node: Tag) -> dict[str, list[str]]:
    """The fields that are not body, taken out of the node."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in _KINDS}
    for tag in elements.each("[class*='field-']", node):
        kind = _kind_of(tag)
        if not kind:
            continue
        if kind in {"tags", "categories"}:
            words = [one_line(item.get_text(" ")) for item in _items(elements, tag)]
        else:
            words = [one_line(tag.get_text(" "))]
        found[kind] |= dict.fromkeys(filter(None, words))
        elements.drop(tag)
    for tag in elements.each("a[rel~='tag'], a[typeof='skos:Concept']", node):
        word = one_line(tag.get_text(" "))
        if word and word not in found["tags"] and word not in found["categories"]:
            found["tags"][word] = None
            elements.drop(tag)
    for tag in elements.each(".sapo, .lead", node):
        if not found["lead"]:
            found["lead"][one_line(tag.get_text(" "))] = None
            elements.drop(tag)
    return {kind: list(words) for kind, words in found.items()}


def _kind_of(tag: Tag) -> str:
    for word in classes_of(tag).split():
        match = re.fullmatch(r"field-(?:-)?name-(?:field-)?(?P<name>[\w-]+)", word)
        kind = kind_of_field(match["name"]) if match else ""
        if kind:
            return kind
    return ""


def kind_of_field(name: str) -> str:
    """What a field holds, by its name without "field_"; "" where nobody knows.

    >>> kind_of_field("tac_gia"), kind_of_field("sapo"), kind_of_field("weight")
    ('author', 'lead', '')
    """
    name = name.replace("_", "-")
    return next((kind for kind, form in _KINDS.items() if form.fullmatch(name)), "")


def _items(elements: Elements, field: Tag) -> list[Tag]:
    links = elements.chosen("a", field)
    return links or elements.chosen(".field__item, .field-item", field) or [field]
