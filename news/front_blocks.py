"""What can stand on a home page? Parts that editors put in the order they like.

A project with parts of its own subclasses `Front` and `FrontField`; each part is shown
by the template that its block names.
"""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from news.blocks import StreamOfOurs

POST = "news.ArticlePage"
MOST_STORIES, MOST_LATEST, MOST_MEETINGS = 4, 30, 20
STORIES, LATEST, MEETINGS = 1, 9, 5
INSIDE_OR_OUT = re.compile(r"\A(?:https?://[^\s/]|/(?![/\\]))\S*\Z")


class AddressBlock(CharBlock):
    """Where a link leads: a page of this site, or one of another."""

    def __init__(self, **kwargs: object) -> None:
        message = _("Write an address that begins with https:// or with /.")
        checks = [RegexValidator(INSIDE_OR_OUT, message)]
        super().__init__(max_length=500, validators=checks, **kwargs)


class LeadStoriesBlock(StructBlock):
    number = IntegerBlock(
        default=STORIES,
        min_value=1,
        max_value=MOST_STORIES,
        label=_("How many stories"),
        help_text=_("The first is shown large, the others in a row below it."),
    )
    posts = ListBlock(
        PageChooserBlock(POST, label=_("Post")),
        default=[],
        max_num=MOST_STORIES,
        label=_("Chosen posts"),
        help_text=_(
            "They lead in this order. Places left over go to the newest posts, and so "
            "does the place of a post that was withdrawn or is not for everybody."
        ),
    )

    class Meta:
        icon = "pick"
        label = _("Lead stories")
        template = "news/front/lead.html"


class LatestBlock(StructBlock):
    number = IntegerBlock(
        default=LATEST,
        min_value=1,
        max_value=MOST_LATEST,
        label=_("How many posts"),
        help_text=_("A post that leads is not listed again."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Latest news")
        template = "news/front/latest.html"


class MeetingsBlock(StructBlock):
    number = IntegerBlock(
        default=MEETINGS,
        min_value=1,
        max_value=MOST_MEETINGS,
        label=_("How many meetings"),
        help_text=_("Without a meeting to come, nothing is shown."),
    )

    class Meta:
        icon = "date"
        label = _("Coming meetings")
        template = "news/front/meetings.html"


class ClustersBlock(StaticBlock):
    class Meta:
        icon = "group"
        label = _("Emulation clusters")
        admin_text = _("All clusters, as the register has them.")
        template = "news/front/clusters.html"


class NoticeBlock(StructBlock):
    title = CharBlock(max_length=255, label=_("Title"))
    text = TextBlock(required=False, rows=3, max_length=2000, label=_("Text"))
    post = PageChooserBlock(
        POST,
        required=False,
        label=_("Post about it"),
        help_text=_("The title leads to this post while everybody may read it."),
    )
    address = AddressBlock(
        required=False,
        label=_("Or another address"),
        help_text=_("For example https://example.org/ or /lich/."),
    )
    until = DateBlock(
        label=_("Shown until"),
        help_text=_("The last day of the notice. After it the notice goes by itself."),
    )

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        label_format = "{title} – {until}"
        template = "news/front/notice.html"


class WordsBlock(StructBlock):
    heading = CharBlock(required=False, max_length=255, label=_("Heading"))
    text = TextBlock(rows=4, max_length=5000, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "news/front/words.html"


class Front(StreamBlock):
    lead = LeadStoriesBlock()
    notice = NoticeBlock()
    latest = LatestBlock()
    meetings = MeetingsBlock()
    clusters = ClustersBlock()
    words = WordsBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1} for name in ("lead", "latest", "meetings", "clusters")
        }


class FrontField(StreamOfOurs):
    stream = Front


def beginning() -> list[dict]:
    """What a new home page shows: the news, what is coming, and who it is about."""
    return [
        {"type": "lead", "value": {"number": STORIES, "posts": []}},
        {"type": "meetings", "value": {"number": MEETINGS}},
        {"type": "latest", "value": {"number": LATEST}},
        {"type": "clusters", "value": None},
    ]
