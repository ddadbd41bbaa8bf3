"""What does the board say of itself to feeds, search engines and share cards?"""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from wagtail.images.models import AbstractRendition, Filter

from news import renditions
from news.publisher import Publisher, of_site
from news.uploads.photos import UNREADABLE

from .models import BoardIdentity

EMBLEM = Filter(spec="max-128x128")


def publisher(request: HttpRequest) -> Publisher:
    board = BoardIdentity.for_request(request)
    address = of_site(request).address
    emblem = shown_emblem(board)
    logo = emblem.url if emblem else static("portal/icon-180.png")
    return Publisher(
        name=board.board_name,
        address=address,
        logo=logo if logo.startswith("http") else address + logo,
        parent=board.governing_body,
        place=board.address,
        phone=board.phone,
        email=board.email,
        kind="GovernmentOrganization",
        contact=reverse("portal-contact"),
        emblem=board.emblem,
    )


def shown_emblem(board: BoardIdentity) -> AbstractRendition | None:
    """As readers see it: the original may be out of their reach."""
    try:
        return renditions.one(board.emblem, EMBLEM) if board.emblem else None
    except UNREADABLE:
        return None
