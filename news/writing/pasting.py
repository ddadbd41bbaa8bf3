"""How does what was pasted get into the form? As blocks, ready for its script."""

import uuid

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from news.blocks import Body
from news.models import ArticlePage
from news.pasting import LONGEST, Pasted, taken


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    if len(html) > LONGEST:
        # Nothing is cut in silence: the browser pastes the words instead.
        message = _("Too much to paste at once: paste it in parts.")
        return JsonResponse({"message": message}, status=413)
    found = taken(html, text)
    return JsonResponse({"blocks": form_state(found.blocks), "message": lost_in(found)})


def lost_in(found: Pasted) -> str:
    """What the person would miss, and not see at once."""
    if not found.flattened:
        return ""
    message = ngettext(
        "A table was too large to keep: its words stand here cell by cell. Attach it "
        "as a file instead.",
        "%(number)s tables were too large to keep: their words stand here cell by "
        "cell. Attach them as files instead.",
        found.flattened,
    )
    return message % {"number": found.flattened}


def form_state(raw: list[dict]) -> list[dict]:
    """Raw blocks as the stream's script takes them."""
    with_ids = [block | {"id": block.get("id") or str(uuid.uuid4())} for block in raw]
    body: Body = ArticlePage._meta.get_field("body").stream_block
    return body.get_form_state(body.to_python(with_ids))
