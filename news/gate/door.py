"""Who may pass? Nothing becomes public with a blocking finding, whatever the path.

Wagtail's actions all end in saving the page, or in saving the revision that is to go
out later: both ask here first (`signal_handlers`). Submitting and approving ask, too,
so that people hear of it early.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from news import gate
from news.models import ArticleFinding, ArticlePage, RuleException
from news.refusals import Refusal

from .findings import Finding

# Saving anything else of a public post (a lock, a place in the tree) shows readers
# nothing new.
SHOWN = ("title", "lead", "body", "organisation_id", "is_reprint", "source_name")
SHOWN += ("source_url", "event_date", "live", "live_revision_id")
# As `update_fields` may name them. Which revision is the public one is written down
# alone after a copy or an alias was made: what it shows was asked for before.
ASKED_FOR = frozenset({*SHOWN, "organisation"})


class Closed(Refusal):
    """The gate stays shut; `findings` say what has to be mended."""

    def __init__(self, article: ArticlePage, findings: Sequence[Finding]) -> None:
        self.article, self.findings = article, findings
        if article.pk:
            self.address = reverse("wagtailadmin_pages:edit", args=[article.pk])
        super().__init__(told(article, findings))

    def told_to(self, user: AbstractBaseUser | AnonymousUser) -> str:
        if not may_let_pass(user, self.article):
            return self.message
        address = reverse("news_exceptions", args=[self.article.pk])
        words = _("Let pass with a reason")
        return format_html('{}<a href="{}">{}</a>', self.message, address, words)


def may_let_pass(user: AbstractBaseUser | AnonymousUser, article: ArticlePage) -> bool:
    """Who may not approve a post may not excuse it either: one's own, for instance."""
    if article.pk is None or not user.is_authenticated:
        return False
    return article.permissions_for_user(user).can_publish()


def told(article: ArticlePage, findings: Sequence[Finding]) -> str:
    head = ngettext(
        "“%(title)s” stays a draft. One thing has to be mended first:",
        "“%(title)s” stays a draft. %(count)d things have to be mended first:",
        len(findings),
    ) % {"title": article.title, "count": len(findings)}
    rows = format_html_join("", "<li>{}</li>", ((f.message,) for f in findings))
    return format_html("{}<ul>{}</ul>", head, rows)


def in_the_way(article: ArticlePage) -> list[Finding]:
    """The blocking findings for which no exception was granted."""
    return [finding for finding in open_findings(article) if finding.blocks]


def open_findings(article: ArticlePage) -> list[Finding]:
    """What is to be mended or looked at, less what was let pass."""
    found = gate.check(article)
    if not found:
        return found
    # An alias shows what its source shows; what was let pass there is let pass here.
    same = [pk for pk in (article.pk, article.alias_of_id) if pk]
    exceptions = RuleException.objects.filter(article__in=same)
    granted = set(exceptions.values_list("code", "subject"))
    return [f for f in found if (f.code, f.subject) not in granted]


def require(article: ArticlePage) -> None:
    """Raise `Closed` unless the post may be shown to everybody."""
    if findings := in_the_way(article):
        raise Closed(article, findings)


def grant(
    article: ArticlePage, findings: Iterable[Finding], reason: str, **by: object
) -> None:
    """Let findings pass, on the record; `by` says who (`granted_by`) or `origin`."""
    for finding in findings:
        exception, new = RuleException.objects.get_or_create(
            article=article,
            code=finding.code,
            subject=finding.subject,
            defaults={"message": str(finding.message), "reason": reason, **by},
        )
        if new:
            log(
                instance=article,
                action="news.exception",
                user=exception.granted_by,
                data={"rule": finding.code, "reason": reason},
            )


def guard_page(page: Page, fields: Iterable[str] | None) -> None:
    """Called before any page is saved: a post that readers would see has to pass."""
    if not page.live or (fields is not None and ASKED_FOR.isdisjoint(fields)):
        return
    article = as_article(page)
    if article and not shown_already(article):
        require(article)


def as_article(page: Page) -> ArticlePage | None:
    """The post that a page is, also when code saves only its base row."""
    if isinstance(page, ArticlePage):
        return page
    if type(page) is not Page or page.specific_class is not ArticlePage:
        return None
    article = ArticlePage.objects.get(pk=page.pk)
    article.title, article.live = page.title, page.live
    article.live_revision_id = page.live_revision_id
    return article


def shown_already(article: ArticlePage) -> bool:
    """Whether readers see just this at present."""
    stored = ArticlePage.objects.filter(pk=article.pk, live=True).first()
    return stored is not None and all(
        getattr(stored, name) == getattr(article, name) for name in SHOWN
    )


def guard_schedule(revision: Revision) -> None:
    """Called before a revision is saved: what goes out later passes now."""
    if not revision.approved_go_live_at or not is_article(revision):
        return
    planned = Revision.objects.filter(approved_go_live_at__isnull=False)
    if not planned.filter(pk=revision.pk).exists():
        require(revision.as_object())


def is_article(revision: Revision) -> bool:
    return revision.content_type.model_class() is ArticlePage


def keep_findings(revision: Revision) -> None:
    """Write down what the gate says of a post's newest draft, for lists."""
    if not is_article(revision) or not revision.is_latest_revision():
        return
    article = revision.as_object()
    found = {(finding.code, finding.severity) for finding in open_findings(article)}
    stored = set(
        ArticleFinding.objects.filter(article_id=article.pk).values_list(
            "code", "severity"
        )
    )
    if found == stored:
        return
    ArticleFinding.objects.filter(article_id=article.pk).delete()
    ArticleFinding.objects.bulk_create(
        ArticleFinding(article_id=article.pk, code=code, severity=severity)
        for code, severity in sorted(found)
    )
