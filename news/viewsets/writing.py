"""What is said to somebody who enters a name that is in the register already?"""

from django.contrib import messages
from django.db.models import Model
from django.utils.translation import gettext
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import CreateView, EditView

from news.models import Organisation
from news.registers.likeness import namesakes


class WarnsOfNamesakes:
    """A warning and no refusal: two people may bear one name."""

    def save_instance(self) -> Model:
        entry = super().save_instance()
        if others := namesakes(entry):
            told = gettext(
                "The register has this name already: %(names)s. Merge them if they "
                "are the same."
            )
            names = ", ".join(f"“{other}”" for other in others)
            messages.warning(self.request, told % {"names": names})
        return entry


class RegisterCreateView(WarnsOfNamesakes, CreateView):
    pass


class RegisterEditView(WarnsOfNamesakes, EditView):
    pass


class StandingOnly:
    """What was dissolved is named in old posts, and not chosen for new ones."""

    def get_object_list(self) -> object:
        return Organisation.objects.standing()


class ChooseStandingView(StandingOnly, ChooseView):
    pass


class ChooseStandingResultsView(StandingOnly, ChooseResultsView):
    pass


class StandingOrganisationChooser(SnippetChooserViewSet):
    choose_view_class = ChooseStandingView
    choose_results_view_class = ChooseStandingResultsView
