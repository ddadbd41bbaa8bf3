"""How do several photos get into the library and into the text at once?"""

from itertools import chain
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.views.multiple import AddView

from .pasting import form_state


class AddPhotoView(AddView):
    """Wagtail's own upload of several files; its answer is a block for the body."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> JsonResponse:
        file = request.FILES.get("file")
        if file is None:
            return failed(_("No file arrived."))
        values = {
            "title": file.name.rpartition(".")[0] or file.name,
            "collection": self.collection(),
        }
        form_class = self.get_upload_form_class()
        form = form_class(values, {"file": file}, user=request.user)
        try:
            is_valid = form.is_valid()
        except OSError:
            # Pillow gave up in the middle of the file.
            return failed(_("The file is damaged: save the photo anew and try again."))
        if not is_valid:
            return failed("\n".join(chain.from_iterable(form.errors.values())))
        self.object = self.save_object(form)
        return JsonResponse({"block": form_state([photo_block(self.object)])[0]})

    def collection(self) -> int | None:
        """The first the person may add to; Wagtail's form hides an only one."""
        collections = self.permission_policy.collections_user_has_permission_for(
            self.request.user, "add"
        )
        first = collections.first()
        return first.pk if first else None


def may_add(request: HttpRequest) -> bool:
    """Whether the view above lets the person in: Wagtail 7.4 and 8 keep the rule at
    different places, and both ask it there."""
    view = AddPhotoView(model=get_image_model(), request=request)
    return view.user_has_permission("add")


def photo_block(photo: Any) -> dict[str, Any]:
    """A use of the photo that begins with the words the photo brought along."""
    return {
        "type": "photo",
        "value": {
            "photo": photo.pk,
            "caption": getattr(photo, "caption", ""),
            "credit": getattr(photo, "credit", ""),
            "alt": getattr(photo, "description", ""),
            "decorative": False,
            "source": "",
        },
    }


def failed(message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=400)
