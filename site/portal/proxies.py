"""Who asks, and over https or not, when a web server stands in front of the portal?

Anybody can write the headers that tell it; they are believed from the addresses in
`TRUSTED_PROXIES` alone, and taken away from everybody else.
"""

from collections.abc import Callable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"


class TrustedProxies:
    """Stands first: what comes after reads the peer's address and the scheme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies = networks("TRUSTED_PROXIES", settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.pop(FOR, ""), request.META.pop(PROTO, "")
        peer = address(request.META.get("REMOTE_ADDR", ""))
        if peer and self.trusts(peer):
            request.META["REMOTE_ADDR"] = str(self.client(peer, told[0]))
            # Of several, the last was written by the proxy that speaks to us.
            request.META[PROTO] = told[1].rpartition(",")[2].strip().lower()
        return self.get_response(request)

    def client(self, peer: Address, forwarded: str) -> Address:
        """The last address that no proxy of ours wrote down for another of ours.

        Each proxy adds at the right the peer it saw; what stands left of the first
        stranger is only what the stranger says.
        """
        for hop in map(address, reversed(forwarded.split(","))):
            if hop is None:
                break
            peer = hop
            if not self.trusts(hop):
                break
        return peer

    def trusts(self, peer: Address) -> bool:
        return any(peer in network for network in self.proxies)


def scheme() -> Callable[[dict[str, Any]], str]:
    """Of what WSGI calls environ: "https" where a proxy of ours says so."""
    proxies = networks("TRUSTED_PROXIES", settings.TRUSTED_PROXIES)

    def of(environ: dict[str, Any]) -> str:
        told = environ.get(PROTO, "") if proxies else ""
        if told.rpartition(",")[2].strip().lower() == "https":
            peer = address(environ.get("REMOTE_ADDR", ""))
            if peer and any(peer in network for network in proxies):
                return "https"
        return environ["wsgi.url_scheme"]

    return of


def networks(name: str, written: list[str]) -> list[Network]:
    try:
        return [ip_network(text.strip()) for text in written]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} takes addresses and networks, comma-separated: {error}"
        ) from error


def address(text: str) -> Address | None:
    """An address as proxies write it: bare, with a port, in brackets.

    >>> address(" 203.0.113.7:4711"), address("[2001:db8::7]:443")
    (IPv4Address('203.0.113.7'), IPv6Address('2001:db8::7'))
    >>> address("::ffff:203.0.113.7"), address("unknown"), address("")
    (IPv4Address('203.0.113.7'), None, None)
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
