"""An administrator looks after accounts, but not after those above his own."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from news.models import DeskPreference
from news.refusals import Refusal
from news.uploads.fields import PhotoField

# A picture of oneself is a photo like any other; Wagtail has no setting for this form.
AvatarPreferencesForm.base_fields["avatar"] = PhotoField(
    label=AvatarPreferencesForm.base_fields["avatar"].label, required=False
)


@hooks.register("register_account_settings_panel")
class CountsPanel(BaseSettingsPanel):
    """Beside Wagtail's choice of mails: the number that the menu and dashboard show."""

    name = "desk"
    title = gettext_lazy("On the screen")
    tab = notifications_tab
    order = 200
    form_class = forms.modelform_factory(DeskPreference, fields=["shows_counts"])

    def get_form(self) -> forms.ModelForm:
        sent = self.request.POST if self.request.method == "POST" else None
        own = DeskPreference.of(self.user)
        return self.form_class(sent, instance=own, prefix=self.name)


@hooks.register("before_create_user")
def make_no_superuser(request: HttpRequest) -> None:
    if request.POST.get("is_superuser") and not request.user.is_superuser:
        raise above_you()


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_superusers(request: HttpRequest, user: AbstractBaseUser) -> None:
    make_no_superuser(request)
    if user.is_superuser and not request.user.is_superuser:
        raise above_you()


@hooks.register("before_bulk_action")
def keep_superusers_from_bulk(
    request: HttpRequest, action: str, objects: list[object], view: object
) -> None:
    for user in objects:
        if isinstance(user, get_user_model()):
            keep_superusers(request, user)


def above_you() -> Refusal:
    return Refusal(_("Only a full administrator can make or change such an account."))
