"""What is raised, and what does a person read, when the bucket of files is away?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from news.uploads import room

# Seconds after which it is worth another try.
AGAIN = 60


class Away(room.Away):
    """The bucket does not answer, or not as it should. An error of input and output.

    As such it is what everybody expects of a storage that fails.
    """


class WordsForAway:
    """A page that says so, where it would be an error without a reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, Away):
            return None
        response = answer(request)
        response["Retry-After"] = AGAIN
        response["Cache-Control"] = "no-store"
        return response


def answer(request: HttpRequest) -> HttpResponse:
    # Wagtail's windows and uploads of several files say that they accept anything.
    by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if request.accepts("text/html") and not by_script:
        return HttpResponse(render_to_string("503.html"), status=503)
    message = _("The storage of files does not answer. Try again in a few minutes.")
    return JsonResponse({"success": False, "error_message": message}, status=503)
