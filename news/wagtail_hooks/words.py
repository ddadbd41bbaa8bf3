"""Labels that Wagtail makes from the names of fields, where no catalogue reaches."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

# Forms that Wagtail offers no setting for; their classes are shared by all its views.
LABELS = {
    choosers.ExternalLinkChooserForm: {"link_text": _("Link text")},
    choosers.AnchorLinkChooserForm: {"link_text": _("Link text")},
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "link_text": _("Link text"),
        "subject": _("Subject"),
        "body": _("Body"),
    },
    choosers.PhoneLinkChooserForm: {
        "phone_number": _("Phone number"),
        "link_text": _("Link text"),
    },
}

for form, labels in LABELS.items():
    for name, label in labels.items():
        form.base_fields[name].label = label
