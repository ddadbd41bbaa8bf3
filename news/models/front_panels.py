"""What is an editor told above the arrangement of a home page?"""

from functools import cached_property

from wagtail.admin.panels import Panel

from news.front import Notice, notices


class EndedNoticesPanel(Panel):
    """Which notices readers no longer see, though they still stand in the form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/admin/ended_notices.html"

        @cached_property
        def ended(self) -> list[Notice]:
            return [n for n in notices(self.instance.arrangement) if n.is_over]

        def is_shown(self) -> bool:
            return bool(self.ended)
