"""What does the board say of itself to feeds, search engines and share cards?"""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from news.publisher import Publisher, of_site

from .models import BoardIdentity

EMBLEM = "max-128x128"


def publisher(request: HttpRequest) -> Publisher:
    board = BoardIdentity.for_request(request)
    address = of_site(request).address
    logo = emblem(board) or static("portal/icon-180.png")
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


def emblem(board: BoardIdentity) -> str:
    """As readers see it: the original may be out of their reach."""
    try:
        return board.emblem.get_rendition(EMBLEM).url if board.emblem else ""
    except SourceImageIOError:
        return ""
