"""Who asks for a card gets that of a public post or of the site, and no other."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import override
from django.views.decorators.http import require_safe

from news import languages
from news.models import ArticlePage
from news.publisher import publisher
from news.share_cards import SITE, Card, card_of, card_of_site

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def show(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    card = of_site(request, digest) if int(pk) == SITE else of_post(request, pk)
    if card is None:
        raise Http404
    if digest != card.digest:
        # Title or name has changed since the address was shared.
        return redirect(card.path)
    response = HttpResponse(card.png(), content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    return response


def of_post(request: HttpRequest, pk: str) -> Card | None:
    public = ArticlePage.objects.published().select_related("locale").defer("body")
    article = get_object_or_404(public, pk=pk)
    # The address has no language of its own: the card speaks that of the post.
    with override(article.locale.language_code):
        return card_of(article, publisher(request))


def of_site(request: HttpRequest, digest: str) -> Card | None:
    """In the language whose card was asked for; in the main one if it is none's now."""
    cards = []
    for language in (settings.LANGUAGE_CODE, *languages.others()):
        with override(language):
            cards.append(card_of_site(publisher(request)))
    asked = (card for card in cards if card and card.digest == digest)
    return next(asked, cards[0])
