"""How does what was pasted get into the form? As blocks, ready for its script."""

import uuid

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from news.blocks import Body
from news.models import ArticlePage
from news.pasting import LONGEST, pasted


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    if len(html) > LONGEST:
        # Nothing is cut in silence: the browser pastes the words instead.
        message = _("Too much to paste at once: paste it in parts.")
        return JsonResponse({"message": message}, status=413)
    return JsonResponse({"blocks": form_state(pasted(html, text))})


def form_state(raw: list[dict]) -> list[dict]:
    """Raw blocks as the stream's script takes them."""
    with_ids = [block | {"id": block.get("id") or str(uuid.uuid4())} for block in raw]
    body: Body = ArticlePage._meta.get_field("body").stream_block
    return body.get_form_state(body.to_python(with_ids))
