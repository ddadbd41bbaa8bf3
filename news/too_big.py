"""What does a person see who sent more than the server reads at once?

A site names it: `handler400 = "news.too_big.bad_request"`. Django would answer two
English words, and whoever wrote for an hour would not know whether it is lost. Whoever
only reads is told of the address.
"""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    RequestDataTooBig: _(
        "What you sent is too long to be saved at once. Nothing was saved and nothing "
        "is lost: go back in the browser, your text is still there. Shorten it or "
        "divide it into two posts."
    ),
    TooManyFieldsSent: _(
        "The form has too many parts to be saved at once. Nothing was saved and "
        "nothing is lost: go back in the browser, remove some parts of the body and "
        "save again."
    ),
    TooManyFilesSent: _("Too many files at once: upload fewer at a time."),
}
# Of an address, where nobody wrote anything that could be lost.
LONG_ADDRESS = _(
    "The address has more parts than the server reads. Shorten it, or start from the "
    "home page."
)
OTHERWISE = _("The server could not read this request. Go back and try again.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    reads = request.method in {"GET", "HEAD"}
    message = message_for(exception, reads)
    if "application/json" in request.headers.get("Accept", ""):
        # Wagtail's autosave and its like show the message themselves.
        answer = {"success": False, "error_message": str(message)}
        return JsonResponse(answer, status=400)
    shown = {"message": message, "is_reading": reads}
    return render(request, "news/400.html", shown, status=400)


def message_for(exception: Exception, reads: bool = False) -> str | Promise:
    if reads and isinstance(exception, TooManyFieldsSent):
        return LONG_ADDRESS
    return MESSAGES.get(type(exception), OTHERWISE)
