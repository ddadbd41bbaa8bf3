"""Labels that Wagtail makes from the names of fields, where no catalogue reaches."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.forms.workflows import TaskChooserSearchForm, WorkflowPageForm
from wagtail.admin.views import workflows
from wagtail.locales.views import IndexView as Locales
from wagtail.models import Site
from wagtail.sites.views import IndexView as Sites
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

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
    WorkflowPageForm: {"page": _("Page")},
    PagePermissionsForm: {"page": _("Page")},
    RoleForm: {"role": _("Role")},
}

for form, labels in LABELS.items():
    for name, label in labels.items():
        form.base_fields[name].label = label


class TaskSearch(TaskChooserSearchForm):
    """This form adds the field as it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "task_type" in self.fields:
            self.fields["task_type"].label = _("Task type")


workflows.TaskChooserSearchForm = TaskSearch


class Languages(Locales.paginator_class):
    """Their model has no name but that of its class."""

    verbose_name = _("language")
    verbose_name_plural = _("languages")


Locales.paginator_class = Languages

for column in Sites.columns:
    if column.name in ("port", "site_name", "root_page"):
        column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
