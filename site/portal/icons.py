"""Where is the icon that browsers and feed readers ask for without having been told?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

# The file's own address changes with each version of it.
A_DAY = "public, max-age=86400"


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    response = redirect(static("portal/icon-180.png"))
    response["Cache-Control"] = A_DAY
    return response
