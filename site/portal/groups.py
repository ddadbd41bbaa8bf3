"""How are groups looked after? As Wagtail does, and what they are given is told."""

from django.http import HttpResponse
from wagtail.users.views import groups

from .audit.rights import giving


class Telling:
    def process_form(self) -> HttpResponse:
        with giving(self.object):
            return super().process_form()


class CreateView(Telling, groups.CreateView):
    pass


class EditView(Telling, groups.EditView):
    pass


class GroupViewSet(groups.GroupViewSet):
    add_view_class = CreateView
    edit_view_class = EditView
