"""What is asked in the window in which a moderator approves or returns a post?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


def offered() -> Iterator[tuple[str, str]]:
    reasons = apps.get_model("news", "ReturnReason").objects.filter(active=True)
    yield "", _("Choose a reason")
    for reason in reasons:
        yield str(reason.pk), reason.text


class DecisionForm(forms.Form):
    # The name of the version the window was opened for.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class ApprovalForm(DecisionForm):
    pass


class ReturnForm(DecisionForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=offered, required=False)

    field_order = ["seen", "reason", "comment"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Where the list is empty, the free text alone has to say it.
        if "reason" not in self.errors and not cleaned.get("reason"):
            listed = len(list(self.fields["reason"].choices)) > 1
            if listed:
                self.add_error("reason", _("Choose why the post goes back."))
            elif not cleaned.get("comment") and "comment" not in self.errors:
                self.add_error("comment", _("Say why the post goes back."))
        return cleaned
