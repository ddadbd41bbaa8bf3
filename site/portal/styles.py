"""The stylesheet inside the page: nothing has to be asked for before it can be shown.

On a slow line the second round trip costs more than the five kilobytes that each page
is longer; a page with its styles still fits into what a server may send at once. The
policy allows these very styles, by their digest, and no others.
"""

import base64
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

SHEET = "portal/portal.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BREAK = re.compile(r"\n\s*")
ADDRESS = re.compile(r'url\("([^"]+)"\)')


@cache
def sheet() -> Path:
    return Path(find(SHEET))


@lru_cache(maxsize=1)
def made(changed: int) -> tuple[str, str]:
    """The styles, and their name in a policy; anew when the file has changed."""
    text = sheet().read_text(encoding="utf-8")
    text = BREAK.sub("", COMMENT.sub("", text))
    text = ADDRESS.sub(lambda found: f'url("{static(f"portal/{found[1]}")}")', text)
    sha = hashlib.sha256(text.encode()).digest()
    return text, f"'sha256-{base64.b64encode(sha).decode()}'"


def styles() -> str:
    """`SHEET` without comments and line breaks; its files by their full addresses."""
    return made(sheet().stat().st_mtime_ns)[0]


def digest() -> str:
    return made(sheet().stat().st_mtime_ns)[1]


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
            return parts
        parts.update = {**(parts.update or {}), "style-src": [digest()]}
        return parts
