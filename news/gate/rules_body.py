"""Can the body be read by everybody: headings, tables, links and attachments?"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.importers.photos import names_a_file
from news.vietnamese.folding import fold

from .findings import Severity
from .personal import numbers_in
from .post import AttachmentUse, Post
from .rule import Place, Rule, shown

EMPTY_LINKS = frozenset(
    {
        *("tai day", "o day", "day", "vao day", "xem", "xem them", "xem tai day"),
        *("xem tiep", "chi tiet", "xem chi tiet", "link", "duong dan", "lien ket"),
        *("click", "click here", "click vao day", "click tai day", "here", "more"),
        *("bam vao day", "nhan vao day", "tai ve", "tai xuong", "download"),
        *("tai ve tai day", "xem o day", "read more", "doc them", "theo duong link"),
    }
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PAPER = (
    r"(?:file|tệp(?:\s+tin)?|tập\s+tin|văn\s+bản|tài\s+liệu|danh\s+sách|biểu\s+mẫu"
    r"|mẫu|phụ\s+lục|kế\s+hoạch|công\s+văn|hướng\s+dẫn|dự\s+thảo)"
)
_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:{_PAPER}\s+(?:\w+\s+){{0,3}}?(?:được\s+)?(?:đính|gửi)\s+kèm"
    rf"|(?:có|xem|theo)\s+{_PAPER}\s+(?:\w+\s+){{0,2}}?kèm\s+theo"
    rf"|\(\s*(?:có\s+)?{_PAPER}(?:\s+\w+){{0,2}}\s+kèm\s+theo\s*\)"
    r"|(?:file|tệp(?:\s+tin)?|tập\s+tin)\s+kèm(?:\s+theo)?"
    rf"|tải\s+(?:{_PAPER}\s+)?(?:về|xuống)\s+(?:tại|ở)\s+(?:đây|file|tệp))(?!\w)",
    re.IGNORECASE,
)


def broken_link(post: Post) -> Iterator[Place]:
    for link in post.links:
        about = f"{link.target} {link.state}"
        quoted = {"text": shown(link.text)}
        if link.state == "missing":
            message = _("Remove or mend the link “%(text)s”: what it leads to is gone.")
            yield Place(message % quoted, "body", link.block, about)
        elif link.state == "unpublished":
            message = _(
                "Remove the link “%(text)s”, or publish first the page it leads to."
            )
            yield Place(message % quoted, "body", link.block, about)
    for use in post.attachments:
        if not use.found:
            message = _("Choose the attachment again, or remove its block.")
            yield Place(message, "body", use.block, f"document:{use.document}")


def attachment_without_title(post: Post) -> Iterator[Place]:
    for use in post.attachments:
        if use.found and is_untitled(use):
            message = _(
                "Give the attachment a title that says what it is, not the name of "
                "its file."
            )
            yield Place(message, "body", use.block, f"{use.document} {use.title}")


def is_untitled(use: AttachmentUse) -> bool:
    """
    >>> is_untitled(AttachmentUse(title="ke_hoach-2020.docx"))
    True
    >>> is_untitled(AttachmentUse(title="Kế hoạch năm 2020", file_name="k.docx"))
    False
    """
    title = use.title.strip()
    if not title or names_a_file(title[:300]):
        return True
    own = {use.file_name.casefold(), PurePath(use.file_name).stem.casefold()}
    return title.casefold() in own or ("_" in title and " " not in title)


def heading_skipped(post: Post) -> Iterator[Place]:
    above = 1  # The title is the first heading of the page.
    for heading in post.headings:
        if heading.level > above + 1:
            message = _(
                "Raise the level of the heading “%(text)s”: one above it is left out."
            ) % {"text": shown(heading.text)}
            yield Place(message, "body", heading.block, heading.text)
        above = heading.level


def table_without_header(post: Post) -> Iterator[Place]:
    for table in post.tables:
        if table.cells and not table.has_header:
            message = _("Say which row or column of the table holds its headings.")
            yield Place(message, "body", table.block, " ".join(table.cells[:12]))


def link_tells_nothing(post: Post) -> Iterator[Place]:
    for link in post.links:
        plain = " ".join(re.findall(r"\w+", fold(link.text)))
        if plain in EMPTY_LINKS or _ADDRESS.fullmatch(link.text):
            message = _(
                "Let the words of the link say where it leads, in place of “%(text)s”."
            ) % {"text": shown(link.text)}
            yield Place(message, "body", link.block, f"{link.text} {link.target}")


def personal_data(post: Post) -> Iterator[Place]:
    messages = {
        "identity": _("Remove the citizen-identity number ending in %(end)s."),
        "phone": _(
            "Remove the phone number ending in %(end)s, unless it is an office's."
        ),
        "bank": _(
            "Remove the bank account ending in %(end)s, unless an office has it."
        ),
    }
    for passage in post.everything:
        for kind, digits in numbers_in(passage.text):
            message = messages[kind] % {"end": digits[-3:]}
            yield Place(message, passage.field, passage.block, f"{kind} {digits}")


def attachment_announced(post: Post) -> Iterator[Place]:
    if post.attachments or any(link.is_file for link in post.links):
        return
    for passage in post.prose:
        # Most texts have none of these words, and are not looked through for the rest.
        if not any(word in passage.text.lower() for word in ("kèm", "tải")):
            continue
        if announced := _ANNOUNCED.search(passage.text):
            message = _("Add the attachment the text announces: “%(words)s”.") % {
                "words": shown(announced[0])
            }
            yield Place(message, passage.field, passage.block, announced[0])
            return


RULES = (
    Rule(
        "broken-link",
        Severity.BLOCK,
        gettext_lazy("Broken link"),
        gettext_lazy("Who follows it lands on an error page of our own portal."),
        broken_link,
    ),
    Rule(
        "attachment-without-title",
        Severity.BLOCK,
        gettext_lazy("Attachment without title"),
        gettext_lazy("A file name tells nobody what would be downloaded (WCAG 2.4.4)."),
        attachment_without_title,
    ),
    Rule(
        "heading-skipped",
        Severity.WARN,
        gettext_lazy("Heading level skipped"),
        gettext_lazy(
            "Screen readers use the levels as a table of contents (WCAG 1.3.1)."
        ),
        heading_skipped,
    ),
    Rule(
        "table-without-header",
        Severity.WARN,
        gettext_lazy("Table without headings"),
        gettext_lazy(
            "Read aloud, a cell means something only with its heading (WCAG 1.3.1)."
        ),
        table_without_header,
    ),
    Rule(
        "link-tells-nothing",
        Severity.WARN,
        gettext_lazy("Link that tells nothing"),
        gettext_lazy("Read out of context, “here” leads nowhere (WCAG 2.4.4)."),
        link_tells_nothing,
    ),
    Rule(
        "personal-data",
        Severity.WARN,
        gettext_lazy("Personal data"),
        gettext_lazy(
            "The law on personal data wants consent before such a number is public."
        ),
        personal_data,
    ),
    Rule(
        "attachment-announced",
        Severity.WARN,
        gettext_lazy("Announced attachment missing"),
        gettext_lazy("Readers look for the file, and then call the office."),
        attachment_announced,
    ),
)
