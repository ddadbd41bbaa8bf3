"""Which photos do synthetic posts share? A small set, drawn when it is first needed."""

import io
from random import Random

from django.core.files.images import ImageFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from .sentences import CAPTIONS

SIZE = (1200, 800)
CREDIT = "Tranh minh họa"
PERSON = 70  # pixels between two heads


def shared() -> list[AbstractImage]:
    return [photo(at, caption) for at, caption in enumerate(CAPTIONS, 1)]


def photo(at: int, caption: str) -> AbstractImage:
    title = f"Ảnh thử {at}"
    found = get_image_model().objects.filter(title=title).order_by("pk").first()
    return found or drawn(at, title, caption)


def drawn(at: int, title: str, caption: str) -> AbstractImage:
    file = ImageFile(io.BytesIO(picture(at)), name=f"anh-thu-{at}.jpg")
    made = get_image_model()(title=title, file=file)
    words = {"caption": caption, "credit": CREDIT, "description": described(caption)}
    for name, text in words.items():
        if hasattr(made, name):
            setattr(made, name, text)
    made._set_image_file_metadata()
    made.save()
    return made


def described(caption: str) -> str:
    return f"Những người ngồi thành hàng trong hội trường; {caption.lower()}"


def picture(at: int) -> bytes:
    """Rows of people in a hall; no two pictures alike."""
    random = Random(f"picture {at}")  # noqa: S311 - the same picture, no secret
    canvas = Canvas.new("RGB", SIZE, shade(random, 200, 240))
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 90, SIZE[0], 230), fill=shade(random, 90, 170))
    for y in range(300, SIZE[1], 120):
        for x in range(random.randint(0, PERSON), SIZE[0], PERSON):
            draw.ellipse((x, y, x + 44, y + 44), fill=shade(random, 120, 200))
            draw.rectangle(
                (x - 6, y + 48, x + 50, y + 110), fill=shade(random, 30, 130)
            )
    file = io.BytesIO()
    canvas.save(file, "JPEG", quality=80)
    return file.getvalue()


def shade(random: Random, least: int, most: int) -> tuple[int, ...]:
    return tuple(random.randint(least, most) for _ in range(3))
