"""What does somebody without an account see at the address of a preview link?"""

from ipaddress import ip_address, ip_network

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from news.models import PreviewLink
from news.models.previews import signed_key

# Neither kept by a cache, nor found by a search engine, nor told to the next site.
QUIET = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    response = answer(request, token)
    for name, value in QUIET.items():
        response[name] = value
    return response


def answer(request: HttpRequest, token: str) -> HttpResponse:
    key = signed_key(token)
    if key is None:
        return closed(request, 404)
    links = PreviewLink.objects.open().select_related("article")
    link = links.filter(pk=key).first()
    if link is None:
        return closed(request, 410)
    link.record_use(network_of(request.META.get("REMOTE_ADDR", "")))
    if link.article.live and not link.article.has_unpublished_changes:
        return redirect(link.article.get_url(request))
    request.is_preview, request.preview_link = True, link
    draft = link.article.get_latest_revision_as_object()
    with override(draft.locale.language_code):
        response = draft.serve_preview(request, draft.default_preview_mode)
        # Here, not later: the address of a link says nothing of the language.
        return response.render()


def closed(request: HttpRequest, status: int) -> HttpResponse:
    """One page for all: it does not tell which post the link was for."""
    return render(
        request, "news/preview_closed.html", {"was_ours": status == 410}, status=status
    )


def network_of(address: str) -> str:
    """The network an address is in: /24 or, in IPv6, /48; "" if it is no address.

    Enough to tell one office from another, too little to tell a person.

    >>> network_of("203.0.113.77"), network_of("::ffff:203.0.113.77")
    ('203.0.113.0/24', '203.0.113.0/24')
    >>> network_of("2001:db8:1:2::3"), network_of("unix:")
    ('2001:db8:1::/48', '')
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip_network((ip, 24 if ip.version == 4 else 48), strict=False))
