"""How does an address look as a code that a phone can read from paper?"""

import io

import segno
from django.http import HttpResponse


def svg(address: str) -> HttpResponse:
    """The code in black on white, whatever the page's colours: scanners need it so."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        scale=4,
        border=4,
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
