"""Every address that a reader gets to from the front page, and what it answers."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

from .board import PRIVATE

BEGINNINGS = (
    *("/", "/en/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/llms.txt"),
    *("/api/v2/pages/?limit=20&fields=*", "/tim-kiem/?q=hội+nghị", "/lich.ics"),
    *("/tim-kiem/goi-y/?q=ho", "/khong-co/"),
)
LINK = re.compile(r"""(?:href|src)="([^"\s]+)"|<loc>([^<]+)|"(https?:[^"\\]+)\"""")
CANDIDATES = re.compile(r'srcset="([^"]+)"')
OURS = {"", "localhost", "testserver"}
# The desk, files of the release, and the mark of a stretch of the list.
NOT_READ = ("/admin", "/static/", "/_util/")
# Made for each visit.
NONCES = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')

# A link to what does not leave, in HTML, JSON and XML; without it, it leads nowhere.
NOT_PUBLIC = re.compile(rf""" href=(?:\\?"|&quot;)[^"\s]*?{PRIVATE}(?:\\?"|&quot;)""")


def everything(client: Client) -> dict[str, tuple[int, bytes]]:
    found: dict[str, tuple[int, bytes]] = {}
    waiting = list(BEGINNINGS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        content = response.getvalue()
        if response.status_code in {301, 302}:
            content = response["Location"].encode()
            waiting.append(clean(address, response["Location"]))
        elif is_text(response.get("Content-Type", "")):
            text = NOT_PUBLIC.sub("", NONCES.sub("", content.decode()))
            content = text.encode()
            if response.status_code == 200:
                waiting += links(address, text)
        found[address] = response.status_code, content
    return found


def links(page: str, text: str) -> Iterator[str]:
    for groups in LINK.findall(text):
        link = next(filter(None, groups)).replace("&amp;", "&")
        if urlsplit(link).netloc.partition(":")[0] in OURS:
            address = clean(page, link)
            if is_read(address):
                yield address
    for candidates in CANDIDATES.findall(text):
        for candidate in candidates.split(","):
            yield clean(page, candidate.split()[0])


def clean(page: str, link: str) -> str:
    parts = urlsplit(urldefrag(urljoin(page, link))[0])
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_text(kind: str) -> bool:
    return any(word in kind for word in ("text", "xml", "json"))


def is_read(address: str) -> bool:
    """Filters beside each other are without number: one alone is read."""
    alone = "&" not in address
    return alone and address.startswith("/") and not address.startswith(NOT_READ)
