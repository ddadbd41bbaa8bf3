"""How is a register listed? In the order of a Vietnamese dictionary, and findable.

A register holds hundreds of entries, not hundreds of thousands: they are sorted and
searched here, the same on every database and for whoever types no accents.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.snippets.views.snippets import IndexView

from news.exports import SafeExport
from news.vietnamese.collation import name_key, person_key
from news.vietnamese.folding import fold


class Rows(list):
    """Entries in our order; views and exports ask a list of rows for its model."""

    def __init__(self, rows: Iterable[Model], model: type[Model]) -> None:
        super().__init__(rows)
        self.model = model


class RegisterIndexView(SafeExport, IndexView):
    is_searchable = True
    # Acts on one entry: name of the address, label, icon, permission.
    acts: tuple[tuple[str, str, str, str], ...] = ()
    by_name = ("name", "-name", None)

    def get_queryset(self) -> QuerySet | Rows:
        entries = super().get_queryset()
        words = fold(self.search_query).split()
        if not words and self.ordering not in self.by_name:
            return entries
        rows = [entry for entry in entries if matches(self.written(entry), words)]
        if self.ordering in self.by_name:
            rows.sort(key=self.sort_key, reverse=self.ordering == "-name")
        return Rows(rows, entries.model)

    def search_queryset(self, entries: QuerySet) -> QuerySet:
        return entries

    def sort_key(self, entry: Model) -> Any:
        return name_key(str(entry))

    def written(self, entry: Model) -> str:
        """All words by which an entry may be looked for."""
        return str(entry)

    def get_list_more_buttons(self, instance: Model) -> list[MenuItem]:
        buttons = super().get_list_more_buttons(instance)
        namespace = self.index_url_name.rpartition(":")[0]
        for place, (act, label, icon, permission) in enumerate(self.acts):
            if self.user_has_permission(permission):
                url = reverse(f"{namespace}:{act}", args=[quote(instance.pk)])
                button = MenuItem(label, url=url, icon_name=icon, priority=40 + place)
                buttons.append(button)
        return buttons


def matches(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


MERGE = ("merge", _("Merge into another"), "link", "delete")


class OrganisationIndexView(RegisterIndexView):
    acts = (MERGE, ("dissolve", _("Dissolve"), "cross", "change"))

    def written(self, entry: Model) -> str:
        return "\n".join(entry.names)


class AuthorIndexView(RegisterIndexView):
    acts = (MERGE,)
    sort_key: Callable = staticmethod(lambda author: person_key(author.name))


class TermIndexView(RegisterIndexView):
    acts = (("copy_term", _("Copy to the next year"), "copy", "add"),)
    sort_key: Callable = staticmethod(
        lambda term: (-term.year, name_key(str(term.cluster)))
    )

    def written(self, entry: Model) -> str:
        return f"{entry} {entry.leader or ''} {entry.deputy or ''}"


class MeetingIndexView(RegisterIndexView):
    sort_key: Callable = staticmethod(lambda meeting: -meeting.starts_at.timestamp())

    def written(self, entry: Model) -> str:
        return f"{entry} {entry.place}"
