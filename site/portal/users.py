"""How are accounts looked after? As Wagtail does, but rights come only from above."""

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.users.views import users


class FromAbove:
    """In the form of an account: only who has every right can give every right."""

    def get_form(self, form_class: type[forms.ModelForm] | None = None) -> forms.Form:
        form = super().get_form(form_class)
        field = form.fields.get("is_superuser")
        if field and not self.request.user.is_superuser:
            # Disabled, not taken away: Wagtail's template shows it in any case.
            field.disabled = True
        return form


class CreateView(FromAbove, users.CreateView):
    pass


class EditView(FromAbove, users.EditView):
    pass


class IndexView(users.IndexView):
    def get_edit_url(self, instance: AbstractBaseUser) -> str | None:
        above = instance.is_superuser and not self.request.user.is_superuser
        return None if above else super().get_edit_url(instance)


class UserViewSet(users.UserViewSet):
    add_view_class = CreateView
    edit_view_class = EditView
    index_view_class = IndexView
