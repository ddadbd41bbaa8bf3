"""Which site was asked, and in which languages has it a home?

Wagtail's own answer, from one question that is compiled.
"""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, Site

from news.compiled import compiled
from news.gathering import Part, gathering


def asked_for(request: HttpRequest) -> Site | None:
    """Kept where Wagtail keeps it, so that nobody asks a second time."""
    if not hasattr(request, "_wagtail_site"):
        # As Wagtail does: whether the host is allowed is asked elsewhere.
        name, _port = split_domain_port(request._get_raw_host())
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            found = _with_homes(name)
            request._news_homes = found["homes"]
        else:
            found = {"sites": _named_or_default(name)}
        request._wagtail_site = best(found["sites"], name, int(request.get_port()))
    return request._wagtail_site


def homes(request: HttpRequest) -> list[Page]:
    """The public pages that stand on top of it, and their translations."""
    site = asked_for(request)
    if not hasattr(request, "_news_homes"):
        # Somebody else has found the site.
        request._news_homes = list(_public_tops(Site.objects.filter(pk=site.pk)))
    return request._news_homes


def _these(name: str) -> QuerySet:
    return Site.objects.filter(Q(hostname=name) | Q(is_default_site=True))


def _public_tops(sites: QuerySet) -> QuerySet:
    keys = sites.values("root_page__translation_key")
    return Page.objects.live().filter(translation_key__in=keys)


@compiled
def _named_or_default(name: str) -> QuerySet:
    return _these(name).select_related("root_page")


@gathering
def _with_homes(name: str) -> dict[str, Part]:
    these = _these(name)
    return {
        "sites": Part(these, naming=("root_page",)),
        "homes": Part(_public_tops(these.order_by())),
    }


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
