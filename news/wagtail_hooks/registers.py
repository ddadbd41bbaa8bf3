"""What the registers add to lists and to the history."""

import datetime as dt

from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from news.viewsets.bulk import CopyTermsBulkAction

hooks.register("register_bulk_action", CopyTermsBulkAction)


@hooks.register("register_log_actions")
def register_acts(actions: LogActionRegistry) -> None:
    @actions.register_action("news.merge")
    class Merged(LogFormatter):
        label = gettext_lazy("Merge")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Took over “%(name)s”") % log_entry.data

    @actions.register_action("news.dissolve")
    class Dissolved(LogFormatter):
        label = gettext_lazy("Dissolve")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            day = dt.date.fromisoformat(log_entry.data["on"])
            told = log_entry.data | {"on": f"{day:%d/%m/%Y}"}
            if told["successor"]:
                message = gettext("Dissolved on %(on)s, followed by “%(successor)s”")
                return message % told
            return gettext("Dissolved on %(on)s") % told

    @actions.register_action("news.copy_term")
    class Copied(LogFormatter):
        label = gettext_lazy("Copy to the next year")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Copied to %(year)s") % log_entry.data
