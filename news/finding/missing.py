"""What does a reader see where no page is? Posts that the words of the address name.

A site names it: `handler404 = "news.finding.page_not_found"`. Its own `404.html` is
given `missing` and `index`; without one, `news/404.html` is shown.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from news import search
from news.filters import ArticleFilter
from news.models import ArticlePage, NewsIndexPage
from news.search.words import placed, word
from news.vietnamese.folding import nfc
from news.vietnamese.particles import say_nothing

from .moved import moved_to

logger = logging.getLogger(__name__)

READING = {"GET", "HEAD"}
# By browsers each time, by a cache in front after a second.
ASKED_AGAIN = "public, max-age=0, s-maxage=1"
MOST_POSTS = 5
LONGEST, MOST_WORDS = 1_000, 12
# Fewer words than these say too little to be shortened further.
FEWEST = 2
PAGES = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|shtml)\Z", re.IGNORECASE)
FILES = re.compile(r"\.[a-z0-9]{1,5}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Missing:
    """What may have been meant; nothing where the address says nothing."""

    words: str = ""
    posts: list[ArticlePage] = field(default_factory=list)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The site's page for readers; a plain one for programs, or if all else fails."""
    response = page_or_plain(request)
    patch_vary_headers(response, ["Accept"])
    return response


def page_or_plain(request: HttpRequest) -> HttpResponse:
    # The plain one asks the database nothing.
    try:
        asks = is_for_a_reader(request)
        if asks and request.method in READING and (post := moved_to(request)):
            return led_to(post.get_url(request))
        if asks and request.method == "GET":
            return answer(request, ["404.html", "news/404.html"], shown_for(request))
    except Exception:
        # Whatever broke, whoever asked for a page that is not there is told just that.
        logger.exception("No suggestions for %s", request.path[:200])
    return answer(None, ["news/404_plain.html"], {})


def led_to(address: str) -> HttpResponse:
    """For good, as search engines ask; but a post may go back to an address it had, and
    a browser that was told nothing else never asks there again.
    """
    response = redirect(address, permanent=True)
    response.headers["Cache-Control"] = ASKED_AGAIN
    return response


def answer(request: HttpRequest | None, names: list[str], shown: dict) -> HttpResponse:
    return HttpResponse(render_to_string(names, shown, request), status=404)


def is_for_a_reader(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "").strip()
    takes_pages = "text/html" in accepted or accepted in ("", "*/*")
    is_file = FILES.search(request.path) and not PAGES.search(request.path)
    closed = request.path.startswith(tuple(not_for_readers()))
    return takes_pages and not (is_file or closed)


def not_for_readers() -> Iterator[str]:
    """Where files lie, the desk, and what programs ask."""
    for prefix in (settings.STATIC_URL, settings.MEDIA_URL):
        if prefix and prefix.startswith("/") and prefix != "/":
            yield prefix
    for name, end in (
        ("wagtailadmin_home", ""),
        ("wagtailapi:pages:listing", "pages/"),
    ):
        try:
            yield reverse(name).removesuffix(end)
        except NoReverseMatch:
            continue


def shown_for(request: HttpRequest) -> dict[str, object]:
    index, words = NewsIndexPage.for_request(request), words_of(request.path)
    posts = posts_about(words, index) if index and words else []
    return {"missing": Missing(" ".join(words), posts), "index": index}


def words_of(path: str) -> list[str]:
    """The words of the last part of an address that has any; two parts, if only one.

    >>> words_of("/tin-tuc/2019/hoi-nghi-so-ket-cum-i.html")
    ['hoi', 'nghi', 'so', 'ket', 'cum', 'i']
    >>> words_of("/node/123/Lễ_ký-giao%20ước/"), words_of("/node/17"), words_of("//")
    (['Lễ', 'ký', 'giao', '20ước'], ['node'], [])
    """
    found: list[str] = []
    for part in reversed(nfc(path[-LONGEST:]).split("/")):
        text = PAGES.sub("", part)
        spans = [text[start:end] for _word, start, end in placed(text)]
        said = [span for span in spans if not span.isdigit()]
        if said:
            found = said + found
        if len(found) >= FEWEST:
            break
    return found[:MOST_WORDS]


def posts_about(words: list[str], index: NewsIndexPage) -> list[ArticlePage]:
    """Posts with all these words; else with those that posts know; else with the first.

    Three searches at most, whatever the address; none for words that stand everywhere.
    """
    # Who may read what is asked only when something was found.
    posts = SimpleLazyObject(index.articles)
    for _attempt in range(3):
        if say_nothing(words):
            return []
        asked = " ".join(words)
        found = search.find(asked, ArticleFilter(), posts, size=MOST_POSTS)
        if found.articles:
            break
        known = [text for text in words if word(text).folded not in found.unknown]
        words = known if found.unknown else words[: len(words) // 2]
        if len(words) < FEWEST:
            break
    for article in found.articles:
        article.index = index
    return found.articles
