"""What in a node is not its body: fields, menus, counters, links to other posts?"""

import re
from collections.abc import Iterator

from bs4 import Tag

from .document import Doubt
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


def drop_furniture(node: Tag) -> None:
    for tag in node.select(_FURNITURE):
        if not tag.decomposed and not _holds_the_body(tag):
            tag.decompose()
    for tag in node.select(_LABELS):
        if not tag.decomposed:
            tag.decompose()
    for tag in node.select("[style]"):
        if not tag.decomposed and re.search(
            r"display\s*:\s*none|visibility\s*:\s*hidden", str(tag["style"]), re.I
        ):
            tag.decompose()


def embed_doubts(node: Tag) -> Iterator[Doubt]:
    """What the body showed from elsewhere and cannot be carried along."""
    for tag in node.find_all(["iframe", "video", "audio", "embed"]):
        source = one_line(str(tag.get("src") or "")) or tag.name
        if not is_local_path(source):
            message = f"Not carried along: {tag.name} {source[:200]}"
            yield Doubt("body_html", "embed-dropped", message)


def _holds_the_body(tag: Tag) -> bool:
    """A theme may call anything "links" or "hidden": never drop the text itself."""
    if tag.select_one(".field--name-body, .field-name-body"):
        return True
    return tag.name in {"form", "aside"} and bool(tag.select_one("h1, .node"))


def taken_fields(node: Tag) -> dict[str, list[str]]:
    """The fields that are not body, taken out of the node."""
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for tag in node.select("[class*='field-']"):
        kind = "" if tag.decomposed else _kind_of(tag)
        if not kind:
            continue
        if kind in {"tags", "categories"}:
            words = [one_line(item.get_text(" ")) for item in _items(tag)]
        else:
            words = [one_line(tag.get_text(" "))]
        found[kind] += [word for word in words if word and word not in found[kind]]
        tag.decompose()
    for tag in node.select("a[rel~='tag'], a[typeof='skos:Concept']"):
        word = "" if tag.decomposed else one_line(tag.get_text(" "))
        if word and word not in found["tags"] and word not in found["categories"]:
            found["tags"].append(word)
            tag.decompose()
    for tag in node.select("p.sapo, p.lead, div.sapo, .sapo, .lead"):
        if not tag.decomposed and not found["lead"]:
            found["lead"].append(one_line(tag.get_text(" ")))
            tag.decompose()
    return found


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


def _items(field: Tag) -> list[Tag]:
    items = field.select("a") or field.select(".field__item, .field-item")
    if items:
        return list(items)
    return [field]
