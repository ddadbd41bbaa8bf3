"""What can be put right of a post before it comes, and what of that differs?"""

from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from news.cluster_field import ClusterField
from news.importers.document import Document
from news.intake.corrections import LONGEST, LONGEST_TOPIC, changes
from news.intake.reading import label
from news.models import ArticlePage, Cluster
from news.models.tagging import this_years_terms
from news.vietnamese.composition import composed

from . import body

AS_TYPED = (
    *("title", "authors", "organisation", "topics", "body"),
    *("event_kind", "event_part_of_day", "event_place", "event_chair"),
)


def of_post(name: str, **kwargs: Any) -> forms.Field:
    """The field as a post's own form has it."""
    return ArticlePage._meta.get_field(name).formfield(required=False, **kwargs)


class DraftForm(forms.Form):
    accepted = forms.BooleanField(
        label=gettext_lazy("Import this post"), required=False
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    published = forms.DateTimeField(
        label=gettext_lazy("Date of publication"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Left empty, it is the moment of the import."),
    )
    lead = forms.CharField(
        label=gettext_lazy("Lead"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    event_kind = of_post("event_kind")
    event_date = of_post("event_date", widget=AdminDateInput)
    event_part_of_day = of_post("event_part_of_day")
    event_place = of_post("event_place")
    event_chair = of_post("event_chair")
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"list": "news-organisations"}),
    )
    clusters = ClusterField(
        queryset=Cluster.objects.none(), required=False, label=gettext_lazy("Clusters")
    )
    new_clusters = forms.MultipleChoiceField(
        label=gettext_lazy("Not in the register yet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is ticked is entered in the register."),
    )

    topics = forms.CharField(
        label=gettext_lazy("Topics"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One topic a line."),
    )

    def __init__(
        self,
        *args: Any,
        read: dict[str, Any],
        document: Document,
        folder: Path,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.read, self.document, self.folder = read, document, folder
        # Once it has come, the text is put right in the post itself.
        if "body" in read:
            self.fields["body"] = body.field_of(document)
        self.fields["clusters"].queryset = register()
        self.fields["new_clusters"].choices = [
            (str(at), label(document.clusters[at])) for at in read["new_clusters"]
        ]
        if not read["new_clusters"]:
            del self.fields["new_clusters"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_authors(self) -> list[str]:
        return lines_in(self.cleaned_data["authors"], LONGEST)

    def clean_topics(self) -> list[str]:
        # A topic typed in decomposed letters is the one that is there already.
        return lines_in(composed(self.cleaned_data["topics"]), LONGEST_TOPIC)

    def clean_body(self) -> Any:
        """As it is kept, so that what cannot be kept is told beside it."""
        said = self.cleaned_data["body"]
        return body.written(self.document, said, self.folder)

    @property
    def changed_values(self) -> dict[str, Any]:
        said = self.cleaned_data
        values = {name: said[name] for name in AS_TYPED if name in said}
        values["lead"] = said["lead"].replace("\r\n", "\n")
        day = said["event_date"]
        values["event_date"] = day.isoformat() if day else ""
        values["published"] = self.moment(said["published"])
        values["clusters"] = [cluster.pk for cluster in said["clusters"]]
        values["new_clusters"] = [int(at) for at in said.get("new_clusters", [])]
        return changes(values, self.read)

    def moment(self, chosen: datetime | None) -> str:
        """The form shows minutes: the seconds of the source are no correction."""
        if chosen is None:
            return ""
        read = self.read["published"]
        was = datetime.fromisoformat(read) if read else None
        if was and was.replace(second=0, microsecond=0) == chosen:
            return read
        return chosen.isoformat()


def lines_in(typed: str, longest: int) -> list[str]:
    """Each line once, without white space around and between."""
    lines = [" ".join(one.split()) for one in typed.split("\n")]
    if any(len(line) > longest for line in lines):
        raise forms.ValidationError(gettext("A name is too long."))
    return list(dict.fromkeys(filter(None, lines)))


def register() -> QuerySet:
    terms = Prefetch("terms", queryset=this_years_terms())
    return Cluster.objects.prefetch_related(terms)
