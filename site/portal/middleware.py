"""What does a person read where Django answers with a bare status?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render


class WordsForMethods:
    """A page for "method not allowed", which otherwise has no words at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not (bare and request.accepts("text/html")):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
