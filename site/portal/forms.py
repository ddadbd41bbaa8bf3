"""How does a person sign in? With Wagtail's form, whose labels nobody translated."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(
            attrs={
                "placeholder": _("Enter password"),
                "autocomplete": "current-password",
            }
        ),
        strip=False,
    )
