"""What is refused while a post is in the form, with the text kept on the screen?"""

import json
from datetime import timedelta
from functools import cached_property
from itertools import chain, count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from news.changes import same_blocks
from news.conf import setting
from news.vietnamese.slugs import slugify

# How long a form may be under way behind its own autosave.
ON_ITS_WAY = timedelta(seconds=30)
# As Wagtail's column has it.
LONGEST_SLUG = 255
# The address of a title that has no letters.
NO_WORDS = "tin"
# When a post goes out, and who is told of comments, is not what it says.
BESIDE_THE_TEXT = {"go_live_at", "expire_at", "comment_notifications"}


class ArticleForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    @cached_property
    def changed_data(self) -> list[str]:
        """Fields a person changed, not those the browser writes differently."""
        return [name for name in super().changed_data if self._differs(name)]

    def _differs(self, name: str) -> bool:
        match self.fields[name]:
            case forms.DateTimeField():
                # The widget shows minutes; the moment stored has seconds.
                shown = self[name].field.widget.format_value(self[name].initial)
                return (shown or "") != (self[name].data or "")
            case _ if name == "body":
                before = self[name].initial
                now = self.fields[name].widget.value_from_datadict(
                    self.data, self.files, self.add_prefix(name)
                )
                return plain(before) != plain(now)
            case _:
                return True

    def changes_the_text(self) -> bool:
        if set(self.changed_data) - BESIDE_THE_TEXT:
            return True
        return any(
            form.has_changed()
            for name, formset in self.formsets.items()
            if name != "comments"
            for form in formset.forms
        )

    def clean(self) -> dict[str, Any]:
        self._fill_in_the_slug()
        cleaned = super().clean()
        self._keep_newer_version()
        self._keep_approval_apart_from_writing()
        self._read_decision()
        return cleaned

    def save(self, commit: bool = True) -> Any:
        # Wagtail adds a new page as public and asks its hooks afterwards: stopped
        # there, nothing would be left of what was written.
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)

    def _fill_in_the_slug(self) -> None:
        """One nobody chose: of a pasted title, or of one that an earlier post has.

        The form of a new post goes on stating that of its title alone, after autosave
        made it a page with a number behind; and sent right after the last key it
        states that of a title half typed.
        """
        title, given = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if not title or "slug" in self.errors:
            return
        slug = slugify(title) or NO_WORDS
        # People may know the address of one that was taken down, too.
        was_public = self.instance.live or self.instance.first_published_at
        public = self.instance.pk and was_public
        if given and (public or not self._is_of_the_title(given, title)):
            return
        candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
        self.cleaned_data["slug"] = next(filter(self._is_free, candidates))

    def _is_of_the_title(self, given: str, title: str) -> bool:
        # The browser does not shorten what it reads.
        slug = slugify(title, longest=LONGEST_SLUG) or NO_WORDS
        if not slug.startswith(given):
            return False
        whole_words = slug[len(given) :].startswith("-")
        return not whole_words or not self._is_free(given)

    def _is_free(self, slug: str) -> bool:
        return Page._slug_is_available(slug, self.parent_page, self.instance)

    def _keep_newer_version(self) -> None:
        latest = self.instance.pk and self.instance.latest_revision
        if not latest or not self._is_out_of_date(latest):
            return
        if self._was_on_its_way(latest):
            return
        self.add_error(
            None,
            ValidationError(
                _(
                    "Meanwhile %(who)s saved another version, at %(when)s. Yours is "
                    "not saved yet and stays here. Read the other one in the history; "
                    "then save again to put yours in its place."
                ),
                code="newer_version",
                params={
                    "who": latest.user.get_full_name() or latest.user.get_username()
                    if latest.user
                    else _("somebody"),
                    "when": f"{timezone.localtime(latest.created_at):%H:%M %d/%m/%Y}",
                },
            ),
        )

    def _is_out_of_date(self, latest: Any) -> bool:
        # As Wagtail asks for its autosave; a click on "Save" it lets through.
        own = self.data.get("overwrite_revision_id")
        if own:
            return own != str(latest.pk)
        loaded = self.data.get("loaded_revision_id")
        if not loaded:
            return False
        since = self.data.get("loaded_revision_created_at", "")
        return (loaded, since) != (str(latest.pk), latest.created_at.isoformat())

    def _was_on_its_way(self, latest: Any) -> bool:
        """The form's own autosave, which this very form overtook on a slow line.

        It was the next version after the one that was opened. Should it come from
        another window after all, it stays in the history.
        """
        age = timezone.now() - latest.created_at
        if latest.user != self.for_user or age > ON_ITS_WAY:
            return False
        before = self.instance.revisions.exclude(pk=latest.pk).order_by("-pk").first()
        known = self.data.get("overwrite_revision_id") or self.data.get(
            "loaded_revision_id"
        )
        return before is not None and known == str(before.pk)

    def _keep_approval_apart_from_writing(self) -> None:
        if not setting("NEWS_TWO_PERSONS"):
            return
        approves = (
            self.data.get("action-workflow-action")
            and self.data.get("workflow-action-name") == "approve"
        )
        if (approves or self.data.get("action-publish")) and self.changes_the_text():
            self.add_error(
                None,
                ValidationError(
                    _(
                        "You changed the post and did not save it yet. Save it as a "
                        "draft; another person then has to approve or publish it."
                    ),
                    code="two_persons",
                ),
            )

    def _read_decision(self) -> None:
        # Wagtail reads it after the post is saved, and breaks on what is no JSON.
        given = self.data.get("workflow-action-extra-data", "{}")
        if self.data.get("action-workflow-action") and not is_object(given):
            self.add_error(
                None,
                ValidationError(
                    _(
                        "Your decision did not arrive whole, so nothing was decided. "
                        "Press the button again; what you wrote is still here."
                    ),
                    code="decision",
                ),
            )


def is_object(text: str) -> bool:
    """
    >>> is_object('{"comment": "Thiếu ảnh"}'), is_object("[1]"), is_object("{")
    (True, False, False)
    """
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def plain(body: Any) -> Any:
    return same_blocks(list(body.get_prep_value())) if body else []
