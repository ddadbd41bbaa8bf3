"""Does what the post says of the meeting agree with its text and with the calendar?"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.importers.members import members_in

from .findings import Severity
from .naming import named_in
from .post import Post
from .rule import Place, Rule

LATEST = 60  # days


def cluster_not_named(post: Post) -> Iterator[Place]:
    if post.clusters or not post.register:
        return
    texts = (passage.text for passage in post.everything if passage.kind != "cell")
    labels: dict[str, None] = {}
    for text in texts:
        labels |= {entry.label: None for entry in named_in(text, post.register)}
        if len(labels) > 3:
            break
    if labels:
        names = ", ".join(list(labels)[:3])
        message = _("The text names %(clusters)s: tick the cluster the post is about.")
        yield Place(message % {"clusters": names}, "clusters", about=names)


def event_after_publication(post: Post) -> Iterator[Place]:
    if post.event_date and post.event_date > post.published_on:
        message = _(
            "Correct the date of the meeting (%(event)s): it is later than the day "
            "the post comes out (%(published)s)."
        ) % days(post)
        yield Place(message, "event_date", about=str(days(post)))


def late_report(post: Post) -> Iterator[Place]:
    if post.event_date and (post.published_on - post.event_date).days > LATEST:
        message = _(
            "Check the date of the meeting (%(event)s): the post comes out more than "
            "%(most)s days later (%(published)s)."
        ) % {**days(post), "most": LATEST}
        yield Place(message, "event_date", about=str(days(post)))


def days(post: Post) -> dict[str, str]:
    event, published = post.event_date, post.published_on
    return {
        "event": date_format(event, "d/m/Y") if event else "",
        "published": date_format(published, "d/m/Y"),
    }


def count_differs(post: Post) -> Iterator[Place]:
    found = members_in(post.told, post.organisations)
    if found.stated is None:
        return
    if found.disagree:
        message = _(
            "The text says %(stated)s units and lists %(listed)s: check the count and "
            "the list."
        ) % {"stated": found.stated, "listed": len(found.names)}
        about = f"{found.stated} {found.names}"
        yield Place(message, "body", block_of(post, found.names), about)
    if post.participants and post.participants != found.stated:
        message = _(
            "The text says %(stated)s units and %(ticked)s are chosen as taking part: "
            "check them."
        ) % {"stated": found.stated, "ticked": post.participants}
        yield Place(
            message, "participants", about=f"{found.stated} {post.participants}"
        )


def block_of(post: Post, names: tuple[str, ...]) -> str:
    """The block that holds the first name of the list."""
    holding = (passage for passage in post.prose if names[0] in passage.text)
    return next((passage.block for passage in holding), "")


RULES = (
    Rule(
        "cluster-not-named",
        Severity.BLOCK,
        gettext_lazy("Cluster not ticked"),
        gettext_lazy("Readers and the year's report find a meeting by its cluster."),
        cluster_not_named,
    ),
    Rule(
        "event-after-publication",
        Severity.BLOCK,
        gettext_lazy("Meeting after publication"),
        gettext_lazy("A report cannot come out before the meeting it tells of."),
        event_after_publication,
    ),
    Rule(
        "late-report",
        Severity.WARN,
        gettext_lazy("Late report"),
        gettext_lazy(
            "More than two months apart, one of the two dates is often mistyped."
        ),
        late_report,
    ),
    Rule(
        "count-differs",
        Severity.WARN,
        gettext_lazy("Count that differs from the list"),
        gettext_lazy("A unit that took part and is left out will ask why."),
        count_differs,
    ),
)
