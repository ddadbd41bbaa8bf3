"""The styles inside the page: nothing has to be asked for before it can be shown.

On a slow line the second round trip costs more than the kilobytes that each page is
longer: a page with its styles fits into what a server may send at once. It carries
those parts of the stylesheet alone that say something of its classes. The policy allows
these very styles, by their digest, and no others.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse

SHEET = "portal/portal.css"
# What a template writes, because what a page has is known when it is whole.
PLACE = "/*styles*/"
# As it stands there: a reader may ask for its words, and the page repeats them.
WHOLE = f"<style>{PLACE}</style>"
HEADING = re.compile(r"^/\* (Part|For every page): [^*]* \*/$", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BREAK = re.compile(r"\n\s*")
ADDRESS = re.compile(r'url\("([^"]+)"\)')
SELECTORS = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
# `:is(.a,.b) p` is two selectors; what `:not()` and `:has()` name need not be there.
EITHER = re.compile(r":is\(([^()]*)\)")
ASIDE = re.compile(r":(?:not|has)\([^()]*\)")
COMMA = re.compile(r",(?![^()]*\))")
# The scale of space and type, where a name of it has its value.
SCALE = re.compile(r"(--(?:space|size|line)-[\w-]+):([^;{}]+);?")
NAMED = re.compile(r"var\((--[\w-]+)\)")
BLANK = re.compile(r"\n(?:[ \t]*\n)+")
SEEN = re.compile(r"<(?:pre|textarea)\b")
CLASSES = re.compile(r'\sclass="([^"]*)"')


@dataclass(frozen=True)
class Part:
    text: str
    needs: frozenset[frozenset[str]] | None
    """The classes of each of its selectors; None: every page carries it."""

    @classmethod
    def read(cls, kind: str, source: str) -> "Part":
        text = BREAK.sub("", COMMENT.sub("", source))
        text = ADDRESS.sub(lambda name: f'url("{static(f"portal/{name[1]}")}")', text)
        return cls(text, frozenset(needs(text)) if kind == "Part" else None)

    def fits(self, classes: frozenset[str]) -> bool:
        """Whether one of its selectors may find something in a page with these."""
        return self.needs is None or any(need <= classes for need in self.needs)


def needs(text: str) -> Iterator[frozenset[str]]:
    """The classes that each selector of a stylesheet asks for.

    >>> [sorted(one) for one in needs(".a .b:not(.c),h2.d{top:0}@media x{p{top:0}}")]
    [['a', 'b'], ['d'], []]
    >>> [sorted(one) for one in needs(".a :is(.b,.c) p{top:0}")]
    [['a', 'b'], ['a', 'c']]
    """
    for found in SELECTORS.findall(text):
        for selector in COMMA.split(ASIDE.sub("", found)):
            if not selector.lstrip().startswith("@"):
                yield from _each(selector)


def _each(selector: str) -> Iterator[frozenset[str]]:
    always = frozenset(CLASS.findall(EITHER.sub("", selector)))
    either = EITHER.search(selector)
    for one in either[1].split(",") if either else [""]:
        yield always | frozenset(CLASS.findall(one))


def written_out(source: str) -> str:
    """The sheet with the values of the scale in the places of their names.

    A page is several hundred bytes shorter for it. What a wide window changes keeps its
    name.

    >>> written_out(":root{--space-1:4px;--gutter:var(--space-1)}p{top:var(--space-1)}")
    ':root{--gutter:4px}p{top:4px}'
    """
    values = SCALE.findall(source)
    often = Counter(name for name, _ in values)
    fixed = {name: value for name, value in values if often[name] == 1}
    kept = SCALE.sub(lambda said: "" if said[1] in fixed else said[0], source)
    return NAMED.sub(lambda said: fixed.get(said[1], said[0]), kept)


@cache
def sheet() -> Path:
    return Path(find(SHEET))


@lru_cache(maxsize=1)
def _parts(changed: int) -> tuple[Part, ...]:
    source = written_out(sheet().read_text(encoding="utf-8"))
    before, *rest = HEADING.split(source)
    pieces = [("For every page", before), *zip(rest[::2], rest[1::2], strict=True)]
    return tuple(Part.read(*piece) for piece in pieces)


def parts() -> tuple[Part, ...]:
    """The parts of `SHEET` in their order; anew when the file has changed."""
    return _parts(sheet().stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _joined(chosen: tuple[Part, ...]) -> tuple[str, str]:
    text = "".join(part.text for part in chosen)
    sha = hashlib.sha256(text.encode()).digest()
    return text, f"'sha256-{base64.b64encode(sha).decode()}'"


def wanted(classes: Iterable[str]) -> tuple[str, str]:
    """The styles of a page that has these classes, and their name in a policy."""
    there = frozenset(classes)
    return _joined(tuple(part for part in parts() if part.fits(there)))


def classes_in(html: str) -> set[str]:
    """
    >>> sorted(classes_in('<p class="a b"><b id="c" class="b"></b>'))
    ['a', 'b']
    """
    return {name for found in set(CLASSES.findall(html)) for name in found.split()}


def without_blank_lines(html: str) -> str:
    """Templates leave hundreds; where they would be seen the page stays as it is.

    >>> without_blank_lines("<p>\\n  \\n\\n</p>")
    '<p>\\n</p>'
    >>> without_blank_lines("<pre>\\n\\n</pre>")
    '<pre>\\n\\n</pre>'
    """
    return html if SEEN.search(html) else BLANK.sub("\n", html)


class Dress:
    """Puts the styles into a page; stands inside whatever counts or packs its bytes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and WHOLE.encode() in response.content:
            html = without_blank_lines(response.content.decode())
            text, response.styles = wanted(classes_in(html))
            response.content = html.replace(WHOLE, f"<style>{text}</style>", 1)
        return response


def is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class Policy(CSPMiddleware):
    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponse,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if is_desk(request):
            parts.config = parts.config or settings.DESK_POLICY
        elif styles := getattr(response, "styles", None):
            parts.update = {**(parts.update or {}), "style-src": [styles]}
        return parts
