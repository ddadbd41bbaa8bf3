"""From where is the desk to be reached? From everywhere, unless networks are named."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from .proxies import address, networks


class DeskNetworks:
    """Elsewhere there is no such page. Whoever signed in inside stays outside, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = networks("DESK_NETWORKS", settings.DESK_NETWORKS)
        self.desk = f"/{settings.DESK_ADDRESS}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.networks and f"{request.path_info}/".startswith(self.desk):
            asker = address(request.META.get("REMOTE_ADDR", ""))
            if asker is None or not any(asker in one for one in self.networks):
                raise Http404
        return self.get_response(request)
