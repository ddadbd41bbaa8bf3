"""How is a right called that stands in an entry as its codename?"""

from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PAGE_PERMISSION_TYPES

VERBS: dict[str, Promise] = {
    "add": gettext_lazy("Add"),
    "change": gettext_lazy("Edit"),
    "delete": gettext_lazy("Delete"),
    "view": gettext_lazy("See"),
    "choose": gettext_lazy("Choose"),
}


def right(text: str) -> str:
    """Of "publish_page: Tin", "auth.change_user"; a group is called as it is."""
    code, colon, place = text.partition(": ")
    if (found := known().get(code)) is None:
        return text
    # Wagtail's catalogue has the names that its models give.
    return " ".join(_(str(word)) for word in found) + colon + place


@cache
def known() -> dict[str, tuple[str | Promise, ...]]:
    """With their application, and without, as rights on pages and collections are.

    From the models: a report asks the database nothing for it.
    """
    found: dict[str, tuple[str | Promise, ...]] = {}
    for model in apps.get_models():
        meta = model._meta
        for act in meta.default_permissions:
            verb = VERBS.get(act, act)
            found[f"{meta.app_label}.{act}_{meta.model_name}"] = verb, meta.verbose_name
        for code, name in meta.permissions:
            found[f"{meta.app_label}.{code}"] = (name,)
    bare = {code.partition(".")[2]: words for code, words in found.items()}
    pages = {code: (name,) for code, _short, name in PAGE_PERMISSION_TYPES}
    return bare | pages | found
