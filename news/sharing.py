"""Who asks for the card of a post gets the card of a public post, and no other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import override
from django.views.decorators.http import require_safe

from news.models import ArticlePage
from news.publisher import publisher
from news.share_cards import card_of

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def show(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    public = ArticlePage.objects.published().select_related("locale").defer("body")
    article = get_object_or_404(public, pk=pk)
    # The address has no language of its own: the card speaks that of the post.
    with override(article.locale.language_code):
        card = card_of(article, publisher(request))
    if card is None:
        raise Http404
    if digest != card.digest:
        # Title or name has changed since the address was shared.
        return redirect(card.path)
    response = HttpResponse(card.png(), content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    return response
