"""Who asks for the card of a post gets the card of a public post, and no other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from news.models import ArticlePage
from news.publisher import publisher
from news.share_cards import card_of

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def show(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    article = get_object_or_404(ArticlePage.objects.published().defer("body"), pk=pk)
    card = card_of(article, publisher(request))
    if card is None:
        raise Http404
    if digest != card.digest:
        # Title or name has changed since the address was shared.
        return redirect(card.path)
    response = HttpResponse(card.png(), content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    return response
