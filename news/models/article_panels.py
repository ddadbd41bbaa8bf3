"""How does the form of a post stand, and at which sizes is it previewed?"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.models import Page

# In the order in which the post reads.
CONTENT = [
    *Page.content_panels,
    FieldPanel("lead"),
    MultiFieldPanel(
        [
            FieldPanel("event_kind"),
            FieldRowPanel([FieldPanel("event_date"), FieldPanel("event_part_of_day")]),
            FieldPanel(
                "event_place",
                help_text=_("As the post says it: the house, the commune."),
            ),
            FieldPanel(
                "event_chair",
                help_text=_("Name and office of whoever led the meeting."),
            ),
        ],
        heading=_("When and where"),
        help_text=_("Leave it empty where the post tells of no meeting."),
    ),
    FieldPanel("body", heading=_("Photos and text")),
    InlinePanel("bylines", heading=_("Authors"), label=_("author")),
    FieldPanel("organisation"),
    FieldPanel("clusters", heading=_("Clusters")),
    MultipleChooserPanel(
        "participants",
        heading=_("Organisations taking part"),
        label=_("organisation"),
        chooser_field_name="organisation",
    ),
    FieldPanel("topics"),
    InlinePanel("documents", heading=_("Cited documents"), label=_("cited document")),
    MultiFieldPanel(
        [
            FieldPanel("is_reprint"),
            FieldPanel("source_name"),
            FieldPanel("source_url"),
            FieldPanel("submitted_by", read_only=True),
        ],
        heading=_("Origin of the post"),
        classname="collapsed",
    ),
]
SETTINGS = [
    MultiFieldPanel([FieldPanel("published_at")], heading=_("The date readers see")),
    *Page.settings_panels,
]

PREVIEW_SIZES = [
    {
        "name": "phone",
        "icon": "mobile-alt",
        "device_width": 360,
        "label": _("Preview on a phone"),
    },
    {
        "name": "desktop",
        "icon": "desktop",
        "device_width": 1280,
        "label": _("Preview on a desktop"),
    },
]
