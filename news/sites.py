"""Which site was asked? Wagtail's own answer, from a question that is compiled."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from news.compiled import compiled


def asked_for(request: HttpRequest) -> Site | None:
    """Kept where Wagtail keeps it, so that nobody asks a second time."""
    if not hasattr(request, "_wagtail_site"):
        # As Wagtail does: whether the host is allowed is asked elsewhere.
        name, _port = split_domain_port(request._get_raw_host())
        found = _named_or_default(name)
        request._wagtail_site = best(found, name, int(request.get_port()))
    return request._wagtail_site


@compiled
def _named_or_default(name: str) -> QuerySet:
    these = Site.objects.filter(Q(hostname=name) | Q(is_default_site=True))
    return these.select_related("root_page")


def best(sites: list[Site], name: str, port: int) -> Site | None:
    """The site of this name and port, else the default one, or the only one."""
    named = [site for site in sites if site.hostname == name]
    exact = [site for site in named if site.port == port]
    default = [site for site in sites if site.is_default_site]
    for found in (exact, [site for site in default if site in named]):
        if found:
            return found[0]
    if len(named) == 1:
        return named[0]
    return next(iter(default), None)
