"""How do suggestions read in their panel, and what does a click put into the form?"""

import json
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from news.models import ArticlePage, Organisation
from news.suggestions import Addition, Suggestion

HEADINGS = {
    "clusters": _("Clusters"),
    "event_kind": _("When and where"),
    "event_date": _("When and where"),
    "event_part_of_day": _("When and where"),
    "event_place": _("When and where"),
    "event_chair": _("When and where"),
    "participants": _("Organisations taking part"),
    "documents": _("Cited documents"),
    "remarks": _("Worth a look"),
}


def shown(offered: list[Suggestion]) -> list[dict[str, Any]]:
    """Groups in the order of the form, each with its rows."""
    return [
        {"heading": heading, "rows": [row(one) for one in rows]}
        for heading, rows in groupby(offered, key=lambda one: str(HEADINGS[one.group]))
    ]


def row(one: Suggestion) -> dict[str, Any]:
    label = ""
    if one.group.startswith("event_"):
        label = capfirst(str(ArticlePage._meta.get_field(one.group).verbose_name))
    return {
        "label": label,
        "text": text_of(one),
        "note": one.note,
        "adds": json.dumps([as_typed(add) for add in one.adds]) if one.adds else "",
    }


def text_of(one: Suggestion) -> str:
    field = ArticlePage._meta.get_field(one.group) if one.group in CHOICES else None
    if field is not None:
        return capfirst(str(dict(field.choices).get(one.text, one.text)))
    if one.group == "event_date":
        return AdminDateInput().format_value(one.adds[0].value)
    return one.text


def as_typed(add: Addition) -> dict[str, Any]:
    """The value as the form's own widget would hold it."""
    value = add.value
    if isinstance(value, date):
        value = AdminDateInput().format_value(value)
    typed = {"field": add.field, "value": value, "label": add.label}
    if add.field == "participants":
        viewset = Organisation.snippet_viewset
        typed["edit_url"] = reverse(viewset.get_url_name("edit"), args=[add.value])
    return typed


CHOICES = ("event_kind", "event_part_of_day")
